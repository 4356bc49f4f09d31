import { randomUUID } from 'node:crypto';
import { collectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrdersToPrepare } from '../src/back-office/api.ts';
import { Tablet } from './counting/tablets.ts';
import { recordsOf } from './support/acts.ts';
import { openShop, type Shop } from './support/shop.ts';
import { eraseFeedRow, STORE_ID, writeFeedRows } from './support/store.ts';

let shop: Shop;
let camille: Tablet;
beforeEach(async () => {
  shop = await openShop();
  camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
});
afterEach(() => shop.close());

const orderId = '0193a000-0000-7000-8000-0000000000c1';
function writeOrder(changed: Readonly<Record<string, unknown>> = {}): void {
  const value = {
    ...{ orderId, number: 'C-7F3K-92QD', version: 1, status: 'confirmed', deliveryMethod: 'collect' },
    ...{ recipient: 'Zoé', collectCode: 'K7QF', confirmedAt: '2026-11-24T12:00:00.000Z' },
    lines: [
      { productId: 'lamp', sku: 'LAMP', quantity: '2' },
      { productId: 'bread', sku: 'BREAD', quantity: '1' },
    ],
    ...changed,
  };
  writeFeedRows(shop.dataDir, [
    { feed: 'orders-to-prepare', key: `order/${value.orderId}`, value },
    {
      feed: 'catalogue',
      key: 'product/bread',
      value: {
        ...{ id: 'bread', sku: 'BREAD', gtins: [], name: { fr: 'Pain', en: 'Bread' }, categoryId: 'c-0' },
        pricing: { productId: 'bread', unitPriceMinor: 649, taxCategory: 'zero-rated', soldBy: 'piece' },
      },
    },
    {
      feed: 'catalogue',
      key: 'category/c-0',
      value: { id: 'c-0', parentId: null, name: { fr: 'Boulangerie', en: 'Bakery' }, rank: 0 },
    },
  ]);
}
const orders = async () =>
  ((await camille.call('GET', '/orders-to-prepare')).body as unknown as OrdersToPrepare).items;
const act = (what: string, body: object, id = orderId) =>
  camille.call('POST', `/orders/${id}/${what}`, { actId: randomUUID(), ...body });
const all = [
  { productId: 'lamp', prepared: '2' },
  { productId: 'bread', prepared: '1' },
];
const onHand = async (productId: string) => (await camille.call('GET', `/stock/${productId}`)).body.onHand;

test('E14: the pick list follows the aisles, tells what is on hand, and never the code', async () => {
  writeOrder();
  const [order] = await orders();
  expect(order).toMatchObject({ number: 'C-7F3K-92QD', state: 'to-pick', recipient: 'Zoé' });
  expect(order?.lines.map(({ aisle, productId, onHand }) => [aisle?.fr, productId, onHand])).toEqual([
    ['Boulangerie', 'bread', '0'],
    ['Maison', 'lamp', '0'],
  ]);
  expect(JSON.stringify(order)).not.toContain('K7QF');
});

test('E14: the line to head office dies between the packing and the hand-over: the code is checked here, the goods leave the shelf, and both records wait', async () => {
  writeOrder();
  expect((await act('prepare', { lines: all })).status).toBe(201);
  expect((await orders())[0]).toMatchObject({
    state: 'ready',
    lines: [{ prepared: '1' }, { prepared: '2' }],
  });
  // This store never hears from head office again, and is restarted.
  shop = await shop.restart();
  camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
  expect((await act('hand-over', { proof: 'K7QZ' })).body).toMatchObject({ type: '/problems/wrong-code' });
  expect((await act('hand-over', { proof: 'k7-qf' })).status).toBe(201);
  expect([await onHand('lamp'), await onHand('bread')]).toEqual(['-2', '-1']);
  expect((await orders())[0]).toMatchObject({ state: 'done' });
  expect(recordsOf(shop, 'order.prepared')).toMatchObject([{ orderId, storeId: STORE_ID }]);
  expect(recordsOf(shop, 'order.handed-over')).toMatchObject([
    { orderId, identity: 'code', by: 'u-camille', stock: [{ quantity: '-2' }, { quantity: '-1' }] },
  ]);
  expect((await act('hand-over', { proof: 'K7QF' })).body).toMatchObject({
    type: '/problems/already-handed-over',
  });
  expect(shop.agent.journal.cosigned().seq).toBe(0);
});

