import type { CustomerAtTill, RulesAnswer } from '@comptoir/edge-agent/api';
import type { Promotion } from '@comptoir/pricing/contract';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { type DraftEvent, newDraft, onDraft } from './draft.ts';
import { basketOf, couponsOf, type PricingContext, priceDraft, promotedFacts } from './price.ts';

const at = '2026-11-24T15:02:00.000Z';
const tea: Product = {
  ...{ id: 'tea', sku: 'TEA', gtins: [], nameFr: 'Thé', nameEn: 'Tea', categoryId: 'c', rank: 1 },
  ...{ unitPriceMinor: 1_000, taxCategory: 'standard', soldBy: 'piece', isCharge: false },
  ...{ imageUrl: undefined, favourite: false },
};
const promotion = (id: string, more: Partial<Promotion>): Promotion => ({
  ...{ id, revision: 1, name: { fr: id, en: id }, from: '2026-01-01T00:00:00.000Z', priority: 0 },
  ...{ gives: { kind: 'percent', percent: '10' }, stacking: 'stackable' },
  ...more,
});
const context: PricingContext = {
  store: { id: 's1', currency: 'CAD', jurisdiction: 'CA-QC' },
  rules: {
    cataloguePosition: 'e:1',
    categories: [],
    rules: {
      ...{ version: '1', taxMode: 'added-per-invoice', cashIncrementMinor: 5 },
      taxes: [{ jurisdiction: 'CA-QC', code: 'GST', rate: '5', from: '2008-01-01', source: 'a test' }],
      treatments: [
        { jurisdiction: 'CA-QC', category: 'standard', from: '2008-01-01', codes: ['GST'], source: 'a test' },
      ],
      promotions: [
        promotion('silver', { tiers: ['silver'] }),
        promotion('first', { firstOrder: true }),
        promotion('twice', { caps: { timesPerCustomer: 2 } }),
        promotion('code', { coupon: 'THE10' }),
      ],
    },
  } as RulesAnswer,
  product: (id) => (id === 'tea' ? tea : undefined),
  at,
  taxDate: '2026-11-24',
  utcOffsetMinutes: -300,
};
const customer: CustomerAtTill = {
  ...{ customerId: 'c-1', cardNumber: 'L1', initials: 'A. C.', asOf: at },
  loyalty: {
    ...{ tier: 'silver', points: 812, asOf: at, firstOrder: true },
    promotionUses: { twice: 1, gone: 4 },
  },
};
const ring = (...events: DraftEvent[]) =>
  events.reduce(
    onDraft,
    onDraft(newDraft('sale', at), { type: 'added', lineId: '1', product: tea, quantity: '3', at }),
  );
const given = (...events: DraftEvent[]) =>
  priceDraft(ring(...events), context).promotions.map(({ promotionId }) => promotionId);
const attached: DraftEvent = { type: 'customer-attached', customer };

test('E9 P2: a promotion on an attribute counts at the till, and the line’s record says what its price hangs on', () => {
  const loose = { ...tea, id: 'tea', attributes: { kind: 'vrac', colour: 'vert' } };
  const rules = {
    ...context.rules,
    rules: { ...context.rules.rules, promotions: [promotion('loose', on('vrac'))] },
  };
  const of = (product: Product) => ({ ...context, rules, product: () => product });
  expect(priceDraft(ring(), of(loose)).promotions.map(({ promotionId }) => promotionId)).toEqual(['loose']);
  expect(promotedFacts(loose, of(loose))).toEqual({ attributes: { kind: 'vrac' } });
  expect(priceDraft(ring(), of(tea)).promotions).toEqual([]);
});
const on = (kind: string): Partial<Promotion> => ({ include: { attributes: { kind: [kind] } } });

test('E4 P2: a customer gets what is for the tier, for a first order and what is left of a cap, until they are detached', () => {
  expect(given()).toEqual([]);
  expect(given(attached)).toEqual(['first', 'silver', 'twice']);
  expect(priceDraft(ring(attached), context).promotionUses).toEqual({ twice: 1 });
  expect(given(attached, { type: 'customer-attached', customer: null })).toEqual([]);
});

test('E4: a record tells of its customer only what the price hangs on', () => {
  expect(basketOf(ring(attached), context).customer).toEqual({
    ...{ id: 'c-1', tier: 'silver', firstOrder: true },
    promotionUses: { twice: 1 },
  });
  const exempt = { ...customer, loyalty: null, taxExempt: { certificate: 'QC-1' } };
  const draft = ring({ type: 'customer-attached', customer: exempt });
  expect(basketOf(draft, context).customer).toEqual({ id: 'c-1', taxExempt: { certificate: 'QC-1' } });
  expect(priceDraft(draft, context).taxes).toEqual([]);
});

test('E4: a coupon counts, and one that does not says why', () => {
  const coupons: DraftEvent = { type: 'coupons-given', coupons: ['THE10', 'NOEL'] };
  const draft = ring(coupons);
  const priced = priceDraft(draft, context);
  expect(priced.discountMinor).toBe(300);
  expect(couponsOf(draft, priced, context)).toMatchObject([
    { code: 'THE10', state: 'given' },
    { code: 'NOEL', state: 'unknown' },
  ]);
});

test('E13: once money has moved, neither customer nor coupon changes what is due', () => {
  const paid: DraftEvent = {
    type: 'tendered',
    tender: { kind: 'cash', amountMinor: 100, receivedMinor: 100, changeMinor: 0 },
  };
  const fixed = ring(paid);
  expect(onDraft(fixed, attached)).toBe(fixed);
  expect(onDraft(fixed, { type: 'coupons-given', coupons: ['THE10'] })).toBe(fixed);
});

test('E4: a certificate takes the taxes off a sale without a customer, and back on when it is taken away', () => {
  const noted = (certificate: string): DraftEvent => ({ type: 'sale-noted', note: '', certificate });
  expect(basketOf(ring(noted('QC-9')), context).taxExempt).toEqual({ certificate: 'QC-9' });
  expect(priceDraft(ring(noted('QC-9')), context).taxes).toEqual([]);
  expect(ring(noted('QC-9'), noted(''))).toEqual(ring());
});
