import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf, type EarningPurchase, pointsOf, sumOf } from '../src/loyalty/earn.ts';
import { earningRules } from '../src/loyalty/rules.ts';
import { monthsAfter, tierAt } from '../src/loyalty/tiers.ts';

const tiers = [
  { code: 'regular', fromPoints: 0 },
  { code: 'silver', fromPoints: 500 },
  { code: 'gold', fromPoints: 2_000 },
];
const plain = earningRules.parse({ pointsPerUnit: 1, tiers });
const words = { fr: 'Fromages', en: 'Cheese' };
const rules = earningRules.parse({
  ...{ pointsPerUnit: 1, tiers },
  bonuses: [
    { id: 'cheese', name: words, extraPerUnit: 2, categories: ['dairy'] },
    { id: 'gold', name: words, extraPerUnit: 1, tiers: ['gold'] },
    { id: 'november', name: words, extraPerUnit: 3, from: '2026-11-01', until: '2026-11-30' },
  ],
});
const bought = (more: Partial<EarningPurchase> = {}): EarningPurchase => ({
  ...{ boughtMinor: 1_299, returnedMinor: 0, returned: {}, tier: 'regular', businessDate: '2026-10-15' },
  lines: [
    { productId: 'brie', amountMinor: 899, categories: ['brie', 'dairy'] },
    { productId: 'bread', amountMinor: 400, categories: ['bakery'] },
  ],
  ...more,
});

test('C2: a point for each whole dollar kept, never less than none', () => {
  expect(pointsOf(plain, bought())).toEqual({ base: 12 });
  expect(pointsOf(plain, bought({ returnedMinor: 400 }))).toEqual({ base: 8 });
  expect(pointsOf(plain, bought({ returnedMinor: 5_000 }))).toEqual({});
});

test('C2: a bonus is for its categories with those below, for its tiers, and from its first to its last day', () => {
  expect(pointsOf(rules, bought())).toEqual({ base: 12, cheese: 16 });
  expect(pointsOf(rules, bought({ tier: 'gold' }))).toEqual({ base: 12, cheese: 16, gold: 12 });
  for (const [businessDate, has] of [
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ] as const)
    expect('november' in pointsOf(rules, bought({ businessDate }))).toBe(has);
});

test('C2: what comes back takes the points of its own category along', () => {
  const cheeseBack = bought({ returnedMinor: 899, returned: { brie: 899 } });
  expect(pointsOf(rules, cheeseBack)).toEqual({ base: 4 });
  const breadBack = bought({ returnedMinor: 400, returned: { bread: 400 } });
  expect(pointsOf(rules, breadBack)).toEqual({ base: 8, cheese: 16 });
});

const line = fc.record({
  productId: fc.constantFrom('brie', 'bread', 'tea'),
  amountMinor: fc.integer({ min: 0, max: 50_000 }),
  categories: fc.subarray(['dairy', 'bakery', 'brie']),
});
const purchase = fc
  .record({
    lines: fc.array(line, { maxLength: 6 }),
    tier: fc.constantFrom('regular', 'silver', 'gold'),
    businessDate: fc.constantFrom('2026-10-31', '2026-11-15'),
  })
  .map((one) => ({ ...one, boughtMinor: one.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) }));

test('C2: whatever comes back, in whatever order, points end the same, and everything back leaves none', () => {
  fc.assert(
    fc.property(purchase, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 }), (one, returns) => {
      const at = (amounts: readonly number[]) =>
        pointsOf(rules, {
          ...one,
          returnedMinor: amounts.reduce((sum, amount) => sum + amount, 0),
          returned: { brie: amounts.reduce((sum, amount) => sum + amount, 0) },
        });
      // The ledger of one order and of the other: each entry is a difference.
      const ledger = (amounts: readonly number[]) => {
        const states = [{}, ...amounts.map((_, index) => at(amounts.slice(0, index + 1)))];
        return states
          .slice(1)
          .reduce((sum: number, after, index) => sum + sumOf(differenceOf(after, states[index] ?? {})), 0);
      };
      expect(ledger(returns)).toBe(returns.length === 0 ? 0 : sumOf(at(returns)));
      expect(ledger(returns.toReversed())).toBe(ledger(returns));
      const gone = pointsOf(rules, { ...one, returnedMinor: one.boughtMinor, returned: {} });
      expect(gone).toEqual({});
      for (const points of Object.values(at(returns))) expect(points).toBeGreaterThan(0);
    }),
  );
});

