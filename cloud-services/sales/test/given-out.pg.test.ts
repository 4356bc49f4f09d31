/** Needs PostgreSQL and Redis: Sales' tables and statements, held against what Citus asks of tables that it gives out over servers (docs/deploy.md). */
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let given: readonly Readonly<{ table: string; column: string }>[];
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  const documented = await readFile(new URL('../../../docs/deploy.md', import.meta.url), 'utf8');
  given = [...documented.matchAll(/create_distributed_table\('(\w+)', '(\w+)'/g)].map(
    ([, table = '', column = '']) => ({ table, column }),
  );
});
afterAll(() => house?.close());

test('N8: tables are given out over servers by columns that are in each of their keys', async () => {
  expect(given.map(({ table }) => table)).toContain('record');
  for (const { table, column } of given) {
    const keys = await house.rows<{ columns: string[] }>(
      `select array_agg(a.attname::text) as columns
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
       where i.indisunique and i.indrelid in (
         select $1::regclass::oid union all select inhrelid from pg_inherits where inhparent = $1::regclass)
       group by i.indexrelid`,
      [table],
    );
    expect(keys.length, table).toBeGreaterThan(0);
    for (const { columns } of keys) expect(columns, table).toContain(column);
  }
});

async function statementsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return query.mock.calls.map(([asked]: readonly unknown[]) =>
      typeof asked === 'string' ? asked : String((asked as { text?: string }).text),
    );
  } finally {
    query.mockRestore();
  }
}

const names = (statement: string, table: string) =>
  new RegExp(`\\b(from|join|into|update)\\s+${table}\\b`).test(statement);

/** Whether the servers that hold its rows are known from it: the column has values, or those of a table that lies by the same. */
function isRouted(statement: string, table: string, column: string): boolean {
  const inserted = new RegExp(`insert into ${table}\\s*\\(([^)]*)\\)`).exec(statement)?.[1];
  if (inserted?.split(/,\s*/).includes(column)) return true;
  return new RegExp(`\\b${column}\\b\\s*(=|in\\b)|using \\([^)]*\\b${column}\\b`).test(statement);
}

test('N8: while sales are taken in, only one statement asks all servers: which journals an edge has, once in a session', async () => {
  const edge = await enrolledEdge(house, '061');
  const statements = await statementsDuring(async () => {
    await edge.openSession();
    for (let sales = 0; sales < 2; sales += 1) edge.appendSale();
    expect((await edge.send(0)).status).toBe(200);
  });
  for (const table of ['journal', 'record', 'sale', 'sale_line', 'sale_tender'])
    expect(statements.filter((one) => names(one, table)).length, table).toBeGreaterThan(0);
  const askAll = statements.filter((statement) =>
    given.some(({ table, column }) => names(statement, table) && !isRouted(statement, table, column)),
  );
  expect(askAll).toEqual([expect.stringMatching(/from journal where edge_id = \$1/)]);
});
