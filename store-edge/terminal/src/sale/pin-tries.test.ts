import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOf, lockedForMs, noTries, onTry } from './pin-tries.ts';

const minuteMs = 60_000;

test('E8 E11: the fifth wrong PIN locks for five minutes, and a new count begins after it', () => {
  let tries = noTries;
  for (let at = 0; at < 4; at += 1) tries = onTry(tries, at);
  expect([leftOf(tries), lockedForMs(tries, 4)]).toEqual([1, 0]);
  tries = onTry(tries, 4);
  expect(lockedForMs(tries, 4)).toBe(5 * minuteMs);
  expect(lockedForMs(tries, 4 + 5 * minuteMs)).toBe(0);
  expect(leftOf(onTry(tries, 10 * minuteMs))).toBe(4);
});

test('E8: however the clock jumps, nobody is locked out for longer than five minutes', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: -1e9, max: 1e9 }), (lockedAtMs, jumpMs) => {
      const waitMs = lockedForMs({ wrong: 5, lockedAtMs }, lockedAtMs + jumpMs);
      expect(waitMs).toBeGreaterThanOrEqual(0);
      expect(waitMs).toBeLessThanOrEqual(5 * minuteMs);
    }),
  );
});
