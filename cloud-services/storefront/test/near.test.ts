import { expect, test } from 'vitest';
import { nearness, postalCodeIn } from '../src/catalogue/near.ts';

const store = (code: string) => ['1240, avenue du Mont-Royal Est', `Montréal (Québec)  ${code}`];

test('P1: stores are near as far as their postal code is that of the visitor, from the left', () => {
  expect(['H2J 1Y0', 'H2T 3B2', 'H7L 1L0', 'G1R 1P0'].map((code) => nearness('H2J', store(code)))).toEqual([
    3, 2, 1, 0,
  ]);
  expect(nearness(null, store('H2J 1Y0'))).toBe(0);
  expect(nearness('H2J', ['Nulle part'])).toBe(0);
});

test('P1: a store’s postal code is read off its last line', () => {
  expect(postalCodeIn(store('H2J 1Y0'))).toEqual({ postalCode: 'H2J 1Y0', region: 'QC' });
  expect(postalCodeIn([])).toBeUndefined();
});
