import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterGiving, type PaidOrder, waysBack, worthOf } from '../src/returns/ways-back.ts';

/** Paid by card, by a gift card and by points, each in part. */
const paidOrder = fc
  .record({
    cardMinor: fc.nat(50_000),
    besideMinor: fc.nat(20_000),
    points: fc.nat(300),
    pointMinor: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ cardMinor, besideMinor, points, pointMinor }): PaidOrder => {
    const pointsMinor = points * pointMinor;
    const totalMinor = cardMinor + besideMinor + pointsMinor;
    return { totalMinor, points, pointsMinor, returnedMinor: 0, returnedPoints: 0, cardMinor, besideMinor };
  });

test('O3: in any parts, an order’s money goes back each to where it came from, never more than it paid', () => {
  fc.assert(
    fc.property(
      paidOrder,
      fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 8 }),
      (order, parts) => {
        let paid = order;
        for (const part of parts) {
          const amountMinor = Math.min(part, paid.totalMinor - paid.returnedMinor);
          const ways = waysBack(paid, amountMinor);
          // Points go in whole ones: what money cannot make up for is less than one.
          const missingMinor = amountMinor - worthOf(ways);
          expect(missingMinor).toBeGreaterThanOrEqual(0);
          expect(missingMinor).toBeLessThan(paid.points === 0 ? 1 : paid.pointsMinor / paid.points);
          expect(waysBack(paid, worthOf(ways))).toEqual(ways);
          const next = afterGiving(paid, amountMinor);
          for (const left of [next.cardMinor, next.besideMinor, next.points - next.returnedPoints])
            expect(left).toBeGreaterThanOrEqual(0);
          // People have money back before a promise of goods.
          if (ways.besideMinor > 0) expect(next.cardMinor).toBe(0);
          paid = next;
        }
      },
    ),
  );
});
