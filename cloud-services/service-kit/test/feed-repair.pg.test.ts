/** Needs PostgreSQL: what an owner says of a feed for repair, computed by the database, beside what a reader computes from the bytes it was sent. */
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { bucketOf, DigestSums, digestBitsMax } from '@comptoir/sync-protocol/feeds/digest';
import { cutRow } from '@comptoir/sync-protocol/feeds/line';
import { parsePage } from '@comptoir/sync-protocol/feeds/page';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../src/db/database.ts';
import { sharedMigrations } from '../src/db/shared-migrations.ts';
import { feedDigests, readBuckets } from '../src/feeds/digest.ts';
import { type FeedPage, readFeedPage } from '../src/feeds/page.ts';
import { openSnapshots, type Snapshots } from '../src/feeds/snapshot.ts';
import { writeFeedRows } from '../src/feeds/write.ts';
import { createLogger } from '../src/logger.ts';
import { numberFeed } from '../src/sequencer/number.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';

const logger = createLogger('test', 'silent');
const sha256 = (text: string) => hash('sha256', text, 'hex');
let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({ url: fresh.url, service: 'test', migrations: sharedMigrations, logger });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function write(feed: string, values: Readonly<Record<string, unknown>>, scope = '*'): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({ scope, key, value }));
  await database.transaction((tx) => writeFeedRows(tx, feed, rows));
  await numberFeed(database, feed);
}

const read = (page: FeedPage) => {
  const parsed = parsePage(
    `${[...page.lines, JSON.stringify({ cursor: page.cursor, unitComplete: true, caughtUp: true })].join('\n')}\n`,
  );
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.page.rows;
};

/** What JSON has in store: escapes, accents, control characters, numbers of every form, deep and empty things. */
const odd = {
  'a/plain': { id: 1 },
  'b/é"\\\u2028': { fr: 'Œuf « à la coque »\n\t\u0001', none: null, list: [1, -0.5, 1e21, 12.5, []] },
  'c/deep': { a: { b: { c: [{ value: '"value":' }] } }, '': true },
  'd/text': 'value',
  'e/number': 3,
};

test('S7: the digest that the database computes is the digest of the bytes that its pages carry', async () => {
  await write('odd', odd);
  const rows = read(
    await readFeedPage(database, { feed: 'odd', scope: 'S1', cursor: undefined, limit: 100 }),
  );
  expect(rows.map(({ key }) => key).sort()).toEqual(Object.keys(odd).sort());
  for (const bits of [0, 5, digestBitsMax]) {
    const own = new DigestSums(bits, sha256);
    for (const { key, valueText } of rows) own.add(key, valueText ?? '');
    const theirs = await feedDigests(database)('odd', 'S1', bits);
    expect({ rows: theirs.rows, sums: theirs.sums }).toEqual({ rows: rows.length, sums: own.sums });
  }
});

test('S7: a digest is of its moment: deleted rows and other stores’ are not in it, and a change moves one bucket', async () => {
  const digestOf = feedDigests(database);
  await write('moving', { a: 1, b: 2, gone: 3 });
  await write('moving', { gone: null });
  await write('moving', { other: 4 }, 'S2');
  const before = await digestOf('moving', 'S1', 8);
  expect(before.rows).toBe(2);
  await write('moving', { b: 5 });
  const after = await digestOf('moving', 'S1', 8);
  const moved = before.sums.flatMap((sum, bucket) => (sum === after.sums[bucket] ? [] : [bucket]));
  expect([moved, after.cursor === before.cursor]).toEqual([[bucketOf('b', 8, sha256)], false]);
  const rows = read(await readBuckets(database, { feed: 'moving', scope: 'S1', bits: 8, buckets: moved }));
  expect(rows.map(({ key, value }) => [key, value])).toEqual([['b', 5]]);
});

const made = async (snapshots: Snapshots, feed: string) => {
  let found = await snapshots.current(feed, '*');
  await expect
    .poll(async () => (found = await snapshots.current(feed, '*')), { timeout: 20_000 })
    .toBeTypeOf('object');
  if (typeof found === 'string') throw new Error(found);
  return found;
};

test('S7: a snapshot is the feed of one moment in parts that say what they are, and serves until much has changed', async () => {
  await write('many', Object.fromEntries(Array.from({ length: 10_050 }, (_, at) => [`k/${at}`, { at }])));
  await write('many', { 'k/3': null });
  const snapshots = openSnapshots(database, logger, 100);
  expect(await snapshots.current('many', '*')).toBe('in-the-making');
  const manifest = await made(snapshots, 'many');
  expect(manifest.parts.map(({ rows }) => rows)).toEqual([10_000, 49]);
  const digest = new DigestSums(0, sha256);
  for (const [number, { sha256: told }] of manifest.parts.entries()) {
    const bytes = await snapshots.part('many', '*', manifest.id, number);
    expect(bytes && hash('sha256', bytes, 'hex')).toBe(told);
    for (const line of gunzipSync(bytes ?? '')
      .toString()
      .trimEnd()
      .split('\n')) {
      const row = cutRow(line);
      digest.add(row?.key ?? '', row?.valueText ?? '');
    }
  }
  expect(digest.sums).toEqual([manifest.sum]);
  expect((await feedDigests(database)('many', '*', 0)).sums).toEqual([manifest.sum]);
  await write('many', { 'k/5': { at: 'now' } });
  expect(await made(snapshots, 'many')).toMatchObject({ id: manifest.id });
  await database.query("update feed_counter set purged_pos = pos where series = 'feed:many'");
  expect((await made(snapshots, 'many')).id).not.toBe(manifest.id);
});

test('a feed that is small has no snapshot, and another store’s or an unknown part is none', async () => {
  await write('small', { a: 1 });
  const snapshots = openSnapshots(database, logger, 2);
  expect(await snapshots.current('small', '*')).toBe('too-small');
  expect(await snapshots.part('small', '*', '0193a000-0000-7000-8000-00000000aaaa', 0)).toBeUndefined();
});

test('S7: what was hashed as it was written, before positions brought hashes, is in the digest as before, also when it changes later', async () => {
  await database.dataSource.undoLastMigration();
  const digest = () => feedDigests(database)('old', '*', 4);
  await database.query(
    `insert into feed_row (feed, scope, key, value, pos, unit) values ('old', '*', 'a', '1', 1, 2), ('old', '*', 'b', '2', 2, 2)`,
  );
  await database.query(`insert into feed_counter (series, pos) values ('feed:old', 2)`);
  const before = await digest();
  await database.dataSource.runMigrations();
  expect(await digest()).toEqual(before);
  await write('old', { a: 2 });
  await write('old', { a: 1 });
  expect((await digest()).sums).toEqual(before.sums);
});
