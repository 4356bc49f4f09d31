import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paidWithPoints } from '../src/points.ts';

const told = fc.record({
  points: fc.integer({ min: 1, max: 1_000_000 }),
  pointMinor: fc.integer({ min: 1, max: 250 }),
  leftToPayMinorMin: fc.integer({ min: 0, max: 500 }),
});
const totalMinor = fc.integer({ min: 0, max: 10_000_000 });

test('C2: points pay as much as they can of a total, never more than was wanted, and leave what has to be paid otherwise', () => {
  fc.assert(
    fc.property(told, totalMinor, (wanted, total) => {
      const { points, amountMinor } = paidWithPoints(wanted, total) ?? { points: 0, amountMinor: 0 };
      expect(amountMinor).toBe(points * wanted.pointMinor);
      expect(points).toBeLessThanOrEqual(wanted.points);
      const dueMinor = total - amountMinor;
      if (points > 0) expect(dueMinor).toBeGreaterThanOrEqual(wanted.leftToPayMinorMin);
      if (points < wanted.points) expect(dueMinor - wanted.pointMinor).toBeLessThan(wanted.leftToPayMinorMin);
    }),
  );
});

test('C2: who wants none pays with money alone', () => {
  expect(paidWithPoints(null, 5_000)).toBeNull();
});
