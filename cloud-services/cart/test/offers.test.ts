import { type Promotion, taxData } from '@comptoir/pricing';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { expect, test } from 'vitest';
import { offerOf } from '../src/offers.ts';

const soap: CatalogueProduct = {
  id: 'soap',
  sku: 'SAVON',
  gtins: [],
  name: { fr: 'Savon', en: 'Soap' },
  categoryId: 'c',
  pricing: { productId: 'soap', unitPriceMinor: 1_000, taxCategory: 'standard', soldBy: 'piece' },
};
const promotion = (id: string, gives: Promotion['gives'], own: Partial<Promotion> = {}): Promotion => ({
  id,
  revision: 1,
  name: { fr: `${id} fr`, en: `${id} en` },
  from: '2026-01-01T00:00:00.000Z',
  priority: 0,
  stacking: 'stackable',
  gives,
  ...own,
});
const offerWith = (...promotions: Promotion[]) =>
  offerOf(
    soap,
    {
      rules: { version: '1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5, promotions },
      homeJurisdiction: 'CA-QC',
      timeZone: 'America/Toronto',
      at: new Date('2026-11-24T15:00:00.000Z'),
    },
    'fr',
  );

test('P2: a product that nothing is given on has its price', () =>
  expect(offerWith()).toEqual({
    productId: 'soap',
    unitPriceMinor: 1_000,
    priceMinor: 1_000,
    promotions: [],
  }));

test('P2: the shelf says what one costs after what is taken off it, and until when', () =>
  expect(
    offerWith(promotion('ten', { kind: 'percent', percent: '10' }, { to: '2026-12-01T05:00:00.000Z' })),
  ).toMatchObject({
    priceMinor: 900,
    promotions: [{ name: 'ten fr', isGiven: true, until: '2026-12-01T05:00:00.000Z' }],
  }));

test('P2: what asks for more pieces is told, and changes the price of none', () =>
  expect(offerWith(promotion('three', { kind: 'n-for-m', take: 3, pay: 2 }))).toMatchObject({
    priceMinor: 1_000,
    promotions: [{ name: 'three fr', isGiven: false }],
  }));

test.each<[string, Partial<Promotion>]>([
  ['asks for a coupon', { coupon: 'NOEL' }],
  ['is for a tier', { tiers: ['gold'] }],
  ['is for a first order', { firstOrder: true }],
  ['is over', { to: '2026-02-01T00:00:00.000Z' }],
  ['is for tills', { channels: ['pos'] }],
  ['is on another product', { include: { productIds: ['other'] } }],
])('P2: a promotion that %s is not on the shelf', (_name, own) =>
  expect(offerWith(promotion('p', { kind: 'percent', percent: '10' }, own))).toMatchObject({
    priceMinor: 1_000,
    promotions: [],
  }),
);
