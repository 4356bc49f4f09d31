/** Days on which people rest by law. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { easterOf } from '../src/holidays/easter.ts';
import { holidaysOf, isHoliday } from '../src/holidays/holidays.ts';

test.each([
  [1818, '03-22'],
  [1943, '04-25'],
  [1954, '04-18'],
  [1981, '04-19'],
  [2000, '04-23'],
  [2008, '03-23'],
  [2019, '04-21'],
  [2024, '03-31'],
  [2025, '04-20'],
  [2026, '04-05'],
  [2027, '03-28'],
  [2038, '04-25'],
  [2049, '04-18'],
  [2076, '04-19'],
])('Easter of %i is on %s', (year, day) => expect(easterOf(year)).toBe(day));

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const years = fc.integer({ min: 1900, max: 2299 });

test('Easter is a Sunday from 22 March to 25 April of any year', () =>
  fc.assert(
    fc.property(years, (year) => {
      const day = easterOf(year);
      expect(weekday(`${year}-${day}`)).toBe(0);
      expect(day >= '03-22' && day <= '04-25').toBe(true);
    }),
  ));

test('the holidays of Québec, of Ontario and of Canada in 2026', () => {
  expect([...holidaysOf('CA-QC', 2026)]).toEqual([
    ...['2026-01-01', '2026-04-03', '2026-05-18', '2026-06-24'],
    ...['2026-07-01', '2026-09-07', '2026-10-12', '2026-12-25'],
  ]);
  expect([...holidaysOf('CA-ON', 2026)]).toEqual([
    ...['2026-01-01', '2026-02-16', '2026-04-03', '2026-05-18', '2026-07-01'],
    ...['2026-09-07', '2026-10-12', '2026-12-25', '2026-12-26'],
  ]);
  expect([...holidaysOf('CA', 2026)]).toEqual([
    ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-18', '2026-07-01', '2026-09-07'],
    ...['2026-09-30', '2026-10-12', '2026-11-11', '2026-12-25', '2026-12-26'],
  ]);
});

test('Canada Day is a day later where it would be a Sunday, and days that came later were none before', () => {
  expect(isHoliday('2029-07-01', 'CA-QC')).toBe(false);
  expect(isHoliday('2029-07-02', 'CA-QC')).toBe(true);
  expect(isHoliday('2020-09-30', 'CA')).toBe(false);
  expect(isHoliday('2026-12-25', 'FR')).toBe(false);
  expect(isHoliday('2026-11-11', 'CA-QC', 'CA')).toBe(true);
});

test('of any year: each holiday is once, in that year, and those that are Mondays are Mondays', () =>
  fc.assert(
    fc.property(years, fc.constantFrom('CA', 'CA-QC', 'CA-ON'), (year, place) => {
      const days = [...holidaysOf(place, year)];
      expect(new Set(days).size).toBe(days.length);
      for (const day of days) expect(day.startsWith(`${year}-`)).toBe(true);
      const inMayAndAutumn = days.filter((day) =>
        /-(?:05-(?:1[89]|2[0-4])|09-0[1-7]|10-(?:0[89]|1[0-4]))$/.test(day),
      );
      expect(inMayAndAutumn.map(weekday)).toEqual([1, 1, 1]);
    }),
  ));
