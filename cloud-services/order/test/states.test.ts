import type { OrderStatus } from '@comptoir/service-kit/events/order';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { givesMoneyBack, isHandOver, mayMove, movesFrom, statuses } from '../src/states.ts';

const status = fc.constantFrom(...statuses);
const method = fc.constantFrom('ship' as const, 'collect' as const);

test('O3: every state has a cell for every state, and nobody moves a checkout by hand', () => {
  for (const from of statuses)
    for (const to of statuses) expect(typeof mayMove(from, to, 'ship')).toBe('boolean');
  expect(movesFrom('pending', 'ship')).toEqual([]);
  expect(mayMove('pending', 'confirmed', 'ship')).toBe(false);
});

test('O3: a parcel is shipped, a collected order is handed over, never the other way', () => {
  expect(movesFrom('confirmed', 'ship')).toEqual(['preparing', 'shipped', 'cancelled']);
  expect(movesFrom('confirmed', 'collect')).toEqual(['preparing', 'ready-to-collect', 'cancelled']);
  expect(movesFrom('ready-to-collect', 'collect')).toEqual(['collected', 'cancelled']);
  expect(movesFrom('shipped', 'ship')).toEqual(['delivered', 'returned']);
  expect(movesFrom('delivered', 'ship')).toEqual(['returned']);
  expect(movesFrom('cancelled', 'ship')).toEqual([]);
});

test('O3: whatever people choose, an order ends, is handed over at most once and its money goes back at most once', () => {
  fc.assert(
    fc.property(method, fc.infiniteStream(fc.nat()), (how, choices) => {
      let at: OrderStatus = 'confirmed';
      const walk: OrderStatus[] = [];
      for (const choice of choices) {
        const moves = movesFrom(at, how);
        if (moves.length === 0) break;
        at = moves[choice % moves.length] ?? at;
        walk.push(at);
        expect(walk.length).toBeLessThan(10);
      }
      expect(walk.filter(isHandOver).length).toBeLessThanOrEqual(1);
      expect(walk.filter(givesMoneyBack).length).toBeLessThanOrEqual(1);
      expect(['cancelled', 'returned']).toContain(at);
    }),
  );
});

test('O3: no move leads back to where an order has been', () => {
  fc.assert(
    fc.property(status, status, method, (from, to, how) => {
      if (mayMove(from, to, how)) expect(mayMove(to, from, how)).toBe(false);
    }),
  );
});
