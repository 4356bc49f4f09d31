import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../src/db/database.ts';
import { keepHouse } from '../src/db/housekeeping.ts';
import { sharedTables } from '../src/db/shared-tables.ts';
import { appendEvents, derivedId } from '../src/events/append.ts';
import { type Applier, applyEvents, handler, triesMax } from '../src/events/apply.ts';
import { catchUp } from '../src/events/catch-up.ts';
import type { EventEnvelope } from '../src/events/envelope.ts';
import { readWatermark } from '../src/events/watermark.ts';
import { type RunningService, serviceEnvironment, startService } from '../src/index.ts';
import { createLogger } from '../src/logger.ts';
import { numberEvents } from '../src/sequencer/number.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';
import { type TestIssuer, testIssuer } from '../src/testing/issuer.ts';

const logger = createLogger('test', 'silent');
let databases: FreshDatabase[] = [];
let ours: Database;
let theirs: Database;
let producer: RunningService;
let issuer: TestIssuer;
const applied: number[] = [];
const applier: Applier = {
  name: 'test.things',
  stream: 'events.elsewhere',
  on: {
    'thing.told': handler(z.object({ n: z.int() }), async (_tx, { n }) => {
      if (n < 0) throw new Error('poison');
      applied.push(n);
    }),
  },
};

beforeAll(async () => {
  issuer = await testIssuer();
  databases = await Promise.all([freshDatabase(inject('postgresUrl')), freshDatabase(inject('postgresUrl'))]);
  const [first, second] = databases;
  if (!first || !second) throw new Error('no database');
  const open = (url: string) => openDatabase({ url, service: 'test', migrations: [sharedTables], logger });
  [ours, theirs] = await Promise.all([open(first.url), open(second.url)]);
  producer = await startService(
    // Its stream is one that our consumer does not read: everything must come from the outbox.
    {
      name: 'producer',
      environment: serviceEnvironment,
      migrations: [],
      routes: () => [],
      stream: 'events.unread',
    },
    {
      PORT: '0',
      DATABASE_URL: second.url,
      REDIS_URL: inject('redisUrl'),
      SALES_URL: issuer.url,
      LOG_LEVEL: 'silent',
    },
  );
});
afterAll(async () => {
  await producer?.close();
  await Promise.all([ours?.close(), theirs?.close(), issuer?.close()]);
  await Promise.all(databases.map(({ drop }) => drop()));
});

async function tell(...numbers: number[]): Promise<void> {
  await theirs.transaction((tx) =>
    appendEvents(
      tx,
      numbers.map((n) => ({
        id: derivedId('thing', String(n)),
        type: 'thing.told',
        key: 'thing',
        data: { n },
      })),
    ),
  );
  await numberEvents(theirs);
}
/** What the running producer's own sequencer has not done yet is waited for by asking again. */
async function catchUpTo(pos: number): Promise<void> {
  for (;;) {
    await catchUp(ours, applier, producer.address, logger);
    if ((await readWatermark(ours, applier.name, applier.stream)).pos >= pos) return;
  }
}

test('N7: what the stream lost is read from the producer, in order, once', async () => {
  await tell(1, 2, 3);
  await catchUpTo(3);
  await tell(4);
  await catchUpTo(4);
  await catchUpTo(4);
  expect(applied).toEqual([1, 2, 3, 4]);
});

test('N7: a producer whose database is another one is read from the beginning, and nothing is applied twice', async () => {
  await theirs.query('update feed_epoch set rebuild = gen_random_uuid()');
  await tell(5);
  await catchUpTo(5);
  expect(applied).toEqual([1, 2, 3, 4, 5]);
});

test('N7: an event that cannot be applied is given up after its tries, kept with its error, and holds nobody up', async () => {
  const event = (n: number, pos: number): EventEnvelope => ({
    id: derivedId('direct', String(n)),
    type: 'thing.told',
    version: 1,
    key: 'thing',
    at: '2026-11-24T13:00:00.000Z',
    correlationId: null,
    traceparent: null,
    pos,
    data: { n },
  });
  const events = [event(-1, 6), event(7, 7)];
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const done = await applyEvents(ours, applier, events, logger);
    expect(done.map(({ pos }) => pos)).toEqual(tries < triesMax ? [7] : [6, 7]);
  }
  expect(applied.filter((n) => n === 7)).toHaveLength(1);
  const dead = await ours.query<{ tries: number; error: string }>(
    'select tries, error from dead_event where dead_at is not null',
  );
  expect(dead).toEqual([{ tries: triesMax, error: 'poison' }]);
});

test('housekeeping keeps what is young or not sent yet', async () => {
  await theirs.query(`update outbox set at = now() - interval '15 days' where pos = 1`);
  await theirs.query(
    `insert into feed_counter values ('outbox:sent', 99) on conflict (series) do update set pos = 99`,
  );
  await keepHouse(theirs);
  const left = await theirs.query<{ pos: string }>('select pos from outbox order by pos');
  expect(left.map(({ pos }) => Number(pos))).toEqual([2, 3, 4, 5]);
});
