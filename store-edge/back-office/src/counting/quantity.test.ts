import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addQuantities, isCode, parseQuantity } from './quantity.ts';

test('E10: each scan is one more, exactly, also beside kilograms', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000 }), fc.integer({ min: 0, max: 9_000_000 }), (a, b) => {
      const text = (thousandths: number) => (thousandths / 1_000).toFixed(3);
      const sum = addQuantities(text(a), text(b));
      expect(Math.round(Number(sum) * 1_000)).toBe(a + b);
      expect(sum).toMatch(/^\d{1,5}(\.\d{1,3})?$/);
    }),
  ));

test.each([
  ['12', 'piece', '12'],
  ['007', 'piece', '7'],
  ['0', 'piece', '0'],
  ['1,5', 'weight', '1.5'],
  ['1.250', 'weight', '1.25'],
  ['1,5', 'piece', undefined],
  ['1,2345', 'weight', undefined],
  ['1000000000', 'piece', undefined],
  ['-3', 'piece', undefined],
  ['', 'piece', undefined],
] as const)('E10: %s typed for a product sold by %s is %s', (typed, soldBy, quantity) => {
  expect(parseQuantity(typed, soldBy)).toBe(quantity);
});

test('E10: what is longer than any quantity is a code; a SKU too', () => {
  expect(['061234567890', 'BO-10', '12345', '12,5'].map(isCode)).toEqual([true, true, false, false]);
});
