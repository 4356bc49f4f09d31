import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnDayAhead } from '../src/aftercare/return-days.ts';

const montreal = 'America/Montreal';
const until = (now: string, ...moves: ['shipped' | 'delivered' | 'preparing', string][]) =>
  returnDayAhead(
    moves.map(([status, at]) => ({ status, at: new Date(at) })),
    montreal,
    new Date(now),
  );

test('O4: what came at noon goes back until the last minute of the thirtieth day, by the shop’s clock', () => {
  const came: ['delivered', string] = ['delivered', '2026-10-01T16:00:00Z'];
  expect(until('2026-10-02T00:00:00Z', came)).toBe('2026-10-31');
  expect(until('2026-11-01T03:59:00Z', came)).toBe('2026-10-31');
  expect(until('2026-11-01T04:00:00Z', came)).toBeNull();
});

test('O4: the days are counted from when it arrived, and what was never handed over has none', () => {
  expect(until('2026-11-05T12:00:00Z', ['shipped', '2026-10-01T16:00:00Z'])).toBeNull();
  expect(
    until('2026-11-05T12:00:00Z', ['shipped', '2026-10-01T16:00:00Z'], ['delivered', '2026-10-07T23:30:00Z']),
  ).toBe('2026-11-06');
  expect(until('2026-11-05T12:00:00Z', ['preparing', '2026-11-04T16:00:00Z'])).toBeNull();
});

test('O4: whatever the hour, nobody has fewer than thirty whole days, nor more than thirty-one', () => {
  const dayMs = 86_400_000;
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      (at) => {
        const history = [{ status: 'collected' as const, at }];
        // An hour is lost or won by the clocks.
        const after = (days: number) => new Date(at.getTime() + days * dayMs);
        expect(returnDayAhead(history, montreal, after(29.9))).not.toBeNull();
        expect(returnDayAhead(history, montreal, after(31.1))).toBeNull();
      },
    ),
  );
});
