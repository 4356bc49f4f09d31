/** A price of a list: of one product, for a period, in one channel or in both, in some stores or in all. */
import * as z from 'zod';
import { amountMinor, channel, instant } from '../values.ts';

/** When and where a list counts. Periods are instants: a list begins at the same moment in every store. */
const reach = {
  from: instant,
  /** Not included. Without it: until further notice. */
  to: instant.optional(),
  /** Without it: in both. */
  channel: channel.optional(),
  /** Without it: in all stores, and in the shop. */
  storeIds: z.array(z.string()).min(1).optional(),
};
export const listReach = z.strictObject(reach);
export type ListReach = z.infer<typeof listReach>;

export const listedPrice = z.strictObject({
  ...reach,
  listId: z.string(),
  unitPriceMinor: amountMinor.nonnegative(),
});
export type ListedPrice = z.infer<typeof listedPrice>;
