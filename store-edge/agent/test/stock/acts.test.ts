import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeliveriesAnswer, MovementsAnswer } from '../../src/back-office/api.ts';
import { Tablet } from '../counting/tablets.ts';
import { laval, recordsOf, writePlaces, writeTransfer } from '../support/acts.ts';
import { saleOf } from '../support/sale.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { STORE_ID, writeFeedRows } from '../support/store.ts';

let shop: Shop;
let martin: Tablet;
let camille: Tablet;
beforeEach(async () => {
  shop = await openShop();
  writePlaces(shop.dataDir);
  martin = await Tablet.signIn(shop.base, 'u-martin', '9876');
  camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
});
afterEach(() => shop.close());

const onHand = async (productId: string) => (await martin.call('GET', `/stock/${productId}`)).body.onHand;
const deliveries = async () => (await martin.call('GET', '/deliveries')).body as unknown as DeliveriesAnswer;
const adjust = (lines: readonly object[], more: object = {}) =>
  martin.call('POST', '/stock/adjustments', { actId: randomUUID(), reason: 'damage', lines, ...more });

test('E9: a correction has a reason, moves the shelf at once, and is there once however often it is asked for', async () => {
  const request = {
    ...{ actId: randomUUID(), reason: 'damage', note: 'Tombée' },
    lines: [{ productId: 'lamp', quantity: '-2' }],
  };
  const first = await martin.call('POST', '/stock/adjustments', request);
  expect(first.status).toBe(201);
  expect(await martin.call('POST', '/stock/adjustments', request)).toEqual(first);
  expect(await onHand('lamp')).toBe('-2');
  expect(recordsOf(shop, 'stock.adjusted')).toMatchObject([
    {
      storeId: STORE_ID,
      reason: 'damage',
      note: 'Tombée',
      movements: [{ productId: 'lamp', quantity: '-2' }],
    },
  ]);
  const other = { ...request, reason: 'theft' };
  expect(await martin.call('POST', '/stock/adjustments', other)).toMatchObject({
    status: 409,
    body: { type: '/problems/id-reused' },
  });
});

test.each([
  ['a quantity of a thousand million', [{ productId: 'lamp', quantity: '1000000000' }], 'malformed'],
  ['half a lamp', [{ productId: 'lamp', quantity: '-0.5' }], 'not-whole'],
  ['what no catalogue has', [{ productId: 'moon', quantity: '1' }], 'unknown-product'],
  ['nothing at all', [{ productId: 'lamp', quantity: '0' }], 'nothing-moves'],
  [
    'one product twice',
    [
      { productId: 'mug', quantity: '1' },
      { productId: 'mug', quantity: '1' },
    ],
    'product-twice',
  ],
])('E9: a correction by %s is refused, and nothing moves', async (_what, lines, type) => {
  expect((await adjust(lines)).body).toMatchObject({ type: `/problems/${type}` });
  expect(recordsOf(shop, 'stock.adjusted')).toEqual([]);
});

test('E9 E11: a cashier corrects nothing', async () => {
  const request = { actId: randomUUID(), reason: 'theft', lines: [{ productId: 'lamp', quantity: '-1' }] };
  expect(await camille.call('POST', '/stock/adjustments', request)).toMatchObject({ status: 403 });
});

test('E9: a purchase order is received in parts, with cost and with what differs, and the list follows while the store is cut off', async () => {
  const order = {
    ...{ purchaseOrderId: 'po-1', number: 'A-7F3K92QD', supplierName: 'Luminaires Nord', state: 'sent' },
    lines: [
      { productId: 'lamp', ordered: '10', received: '0', unitCostMinor: 2_100 },
      { productId: 'mug', ordered: '4', received: '0', unitCostMinor: 400 },
    ],
  };
  writeFeedRows(shop.dataDir, [{ feed: 'deliveries', key: 'purchase-order/po-1', value: order }]);
  const receive = (lines: readonly object[]) =>
    camille.call('POST', '/deliveries/receipts', { actId: randomUUID(), purchaseOrderId: 'po-1', lines });
  expect((await receive([{ productId: 'lamp', received: '8' }])).status).toBe(201);
  const [left] = (await deliveries()).purchaseOrders;
  expect(left?.lines.map(({ ordered, received }) => [ordered, received])).toEqual([
    ['10', '8'],
    ['4', '0'],
  ]);
  const rest = [
    { productId: 'lamp', received: '2' },
    { productId: 'mug', received: '5', unitCostMinor: 390 },
    { productId: 'bread', received: '1', reason: 'wrong-article' },
  ];
  expect((await receive(rest)).status).toBe(201);
  expect([await onHand('lamp'), await onHand('mug'), await onHand('bread')]).toEqual(['10', '5', '1']);
  expect(recordsOf(shop, 'stock.received')).toMatchObject([
    { lines: [{ productId: 'lamp', expected: '10', received: '8', discrepancyReason: 'short' }] },
    {
      ...{ purchaseOrderId: 'po-1', supplierName: 'Luminaires Nord' },
      lines: [
        { productId: 'lamp', expected: '2', received: '2', unitCostMinor: 2_100 },
        { productId: 'mug', expected: '4', received: '5', unitCostMinor: 390, discrepancyReason: 'over' },
        { productId: 'bread', received: '1', discrepancyReason: 'wrong-article' },
      ],
      movements: [{ unitCostMinor: 2_100 }, { unitCostMinor: 390 }, { productId: 'bread' }],
    },
  ]);
});

