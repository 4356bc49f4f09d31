/** Needs PostgreSQL: what the runbook tells operators to ask of a database, asked of one as this release makes it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { sharedMigrations } from '@comptoir/service-kit/db/shared-migrations';
import { createLogger } from '@comptoir/service-kit/logger';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { orderService } from '../src/service.ts';

const runbook = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
const questions = [...runbook.matchAll(/`(select [^`]+)`/g)].map(([, sql = '']) => sql);
const [again = ''] = /(?<=```sql\n)begin;[^`]+commit;/.exec(runbook) ?? [];

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  const migrations = [...sharedMigrations, ...orderService().migrations];
  const logger = createLogger('order', 'silent');
  database = await openDatabase({ url: fresh.url, service: 'order', migrations, logger });
}, 60_000);
afterAll(async () => {
  await database?.close();
  await fresh?.drop();
});

test('N5: the runbook asks something of a database', () => expect(questions.length).toBeGreaterThan(4));

test.each(questions)('N5: the runbook’s question is answered: %s', async (sql) => {
  expect(await database.query(sql)).toBeInstanceOf(Array);
});

test('N5: an event that was given up is found by the runbook’s question, and comes again after its statements', async () => {
  const id = randomUUID();
  const consumer = 'order.stock';
  const producer = 'events.inventory';
  const event = JSON.stringify({ id, type: 'stock.adjusted', pos: 7 });
  await database.query(
    `insert into dead_event (consumer, id, tries, error, event, dead_at) values ($1, $2, 8, 'no', $3, now())`,
    [consumer, id, event],
  );
  await database.query('insert into inbox (consumer, producer, id, pos) values ($1, $2, $3, 7)', [
    ...[consumer, producer, id],
  ]);
  await database.query('insert into inbox_watermark (consumer, producer, pos) values ($1, $2, 9)', [
    ...[consumer, producer],
  ]);
  const question = questions.find((sql) => sql.includes('dead_event')) ?? '';
  expect(await database.query(question)).toEqual([
    { consumer, id, type: 'stock.adjusted', pos: '7', error: 'no' },
  ]);
  await database.dataSource.query(again.replaceAll('CONSUMER', consumer).replaceAll('ID', id));
  expect(await database.query(question)).toEqual([]);
  expect(await database.query('select from inbox where id = $1', [id])).toEqual([]);
  expect(await database.query('select consumer, pos::int from inbox_watermark')).toEqual([
    { consumer, pos: 6 },
  ]);
});
