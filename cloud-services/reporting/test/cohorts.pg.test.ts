import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import { createLogger } from '@comptoir/service-kit/logger';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readCohorts } from '../src/insights/customers.ts';
import { openKept } from '../src/reports/kept.ts';
import type { Scope } from '../src/reports/scope.ts';
import { rollups, rollupTable } from '../src/store/rollups.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  const logger = createLogger('cohorts test', 'silent');
  database = await openDatabase({ url: fresh.url, service: 'cohorts test', migrations: [], logger });
  await database.query(`create schema facts; ${rollupTable('facts', rollups.customerMonth)}`);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const today = '2026-03-17';
const monthsBack = 3;
const cohortMonths = ['2025-12', '2026-01', '2026-02', '2026-03'];
const bought = fc.record({
  customer: fc.integer({ min: 0, max: 6 }),
  // Before all cohorts, in them, and after today's month: a store whose clock is ahead.
  month: fc.constantFrom('2025-06', '2025-11', ...cohortMonths, '2026-04'),
  storeId: fc.constantFrom('mtl', 'qc'),
  channel: fc.constantFrom('pos', 'web'),
  minor: fc.integer({ min: 1, max: 9_999 }),
});
type Bought = typeof bought extends fc.Arbitrary<infer T> ? T : never;

/** Customer by customer: the naive way. */
function expected(rows: readonly Bought[], { storeIds, channel }: Scope) {
  const known = rows.filter(
    (row) => (storeIds?.includes(row.storeId) ?? true) && (channel ?? row.channel) === row.channel,
  );
  const firstOf = (customer: number) =>
    known
      .filter((row) => row.customer === customer)
      .map((row) => row.month)
      .sort()[0];
  return cohortMonths.flatMap((month, at) => {
    const theirs = known.filter((row) => firstOf(row.customer) === month);
    if (theirs.length === 0) return [];
    const later = cohortMonths.slice(at);
    const active = later.map(
      (one) => new Set(theirs.filter((row) => row.month === one).map((row) => row.customer)).size,
    );
    const soFar = theirs.filter((row) => later.includes(row.month));
    const revenueMinor = soFar.reduce((sum, { minor }) => sum + minor, 0);
    return [{ month, customers: active[0], active, revenueMinor }];
  });
}

test('R1: cohorts hold who came for the first time in each month, of all that the scope knows, and what they bought since', async () => {
  const scopes = fc.record({
    storeIds: fc.constantFrom(null, ['mtl'], ['mtl', 'qc']),
    channel: fc.constantFrom(null, 'web' as const),
  });
  const rows = fc.uniqueArray(bought, {
    maxLength: 40,
    selector: ({ minor: _, ...key }) => JSON.stringify(key),
  });
  await fc.assert(
    fc.asyncProperty(rows, scopes, async (told, scope) => {
      await database.transaction(async (tx) => {
        await tx.query('truncate facts.by_customer_month');
        const types = ['uuid', 'date', 'text', 'text', 'bigint', 'bigint'];
        const names = ['customer_key', 'month', 'store_id', 'channel', 'sales', 'total_minor'];
        await insertRows(
          tx,
          'facts.by_customer_month',
          Object.fromEntries(names.map((name, at) => [name, types[at] ?? ''])),
          told.map(({ customer, month, storeId, channel, minor }) => [
            `0193a000-0000-4000-8000-00000000000${customer}`,
            ...[`${month}-01`, storeId, channel, 1, minor],
          ]),
        );
      });
      // Asked again, what is over comes from memory.
      const reading = { database, kept: openKept(), state: '' };
      for (const _ of [1, 2])
        expect(await readCohorts(reading, scope, monthsBack, today)).toEqual(expected(told, scope));
    }),
    { numRuns: 60 },
  );
});
