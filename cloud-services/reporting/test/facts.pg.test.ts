import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { sharedTables } from '@comptoir/service-kit/db/shared-tables';
import { createLogger } from '@comptoir/service-kit/logger';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  documentOfOrder,
  documentOfRefund,
  documentOfReturn,
  documentOfSale,
} from '../src/facts/document.ts';
import { factTables } from '../src/store/fact-tables.ts';
import { reportingTables } from '../src/store/migrations.ts';
import { recordDocuments } from '../src/store/record.ts';
import { dumpFacts } from './dump.ts';
import { givenBack, order, refund, sale } from './sales.ts';

let fresh: FreshDatabase;
let database: Database;
let db: pg.Client;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({
    url: fresh.url,
    service: 'facts test',
    migrations: [sharedTables, reportingTables],
    logger: createLogger('facts test', 'silent'),
  });
  db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await database.close();
  await fresh.drop();
});

const count = 24;
const all = Array.from({ length: count }, (_, n) => [
  documentOfSale(sale(n)),
  documentOfReturn(givenBack(n)),
  documentOfOrder(order(n)),
  documentOfRefund(refund(n)),
]).flat();

let schemas = 0;
async function factsOf(batches: readonly (readonly (typeof all)[number][])[]): Promise<string> {
  schemas += 1;
  const schema = `facts_${schemas}`;
  await database.query(`create schema ${schema}; ${factTables(schema)}`);
  for (const batch of batches) await database.transaction((tx) => recordDocuments(tx, batch, schema));
  const dump = await dumpFacts(db, schema);
  await database.query(`drop schema ${schema} cascade`);
  return dump;
}

test('R1: facts and rollups are the same in any order, in any batches, and however often the same is told', async () => {
  const expected = await factsOf([all]);
  expect(expected).toContain('"total_minor"');
  const anyTelling = fc
    .tuple(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 40 }),
      fc.integer({ min: 1, max: all.length }),
    )
    .map(([shuffled, repeated, size]) => {
      const told = [...shuffled, ...repeated];
      return Array.from({ length: Math.ceil(told.length / size) }, (_, at) =>
        told.slice(at * size, (at + 1) * size),
      );
    });
  await fc.assert(
    fc.asyncProperty(anyTelling, async (batches) => {
      expect(await factsOf(batches)).toBe(expected);
    }),
    { numRuns: 8 },
  );
});

test('R1: what came back takes off to the cent all that its sale had added', async () => {
  const dump = await factsOf([all]);
  const rows = dump.split('\n').filter((line) => line.startsWith('{'));
  const rollupRows = rows
    .map((line) => JSON.parse(line) as Record<string, number>)
    .filter((row) => !('document_id' in row));
  const sumOf = (name: string) => rollupRows.reduce((sum, row) => sum + (row[name] ?? 0), 0);
  for (const name of [
    'total_minor',
    'tax_minor',
    'subtotal_minor',
    'delivery_minor',
    'rounding_minor',
    'amount_minor',
    'quantity',
  ])
    expect([name, sumOf(name)]).toEqual([name, 0]);
});

test('R1: an amount in another currency is refused rather than added', () => {
  expect(() => documentOfSale({ ...sale(1), currency: 'EUR' })).toThrow('cannot be added');
});