test('I3: a transfer is asked for, and shown though head office has not heard of it', async () => {
  const transferId = randomUUID();
  const request = {
    actId: randomUUID(),
    transferId,
    from: 'lav',
    lines: [{ productId: 'lamp', quantity: '3' }],
  };
  expect((await martin.call('POST', '/transfers', request)).status).toBe(201);
  expect((await deliveries()).transfers).toMatchObject([
    {
      ...{ transferId, direction: 'in', state: 'requested', isWaiting: true, other: laval },
      lines: [{ productId: 'lamp', asked: '3', shipped: null }],
    },
  ]);
  const toNowhere = { ...request, actId: randomUUID(), transferId: randomUUID(), from: STORE_ID };
  expect((await martin.call('POST', '/transfers', toNowhere)).body).toMatchObject({
    type: '/problems/unknown-place',
  });
});

test('I3: what leaves is what was scanned, it leaves once, and the sender’s shelf follows', async () => {
  const transferId = randomUUID();
  writeTransfer(shop.dataDir, transferId, {
    ...{ direction: 'out', state: 'approved', lines: [{ productId: 'lamp', quantity: '6' }] },
  });
  const ship = (actId: string) =>
    camille.call('POST', `/transfers/${transferId}/ship`, {
      ...{ actId, to: 'lav', lines: [{ productId: 'lamp', quantity: '5' }] },
    });
  expect((await ship(randomUUID())).status).toBe(201);
  expect(await ship(randomUUID())).toMatchObject({
    status: 409,
    body: { type: '/problems/already-shipped', byName: 'Camille' },
  });
  expect(await onHand('lamp')).toBe('-5');
  expect((await deliveries()).transfers).toMatchObject([
    { state: 'shipped', isWaiting: true, lines: [{ asked: '6', shipped: '5' }] },
  ]);
});

test('I3: a transfer is received with what is short and what is over; received again it is refused with when and by whom, and nothing moves', async () => {
  const transferId = randomUUID();
  writeTransfer(shop.dataDir, transferId, {
    lines: [
      { productId: 'lamp', quantity: '6', shipped: '6' },
      { productId: 'bread', quantity: '2', shipped: '2' },
    ],
  });
  const receive = (actId: string) =>
    camille.call('POST', `/transfers/${transferId}/receive`, {
      actId,
      lines: [
        { productId: 'lamp', received: '5', reason: 'damaged' },
        { productId: 'mug', received: '1' },
      ],
    });
  const actId = randomUUID();
  const first = await receive(actId);
  expect(first.status).toBe(201);
  // The answer was lost: the same call again is no second transfer.
  expect(await receive(actId)).toEqual(first);
  expect(await receive(randomUUID())).toMatchObject({
    status: 409,
    body: { type: '/problems/already-received', byName: 'Camille', at: first.body.at },
  });
  expect([await onHand('lamp'), await onHand('mug'), await onHand('bread')]).toEqual(['5', '1', '0']);
  expect(recordsOf(shop, 'transfer.received')).toMatchObject([
    {
      ...{ from: 'lav', to: STORE_ID },
      lines: [
        { productId: 'lamp', expected: '6', received: '5', reason: 'damaged' },
        { productId: 'mug', expected: '0', received: '1', reason: 'over' },
        { productId: 'bread', expected: '2', received: '0', reason: 'short' },
      ],
    },
  ]);
});

test('I3: a transfer that nobody has told this store of is received by its delivery note', async () => {
  const transferId = randomUUID();
  const lines = [{ productId: 'lamp', received: '2' }];
  const receive = (more: object) =>
    camille.call('POST', `/transfers/${transferId}/receive`, { actId: randomUUID(), lines, ...more });
  expect((await receive({})).body).toMatchObject({ type: '/problems/unknown-transfer' });
  expect((await receive({ from: 'lav' })).status).toBe(201);
  expect(await onHand('lamp')).toBe('2');
});

test('E9: a product’s movements tell why each was made and what was on hand after it', async () => {
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  await adjust([{ productId: 'lamp', quantity: '5' }], { reason: 'adjustment' });
  expect((await till.call('POST', '/sales', saleOf({ shiftId }))).status).toBe(201);
  await adjust([{ productId: 'lamp', quantity: '-1' }], { reason: 'theft' });
  const { items } = (await martin.call('GET', '/stock/lamp/movements')).body as unknown as MovementsAnswer;
  expect(items.map(({ reason, quantity, after }) => [reason, quantity, after])).toEqual([
    ['theft', '-1', '3'],
    ['sale', '-1', '4'],
    ['adjustment', '5', '5'],
  ]);
});

test('E9 E13: what was done to the shelf is there after a restart', async () => {
  const transferId = randomUUID();
  writeTransfer(shop.dataDir, transferId);
  await camille.call('POST', `/transfers/${transferId}/receive`, {
    ...{ actId: randomUUID(), lines: [{ productId: 'lamp', received: '6' }] },
  });
  shop = await shop.restart();
  martin = await Tablet.signIn(shop.base, 'u-martin', '9876');
  expect(await onHand('lamp')).toBe('6');
  expect((await deliveries()).transfers).toMatchObject([{ state: 'received', isWaiting: true }]);
});
