/** Events that Inventory publishes on `events.inventory`. */
import { z } from 'zod';

/** `stock.level-changed`: the balance after a change; `version` is the balance row's own counter, newest wins. */
export const stockLevelChanged = z.object({
  locationId: z.string(),
  productId: z.string(),
  version: z.int(),
  onHand: z.string(),
  reserved: z.string(),
  availableToPromise: z.string(),
  asOf: z.iso.datetime(),
});
export type StockLevelChanged = z.infer<typeof stockLevelChanged>;

/** `reservation.expired`: what was held is free again. */
export const reservationExpired = z.object({
  reservationId: z.string(),
  reference: z.string(),
  at: z.iso.datetime(),
});
export type ReservationExpired = z.infer<typeof reservationExpired>;
