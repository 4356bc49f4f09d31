/** A composed report as a table, for the screen and as a file. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import type { Language } from '../api.ts';
import { held, type Read } from '../jobs/read.ts';
import { type Cell, type Column, TooManyRows } from '../jobs/table.ts';
import { say, sayCode } from '../jobs/words.ts';
import { keptCategoryMonths } from '../store/category-months.ts';
import { liveFacts } from '../store/record.ts';
import type { Dimension, Measure } from './api.ts';
import { behindOf } from './behind.ts';
import { compile, type Statement } from './compile.ts';

/** More groups than anybody reads; a file of single lines is another report. */
const rowsMax = 50_000;
const timeLimitMs = 10_000;
/** Of each step of a plan: groups that fit are added up as they come, others are sorted on disk first, at twice the time. */
const roomToAddUp = '64MB';
/**
 * What groups come to is not known beforehand: PostgreSQL takes them for millions, sorts all rows, and adds up in one process what
 * several have read. They are some thousands at most. To compile so short-lived a statement takes longer than it saves.
 */
const settings = Object.entries({ enable_sort: 'off', parallel_tuple_cost: '0', jit: 'off' })
  .map(([name, value]) => `set_config('${name}', '${value}', true)`)
  .join(', ');

type Row = Readonly<Record<string, string | null>>;

const kindOf = (name: Measure): Column['kind'] =>
  name === 'sales' || name === 'returns' ? 'integer' : name === 'quantity' ? 'quantity' : 'money';

export const readCustom: Read = async (
  database,
  { request: { language, parameters }, scope, clock: { homeTimeZone, today } },
  period,
) => {
  const { custom } = parameters;
  if (!custom)
    throw problem(
      400,
      'invalid-request',
      'Nothing was chosen',
      'Send `custom` with measures and dimensions.',
    );
  const { measures, dimensions } = custom;
  const bounds = { ...period, ...scope, homeTimeZone };
  const found = await run(database, async (tx) => {
    const keptMonths = await keptCategoryMonths(tx, today);
    return compile(custom, { ...bounds, keptMonths }, liveFacts, rowsMax);
  });
  if (found.length > rowsMax) throw new TooManyRows();
  const labels = await Promise.all(
    dimensions.map((name, at) =>
      labelsOf(database, name, language, new Set(found.map((row) => row[`k${at}`] ?? ''))),
    ),
  );
  const rows = found.map((row) => [
    ...dimensions.map((_, at): Cell => labels[at]?.(row[`k${at}`] ?? '') ?? null),
    ...measures.map((name, at): Cell => {
      const value = row[`m${at}`] ?? null;
      return value === null || kindOf(name) === 'quantity' ? value : Number(value);
    }),
  ]);
  const columns = [
    ...dimensions.map((name) => ({
      key: name,
      header: say(language, name),
      kind: name === 'day' || name === 'week' || name === 'month' ? ('date' as const) : ('text' as const),
    })),
    ...measures.map((name) => ({ key: name, header: say(language, name), kind: kindOf(name) })),
  ];
  const behind = found.map((row) =>
    behindOf(
      custom,
      dimensions.map((_, at) => row[`k${at}`] ?? ''),
      period,
    ),
  );
  return held(language, columns, rows, {
    behind,
    ...(dimensions.length === 0 ? { totals: null } : {}),
  });
};

/** @throws Problem 422 when facts take too long to be read through: rollups never do. */
async function run(
  database: Database,
  statementOf: (tx: Tx) => Promise<Pick<Statement, 'sql' | 'parameters'>>,
): Promise<Row[]> {
  try {
    return await database.transaction(async (tx) => {
      // What is kept, and what is read beside it, are of the same moment.
      await tx.query('set transaction isolation level repeatable read, read only');
      await tx.query(
        `select set_config('statement_timeout', $1, true), set_config('work_mem', $2, true), ${settings}`,
        [String(timeLimitMs), roomToAddUp],
      );
      const { sql, parameters } = await statementOf(tx);
      const rows: Row[] = await tx.query(sql, parameters);
      return rows;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014')
      throw problem(
        422,
        'report-too-slow',
        'This takes too long to add up',
        'Ask for a shorter period, or leave out cashier, register or kind.',
        { cause: error },
      );
    throw error;
  }
}

type Say = (key: string) => string;

async function labelsOf(
  database: Database,
  name: Dimension,
  language: Language,
  keys: ReadonlySet<string>,
): Promise<Say> {
  const named = async (sql: string, none: string): Promise<Say> => {
    const rows = await database.query<{ id: string; name: string }>(sql, [[...keys]]);
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (key) => (key === '' ? none : (names.get(key) ?? key));
  };
  if (name === 'store')
    return named('select location_id as id, name from location where location_id = any($1::text[])', '');
  if (name === 'product')
    return named(
      `select product_id as id, name_${language} as name from known_product where product_id = any($1::text[])`,
      '',
    );
  if (name === 'category')
    return named(
      `select category_id as id, name_${language} as name from known_category where category_id = any($1::text[])`,
      say(language, 'noCategory'),
    );
  if (name === 'weekday') {
    const format = new Intl.DateTimeFormat(`${language}-CA`, { weekday: 'long', timeZone: 'UTC' });
    // 2024-01-01 was a Monday.
    return (key) => format.format(Date.UTC(2024, 0, Number(key)));
  }
  if (name === 'hour') return (key) => (language === 'fr' ? `${Number(key)}\u00a0h` : `${key}:00`);
  if (name === 'kind') return (key) => say(language, key === 'return' ? 'return' : 'sale');
  if (name === 'cashier' || name === 'register') return (key) => (key === '' ? say(language, 'web') : key);
  return (key) => sayCode(language, key);
}
