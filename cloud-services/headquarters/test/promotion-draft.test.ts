import { taxData } from '@comptoir/pricing';
import { promotion } from '@comptoir/pricing/contract';
import type { PromotionTerms, PromotionView } from '@comptoir/product/api';
import { expect, test } from 'vitest';
import { draftOf, kinds, newDraft, stateOf, termsOf } from '../app/src/promotions/draft.ts';
import { priceSample } from '../app/src/promotions/sample.ts';

const tea = { on: 'product', productId: 'tea', name: 'Thé' } as const;
const draft = {
  ...{ ...newDraft('2026-11-24T09:00'), nameFr: 'Moitié', nameEn: 'Half', amountMinor: 500, gift: tea },
  parts: [
    { target: tea, pieces: 1 },
    { target: { on: 'category', categoryId: 'mugs' } as const, pieces: 2 },
  ],
};
const view = (terms: PromotionTerms): PromotionView => ({
  ...{ id: 'x', revision: 1, version: 3, changedAt: '2026-11-24T14:00:00.000Z', changedBy: 'u' },
  ...terms,
});

test.each(kinds)('P4: what is typed of the kind %s is a promotion that Product takes', (kind) => {
  const terms = termsOf({ ...draft, kind, percent: '12,5', to: '2026-11-30T21:00', coupon: ' bienvenue ' });
  expect(promotion.safeParse({ id: 'x', revision: 1, ...terms }).success).toBe(true);
  expect(terms?.coupon).toBe('BIENVENUE');
});

test.each(kinds)('P4: a promotion of the kind %s that is opened and sent again is the same', (kind) => {
  const terms = termsOf({
    ...draft,
    kind,
    target: tea,
    to: '2026-11-30T21:00',
    coupon: 'X',
    couponUses: '1',
    amountMaxMinor: 2_000,
  });
  if (!terms) throw new Error('no terms');
  expect(termsOf(draftOf(view(terms)))).toEqual(terms);
  const withCodes = termsOf({ ...draftOf(view(terms)), hasCodes: true });
  expect(withCodes).toMatchObject({
    coupon: 'X',
    singleUseCodes: true,
    caps: { amountPerBasketMinor: 2_000 },
  });
  expect(withCodes).not.toHaveProperty('couponUsesMax');
  if (withCodes) expect(termsOf(draftOf(view(withCodes)))).toEqual(withCodes);
});

test('P4: what the form cannot write stays as it was, to the millisecond', () => {
  const terms: PromotionTerms = {
    ...{
      name: { fr: 'Soldes', en: 'Sale' },
      from: '2026-11-24T14:00:12.345Z',
      priority: 7,
      stacking: 'stackable',
    },
    ...{ group: 'g', tiers: ['gold'], caps: { timesPerCustomer: 2 }, hours: { from: '17:00', to: '19:00' } },
    include: { productIds: ['a', 'b'], attributes: { label: ['bio'] } },
    gives: { kind: 'basket-discount', spendMinor: 5_000, off: { amountMinor: 1_000 } },
  };
  const opened = draftOf(view(terms));
  expect(termsOf(opened)).toEqual(terms);
  expect(termsOf({ ...opened, nameFr: 'Fin de série' })).toEqual({
    ...terms,
    name: { fr: 'Fin de série', en: 'Sale' },
  });
});

test.each([
  ['a name in one language only', { nameEn: ' ' }],
  ['a percent of 101', { percent: '101' }],
  ['no price', { kind: 'mix-and-match', amountMinor: null }],
  ['3 for 3', { kind: 'n-for-m', take: 3, of: 3 }],
  [
    'a bundle of which a part is not chosen',
    { kind: 'bundle', parts: [{ target: { on: 'category', categoryId: '' }, pieces: 1 }] },
  ],
  ['a gift that is not chosen', { kind: 'basket-gift', gift: { on: 'product', productId: '', name: '' } }],
  ['a category that is not chosen', { target: { on: 'category', categoryId: '' } }],
] as const)('P4: %s cannot be sent yet', (_name, part) =>
  expect(termsOf({ ...draft, ...part })).toBeUndefined(),
);

test('P4: the preview prices with the categories above a product, the coupon given, and at the beginning to come', () => {
  const terms = termsOf({
    ...draft,
    percent: '50',
    from: '2030-01-01T09:00',
    coupon: 'X',
    target: { on: 'category', categoryId: 'above' },
  });
  const product = {
    id: 'p',
    categoryId: 'below',
    attributes: {},
    unitPriceMinor: 400,
    taxCategory: 'basic-grocery',
    soldBy: 'piece',
  } as const;
  const rules = { version: '1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 } as const;
  const categories = [
    { id: 'above', parentId: null },
    { id: 'below', parentId: 'above' },
  ];
  if (!terms) throw new Error('no terms');
  const now = new Date('2026-11-24T14:00:00.000Z');
  const priced = priceSample(
    [{ product, quantity: 2 }],
    terms,
    [],
    rules,
    categories,
    now,
    'America/Toronto',
  );
  expect(priced.discountMinor).toBe(400);
});

test('P2: values of an attribute are sent as the tills are told them, and what it is not on comes back as it was', () => {
  const terms = termsOf({
    ...draft,
    target: { on: 'attribute', code: 'colour', values: ['Bleu Pâle'] },
    exclude: { on: 'category', categoryId: 'c' },
  });
  expect(terms).toMatchObject({
    include: { attributes: { colour: ['bleu pale'] } },
    exclude: { categoryIds: ['c'] },
  });
});

test('P4: a promotion is to come, on, or over', () => {
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
  const states = ['2025-12-31T23:59:59.999Z', period.from, period.to].map((at) =>
    stateOf(period, Date.parse(at)),
  );
  expect(states).toEqual(['coming', 'on', 'over']);
});
