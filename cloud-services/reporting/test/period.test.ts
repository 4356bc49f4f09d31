import { dayAfter } from '@comptoir/service-kit/wall-clock';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveredBy, daysOf, namedPeriod, periodBefore, periodOf, wholeMonths } from '../src/facts/period.ts';

test.each([
  ['a day meets the same weekday of the week before', '2026-11-24', '2026-11-24', '2026-11-17', '2026-11-17'],
  ['a week meets the week before', '2026-11-09', '2026-11-15', '2026-11-02', '2026-11-08'],
  [
    'a month of 31 days meets 31 days that begin on the same weekday',
    '2026-10-01',
    '2026-10-31',
    '2026-08-27',
    '2026-09-26',
  ],
])('R1: %s', (_title, from, to, beforeFrom, beforeTo) => {
  expect(periodBefore({ from, to }, '2026-11-24').period).toEqual({ from: beforeFrom, to: beforeTo });
});

test('R1: a week that is not over is compared with as much of the week before', () => {
  expect(periodBefore({ from: '2026-11-23', to: '2026-11-29' }, '2026-11-24')).toEqual({
    period: { from: '2026-11-16', to: '2026-11-17' },
    shiftDays: 7,
    cutDay: '2026-11-17',
  });
});

test.each([
  ['today', '2026-11-24', '2026-11-24'],
  ['yesterday', '2026-11-23', '2026-11-23'],
  ['last-7-days', '2026-11-17', '2026-11-23'],
  ['last-week', '2026-11-16', '2026-11-22'],
  ['last-month', '2026-10-01', '2026-10-31'],
  ['month-to-date', '2026-11-01', '2026-11-24'],
] as const)('R2: on Tuesday 24 November, %s is from %s to %s', (name, from, to) => {
  expect(namedPeriod(name, '2026-11-24')).toEqual({ from, to });
});

test('R2: weeks are from Monday to Sunday and months whole, whatever the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (days) => {
      const today = dayAfter('2020-01-01', days);
      const week = namedPeriod('last-week', today);
      expect([new Date(week.from).getUTCDay(), daysOf(week), week.to < today]).toEqual([1, 7, true]);
      expect(daysOf({ from: week.to, to: today })).toBeLessThanOrEqual(8);
      const month = namedPeriod('last-month', today);
      expect([month.from.slice(8), dayAfter(month.to, 1)]).toEqual(['01', `${today.slice(0, 7)}-01`]);
    }),
  );
});

test('R3: a period that ends before it begins is refused', () => {
  expect(() => periodOf({ from: '2026-11-24', to: '2026-11-23' }, '2026-11-24')).toThrow('bad-period');
});

test('R3: whole months and single days together are each day of the period, once', () => {
  const dayAfter2020 = fc.integer({ min: 0, max: 3_000 }).map((days) => dayAfter('2020-01-01', days));
  fc.assert(
    fc.property(dayAfter2020, fc.integer({ min: 0, max: 800 }), (from, length) => {
      const period = { from, to: dayAfter(from, length) };
      const { days, months } = wholeMonths(period);
      const counted = days.flatMap(eachDay);
      if (months)
        for (const day of eachDay({ from: months.from, to: dayAfter(months.to, 31) }))
          if (day.slice(0, 7) <= months.to.slice(0, 7)) counted.push(day);
      expect(counted.sort()).toEqual(eachDay(period));
    }),
  );
});

test('R2: what is kept of a period, and the days beside it, are each day of it, once', () => {
  const firsts = ['2020-01-01', '2020-02-01', '2020-03-01', '2020-04-01'];
  const monthsKept = fc.subarray(
    firsts.map((from) => ({ from, to: dayAfter(`${dayAfter(from, 31).slice(0, 8)}01`, -1) })),
  );
  const anyDay = fc.integer({ min: 0, max: 130 }).map((days) => dayAfter('2019-12-20', days));
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 130 }), monthsKept, (from, length, kept) => {
      const period = { from, to: dayAfter(from, length) };
      const { pieces, gaps } = coveredBy(period, kept);
      expect([...pieces, ...gaps].flatMap(eachDay).sort()).toEqual(eachDay(period));
      expect(
        gaps.flatMap(eachDay).filter((day) => pieces.some((one) => one.from <= day && day <= one.to)),
      ).toEqual([]);
    }),
  );
});

const eachDay = (period: { from: string; to: string }) =>
  Array.from({ length: daysOf(period) }, (_, index) => dayAfter(period.from, index));
