import { priceInForce } from '@comptoir/pricing';
import type { ListedPrice, Promotion } from '@comptoir/pricing/contract';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CataloguePage, RulesAnswer } from '../src/api.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import { products, STORE_ID, writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

const opens = '2026-11-24T14:59:00.000Z';
const begins = '2026-11-24T15:00:00.000Z';

let shop: Shop;
let till: Till;
let shiftId: string;
beforeAll(async () => {
  // Of the edge and of the till. Nobody is reachable: the store is cut off from the first moment to the last.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(opens) });
  shop = await openShop();
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  vi.useRealTimers();
});

const withList = (listed: readonly ListedPrice[]): CatalogueProduct[] =>
  products.map((one) =>
    one.id === 'lamp' ? { ...one, pricing: { ...one.pricing, listed: [...listed] } } : one,
  );
const week: ListedPrice = { listId: 'week', unitPriceMinor: 3_999, from: begins, storeIds: [STORE_ID] };
const tellLamp = (sold: readonly CatalogueProduct[]) =>
  writeFeedRows(shop.dataDir, [
    { feed: 'catalogue', key: 'product/lamp', value: sold.find(({ id }) => id === 'lamp') ?? {} },
  ]);
const toCheck = (sale: ReturnType<typeof saleOf>) => {
  const { tenders: _t, stock: _s, completedAt: _c, cashRoundingMinor: _r, ...body } = sale;
  return body;
};
const rules = async () => ((await till.call('GET', '/rules')).body as unknown as RulesAnswer).rules;

test('E7: a price that was dated for the future begins on time at a store that is cut off', async () => {
  const sold = withList([week]);
  tellLamp(sold);
  const { documents } = (await till.call('GET', '/catalogue?limit=1000')).body as unknown as CataloguePage;
  const lamp = documents.findLast(({ id }) => id === 'lamp');
  expect(lamp?.pricing.listed).toEqual([week]);
  const at = (moment: string) =>
    lamp && priceInForce(lamp.pricing, { channel: 'pos', storeId: STORE_ID, at: moment });
  expect([at(opens), at(begins)]).toEqual([4_999, 3_999]);

  const before = saleOf({ shiftId, products: sold, pricedAt: opens });
  expect(await till.call('POST', '/baskets/check', toCheck(before))).toMatchObject({ body: { ok: true } });
  vi.setSystemTime('2026-11-24T15:00:01.000Z');
  const after = saleOf({ shiftId, products: sold, pricedAt: begins });
  expect(after.priced.subtotalMinor).toBe(3_999);
  expect(await till.call('POST', '/baskets/check', toCheck(after))).toMatchObject({ body: { ok: true } });
  expect(await till.call('POST', '/sales', after)).toMatchObject({ status: 201, body: { flags: [] } });
});

test('E7: a basket that was priced before a promotion began is no difference when it is paid after', async () => {
  const promotion: Promotion = {
    id: 'p-1',
    revision: 7,
    name: { fr: '10 % sur la maison', en: '10% off home' },
    from: begins,
    include: { categoryIds: ['c-1'] },
    priority: 0,
    stacking: 'exclusive',
    gives: { kind: 'percent', percent: '10' },
  };
  writeFeedRows(shop.dataDir, [{ feed: 'catalogue', key: 'promotion/p-1', value: promotion }]);
  // The harness opens its baskets at the moment at which the promotion begins; this one was opened before.
  const opened = { openedAt: '2026-11-24T14:55:00.000Z', pricedAt: '2026-11-24T14:59:59.000Z' };
  const sale = saleOf({ shiftId, items: [['mug', '1']], rules: await rules(), ...opened });
  expect(sale).toMatchObject({ completedAt: begins, priced: { discountMinor: 0 } });
  expect(await till.call('POST', '/sales', sale)).toMatchObject({ status: 201, body: { flags: [] } });
  const { pricedAt: _, ...silent } = saleOf({
    shiftId,
    items: [['mug', '1']],
    rules: await rules(),
    ...opened,
  });
  expect(await till.call('POST', '/sales', silent)).toMatchObject({ body: { flags: ['totals-differ'] } });
});

test('E7: a moment of pricing that no told price outlives is not believed', async () => {
  const longAgo = { openedAt: '2026-11-24T09:00:00.000Z', pricedAt: '2026-11-24T10:00:00.000Z' };
  const sale = saleOf({ shiftId, items: [['mug', '1']], rules: await rules(), ...longAgo });
  expect(await till.call('POST', '/sales', sale)).toMatchObject({ body: { flags: ['totals-differ'] } });
});
