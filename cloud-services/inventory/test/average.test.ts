import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averages, type Day } from '../src/costs/average.ts';

const day = (n: number, moved: string, costed = '0', costedMinor = '0'): Day => ({
  day: `2026-11-${String(n).padStart(2, '0')}`,
  ...{ moved, costed, costedMinor },
});
const told = (days: Day[]) =>
  averages(days).map(({ day: on, average }) => [on.slice(8), Number(average) / 10_000]);

test('I1: what comes in is mixed with what is there; what leaves does not change the average', () => {
  const days = [day(1, '10', '10', '1000'), day(2, '-5'), day(3, '5', '5', '1000'), day(4, '-9')];
  expect(told(days)).toEqual([
    ['01', 100],
    ['03', 150],
  ]);
});

test('I1: what was sold before it was received has no value to mix: the receipt alone says what it costs', () => {
  expect(told([day(1, '10', '10', '1000'), day(2, '-15'), day(3, '8', '8', '1600')])).toEqual([
    ['01', 100],
    ['03', 200],
  ]);
});

test('I1: of goods without a known cost the average stays; before the first cost there is none', () => {
  expect(told([day(1, '10'), day(2, '3', '3', '100'), day(3, '7')])).toEqual([['02', 33.3333]]);
});

test('I1: an average is never below the cheapest receipt, nor above the dearest', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ moved: fc.integer({ min: -20, max: 20 }), unit: fc.integer({ min: 1, max: 500 }) }),
        {
          minLength: 1,
          maxLength: 28,
        },
      ),
      (rows) => {
        const days = rows.map(({ moved, unit }, n) =>
          moved > 0
            ? day(n + 1, String(moved), String(moved), String(moved * unit))
            : day(n + 1, String(moved)),
        );
        const units = rows.filter(({ moved }) => moved > 0).map(({ unit }) => unit * 10_000);
        return averages(days).every(
          ({ average }) => Number(average) >= Math.min(...units) && Number(average) <= Math.max(...units),
        );
      },
    ),
  ));
