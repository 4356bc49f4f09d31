import fc from 'fast-check';
import { expect, test } from 'vitest';
import { besideCardMinor } from '../src/beside-card.ts';

test.each([
  [2_000, 2_000, 2_000],
  [5_000, 2_000, 2_000],
  [1_500, 2_000, 1_500],
  [1_950, 2_000, 1_950],
  [1_999, 2_000, 1_950],
  [20, 30, 0],
])('O1: a gift card of %i pays of %i due %i', (balanceMinor, dueMinor, paysMinor) => {
  expect(besideCardMinor(balanceMinor, dueMinor)).toBe(paysMinor);
});

test('O1: a gift card pays no more than it holds or than is due, and leaves nothing that a bank card would not take', () =>
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: 50, max: 20_000 }), (balanceMinor, dueMinor) => {
      const paysMinor = besideCardMinor(balanceMinor, dueMinor);
      expect(paysMinor).toBeLessThanOrEqual(Math.min(balanceMinor, dueMinor));
      expect(paysMinor).toBeGreaterThanOrEqual(0);
      const leftMinor = dueMinor - paysMinor;
      expect(leftMinor === 0 || leftMinor >= 50).toBe(true);
    }),
  ));
