/** Who sends what of an order: shared out, changed, and told as one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOfLine, thousandths } from '../src/aftercare/removed.ts';
import type { PreparationState } from '../src/preparations/preparation.ts';
import {
  isWaiting,
  mayBecome,
  parcelOf,
  sharedOut,
  statusOf,
  without,
} from '../src/preparations/preparations.ts';

const products = ['p1', 'p2', 'p3'];
/** Lines of an order, some of one product, and what is held of it at places that come as they may. */
const order = fc
  .array(
    fc.record({ productId: fc.constantFrom(...products), quantity: fc.integer({ min: 1, max: 4_000 }) }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((wanted) => {
    const lines = wanted.map(({ productId, quantity }, at) => ({
      ...{ lineId: `l${at}`, productId, quantity: String(quantity / 1_000) },
    }));
    const pieces = lines.flatMap(({ productId, quantity }) => {
      const whole = Math.max(1, Math.floor(thousandths(quantity) / 2));
      return [whole, thousandths(quantity) - whole].flatMap((part) =>
        part > 0 ? [{ productId, quantity: String(part / 1_000) }] : [],
      );
    });
    return fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: pieces.length, maxLength: pieces.length })
      .map((places) => ({
        lines,
        held: pieces.map((piece, at) => ({ ...piece, locationId: places[at] ?? 'a' })),
      }));
  });
const sums = (parts: ReturnType<typeof sharedOut>, lineId: string) =>
  sumOfLine(
    parts.flatMap((one) => one.lines),
    lineId,
  );

test('O3: the places together send each line whole, and each no more of a product than is held there', () => {
  fc.assert(
    fc.property(order, ({ lines, held }) => {
      const parts = sharedOut(lines, held);
      for (const { lineId, quantity } of lines) expect(sums(parts, lineId)).toBe(thousandths(quantity));
      const productOf = new Map(lines.map(({ lineId, productId }) => [lineId, productId]));
      for (const { locationId, lines: ofPlace } of parts)
        for (const product of products) {
          const here = held.filter((one) => one.locationId === locationId && one.productId === product);
          const sent = ofPlace.filter(({ lineId }) => productOf.get(lineId) === product);
          const sum = (all: readonly { quantity: string }[]) =>
            all.reduce((total, { quantity }) => total + thousandths(quantity), 0);
          expect(sum(sent)).toBe(sum(here));
        }
      expect(new Set(parts.map((one) => one.locationId)).size).toBe(parts.length);
    }),
  );
});

test('O3: what is taken out is taken from the last place first, to the thousandth, and a place with nothing left has no parcel', () => {
  fc.assert(
    fc.property(order, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), ({ lines, held }, shares) => {
      const parts = sharedOut(lines, held);
      const removed = lines.flatMap(({ lineId, quantity }, at) => {
        const less = Math.floor(thousandths(quantity) * (shares[at] ?? 0));
        return less > 0 ? [{ lineId, quantity: String(less / 1_000) }] : [];
      });
      const left = without(parts, removed);
      for (const { lineId, quantity } of lines)
        expect(sums(left, lineId)).toBe(thousandths(quantity) - sumOfLine(removed, lineId));
      expect(left.every((one) => one.lines.length > 0)).toBe(true);
      expect(parts.map((one) => one.locationId)).toEqual(
        expect.arrayContaining(left.map((one) => one.locationId)),
      );
    }),
  );
});

const states: PreparationState[] = ['to-prepare', 'packed', 'handed-over', 'delivered', 'called-off'];
const rank = ['confirmed', 'preparing', 'shipped', 'delivered', 'cancelled'] as const;

test('O3: whatever the places do, the order never goes back, is as far as the last of them, and ends with them', () => {
  const walks = fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...states)), { maxLength: 20 });
  fc.assert(
    fc.property(walks, (moves) => {
      let status: ReturnType<typeof statusOf> = 'confirmed';
      let parts = ['a', 'b', 'c'].map((locationId) => ({
        ...{ locationId, state: 'to-prepare' as PreparationState, lines: [] },
      }));
      for (const [at, to] of moves) {
        const part = parts[at];
        if (!part || !mayBecome(part.state, to)) continue;
        parts = parts.map((one) => (one === part ? { ...one, state: to } : one));
        const next = statusOf(status, parts);
        const [before, now] = [rank.indexOf(status as 'confirmed'), rank.indexOf(next as 'confirmed')];
        expect(now).toBeGreaterThanOrEqual(before);
        expect(parts.some(isWaiting)).toBe(next === 'confirmed' || next === 'preparing');
        status = next;
      }
      const numbers = parts.flatMap(({ locationId }) => parcelOf(parts, locationId)?.number ?? []);
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    }),
  );
});
