import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byDistance, kilometresBetween } from '../app/src/shared/distance.ts';

const montreal = { latitude: 45.5019, longitude: -73.5674 };
const quebec = { latitude: 46.8131, longitude: -71.2075 };
const vancouver = { latitude: 49.2827, longitude: -123.1207 };

test.each([
  ['Montréal to Québec', montreal, quebec, 233],
  ['Montréal to Vancouver', montreal, vancouver, 3685],
  ['a quarter of the Earth', { latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 }, 10_008],
])('P1: %s is so many kilometres, to half a percent', (_, one, other, kilometres) =>
  expect(Math.abs(kilometresBetween(one, other) - kilometres) / kilometres).toBeLessThan(0.005),
);

const places = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

test('P1: it is as far there as back, nothing to where one is, and never more than half around the Earth', () =>
  fc.assert(
    fc.property(places, places, (one, other) => {
      const there = kilometresBetween(one, other);
      expect(there).toBeCloseTo(kilometresBetween(other, one), 6);
      expect(there).toBeGreaterThanOrEqual(0);
      expect(there).toBeLessThan(20_016);
      expect(kilometresBetween(one, one)).toBe(0);
    }),
  ));

test('P1: the nearest store is first, one whose place nobody knows last; without a position the order stays', () => {
  const stores = [
    { name: 'unknown', coordinates: null },
    { name: 'Vancouver', coordinates: vancouver },
    { name: 'Québec', coordinates: quebec },
  ];
  const names = (here: typeof montreal | null) => byDistance(stores, here).map(({ name }) => name);
  expect(names(montreal)).toEqual(['Québec', 'Vancouver', 'unknown']);
  expect(names(null)).toEqual(['unknown', 'Vancouver', 'Québec']);
});
