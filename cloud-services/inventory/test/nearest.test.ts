import { expect, test } from 'vitest';
import { nearestFirst, postalDistance } from '../src/reservations/nearest.ts';

const at = (name: string, postalCode: string | null) => ({ name, postalCode });

test('I2: the nearest location comes first: the same street, the same town, then from district to district', () => {
  const places = [
    at('Vancouver', 'V6B 1A1'),
    at('unknown', null),
    at('Toronto', 'M5V 2T6'),
    at('Québec', 'G1R 2B5'),
    at('Mile End', 'H2T 1S4'),
    at('Verdun', 'H4G 1M4'),
  ];
  expect(nearestFirst(places, 'h2t1s9').map(({ name }) => name)).toEqual([
    'Mile End',
    'Verdun',
    'Québec',
    'Toronto',
    'Vancouver',
    'unknown',
  ]);
});

test('I2: what is no Canadian postal code is near to nothing, and changes no order', () => {
  expect(postalDistance('75001', 'H2T 1S4')).toBe(postalDistance(null, 'H2T 1S4'));
  const places = [at('a', 'V6B 1A1'), at('b', 'H2T 1S4')];
  expect(nearestFirst(places, 'anything')).toEqual(places);
});
