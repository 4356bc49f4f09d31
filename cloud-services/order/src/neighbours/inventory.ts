/** What Order asks of Inventory: hold, hold longer, let go, hand over. Ids are chosen here, so that a lost answer can be undone. */
import type { Neighbour } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import type { Delivery } from '../api.ts';

export const held = z.object({ productId: z.string(), locationId: z.string(), quantity: z.string() });
export type Held = z.infer<typeof held>;
const answer = z.object({ reservationId: z.string(), lines: z.array(held), expiresAt: z.iso.datetime() });

export const shortOf = z.object({
  short: z.array(
    z.object({
      productId: z.string(),
      locationId: z.string().optional(),
      wanted: z.string(),
      available: z.string(),
    }),
  ),
});

export type Wanted = Readonly<{ productId: string; quantity: string; locationId?: string }>;
type Buyer = Readonly<{ id: string; cartSessionId: string; delivery: Delivery | null }>;
export type Inventory = ReturnType<typeof createInventory>;

export function createInventory(inventory: Neighbour) {
  const post = (path: string, key: string, body: unknown) =>
    inventory.call(answer, `/internal/inventory/${path}`, { method: 'POST', key, body });
  return {
    /** How long it is left alone, since it does not answer; 0: it may be asked. */
    restMs: inventory.restMs,
    /**
     * Takes over what is held for the order's cart; a parcel leaves from the nearest location that has it all.
     * @throws NeighbourRefused 409 `short` with what is short.
     */
    reserve: (
      reservationId: string,
      { id: reference, cartSessionId: cartId, delivery }: Buyer,
      lines: readonly Wanted[],
      ttlSeconds: number,
    ) =>
      post('reserve', reservationId, {
        ...{ reservationId, reference, cartId, lines, ttlSeconds },
        ...(delivery?.method === 'ship' ? { shipTo: { postalCode: delivery.address.postalCode } } : {}),
      }),
    /** @throws NeighbourRefused 409 `reservation-over`. Not keyed: each call holds it from now on. */
    prolong: (reservationId: string, ttlSeconds: number) =>
      inventory.call(answer, `/internal/inventory/reservations/${reservationId}/prolong`, {
        method: 'POST',
        body: { ttlSeconds },
        isIdempotent: true,
      }),
    release: (reservationId: string) =>
      post(`reservations/${reservationId}/release`, `release:${reservationId}`, {}),
    commit: (reservationId: string) =>
      post(`reservations/${reservationId}/commit`, `commit:${reservationId}`, {}),
    /** What one place holds of it. */
    releaseAt: (reservationId: string, locationId: string) =>
      post(`reservations/${reservationId}/release`, `release:${reservationId}:${locationId}`, { locationId }),
    /** @param lines what has left that place; absent: what was held there. */
    commitAt: (reservationId: string, locationId: string, lines?: readonly Wanted[]) =>
      post(`reservations/${reservationId}/commit`, `commit:${reservationId}:${locationId}`, {
        locationId,
        ...(lines ? { lines } : {}),
      }),
  };
}
