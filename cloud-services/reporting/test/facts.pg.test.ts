import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { sharedTables } from '@comptoir/service-kit/db/shared-tables';
import { createLogger } from '@comptoir/service-kit/logger';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { actOf, overridesOf } from '../src/facts/act.ts';
import {
  documentOfOrder,
  documentOfRefund,
  documentOfReturn,
  documentOfSale,
  untaxedOf,
} from '../src/facts/document.ts';
import { changedDays } from '../src/store/changed-days.ts';
import { factTables } from '../src/store/fact-tables.ts';
import { reportingTables, taxReturns } from '../src/store/migrations.ts';
import { type Facts, recordFacts } from '../src/store/record.ts';
import { dumpFacts } from './dump.ts';
import { act, givenBack, order, refund, sale } from './sales.ts';

let fresh: FreshDatabase;
let database: Database;
let db: pg.Client;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({
    url: fresh.url,
    service: 'facts test',
    migrations: [sharedTables, reportingTables, changedDays],
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
const all: Partial<Facts>[] = Array.from({ length: count }, (_, n) => [
  { documents: [documentOfSale(sale(n))], acts: overridesOf(sale(n)) },
  { documents: [documentOfReturn(givenBack(n))] },
  { documents: [documentOfOrder(order(n))] },
  { documents: [documentOfRefund(refund(n))] },
  { acts: [actOf(act(n))] },
]).flat();
const factsOf = (batch: readonly Partial<Facts>[]): Facts => ({
  documents: batch.flatMap(({ documents = [] }) => documents),
  acts: batch.flatMap(({ acts = [] }) => acts),
});

let schemas = 0;
async function dumpOf(batches: readonly (readonly (typeof all)[number][])[]): Promise<string> {
  schemas += 1;
  const schema = `facts_${schemas}`;
  await database.query(`create schema ${schema}; ${factTables(schema)}`);
  for (const batch of batches) await database.transaction((tx) => recordFacts(tx, factsOf(batch), schema));
  const dump = await dumpFacts(db, schema);
  await database.query(`drop schema ${schema} cascade`);
  return dump;
}

test('R1: facts and rollups are the same in any order, in any batches, and however often the same is told', async () => {
  const expected = await dumpOf([all]);
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
      expect(await dumpOf(batches)).toBe(expected);
    }),
    { numRuns: 8 },
  );
});

test('R1: what came back takes off to the cent all that its sale had added', async () => {
  const dump = await dumpOf([all]);
  const rows = dump.split('\n').filter((line) => line.startsWith('{'));
  const rollupRows = rows
    .map((line) => JSON.parse(line) as Record<string, number>)
    .filter((row) => !('document_id' in row))
    // Of these a return takes nothing off, or has no sale beside it.
    .filter((row) => !['source', 'acts', 'customer_key', 'reason'].some((name) => name in row));
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

test('N2: a customer is known to facts by a number that is the same each time, and not theirs', () => {
  const [first, second] = [sale(0), sale(12)].map((one) => documentOfSale(one).customerKey);
  expect(first).toBe(second);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(documentOfSale(sale(0)))).not.toContain('customer-0');
  expect(documentOfSale(sale(1)).customerKey).toBeNull();
});

test('R1: minutes are counted while they are news', async () => {
  const at = new Date(Date.now() - 60_000).toISOString();
  const document = documentOfSale({ ...sale(1), saleId: 'now', completedAt: at });
  await database.query(`create schema facts_now; ${factTables('facts_now')}`);
  await database.transaction((tx) =>
    recordFacts(tx, factsOf([...all, { documents: [document] }]), 'facts_now'),
  );
  const { rows } = await db.query(
    "select store_id, sales::int, total_minor::int from facts_now.by_minute where minute > now() - interval '5 minutes'",
  );
  await database.query('drop schema facts_now cascade');
  const { storeId, totalMinor } = sale(1);
  expect(rows).toEqual([{ store_id: storeId, sales: 1, total_minor: totalMinor }]);
});

test('R2: facts of before get what was taxed, and what was not, as those that come have it', async () => {
  const tax = (code: string, rate: string, baseMinor: number) => ({ code, rate, baseMinor, amountMinor: 1 });
  const taxesOfSales = [
    [tax('HST', '13', 30), tax('HST', '5', 40)],
    [tax('GST', '5', 90), tax('QST', '9.975', 30)],
    [{ code: 'GST', amountMinor: 1 }],
    [tax('GST', '5.0', 2_000_000)],
    [],
  ];
  const sales = taxesOfSales.map((taxes, n) => ({ ...sale(n), saleId: `taxed-${n}`, taxes }));
  const returns = taxesOfSales.map((taxes, n) => ({ ...givenBack(n), returnId: `taxed-${n}`, taxes }));
  const documents = [...sales.map(documentOfSale), ...returns.map(documentOfReturn)];
  await database.transaction((tx) => recordFacts(tx, factsOf([...all, { documents }])));
  const expected = await dumpFacts(db);
  await database.query(
    'alter table facts.document drop column untaxed_minor; drop table facts.by_tax_rate, facts.by_untaxed',
  );
  const runner = database.dataSource.createQueryRunner();
  await new taxReturns().up(runner);
  await runner.release();
  expect(await dumpFacts(db)).toBe(expected);
  expect(new Set(documents.map(untaxedOf)).size).toBeGreaterThan(6);
});
