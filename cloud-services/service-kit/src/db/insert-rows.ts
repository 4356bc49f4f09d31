/** Many rows in one statement: each column travels as one array, so neither parsing nor the parameter limit grows with the rows. */
import type { Tx } from './database.ts';

/**
 * @param columns name → SQL type, in the order of each row's values: `{id: 'uuid', quantity: 'numeric'}`. Names come from code,
 * never from a request.
 * @param rest `on conflict … returning …`.
 */
export async function insertRows<R = unknown>(
  tx: Tx,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  rest = '',
): Promise<R[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`);
  return tx.query(
    `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')}) ${rest}`,
    names.map((_, index) => arrayText(rows.map((row) => row[index]))),
  );
}

/**
 * A column as PostgreSQL reads an array, by the engine's own JSON: a fraction of what writing it value by value costs. Where the two
 * notations differ it is left to `pg`. Source: PostgreSQL 18 manual, 8.15.2 and 8.15.6.
 */
export function arrayText(values: readonly unknown[]): string | readonly unknown[] {
  if (!values.every(isWrittenAlike)) return values;
  const text = JSON.stringify(values);
  return text.includes('\\') ? values : `{${text.slice(1, -1)}}`;
}

const isWrittenAlike = (value: unknown) =>
  value === null ||
  value === undefined ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  Number.isFinite(value);
