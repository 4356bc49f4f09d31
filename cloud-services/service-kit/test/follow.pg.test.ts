/** Needs PostgreSQL and Redis: a feed's owner and two followers in one database, over HTTP. */

import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ServiceEnvironment } from '../src/config.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { migration } from '../src/db/migrations.ts';
import { followedFeeds, followFeed } from '../src/feeds/follow.ts';
import { internalFeedRoutes } from '../src/feeds/route.ts';
import { writeFeedRows } from '../src/feeds/write.ts';
import { type Kit, serviceEnvironment, startService } from '../src/index.ts';
import { createLogger } from '../src/logger.ts';
import { freshDatabase } from '../src/testing/fresh-database.ts';

const logger = createLogger('follow', 'silent');
const things = migration(
  'Things1764000000300',
  'create table thing (key text primary key, value jsonb, generation int not null, applied int not null default 1)',
  'drop table thing',
);
const closers: (() => Promise<unknown>)[] = [];
let owner: Kit<ServiceEnvironment>;
let copy: Database;

beforeAll(async () => {
  const [ownerDb, copyDb] = [
    await freshDatabase(inject('postgresUrl')),
    await freshDatabase(inject('postgresUrl')),
  ];
  const service = await startService(
    {
      name: 'owner',
      environment: serviceEnvironment,
      migrations: [],
      routes: (kit) => {
        owner = kit;
        return internalFeedRoutes({ ...kit, feeds: ['things'] });
      },
    },
    {
      PORT: '0',
      DATABASE_URL: ownerDb.url,
      REDIS_URL: inject('redisUrl'),
      SALES_URL: 'http://127.0.0.1:1',
      LOG_LEVEL: 'silent',
    },
  );
  copy = await openDatabase({
    url: copyDb.url,
    service: 'copy',
    migrations: [followedFeeds, things],
    logger,
  });
  const follow = () =>
    followFeed({
      database: copy,
      logger,
      metrics: new Registry(),
      feed: 'things',
      url: service.address,
      apply: async (tx, rows, generation) => {
        for (const { key, value } of rows)
          await tx.query(
            `insert into thing values ($1, $2::jsonb, $3) on conflict (key) do update
             set value = excluded.value, generation = excluded.generation, applied = thing.applied + 1`,
            [key, JSON.stringify(value), generation],
          );
      },
      sweep: async (tx, generation) =>
        void (await tx.query('delete from thing where generation < $1', [generation])),
    });
  const followers = [follow(), follow()];
  closers.push(
    ...followers.map((one) => one.close),
    () => service.close(),
    () => copy.close(),
    () => copyDb.drop(),
    () => ownerDb.drop(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

const write = (...rows: [string, unknown][]) =>
  owner.database.transaction((tx) =>
    writeFeedRows(
      tx,
      'things',
      rows.map(([key, value]) => ({ scope: '*', key, value })),
    ),
  );
const held = () => copy.query('select key, value, applied from thing order by key');

test('B2: what the owner writes is in the copy of two followers, each row applied once', async () => {
  await write(['a', { n: 1 }], ['b', { n: 2 }]);
  await expect.poll(held).toEqual([
    { key: 'a', value: { n: 1 }, applied: 1 },
    { key: 'b', value: { n: 2 }, applied: 1 },
  ]);
  await write(['b', { n: 3 }]);
  await expect.poll(held).toEqual([
    { key: 'a', value: { n: 1 }, applied: 1 },
    { key: 'b', value: { n: 3 }, applied: 2 },
  ]);
});

test('B2: an owner that was restored is followed anew, and what it no longer has leaves the copy', async () => {
  await owner.database.query('delete from feed_row where key = $1', ['a']);
  await owner.database.query('update feed_epoch set rebuild = $1', [randomUUID()]);
  await write(['c', { n: 4 }]);
  await expect
    .poll(async () => (await held()).map((row) => (row as { key: string }).key))
    .toEqual(['b', 'c']);
});