test('E14: the customer’s QR code opens this order and no other', async () => {
  writeOrder();
  await act('prepare', { lines: all });
  const wrong = await act('hand-over', { proof: 'comptoir:collect:C-0000-0000:K7QF' });
  expect(wrong.body).toMatchObject({ type: '/problems/wrong-code' });
  expect((await act('hand-over', { proof: 'comptoir:collect:C-7F3K-92QD:K7QF' })).status).toBe(201);
  expect(recordsOf(shop, 'order.handed-over')).toMatchObject([{ identity: 'qr' }]);
});

test('E14: codes cannot be guessed: after five wrong ones the right one waits too', async () => {
  writeOrder();
  await act('prepare', { lines: all });
  for (let tries = 0; tries < 5; tries += 1) await act('hand-over', { proof: `AAA${tries}` });
  expect(await act('hand-over', { proof: 'K7QF' })).toMatchObject({
    status: 429,
    body: { type: '/problems/too-many-codes' },
  });
});

test('E14: what may stand in is said of each line, with where its customer is asked; a line that says nothing is as the order', async () => {
  const lines = [
    { productId: 'lamp', sku: 'LAMP', quantity: '2', substitution: 'none' as const },
    { productId: 'bread', sku: 'BREAD', quantity: '1' },
  ];
  const slot = { startsAt: '2026-12-02T15:00:00.000Z', endsAt: '2026-12-02T17:00:00.000Z' };
  writeOrder({ lines, substitution: 'allowed', askAt: '+15145550112', slot });
  const [shown] = await orders();
  expect(shown).toMatchObject({ maySubstitute: true, askAt: '+15145550112', slot });
  const wishes = shown?.lines.map(({ productId, substitution }) => [productId, substitution]);
  expect(Object.fromEntries(wishes ?? [])).toEqual({ lamp: 'none', bread: 'any' });
  const substitutions = [{ productId: 'lamp', substituteId: 'mug', quantity: '1' }];
  const packed = { lines: [{ productId: 'bread', prepared: '1' }], substitutions };
  expect((await act('prepare', packed)).body).toMatchObject({ type: '/problems/no-substitutes' });
});

test('E14: what is missing is told; a substitute goes only to who wants one, and it is what leaves the shelf', async () => {
  writeOrder();
  const substitutions = [{ productId: 'lamp', substituteId: 'mug', quantity: '1' }];
  const lines = [
    { productId: 'lamp', prepared: '1' },
    { productId: 'bread', prepared: '1' },
  ];
  expect((await act('prepare', { lines, substitutions })).body).toMatchObject({
    type: '/problems/no-substitutes',
  });
  writeOrder({ substitution: 'allowed' });
  expect((await orders())[0]?.maySubstitute).toBe(true);
  const tooMany = [{ productId: 'lamp', substituteId: 'mug', quantity: '2' }];
  expect((await act('prepare', { lines, substitutions: tooMany })).body).toMatchObject({
    type: '/problems/more-than-ordered',
  });
  expect((await act('prepare', { lines, substitutions })).status).toBe(201);
  expect(recordsOf(shop, 'order.prepared')).toMatchObject([
    { lines: [{ productId: 'lamp', ordered: '2', prepared: '1' }, { productId: 'bread' }], substitutions },
  ]);
  await act('hand-over', { proof: 'K7QF' });
  expect([await onHand('lamp'), await onHand('mug')]).toEqual(['-1', '-1']);
});

