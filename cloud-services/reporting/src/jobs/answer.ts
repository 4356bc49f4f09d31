/** A report as a screen gets it: its first rows, and how many there are. */
import type { StaffCaller } from '@comptoir/service-kit/auth/tokens';
import { problem } from '@comptoir/service-kit/http/problem';
import type { ReportRequest, ReportTable } from '../api.ts';
import { periodOf } from '../facts/period.ts';
import type { RouteParts } from '../parts.ts';
import { scopeOf } from '../reports/scope.ts';
import { requireReport } from './may-read.ts';
import { pageRows } from './read.ts';
import { type Cell, TooManyRows } from './table.ts';
import { readTable } from './tables.ts';

/** @throws Problem 403 for a report or a store that is not for the caller, 422 for more rows than are ever told at once. */
export async function answerTable(
  { database, clock, config, fetch }: Pick<RouteParts, 'database' | 'clock' | 'config' | 'fetch'>,
  caller: StaffCaller,
  asked: Omit<ReportRequest, 'format'>,
): Promise<ReportTable> {
  requireReport(caller, asked.report);
  const now = clock();
  const table = await readTable(database, {
    request: {
      ...asked,
      format: 'json',
      parameters: { ...asked.parameters, ...periodOf(asked.parameters, now.today) },
    },
    scope: scopeOf(caller, asked.parameters),
    clock: now,
    sales: { url: config.SALES_URL, fetch },
  }).catch((error: unknown) => {
    if (!(error instanceof TooManyRows)) throw error;
    throw problem(
      422,
      'too-many-rows',
      'This has more rows than anybody reads',
      'Ask for a shorter period, fewer dimensions, or only some of a dimension.',
    );
  });
  const rows: Cell[][] = [];
  for await (const row of table.rows) {
    if (rows.length === pageRows) break;
    rows.push([...row]);
  }
  const { title, facts, columns, rowCount, totals, behind } = table;
  return {
    ...{ asOf: now.now.toISOString(), report: asked.report, title, facts: [...facts] },
    ...{ columns: [...columns], rows, rowCount, totals: totals && [...totals] },
    ...(behind ? { behind: behind.slice(0, pageRows) } : {}),
  };
}
