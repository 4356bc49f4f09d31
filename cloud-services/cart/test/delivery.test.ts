import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalOn, gramsOf, parcelsOf, quoteOf, shipRuleOf } from '../src/delivery.ts';

const to = (postalCode: string) => ({ country: 'CA', region: 'QC', postalCode });
const ruleOf = () => {
  const rule = shipRuleOf({ destination: to('H2J 1Y0'), delivery: { method: 'ship' } });
  if (!rule) throw new Error('nothing is sent to Montréal');
  return rule;
};
const rule = ruleOf();
const product = (
  id: string,
  soldBy: 'piece' | 'weight',
  weightGrams?: number,
): [string, CatalogueProduct] => [
  id,
  {
    ...{ id, sku: id, gtins: [], name: { fr: id, en: id }, categoryId: 'c' },
    pricing: { productId: id, unitPriceMinor: 100, taxCategory: 'standard', soldBy },
    ...(weightGrams === undefined ? {} : { weightGrams }),
  },
];
const products = new Map([product('tea', 'piece', 120), product('pears', 'weight'), product('mug', 'piece')]);
const grams = fc.integer({ min: 1, max: 500_000 });
const codes = fc.constantFrom('H2J 1Y0', 'k1a 0b1', 'B3H 4R2', 'V5K 0A1', 'X0A 0H0');

test('B2: a parcel weighs what its lines weigh: pieces by the catalogue or a default, what is weighed as it is', () => {
  const line = (productId: string, quantity: string) => ({ productId, quantity });
  expect(gramsOf([line('tea', '3'), line('pears', '1.255')], products, rule)).toBe(360 + 1_255);
  expect(gramsOf([line('mug', '2'), line('gone', '9')], products, rule)).toBe(2 * rule.pieceGrams);
});

test('B2: what is too heavy for one parcel goes in several that carriers take, and none is lost', () => {
  fc.assert(
    fc.property(grams, (all) => {
      const { count, gramsEach } = parcelsOf(all, rule);
      expect(gramsEach).toBeLessThanOrEqual(rule.parcelGramsMax);
      expect(count * gramsEach).toBeGreaterThanOrEqual(all);
      expect((count - 1) * gramsEach).toBeLessThan(all);
    }),
  );
});

test('B2: the carrier’s rate counts for the very weight that it was asked for; else the table does, which never falls with the weight', () => {
  fc.assert(
    fc.property(codes, grams, grams, fc.nat(9_999), (code, one, other, priceMinor) => {
      const { count, gramsEach } = parcelsOf(one, rule);
      const rate = { grams: gramsEach, priceMinor, days: 4 };
      const told = { grams: one, feeMinor: count * priceMinor, days: rule.preparingDays + 4, by: 'carrier' };
      expect(quoteOf(rule, to(code), one, rate)).toEqual(told);
      expect(quoteOf(rule, to(code), one, { ...rate, grams: gramsEach + 1 })?.by).toBe('table');
      const [light, heavy] = [Math.min(one, other), Math.max(one, other)].map((weight) =>
        quoteOf(rule, to(code), weight, null),
      );
      expect(light?.feeMinor).toBeLessThanOrEqual(heavy?.feeMinor ?? -1);
    }),
  );
  expect(quoteOf(rule, to('W1A 1AA'), 500, null)).toBeUndefined();
});

test('B2: a parcel arrives on a working day, so many after today', () => {
  const [montreal, toronto] = [
    { country: 'CA', region: 'QC' },
    { country: 'CA', region: 'ON' },
  ];
  expect(arrivalOn('2026-11-30', 3, montreal)).toBe('2026-12-03');
  expect(arrivalOn('2026-12-03', 2, montreal)).toBe('2026-12-07');
  expect(arrivalOn('2026-12-05', 0, montreal)).toBe('2026-12-07');
  // Christmas and Boxing Day are a Friday and a Saturday; the Fête nationale is Québec's alone.
  expect(arrivalOn('2026-12-23', 2, montreal)).toBe('2026-12-28');
  expect(arrivalOn('2026-06-23', 1, montreal)).toBe('2026-06-25');
  expect(arrivalOn('2026-06-23', 1, toronto)).toBe('2026-06-24');
});
