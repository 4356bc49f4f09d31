/** Snapshots and repairs: the real driver over real HTTP and real replica files. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Replica } from '../../src/replica/replica.ts';
import { CloudServer } from './support/cloud-server.ts';
import { DrivenFeed } from './support/driven-feed.ts';

vi.setConfig({ testTimeout: 60_000 });

let cloud: CloudServer;
let feed: DrivenFeed;

beforeEach(async () => {
  cloud = new CloudServer();
  await cloud.listen();
  feed = new DrivenFeed(cloud, 'catalogue');
});
afterEach(async () => {
  feed.end();
  await cloud.close();
});

const count = 1_000;
const nameOf = (at: number) => ({ fr: `Numéro q${at}z`, en: `Number q${at}z` });
const products = (price: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`product/${at}`, { id: String(at), name: nameOf(at), price }]),
  );
const whats = () => feed.news.filter(({ what }) => what !== 'part');

test('a first load comes as a snapshot whose parts are checked: a torn one is asked for again, and what changed meanwhile is there', async () => {
  cloud.publish('catalogue', products(100));
  cloud.repairs.partFaults.push('torn', 'lost');
  cloud.repairs.onPart = (part) => {
    if (part === 4) cloud.publish('catalogue', { 'product/7': { price: 250 }, 'product/8': null });
  };
  feed.start();
  await feed.live();
  expect([feed.rows().size, feed.rows().get('product/7')]).toEqual([count - 1, { price: 250 }]);
  expect(whats()).toEqual([{ what: 'loaded', rows: count }]);
  expect(feed.whys).toContain('part 0 of the snapshot came torn');
  expect(feed.files()).toEqual(['replica.1.db']);
});

test('E13: a load that dies after any part goes on from there, and nothing of it is seen before it is whole', async () => {
  cloud.publish('catalogue', products(100));
  for (const dies of [0, 2, 4]) {
    const reached = new Promise<void>((resolve) => {
      cloud.repairs.onPart = (part) => {
        if (part !== dies) return;
        cloud.repairs.partFaults.push('lost');
        resolve();
      };
    });
    feed.start();
    await reached;
    feed.stop();
    expect(feed.rows().size).toBe(0);
  }
  cloud.repairs.partFaults.length = 0;
  cloud.repairs.onPart = () => undefined;
  feed.start();
  await feed.live();
  expect(feed.rows().size).toBe(count);
  // Each was asked for by one start or two; those that were on the disk by none after it.
  expect(Math.max(...cloud.repairs.partsGiven.values())).toBeLessThanOrEqual(2);
});

test('an owner that is restored in the middle of a load is loaded from the beginning', async () => {
  cloud.publish('catalogue', products(100));
  let isRestored = false;
  cloud.repairs.onPart = (part) => {
    if (part !== 3 || isRestored) return;
    isRestored = true;
    cloud.restoreFeeds('e2');
    cloud.publish('catalogue', products(300));
  };
  feed.start();
  await feed.live();
  expect([feed.rows().size, feed.rows().get('product/5')]).toEqual([
    count,
    { id: '5', name: nameOf(5), price: 300 },
  ]);
});

test('S7: rows that differ are found by digest and replaced, and are counted where no change explains them', async () => {
  cloud.publish('catalogue', products(100));
  feed.start();
  await feed.live();
  feed.damage(`update feed_row set value = '{"price":1}' where key = 'product/5'; delete from feed_row where key = 'product/6';
    insert into feed_row (feed, key, scope, pos, unit, value) values ('catalogue', 'product/never', '*', 1, 1, '{}')`);
  feed.driver.check();
  await feed.until(() => feed.news.some(({ what }) => what === 'mended'));
  await feed.live();
  expect(whats().at(-1)).toEqual({ what: 'mended', rows: 3, diverged: 3 });
  expect(feed.rows().get('product/6')).toEqual({ id: '6', name: nameOf(6), price: 100 });
  expect([feed.rows().size, feed.rows().has('product/never')]).toEqual([count, false]);
});

test('S7: after a restore that lost little only what differs is fetched, and terminals keep what they have', async () => {
  cloud.publish('catalogue', products(100));
  feed.start();
  await feed.live();
  const replica = new Replica(feed.first);
  const before = replica.feed('catalogue');
  cloud.restoreFeeds('e2');
  cloud.publish('catalogue', { ...products(100), 'product/9': { id: '9', price: 9 } });
  await feed.until(() => feed.news.some(({ what }) => what === 'mended'));
  await feed.live();
  expect(whats().at(-1)).toEqual({ what: 'mended', rows: 1, diverged: 0 });
  const after = replica.feed('catalogue');
  expect([after?.epoch, after?.edition]).toEqual(['e2', before?.edition]);
  expect(replica.products(before?.editionPos ?? 0, 10).map(({ product }) => product.id)).toEqual(['9']);
  replica.close();
});

test('a reader goes over to the file that was swapped in, finds products by their words, and a file that a power cut tore is nobody’s', async () => {
  writeFileSync(join(feed.folder, 'replica.loading-catalogue.db'), 'what was left of a database');
  feed.start();
  const replica = new Replica(feed.first);
  cloud.publish('catalogue', products(100));
  await feed.live();
  expect(replica.productCount()).toBe(0);
  replica.reopen();
  expect(replica.productCount()).toBe(count);
  cloud.publish('catalogue', {
    'product/3': { id: '3', name: { fr: 'Trois', en: 'Three' } },
    'product/4': null,
  });
  await feed.until(() => !feed.rows().has('product/4'));
  feed.indexWords();
  const found = (text: string) => replica.search(text, 5).map(({ id }) => id);
  expect([found('numéro q42z'), found('tro'), found('q3z'), found('q4z')]).toEqual([['42'], ['3'], [], []]);
  replica.close();
  expect(feed.files()).toEqual(['replica.1.db']);
});

test('a disk without room for a snapshot is not filled with half of one: it is told, and what is in force stays', async () => {
  cloud.publish('catalogue', products(100));
  feed.free = 201 * 1_048_576;
  feed.start();
  await feed.until(() => feed.whys.length > 0);
  expect(feed.whys[0]).toMatch(/^no room: /);
  expect(feed.files()).toEqual(['replica.db']);
});
