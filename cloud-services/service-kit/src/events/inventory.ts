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

/**
 * `product.cost-changed`: what a piece or a kilogram costs us on average from a day on, in cents, until a later day says otherwise.
 * A late receipt may change days that are past; of one day the highest version counts.
 */
export const productCostChanged = z.object({
  productId: z.string(),
  from: z.iso.date(),
  unitCostMinor: z.int().nonnegative(),
  version: z.int(),
});
export type ProductCostChanged = z.infer<typeof productCostChanged>;
