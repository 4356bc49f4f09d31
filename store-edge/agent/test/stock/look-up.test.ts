import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StockList } from '../../src/back-office/api.ts';
import { Tablet } from '../counting/tablets.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { STORE_ID, writeFeedRows } from '../support/store.ts';

let shop: Shop;
let tablet: Tablet;
beforeEach(async () => {
  shop = await openShop();
  writeFeedRows(shop.dataDir, [
    catalogueRow('eggs', 'Œufs gros, douzaine', 'Large eggs, dozen', '00061000000048'),
    catalogueRow('cream', 'Crème glacée à l’érable', 'Maple ice cream', '00000080050865'),
    elsewhere('location/lav', { locationId: 'lav', code: 'LAV02', name: 'Laval', kind: 'store' }),
    elsewhere('location/que', { locationId: 'que', code: 'QUE03', name: 'Québec', kind: 'store' }),
    elsewhere(`location/${STORE_ID}`, {
      locationId: STORE_ID,
      code: 'MTL01',
      name: 'Plateau',
      kind: 'store',
    }),
    elsewhere('balance/lav/eggs', { locationId: 'lav', productId: 'eggs', onHand: '4', asOf }),
    elsewhere('balance/que/cream', { locationId: 'que', productId: 'cream', onHand: '0', asOf }),
    elsewhere('balance/lav/cream', { locationId: 'lav', productId: 'cream', onHand: '2', asOf }),
    elsewhere(`balance/${STORE_ID}/eggs`, { locationId: STORE_ID, productId: 'eggs', onHand: '9', asOf }),
  ]);
  tablet = await Tablet.signIn(shop.base, 'u-camille', '1234');
});
afterEach(() => shop.close());

const asOf = '2026-11-23T21:40:00.000Z';
const elsewhere = (key: string, value: object) => ({ feed: 'stock-elsewhere', key, value });
const catalogueRow = (id: string, fr: string, en: string, gtin: string) => ({
  feed: 'catalogue',
  key: `product/${id}`,
  value: {
    id,
    sku: `SKU-${id.toUpperCase()}`,
    gtins: [gtin],
    name: { fr, en },
    categoryId: 'c-1',
    pricing: { productId: id, unitPriceMinor: 499, taxCategory: 'zero-rated', soldBy: 'piece' },
  },
});
const found = async (search: string) => {
  const reply = await tablet.call('GET', `/stock?search=${encodeURIComponent(search)}`);
  return (reply.body as unknown as StockList).items.map(({ productId }) => productId);
};

test.each([
  ['a ligature typed as two letters', 'oeufs', ['eggs']],
  ['accents left out', 'creme glacee', ['cream']],
  ['the beginning of two words, in English', 'ice map', ['cream']],
  ['thirteen digits of a code', '0061000000048', ['eggs']],
  ['twelve digits of a code', '061000000048', ['eggs']],
  ['eight digits of a code', '80050865', ['cream']],
  ['a SKU', 'sku-eggs', ['eggs']],
  ['what no product has', 'zzz', []],
  ['quotes and operators', '"oeufs" OR *', []],
])('E9: stock is found by %s', async (_what, search, expected) => {
  expect(await found(search)).toEqual(expected);
});

test('E9: a product that left the catalogue is found no more; one that was renamed is found by its new name alone', async () => {
  writeFeedRows(shop.dataDir, [catalogueRow('eggs', 'Ovules', 'Ova', '00061000000048')]);
  expect([await found('oeufs'), await found('ovules')]).toEqual([[], ['eggs']]);
});

test('E9: other stores’ stock comes with its age; one’s own shelf is not among them, and what was never told is unknown', async () => {
  const { body } = await tablet.call('GET', '/stock/eggs');
  expect(body).toMatchObject({
    onHand: '0',
    elsewhere: [
      { locationId: 'lav', name: 'Laval', onHand: '4', asOf },
      { locationId: 'que', name: 'Québec', onHand: null, asOf: null },
    ],
  });
  expect((await tablet.call('GET', '/stock/nothing')).status).toBe(404);
});

test('E9 E17: a cashier sees who else has some, with its age, and nobody who has none', async () => {
  const till = await shop.till('1');
  const { body } = await till.call('GET', '/stock/cream/elsewhere');
  expect(body).toEqual([{ name: 'Laval', onHand: '2', asOf }]);
});

test('E11: twenty wrong PINs over all tablets close the sign-in, also for those who were not tried', async () => {
  const tries = [];
  for (let at = 0; at < 21; at += 1) {
    const staffId = ['u-camille', 'u-martin', 'u-nobody', 'u-other', 'u-more'][at % 5];
    tries.push(await tablet.call('POST', '/sessions', { staffId, pin: '0000' }));
  }
  expect(tries.at(-1)).toMatchObject({ status: 429, body: { type: '/problems/too-many-pins' } });
  expect((await tablet.call('POST', '/sessions', { staffId: 'u-martin', pin: '9876' })).status).toBe(429);
});

test('E11: a session that was ended, or never was, reads nothing', async () => {
  expect((await tablet.call('DELETE', '/sessions/current')).status).toBe(204);
  for (const path of ['/stock', '/stock/eggs', '/counts', '/catalogue', '/sessions/current'])
    expect(await tablet.call('GET', path)).toMatchObject({
      status: 401,
      body: { type: '/problems/not-signed-in' },
    });
});
