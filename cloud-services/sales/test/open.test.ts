import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canLieIn } from '../src/places/country.ts';
import { isOpenAt, openingsOf } from '../src/places/open.ts';

const montreal = { timeZone: 'America/Toronto', jurisdiction: 'CA-QC' };
const day = { from: '09:00', to: '18:00' };
const hours = {
  week: [day, day, day, { from: '09:00', to: '21:00' }, day, { from: '10:00', to: '17:00' }, null],
  onHolidays: false,
  exceptions: [
    { day: '2026-12-24', hours: { from: '09:00', to: '15:00' } },
    { day: '2027-01-01', hours: { from: '12:00', to: '24:00' } },
  ],
};
const isOpen = (local: string, given = hours) => isOpenAt(given, montreal, new Date(local));

test.each([
  ['a Monday morning', '2026-11-30T09:00:00-05:00', true],
  ['the minute of closing', '2026-11-30T18:00:00-05:00', false],
  ['a Thursday evening', '2026-12-03T20:59:00-05:00', true],
  ['a Sunday', '2026-12-06T12:00:00-05:00', false],
  ['a day that is cut short', '2026-12-24T15:30:00-05:00', false],
  ['Christmas, a Friday', '2026-12-25T12:00:00-05:00', false],
  ['New Year’s Day, which is told to be open until midnight', '2027-01-01T23:59:00-05:00', true],
  ['summer, when the clocks are ahead', '2026-07-06T09:00:00-04:00', true],
])('E9: a store says that it is open or closed: %s', (_, local, open) => {
  expect(isOpen(local)).toBe(open);
});

test('E9: a store that keeps its week on holidays is open on them', () => {
  expect(isOpen('2026-12-25T12:00:00-05:00', { ...hours, onHolidays: true })).toBe(true);
});

test('O4: when one may come to a store is told by instants, across holidays and the change of the clocks', () => {
  const of = (now: string, days: number) => openingsOf(hours, montreal, new Date(now), days);
  expect(of('2026-12-24T15:00:00-05:00', 4)).toEqual([
    { startsAt: '2026-12-24T14:00:00.000Z', endsAt: '2026-12-24T20:00:00.000Z' },
    { startsAt: '2026-12-26T15:00:00.000Z', endsAt: '2026-12-26T22:00:00.000Z' },
  ]);
  // The clocks go back on the first of November, a Sunday.
  expect(of('2026-10-31T08:00:00-04:00', 3)).toEqual([
    { startsAt: '2026-10-31T14:00:00.000Z', endsAt: '2026-10-31T21:00:00.000Z' },
    { startsAt: '2026-11-02T14:00:00.000Z', endsAt: '2026-11-02T23:00:00.000Z' },
  ]);
});

test('E9: swapped numbers and a forgotten minus lie outside of Canada, wherever the store stands', () => {
  const inCanada = fc.record({
    latitude: fc.double({ min: 41.68, max: 83.12, noNaN: true }),
    longitude: fc.double({ min: -141.01, max: -52.61, noNaN: true }),
  });
  fc.assert(
    fc.property(inCanada, ({ latitude, longitude }) => {
      expect(canLieIn('CA-QC', { latitude, longitude })).toBe(true);
      expect(canLieIn('CA-QC', { latitude: longitude, longitude: latitude })).toBe(false);
      expect(canLieIn('CA-QC', { latitude, longitude: -longitude })).toBe(false);
    }),
  );
});
