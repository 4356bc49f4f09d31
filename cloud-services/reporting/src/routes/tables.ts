import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { reportName, reportTable, tableQuery } from '../api.ts';
import { periodOf } from '../facts/period.ts';
import { requireReport } from '../jobs/may-read.ts';
import { pageRows } from '../jobs/read.ts';
import type { Cell } from '../jobs/table.ts';
import { readTable } from '../jobs/tables.ts';
import type { RouteParts } from '../parts.ts';
import { scopeOf } from '../reports/scope.ts';

export const tableRoutes = ({ database, tokens, clock, config, fetch }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/tables/:report',
    summary: 'A report as a table, as its file would be; the first thousand rows',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: z.strictObject({ report: reportName }),
    query: tableQuery,
    answers: { 200: reportTable },
    async handle({ params: { report }, query, caller }) {
      requireReport(caller, report);
      const { language, ...parameters } = query;
      const now = clock();
      const table = await readTable(database, {
        request: {
          ...{ report, language, format: 'json' },
          parameters: { ...parameters, ...periodOf(parameters, now.today) },
        },
        scope: scopeOf(caller, query),
        clock: now,
        sales: { url: config.SALES_URL, fetch },
      });
      const rows: Cell[][] = [];
      for await (const row of table.rows) {
        if (rows.length === pageRows) break;
        rows.push([...row]);
      }
      const { title, facts, columns, rowCount, totals } = table;
      const body = {
        ...{
          asOf: now.now.toISOString(),
          report,
          title,
          facts: [...facts],
          columns: [...columns],
          rows,
          rowCount,
        },
        totals: totals && [...totals],
      };
      return { status: 200, body };
    },
  }),
];
