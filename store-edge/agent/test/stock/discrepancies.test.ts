import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscrepanciesAnswer } from '../../src/back-office/api.ts';
import { Tablet } from '../counting/tablets.ts';
import { writePlaces, writeTransfer } from '../support/acts.ts';
import { saleOf } from '../support/sale.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { products, writeFeedRows } from '../support/store.ts';

let shop: Shop;
let martin: Tablet;
beforeEach(async () => {
  shop = await openShop();
  writePlaces(shop.dataDir);
  martin = await Tablet.signIn(shop.base, 'u-martin', '9876');
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  const items = [
    ['lamp', '4'],
    ['mug', '1'],
  ] as const;
  expect((await till.call('POST', '/sales', saleOf({ shiftId, items }))).status).toBe(201);
});
afterEach(() => shop.close());

const found = async () =>
  ((await martin.call('GET', '/discrepancies')).body as unknown as DiscrepanciesAnswer).items;
const causes = async () => (await found()).map(({ productId, cause }) => [productId, cause]);

test('I2: a sale of what the books do not have is accepted, and listed with the likeliest cause, the largest first', async () => {
  expect(await causes()).toEqual([
    ['lamp', 'unknown'],
    ['mug', 'return-not-booked'],
  ]);
});

test('I2: a transfer on its way explains it, and receiving that settles it', async () => {
  const transferId = randomUUID();
  writeTransfer(shop.dataDir, transferId);
  expect((await found())[0]).toMatchObject({ productId: 'lamp', cause: 'transfer-not-received', transferId });
  const lines = [{ productId: 'lamp', received: '6' }];
  await martin.call('POST', `/transfers/${transferId}/receive`, { actId: randomUUID(), lines });
  expect(await causes()).toEqual([['mug', 'return-not-booked']]);
});

test('I2: an order that is expected explains it', async () => {
  const line = { productId: 'lamp', ordered: '10', received: '0', unitCostMinor: 1 };
  const value = {
    ...{ purchaseOrderId: 'po', number: 'A-1', supplierName: 'Nord', state: 'sent', lines: [line] },
  };
  writeFeedRows(shop.dataDir, [{ feed: 'deliveries', key: 'purchase-order/po', value }]);
  expect((await found())[0]).toMatchObject({ cause: 'sold-before-received', purchaseOrderId: 'po' });
});

test('I2: a sibling of which there is enough was likely scanned in its place, and one correction settles both', async () => {
  const [lamp] = products;
  const variant = (id: string, fr: string) => ({
    ...{ ...lamp, id, sku: id.toUpperCase(), name: { fr, en: id }, parentId: 'lamps' },
  });
  writeFeedRows(shop.dataDir, [
    { feed: 'catalogue', key: 'product/lamp', value: variant('lamp', 'Lampe de chevet, rouge') },
    { feed: 'catalogue', key: 'product/lamp-blue', value: variant('lamp-blue', 'Lampe de chevet, bleue') },
  ]);
  const adjust = (more: object) =>
    martin.call('POST', '/stock/adjustments', { actId: randomUUID(), reason: 'adjustment', ...more });
  await adjust({ lines: [{ productId: 'lamp-blue', quantity: '9' }] });
  expect((await found())[0]).toMatchObject({
    cause: 'wrong-article',
    other: { productId: 'lamp-blue', onHand: '9' },
  });
  const swap = [
    { productId: 'lamp', quantity: '4' },
    { productId: 'lamp-blue', quantity: '-4' },
  ];
  expect((await adjust({ cause: 'wrong-article', lines: swap })).status).toBe(201);
  expect(await causes()).toEqual([['mug', 'return-not-booked']]);
});
