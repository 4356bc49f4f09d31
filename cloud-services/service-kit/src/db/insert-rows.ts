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
    names.map((_, index) => rows.map((row) => row[index])),
  );
}
