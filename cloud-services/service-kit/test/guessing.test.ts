import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atAnyAddress, atOneAddress, type Guesses, oneMoreTry, waitAfterMs } from '../src/auth/guessing.ts';

test('C1: whoever guesses waits ever longer, never for ever, and a day later begins anew', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000 }), { maxLength: 60 }), (pauses) => {
      let at = 0;
      let guesses: Guesses | undefined;
      let allowed = 0;
      for (const pause of pauses) {
        at += pause;
        const outcome = oneMoreTry(guesses, new Date(at), atOneAddress);
        if (outcome.isAllowed) {
          guesses = outcome.guesses;
          allowed += 1;
        } else {
          expect(outcome.waitSeconds).toBeGreaterThan(0);
          expect(outcome.waitSeconds).toBeLessThanOrEqual(900);
        }
      }
      const free = waitAfterMs(7, atOneAddress) === 0;
      expect(free && allowed >= Math.min(7, pauses.length)).toBe(true);
      expect(oneMoreTry(guesses, new Date(at + 86_400_000), atOneAddress).isAllowed).toBe(true);
    }),
  );
  expect(waitAfterMs(8, atOneAddress)).toBe(2_000);
  expect(waitAfterMs(1_000, atOneAddress)).toBe(900_000);
});

test('N6: whoever is guessed at from everywhere waits for half a minute at the most', () => {
  expect(waitAfterMs(59, atAnyAddress)).toBe(0);
  expect(waitAfterMs(100_000, atAnyAddress)).toBe(30_000);
});
