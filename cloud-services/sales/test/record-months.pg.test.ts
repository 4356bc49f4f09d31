/** Needs PostgreSQL: records of an earlier release get into parts by month, and stay what they were. */
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { createLogger } from '@comptoir/service-kit/logger';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { journalTables } from '../src/journal/store/migration.ts';
import { keepRecordMonths, recordMonths } from '../src/journal/store/months.ts';
import { sales } from '../src/service.ts';

let fresh: FreshDatabase;
let database: Database;
const open = (migrations: readonly (typeof journalTables)[]) =>
  openDatabase({ url: fresh.url, service: 'sales', migrations, logger: createLogger('sales', 'silent') });
beforeEach(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const journal = randomUUID();
const add = (seq: number, receivedAt: string) =>
  database.query(
    `insert into record (journal, seq, id, kind, header, body, personal, hash, received_at)
     values ($1, $2, gen_random_uuid(), 'sale', '\\x01', '\\x02', '\\x03', '\\x04', ${receivedAt})`,
    [journal, seq],
  );
const all = () => database.query('select * from record where journal = $1 order by seq', [journal]);
const parts = async () =>
  (
    await database.query<{ part: string; kept: string }>(
      `select tableoid::regclass::text as part, count(*) as kept from record group by 1 order by 1`,
    )
  ).map(({ part, kept }) => [part.replace(/\d{4}_\d\d/, 'month'), Number(kept)]);

test('N8: records of before lie in one part, as they were; what comes later lies by month, and a number is written once', async () => {
  database = await open([journalTables]);
  for (const [seq, at] of ["'2024-02-29'", "'2026-01-31 23:59Z'", 'now()'].entries()) await add(seq + 1, at);
  const before = await all();
  await database.close();

  database = await open([journalTables, recordMonths]);
  expect(await all()).toEqual(before);
  for (const months of [1, 2]) await add(3 + months, `now() + interval '${months} months'`);
  await add(6, "now() + interval '5 years'");
  await Promise.all([keepRecordMonths(database), keepRecordMonths(database)]);
  expect(await parts()).toEqual([
    ['record_month', 1],
    ['record_month', 1],
    ['record_before', 3],
    ['record_besides', 1],
  ]);
  await expect(add(2, "'2026-01-30'")).rejects.toThrow(/duplicate key/);

  const later = await all();
  await database.dataSource.undoLastMigration();
  expect(await all()).toEqual(later);
});

test('N8: where nothing was before, this month has a part of its own, and an old record of a restored house its place', async () => {
  database = await open([journalTables, recordMonths]);
  await add(1, "'2025-06-01'");
  await add(2, 'now()');
  expect(await parts()).toEqual([
    ['record_month', 1],
    ['record_before', 1],
  ]);
});

test('N8: a month whose records lie besides the months gets its part, and the records their place in it', async () => {
  database = await open(sales.migrations);
  await database.query(
    `do $$ begin execute 'drop table record_' || to_char(now() at time zone 'UTC', 'YYYY_MM'); end $$`,
  );
  await add(1, 'now()');
  await add(2, "now() + interval '5 years'");
  const before = await all();
  await keepRecordMonths(database);
  expect(await parts()).toEqual([
    ['record_month', 1],
    ['record_besides', 1],
  ]);
  expect(await all()).toEqual(before);
});
