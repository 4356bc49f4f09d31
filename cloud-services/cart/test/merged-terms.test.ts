import { expect, test } from 'vitest';
import { mergedTerms, type Terms } from '../src/cart.ts';

const terms = (postalCode: string, coupons: string[]): Terms => ({
  destination: { country: 'CA', region: 'QC', postalCode },
  delivery: { method: 'ship' },
  points: null,
  standing: null,
  rate: null,
  coupons,
});

test('B1: the coupons of both carts hold when they become one, which goes where the customer’s went', () => {
  const own = terms('H2J 1Y0', ['NOEL']);
  const guest = terms('G1R 2B5', ['BIENVENUE', 'NOEL']);
  expect(mergedTerms(own, guest)).toEqual({ ...own, coupons: ['NOEL', 'BIENVENUE'] });
  expect(mergedTerms(null, guest)).toEqual(guest);
  expect(mergedTerms(own, null)).toEqual(own);
});
