/** What a report is made of: it reads its rows in pages, so that memory stays flat however long it is. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Behind, Language, ReportRequest } from '../api.ts';
import type { Period } from '../facts/period.ts';
import type { Owner } from '../reconciliation/ask.ts';
import type { Clock } from '../reports/reading.ts';
import { inScope, type Scope } from '../reports/scope.ts';
import type { Cell, Column, Table } from './table.ts';
import { say, type Word } from './words.ts';

export const pageRows = 1_000;

export type Asked = Readonly<{
  request: ReportRequest;
  scope: Scope;
  clock: Clock;
  /** Closings are its own. */
  sales: Owner;
}>;
type Body = Omit<Table, 'title' | 'facts' | 'language'>;
export type Read = (database: Database, asked: Asked, period: Period) => Promise<Body>;

export const column = (language: Language, key: string, word: Word, kind: Column['kind']): Column => ({
  key,
  header: say(language, word),
  kind,
});

/** Of documents `d`: the scope is `$1` and `$2`, the period `$3` and `$4`. */
export const documentsAsked = `d.business_date between $3::date and $4::date and ${inScope.replaceAll(/\b(store_id|channel)\b/g, 'd.$1')}`;

/** A store's name where we have one, else its id. */
export const storeName = 'coalesce(l.name, store_id)';

/** Under the columns that are money or counts, their sums. */
export function totalsOf(
  language: Language,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Cell[] {
  return columns.map(({ kind }, at) => {
    if (at === 0) return say(language, 'total');
    if (kind !== 'money' && kind !== 'integer') return null;
    return rows.reduce((sum, row) => sum + Number(row[at] ?? 0), 0);
  });
}

/** A report that is short enough to be held. @param totals their sums, unless told. */
export function held(
  language: Language,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { totals, behind }: Readonly<{ totals?: Body['totals']; behind?: readonly (Behind | null)[] }> = {},
): Body {
  return {
    columns,
    rowCount: rows.length,
    rows: each(rows),
    totals: totals === undefined ? totalsOf(language, columns, rows) : totals,
    ...(behind ? { behind } : {}),
  };
}

export async function* each(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}

export async function* paged<T>(
  read: (offset: number) => Promise<T[]>,
  cellsOf: (page: readonly T[]) => (readonly Cell[])[],
): AsyncGenerator<readonly Cell[]> {
  for (let offset = 0; ; offset += pageRows) {
    const page = await read(offset);
    yield* cellsOf(page);
    if (page.length < pageRows) return;
  }
}
