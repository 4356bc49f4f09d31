import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatCursor, type ReceivedRow, scopeHash } from '@comptoir/sync-protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openForWriting, type Sqlite } from '../../src/database/open.ts';
import { replicaMigrations } from '../../src/database/replica-schema.ts';
import { Replica } from '../../src/replica/replica.ts';
import { FeedStore, type StoredPage } from '../../src/sync/feed-store.ts';

let folder: string;
let db: Sqlite;
let store: FeedStore;
let replica: Replica;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-feeds-'));
  const path = join(folder, 'replica.db');
  db = openForWriting(path, replicaMigrations);
  store = new FeedStore(db);
  replica = new Replica(path);
});
afterEach(() => {
  replica.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = '2026-11-24T13:00:00.000Z';
const row = (key: string, pos: number, value: object | null): ReceivedRow => ({
  scope: '*',
  key,
  pos,
  unit: pos,
  valueText: value && JSON.stringify(value),
});
const page = (epoch: string, pos: number, rows: ReceivedRow[], caughtUp = true): StoredPage => ({
  rows,
  end: { cursor: formatCursor({ epoch, scopeHash: scopeHash('*'), pos }), unitComplete: true, caughtUp },
});
/** The replica looks at most once a turn of the loop whether anything changed. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const keys = () => replica.products(0, 100).map(({ product, deleted }) => [product.id, deleted]);

test('C2: a customer who is erased leaves nothing in a store; a product leaves the till its last name', async () => {
  const card = 'card/L079927398713';
  const told = (pos: number, value: object | null) => page('e1', pos, [row(card, pos, value)]);
  store.store('customers', told(1, { customerId: 'c-1', initials: 'Z. O.' }), 'apply', at);
  store.store('catalogue', page('e1', 1, [row('product/a', 1, { id: 'a' })]), 'apply', at);
  expect(replica.cardHolder('L079927398713')?.card.initials).toBe('Z. O.');
  store.store('customers', told(2, null), 'apply', at);
  store.store('catalogue', page('e1', 2, [row('product/a', 2, null)]), 'apply', at);
  await nextTurn();
  expect(replica.cardHolder('L079927398713')).toBeUndefined();
  expect(db.prepare('select value from feed_row where key = ?').pluck().get(card)).toBeNull();
  expect(keys()).toEqual([['a', true]]);
});

test('S8: what was staged under a cursor that is dropped comes into force with no other', async () => {
  store.store('catalogue', page('e1', 1, [row('product/a', 1, { id: 'a' })]), 'apply', at);
  store.store('catalogue', page('e1', 3, [row('product/half', 2, { id: 'half' })], false), 'stage', at);
  store.dropCursor('catalogue');
  store.store('catalogue', page('e2', 1, [row('product/b', 1, { id: 'b' })]), 'swap', at);
  await nextTurn();
  expect(keys()).toEqual([['b', false]]);
});

test('S8: staged rows are seen by nobody, and the cursor goes on from them after a crash', async () => {
  store.store('catalogue', page('e1', 2, [row('product/a', 1, { id: 'a' })], false), 'stage', at);
  expect([keys(), replica.feed('catalogue')]).toEqual([[], undefined]);
  const afterCrash = new FeedStore(db);
  expect(afterCrash.cursor('catalogue')).toBe(page('e1', 2, []).end.cursor);
  expect(afterCrash.held('catalogue')).toBe('cursor');
  afterCrash.store('catalogue', page('e1', 3, [row('product/b', 3, { id: 'b' })]), 'apply', at);
  await nextTurn();
  expect(keys()).toEqual([
    ['a', false],
    ['b', false],
  ]);
  expect(replica.feed('catalogue')).toEqual({
    ...{ epoch: 'e1', pos: 3, caughtUp: true, asOf: at },
    ...{ edition: 'e1', editionPos: 2 },
  });
});

test('what leaves keeps its last value and is marked, for terminals that want deleted documents whole', () => {
  store.store('catalogue', page('e1', 1, [row('product/a', 1, { id: 'a' })]), 'apply', at);
  store.store('catalogue', page('e1', 2, [row('product/a', 2, null)]), 'apply', at);
  expect(keys()).toEqual([['a', true]]);
});

test('S7: while another epoch is loaded the old rows stay in force, also over a crash; then only the new ones exist', async () => {
  store.store(
    'catalogue',
    page('e1', 9, [row('product/a', 8, { id: 'a' }), row('product/b', 9, { id: 'b' })]),
    'apply',
    at,
  );
  store.dropCursor('catalogue');
  expect(new FeedStore(db).held('catalogue')).toBe('dropped');
  store.store('catalogue', page('e2', 1, [row('product/b', 1, { id: 'b' })], false), 'stage', at);
  expect(new FeedStore(db).held('catalogue')).toBe('load');
  expect(keys()).toHaveLength(2);
  expect(replica.feed('catalogue')).toMatchObject({ epoch: 'e1', pos: 9, caughtUp: false });
  store.store('catalogue', page('e2', 2, [row('product/c', 2, { id: 'c' })]), 'swap', at);
  await nextTurn();
  expect(keys().map(([id]) => id)).toEqual(['b', 'c']);
  expect(replica.feed('catalogue')).toMatchObject({ epoch: 'e2', pos: 2, caughtUp: true });
});

test('S7: what is mended under another epoch comes after all that terminals have seen, and nothing else moves', async () => {
  const before = [
    row('product/a', 8, { id: 'a' }),
    row('product/b', 9, { id: 'b' }),
    row('product/c', 10, { id: 'c' }),
  ];
  store.store('catalogue', page('e1', 10, before), 'apply', at);
  const seen = replica.products(0, 100).at(-1)?.pos ?? 0;
  store.dropCursor('catalogue');
  store.stageDiffering(
    'catalogue',
    ['product/a', 'product/b', 'product/c'],
    [row('product/a', 3, { id: 'a' }), row('product/b', 4, { id: 'b', now: 2 })],
    5,
  );
  store.mended('catalogue', page('e2', 5, []).end.cursor);
  expect(new FeedStore(db).held('catalogue')).toBe('mend');
  expect(keys()).toEqual([
    ['a', false],
    ['b', false],
    ['c', false],
  ]);
  store.store('catalogue', page('e2', 5, []), 'apply', at);
  await nextTurn();
  expect(replica.products(seen, 100).map(({ product, deleted }) => [product, deleted])).toEqual([
    [{ id: 'b', now: 2 }, false],
    [{ id: 'c' }, true],
  ]);
  expect(replica.feed('catalogue')).toMatchObject({ epoch: 'e2', pos: 5, edition: 'e1' });
});
