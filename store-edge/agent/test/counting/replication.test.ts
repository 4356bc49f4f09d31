import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from '../support/shop.ts';
import { send } from '../support/till.ts';
import { Tablet } from './tablets.ts';

const COUNT = '0193a000-0000-7000-8000-00000000c001';
let shop: Shop;
let one: Tablet;
let other: Tablet;
beforeEach(async () => {
  shop = await openShop();
  one = await Tablet.signIn(shop.base, 'u-camille', '1234');
  other = await Tablet.signIn(shop.base, 'u-camille', '1234');
});
afterEach(() => shop.close());

test('E10: two tablets write the same document while apart: after replication both have both, and show the same one', async () => {
  const id = await one.count(COUNT, 'lamp', '12');
  await other.count(COUNT, 'lamp', '14');
  for (const tablet of [one, other]) await tablet.push();
  for (const tablet of [one, other]) await tablet.pull();

  const [here, there] = await Promise.all(
    [one, other].map(({ local }) => local.get(id, { conflicts: true })),
  );
  expect(here?._conflicts).toHaveLength(1);
  expect(there?._rev).toBe(here?._rev);
  expect(there?._conflicts).toEqual(here?._conflicts);
  const losing = await other.local.get(id, { rev: here?._conflicts?.[0] ?? '' });
  expect([here?.quantity, losing.quantity].sort()).toEqual(['12', '14']);
  const atEdge = await one.edge().get(id, { conflicts: true });
  expect(atEdge).toMatchObject({ _rev: here?._rev, _conflicts: here?._conflicts });
});

test('E10: a replication that breaks off goes on where it was, and nothing is written twice', async () => {
  for (let at = 0; at < 30; at += 1) await one.count(COUNT, `p-${at}`, String(at));
  let batches = 0;
  one.through((input, init) => {
    if (String(input).endsWith('_bulk_docs')) batches += 1;
    return batches > 1 ? Promise.reject(new TypeError('the network is gone')) : fetch(input, init);
  });
  await expect(one.push({ batch_size: 10, batches_limit: 1 })).rejects.toThrow();
  one.through(fetch);
  expect(await one.edge().info()).toMatchObject({ doc_count: 10 });
  const rest = await one.push({ batch_size: 10 });
  expect(rest).toMatchObject({ ok: true, docs_written: 20 });
  expect(await one.edge().info()).toMatchObject({ doc_count: 30 });
  expect(await one.push()).toMatchObject({ docs_written: 0 });
});

test('E10: an answer that is lost after the edge has written costs a repeat, no conflict', async () => {
  const id = await one.count(COUNT, 'lamp', '12');
  let lost = false;
  one.through(async (input, init) => {
    const response = await fetch(input, init);
    if (lost || !String(input).endsWith('_bulk_docs')) return response;
    lost = true;
    throw new TypeError('the answer is lost');
  });
  await expect(one.push()).rejects.toThrow();
  await one.push();
  const atEdge = await one.edge().get(id, { conflicts: true });
  expect(atEdge).toMatchObject({ quantity: '12' });
  expect(atEdge._conflicts).toBeUndefined();
});

test('E10: while it listens, a tablet hears at once what another has counted', async () => {
  const heard = new Promise((resolve) => {
    const listening = other.pull({ live: true }).on('change', () => {
      listening.cancel();
      resolve(undefined);
    });
    listening.catch(() => undefined);
  });
  const id = await one.count(COUNT, 'mug', '3');
  await one.push();
  await heard;
  expect(await other.local.get(id)).toMatchObject({ quantity: '3' });
});

test('E10: what is kept at the edge outlives its restart, and the tablet’s checkpoint with it', async () => {
  const id = await one.count(COUNT, 'mug', '3');
  await one.push();
  shop = await shop.restart();
  const again = await Tablet.signIn(shop.base, 'u-camille', '1234');
  await again.pull();
  expect(await again.local.get(id)).toMatchObject({ quantity: '3' });
});

test.each([
  ['a quantity of a billion', { quantity: '1000000000' }],
  ['a negative quantity', { quantity: '-1' }],
  ['four decimals', { quantity: '1.2345' }],
])('E10: %s is refused by the edge, and the rest of the batch is kept', async (_what, changed) => {
  await one.count(COUNT, 'lamp', '1', changed);
  const id = await one.count(COUNT, 'mug', '2');
  const denied: unknown[] = [];
  await one.push().on('denied', (told) => denied.push(told));
  expect(denied).toHaveLength(1);
  expect(await one.edge().info()).toMatchObject({ doc_count: 1 });
  expect(await one.edge().get(id)).toMatchObject({ quantity: '2' });
});

test('E10: a tablet cannot decide, nor open a count: those are the edge’s to write', async () => {
  const decision = { type: 'decision', countId: COUNT, zoneId: 'z', productId: 'lamp', picked: null };
  await one.local.put({ _id: `decision:${COUNT}:z:lamp`, ...decision });
  await one.push();
  expect(await one.edge().info()).toMatchObject({ doc_count: 0 });
});

test('N3: without a session nothing is read or written; a till’s session is none', async () => {
  const till = await shop.till('1');
  await till.logIn();
  for (const token of ['', 'wrong', till.session]) {
    const url = `${shop.base}/counting/${one.signedIn.database}/_changes`;
    const reply = await send(url, 'GET', undefined, { Authorization: `Bearer ${token}` });
    expect(reply).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
  }
});

test('E13: the database’s name follows the journal, so that no checkpoint outlives a restored store', async () => {
  expect(one.signedIn.database).toBe(`counts-${shop.agent.journal.id}`);
  await expect(one.edge('counts-of-another-life').info()).rejects.toMatchObject({ status: 403 });
  shop.agent.journal.openNew('rolled-back');
  const reply = await one.call('GET', '/sessions/current');
  expect(reply.body.database).toBe(`counts-${shop.agent.journal.id}`);
});

test.each([
  ['POST', '_bulk_docs', { docs: [{ _id: 'a' }] }],
  ['POST', '_bulk_docs', { docs: 'none', new_edits: false }],
  ['POST', '_revs_diff', { a: ['not a revision'] }],
  ['GET', '_changes?since=-4', undefined],
])('E17: what no replication would send is refused in CouchDB’s words: %s %s', async (method, path, body) => {
  const url = `${shop.base}/counting/${one.signedIn.database}/${path}`;
  const reply = await send(url, method, body && JSON.stringify(body), {
    Authorization: `Bearer ${one.signedIn.session}`,
  });
  expect(reply).toMatchObject({ status: 400, body: { error: 'bad_request' } });
});
