import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tipMostMinor, tipOffers } from './tips.ts';

test('E2: a tip is offered on the price before taxes, and of a part payment on its part', () => {
  const sale = { subtotalMinor: 10_000, totalMinor: 11_498 };
  expect(tipOffers([15, 18, 20], 11_498, sale).map(({ tipMinor }) => tipMinor)).toEqual([
    1_500, 1_800, 2_000,
  ]);
  expect(tipOffers([15], 5_749, sale)).toEqual([{ percent: 15, tipMinor: 750 }]);
  expect(tipOffers([15], 0, { subtotalMinor: 0, totalMinor: 0 })).toEqual([{ percent: 15, tipMinor: 0 }]);
});

test('E2: what is offered lies within half a cent of its share, and is never refused as too much', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 0, max: 20 }),
      (percent, subtotalMinor, taxPercent) => {
        const totalMinor = subtotalMinor + Math.floor((subtotalMinor * taxPercent) / 100);
        const [offer] = tipOffers([percent], totalMinor, { subtotalMinor, totalMinor });
        expect(Math.abs((offer?.tipMinor ?? 0) * 100 - subtotalMinor * percent)).toBeLessThanOrEqual(50);
        expect(offer?.tipMinor).toBeLessThanOrEqual(tipMostMinor(totalMinor));
      },
    ),
  ));
