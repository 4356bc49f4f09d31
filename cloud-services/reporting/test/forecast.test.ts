import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DaySoFar, forecastDays, forecastOf } from '../src/targets/forecast.ts';

const total = fc.integer({ min: 10_000, max: 10_000_000 });
const weeksBefore = (share: number, totals: readonly number[]): DaySoFar[] =>
  totals.map((totalMinor, week) => ({
    date: `week-${week}`,
    soFarMinor: Math.round(totalMinor * share),
    totalMinor,
  }));

test('R1: days that sell in the same rhythm forecast their own end, whatever each came to, with no error to speak of', () => {
  fc.assert(
    fc.property(
      fc.array(total, { minLength: 16, maxLength: 16 }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      total,
      (totals, share, today) => {
        const { endMinor, error, days } = forecastOf(Math.round(today * share), weeksBefore(share, totals));
        // A cent more or less of what is sold so far is so much of the day.
        expect(Math.abs((endMinor ?? 0) - today)).toBeLessThanOrEqual(today * 0.01 + 1 / share);
        expect(error ?? 1).toBeLessThan(0.01);
        expect(days).toBe(forecastDays);
      },
    ),
  );
});

test('R1: before the day has begun, and where no day came before, nothing is forecast', () => {
  expect(forecastOf(500, [])).toEqual({ shareDone: null, endMinor: null, error: null, days: 0 });
  expect(forecastOf(0, weeksBefore(0, [1_000, 2_000]))).toMatchObject({ shareDone: null, endMinor: null });
});

test('R1: the error is what the same forecast missed by on each day, going by the days before it', () => {
  // Half of every day is done by now; last week three quarters were, so that its forecast was half too high.
  const [last, ...others] = weeksBefore(0.5, [1_000, 1_000, 1_000]);
  if (!last) throw new Error('no week');
  const { error } = forecastOf(0, [{ ...last, soFarMinor: 750 }, ...others]);
  expect(error).toBeCloseTo((0.5 + 0) / 2, 5);
});
