/** What Order asks of Inventory: hold, hold longer, let go, hand over. Ids are chosen here, so that a lost answer can be undone. */
import { z } from 'zod';
import { callNeighbour } from './call.ts';

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
export type Inventory = ReturnType<typeof createInventory>;

export function createInventory(url: string) {
  const post = (path: string, key: string, body: unknown) =>
    callNeighbour(answer, new URL(`/internal/inventory/${path}`, url).href, { method: 'POST', key, body });
  return {
    /** @throws NeighbourRefused 409 `short` with what is short. */
    reserve: (reservationId: string, reference: string, lines: readonly Wanted[], ttlSeconds: number) =>
      post('reserve', reservationId, { reservationId, reference, lines, ttlSeconds }),
    /** @throws NeighbourRefused 409 `reservation-over`. Not keyed: each call holds it from now on. */
    prolong: (reservationId: string, ttlSeconds: number) =>
      callNeighbour(answer, new URL(`/internal/inventory/reservations/${reservationId}/prolong`, url).href, {
        method: 'POST',
        body: { ttlSeconds },
      }),
    release: (reservationId: string) =>
      post(`reservations/${reservationId}/release`, `release:${reservationId}`, {}),
    commit: (reservationId: string) =>
      post(`reservations/${reservationId}/commit`, `commit:${reservationId}`, {}),
  };
}
