/** Baskets that wait at the store, to be taken up at any of its tills. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

/**
 * POST /baskets/suspended → 201; the same again 200. `draft` is the till's own, kept as it is. GET → those that wait, newest first. POST
 * /baskets/suspended/{basketId}/take → the draft, from then on this till's alone (404 `unknown-basket`, 409 `basket-taken`); DELETE once
 * the till has it on its own disk.
 */
export const suspendRequest = z.strictObject({
  basketId: z.uuid(),
  itemCount: z.int().positive(),
  totalMinor: amountMinor,
  draft: z.looseObject({}),
});
export type SuspendRequest = z.infer<typeof suspendRequest>;
export const suspendedBasket = z.strictObject({
  basketId: z.uuid(),
  registerNumber: z.string(),
  cashierId: z.string(),
  at: z.iso.datetime(),
  itemCount: z.int(),
  totalMinor: amountMinor,
});
export type SuspendedBasket = z.infer<typeof suspendedBasket>;
export const takenBasket = z.strictObject({ draft: z.looseObject({}) });
export type TakenBasket = z.infer<typeof takenBasket>;
