import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsOffer } from './points.ts';

const loyalty = (points: number, pointMinor?: number) => ({
  ...{ tier: 'regular', points, asOf: '2026-11-24T15:00:00.000Z' },
  ...(pointMinor === undefined ? {} : { pointMinor }),
});

test.each([
  ['all that is due', loyalty(5_000, 1), 649, null, { points: 649, amountMinor: 649 }],
  ['as far as they go', loyalty(500, 1), 649, null, { points: 500, amountMinor: 500 }],
  ['whole points alone', loyalty(500, 10), 649, null, { points: 64, amountMinor: 640 }],
  ['no more than was asked for', loyalty(500, 1), 649, 200, { points: 200, amountMinor: 200 }],
  ['nothing where points are not spent', loyalty(500), 649, null, null],
  ['nothing where there are none', loyalty(0, 1), 649, null, null],
  ['nothing of a sale that gives money back', loyalty(500, 1), -649, null, null],
])('E2 C2: points pay %s', (_name, held, dueMinor, wantedMinor, offer) =>
  expect(pointsOffer(held, dueMinor, wantedMinor)).toEqual(offer),
);

test('E2 C2: points never pay more than is due, nor more than there are', () =>
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: -10_000, max: 100_000 }),
      fc.option(fc.nat(100_000), { nil: null }),
      (points, pointMinor, dueMinor, wantedMinor) => {
        const offer = pointsOffer(loyalty(points, pointMinor), dueMinor, wantedMinor);
        if (!offer) return;
        expect(offer.amountMinor).toBe(offer.points * pointMinor);
        expect(offer.points).toBeLessThanOrEqual(points);
        expect(offer.amountMinor).toBeLessThanOrEqual(Math.min(dueMinor, wantedMinor ?? dueMinor));
      },
    ),
  ));