const day = (text: string) => new Date(`${text}T12:00:00.000Z`);
const yearly = earningRules.parse({ pointsPerUnit: 1, tiers, tierMonths: 12, graceMonths: 3 });

test('C2: a tier of all that was ever earned stays; spending is not among it', () => {
  expect(tierAt(plain, [{ at: new Date(0), points: 499 }], day('2026-11-30'))).toEqual({
    ...{ tier: 'regular', keptUntil: null },
    nextTier: { code: 'silver', missingPoints: 1 },
  });
  expect(tierAt(plain, [{ at: new Date(0), points: 2_000 }], day('2026-11-30')).nextTier).toBeNull();
  expect(tierAt(plain, [{ at: new Date(0), points: -3 }], day('2026-11-30')).tier).toBe('regular');
});

test('C2: a tier of twelve months is kept for three more by grace, which tells its end, and then it is gone', () => {
  const earned = [{ at: day('2025-06-10'), points: 700 }];
  expect(tierAt(yearly, earned, day('2026-06-09'))).toMatchObject({ tier: 'silver', keptUntil: null });
  expect(tierAt(yearly, earned, day('2026-08-01'))).toEqual({
    tier: 'silver',
    keptUntil: day('2026-09-10'),
    nextTier: { code: 'gold', missingPoints: 2_000 },
  });
  expect(tierAt(yearly, earned, day('2026-09-11'))).toMatchObject({ tier: 'regular', keptUntil: null });
});

test('C2: grace never lowers a tier, and a tier that is held by grace was reached within it', () => {
  const entry = fc.record({
    at: fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.UTC(2024, 0, 1 + days, 12))),
    points: fc.integer({ min: -400, max: 1_500 }),
  });
  const rank = (code: string) => tiers.findIndex((tier) => tier.code === code);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.integer({ min: 0, max: 1_200 }), (earned, days) => {
      const now = new Date(Date.UTC(2024, 0, 1 + days, 18));
      const strict = { ...yearly, graceMonths: 0 };
      const held = tierAt(yearly, earned, now);
      const own = tierAt(strict, earned, now);
      expect(rank(held.tier)).toBeGreaterThanOrEqual(rank(own.tier));
      if (held.keptUntil === null) expect(held.tier).toBe(own.tier);
      else {
        expect(held.keptUntil.getTime()).toBeGreaterThanOrEqual(now.getTime());
        const reachedAt = Array.from(
          { length: 95 },
          (_, back) => new Date(now.getTime() - back * 86_400_000),
        );
        expect(reachedAt.some((at) => rank(tierAt(strict, earned, at).tier) >= rank(held.tier))).toBe(true);
      }
    }),
  );
});

test('a month later is the same day, or the last one there is', () => {
  expect(monthsAfter(day('2026-01-31'), 1)).toEqual(day('2026-02-28'));
  expect(monthsAfter(day('2026-11-30'), -9)).toEqual(day('2026-02-28'));
  expect(monthsAfter(day('2024-02-29'), 12)).toEqual(day('2025-02-28'));
});

test.each([
  ['tiers that do not begin at 0', { tiers: [{ code: 'x', fromPoints: 5 }] }],
  ['an end sooner than a year without a purchase', { inactiveMonths: 6 }],
  [
    'a bonus that ends before it begins',
    { bonuses: [{ ...{ id: 'a', name: words, extraPerUnit: 1 }, from: '2026-02-01', until: '2026-01-01' }] },
  ],
  ['an id used twice', { bonuses: [1, 2].map((extraPerUnit) => ({ id: 'a', name: words, extraPerUnit })) }],
])('rules are refused with %s', (_, more) => {
  expect(earningRules.safeParse({ pointsPerUnit: 1, tiers, ...more }).success).toBe(false);
});
