import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begins, type Change, judge, type OpenNotice, type Point, rings } from '../src/alerts/judge.ts';

const settleMs = 300_000;
const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, second));
const point = (value: number, more: Partial<Point> = {}): Point => ({
  ...{ key: 's1', storeId: 's1', productId: null, registerId: null, at: at(0), value, expected: null },
  ...more,
});
const cash = { kind: 'cash-difference', threshold: 500, storeIds: null } as const;

test.each([
  ['a conversion a third below the usual', 'conversion-drop', 30, point(0.02, { expected: 0.03 }), true],
  ['one a quarter below', 'conversion-drop', 30, point(0.0226, { expected: 0.03 }), false],
  ['one of days of which nothing is known', 'conversion-drop', 30, point(0), false],
  ['three carts in four abandoned', 'cart-abandonment', 70, point(0.75), true],
  ['a day at half of what was expected', 'sales-off', 40, point(5_000, { expected: 10_000 }), true],
  ['a day at twice of it', 'sales-off', 40, point(20_000, { expected: 10_000 }), true],
  ['a day as expected', 'sales-off', 40, point(9_000, { expected: 10_000 }), false],
  ['a drawer five dollars short', 'cash-difference', 500, point(-500), true],
  ['a drawer that is right to the dime', 'cash-difference', 500, point(10), false],
  ['the tenth best seller gone', 'stock-out', 10, point(60, { rank: 10 }), true],
  ['the eleventh', 'stock-out', 10, point(60, { rank: 11 }), false],
  ['something that never sells', 'stock-out', 10, point(60), false],
  ['a store silent for ten minutes', 'edge-silent', 10, point(10), true],
  ['a ledger off by a cent', 'reconciliation-off', 1, point(-1), true],
] as const)('R1: %s', (_title, kind, threshold, seen, expected) => {
  expect(rings({ kind, threshold, storeIds: null }, seen)).toBe(expected);
});

/** What a table of notices would hold. */
function keep(open: OpenNotice[], changes: readonly Change[], now: Date): OpenNotice[] {
  return changes.reduce<OpenNotice[]>((kept, change) => {
    const key = 'point' in change ? change.point.key : change.key;
    const others = kept.filter((one) => one.key !== key);
    if (change.do === 'end') return others;
    return [...others, { key, quietSince: change.do === 'quiet' ? now : null }];
  }, open);
}

test('R1: one notice per place while it lasts: what flutters begins once, and ends once it has been quiet for five minutes', () => {
  let open: OpenNotice[] = [];
  const told: string[] = [];
  for (let second = 0; second <= 1_200; second += 15) {
    const isOff = second < 600 && second % 30 === 0;
    const changes = judge(cash, open, isOff ? [point(-900)] : [], at(second), settleMs);
    told.push(
      ...changes.filter((one) => one.do === 'begin' || one.do === 'end').map((one) => `${one.do} ${second}`),
    );
    open = keep(open, changes, at(second));
  }
  expect(told).toEqual(['begin 0', 'end 885']);
});

test('R1: whatever comes, a notice begins only where none is open, and ends only where one is', () => {
  const seen = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: -900, max: 900 }) }),
  );
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 40 }), (looks) => {
      let open: OpenNotice[] = [];
      looks.forEach((points, index) => {
        const now = at(index * 120);
        const latest = new Map(points.map((one) => [one.key, point(one.value, one)]));
        const changes = judge(cash, open, [...latest.values()], now, settleMs);
        const keys = open.map(({ key }) => key);
        for (const change of changes)
          if (change.do === 'begin') expect(keys).not.toContain(change.point.key);
          else expect(keys).toContain('point' in change ? change.point.key : change.key);
        open = keep(open, changes, now);
        const ringing = [...latest.values()].filter((one) => rings(cash, one)).map(({ key }) => key);
        expect(open.map(({ key }) => key)).toEqual(expect.arrayContaining(ringing));
      });
    }),
  );
});

test('R1: a preview counts runs, of the rule’s stores alone', () => {
  const of = (storeId: string, ...values: number[]) =>
    values.map((value, day) => point(value, { key: storeId, storeId, at: at(day) }));
  const points = [...of('s1', 0, 600, 700, 0, -800), ...of('s2', 900, 900, 900)];
  expect(begins(cash, points).map(({ key, at: when }) => [key, when.getUTCSeconds()])).toEqual([
    ['s2', 0],
    ['s1', 1],
    ['s1', 4],
  ]);
  expect(begins({ ...cash, storeIds: ['s2'] }, points)).toHaveLength(1);
});
