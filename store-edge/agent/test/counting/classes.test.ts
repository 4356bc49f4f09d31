import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyDays, type Ranked, ranked, turnsOf } from '../../src/counting/classes.ts';

const dayMs = 86_400_000;
const sold = fc.array(fc.nat(1_000_000), { maxLength: 200 });
const stockedOf = (minors: readonly number[]) =>
  minors.map((soldMinor, at) => ({ productId: `p-${at}`, soldMinor, countedAtMs: null }));

test('E10: classes follow sales: no article of a lower class sold more than one of a higher', () =>
  fc.assert(
    fc.property(sold, (minors) => {
      const all = ranked(stockedOf(minors));
      expect(all).toHaveLength(minors.length);
      const classes = all.map(({ abc }) => abc).join('');
      expect(classes).toMatch(/^A*B*C*$/);
      for (const { abc, soldMinor } of all) if (soldMinor === 0) expect(abc).toBe('C');
      const total = minors.reduce((sum, minor) => sum + minor, 0);
      const ofA = all.filter(({ abc }) => abc === 'A').reduce((sum, { soldMinor }) => sum + soldMinor, 0);
      if (total > 0) expect(ofA).toBeGreaterThanOrEqual(Math.floor(0.8 * total));
    }),
  ));

test('E10: whoever counts each day what is proposed has counted every article of a class within its days', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }), (minors) => {
      const last = new Map<string, number>();
      const beginMs = 365 * dayMs;
      for (let day = 0; day < everyDays.C; day += 1) {
        const nowMs = beginMs + day * dayMs;
        const products = ranked(
          stockedOf(minors).map((one) => ({ ...one, countedAtMs: last.get(one.productId) ?? null })),
        );
        const { today } = turnsOf(products, { nowMs, todayFromMs: nowMs, underWay: new Set() });
        for (const { productId } of today) last.set(productId, nowMs);
      }
      expect(last.size).toBe(minors.length);
      for (const { productId, abc } of ranked(stockedOf(minors)))
        expect(last.get(productId)).toBeGreaterThanOrEqual(beginMs + (everyDays.C - everyDays[abc]) * dayMs);
    }),
    { numRuns: 30 },
  ));

test('E10: the longest uncounted comes first, and of those that never were the best seller', () => {
  const at = (productId: string, soldMinor: number, countedAtMs: number | null): Ranked => ({
    ...{ productId, soldMinor, countedAtMs },
    abc: 'A',
  });
  const products = Array.from({ length: 60 }, (_, n) => at(`p-${n}`, 100 - n, n < 30 ? null : n));
  const nowMs = 100 * dayMs;
  const { today, classes } = turnsOf(products, { nowMs, todayFromMs: nowMs, underWay: new Set(['p-1']) });
  expect(today.map(({ productId }) => productId)).toEqual(['p-0']);
  expect(classes[0]).toEqual({ abc: 'A', products: 60, everyDays: 30, due: 60 });
});
