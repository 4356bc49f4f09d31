/** All facts and rollups as text: two that are alike are the same to the byte. */
import { rollups } from '../src/store/rollups.ts';

const tables = [
  'document',
  'line',
  'tax',
  'tender',
  'discount',
  'act',
  ...Object.values(rollups).map(({ table }) => table),
];

type Queryable = { query(sql: string): Promise<{ rows: unknown[] }> };

export async function dumpFacts(db: Queryable, schema = 'facts'): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    const { rows } = await db.query(
      `select to_jsonb(t)::text as row from ${schema}.${table} t order by to_jsonb(t)::text collate "C"`,
    );
    parts.push(table, ...rows.map((row) => (row as { row: string }).row));
  }
  return parts.join('\n');
}
