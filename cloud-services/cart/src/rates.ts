/** What the carrier wants for a parcel, as Order hears it; kept for a while, since a cart asks at each step. */
import {
  type Neighbour,
  NeighbourRefused,
  NeighbourSilent,
} from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import { type CarrierRate, carrierRate, type Terms } from './cart.ts';

/** Source: order, README, `POST /internal/orders/delivery-rates`. Fields that we do not use may be added. */
const told = z.object({ rate: carrierRate.omit({ grams: true }).nullable() });

/** @returns null where nobody says: the table of the house then does. */
export type Rates = (to: Terms['destination'], grams: number) => Promise<CarrierRate | null>;

export const noRates: Rates = async () => null;

/** Nobody waits longer for a price that a table knows, too. */
const timeoutMs = 2_000;
const keptMs = 600_000;
const keptMax = 5_000;

export function createRates(order: Neighbour, nowMs: () => number = Date.now): Rates {
  const kept = new Map<string, Readonly<{ rate: CarrierRate; untilMs: number }>>();
  return async ({ country, postalCode }, grams) => {
    const key = `${country} ${postalCode} ${grams}`;
    const before = kept.get(key);
    if (before && nowMs() < before.untilMs) return before.rate;
    try {
      const { rate } = await order.call(told, '/internal/orders/delivery-rates', {
        method: 'POST',
        body: { to: { country, postalCode }, weightGrams: grams },
        isIdempotent: true,
        timeoutMs,
      });
      if (rate === null) return null;
      if (kept.size >= keptMax) kept.clear();
      kept.set(key, { rate: { grams, ...rate }, untilMs: nowMs() + keptMs });
      return { grams, ...rate };
    } catch (error) {
      if (error instanceof NeighbourSilent || error instanceof NeighbourRefused) return null;
      throw error;
    }
  };
}