test('E14: nobody came in a week: it is told, put back, and the shelf never moved', async () => {
  writeOrder();
  await act('prepare', { lines: all });
  expect((await orders())[0]?.isOverdue).toBe(false);
  const later = Date.now() + 8 * 86_400_000;
  shop = await shop.restart({ clock: { now: () => new Date(later) } });
  camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
  expect((await orders())[0]).toMatchObject({ state: 'ready', isOverdue: true });
  expect((await act('put-back', { reason: 'not-collected' })).status).toBe(201);
  expect((await act('hand-over', { proof: 'K7QF' })).body).toMatchObject({ type: '/problems/not-prepared' });
  expect(await onHand('lamp')).toBe('0');
  expect(recordsOf(shop, 'order.put-back')).toMatchObject([{ orderId, reason: 'not-collected' }]);
});

test('O3: orders are listed the oldest first', async () => {
  writeOrder();
  writeOrder({ orderId: 'o-2', number: 'C-2', confirmedAt: '2026-11-23T12:00:00.000Z' });
  expect((await orders()).map(({ number }) => number)).toEqual(['C-2', 'C-7F3K-92QD']);
});

test('E14: an order that was called off once it was packed is listed until it is put back; one that left with its carrier is not', async () => {
  writeOrder();
  await act('prepare', { lines: all });
  eraseFeedRow(shop.dataDir, 'orders-to-prepare', `order/${orderId}`);
  const list = async () => (await camille.call('GET', '/orders-to-prepare')).body;
  expect(await list()).toMatchObject({ items: [], calledOff: [] });
  const value = { orderId, number: 'C-7F3K-92QD', at: '2026-11-24T15:00:00.000Z' };
  writeFeedRows(shop.dataDir, [{ feed: 'orders-to-prepare', key: `called-off/${orderId}`, value }]);
  expect(await list()).toMatchObject({ items: [], calledOff: [{ orderId, number: 'C-7F3K-92QD' }] });
  expect((await act('put-back', { reason: 'called-off' })).status).toBe(201);
  expect(await list()).toMatchObject({ calledOff: [] });
});

test('O3: a store that sends one parcel of several says so when it has nothing of it; of a whole order head office decides', async () => {
  const nothing = { lines: [], hasNothing: true };
  const refused = { status: 422, body: { type: '/problems/nothing-prepared' } };
  writeOrder({ deliveryMethod: 'ship', collectCode: null });
  expect(await act('prepare', nothing)).toMatchObject(refused);
  writeOrder({ deliveryMethod: 'ship', collectCode: null, parcel: { number: 2, of: 2 } });
  expect((await orders())[0]).toMatchObject({ parcel: { number: 2, of: 2 }, state: 'to-pick' });
  expect(await act('prepare', { lines: [] })).toMatchObject(refused);
  expect((await act('prepare', nothing)).status).toBe(201);
  expect((await orders())[0]).toMatchObject({ state: 'done' });
  expect(recordsOf(shop, 'order.prepared')).toMatchObject([
    { lines: [{ prepared: '0' }, { prepared: '0' }] },
  ]);
});

test('E14: a till hands over by what the customer shows, cut off, and once; the right name of a wrong code is not enough', async () => {
  writeOrder();
  await act('prepare', { lines: all });
  const till = await shop.till('1');
  await till.logIn();
  const give = (proof: string, actId: string = randomUUID()) =>
    till.call('POST', `/orders/${orderId}/hand-over`, JSON.stringify({ actId, proof }));
  const waiting = (await till.call('GET', '/orders-to-prepare')).body as unknown as OrdersToPrepare;
  expect(waiting.items).toMatchObject([{ state: 'ready', recipient: 'Zoé' }]);
  expect(JSON.stringify(waiting)).not.toContain('K7QF');
  expect(await give(collectProof('C-7F3K-92QD', 'AAAA'))).toMatchObject({ status: 422 });
  expect(await give(collectProof('C-0000-0000', 'K7QF'))).toMatchObject({ status: 422 });
  const actId = randomUUID();
  const proof = collectProof('C-7F3K-92QD', 'K7QF');
  expect(await give(proof, actId)).toMatchObject({ status: 201 });
  expect(await give(proof, actId)).toMatchObject({ status: 201 });
  expect(await give(proof)).toMatchObject({ status: 409, body: { type: '/problems/already-handed-over' } });
  expect(recordsOf(shop, 'order.handed-over')).toMatchObject([{ orderId, identity: 'qr' }]);
});
