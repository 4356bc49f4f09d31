/** Events that Customer publishes on `events.customer`. No name and no address ever travels in an event. */
import { z } from 'zod';

export const customerRegistered = z.object({
  customerId: z.string(),
  at: z.iso.datetime(),
  language: z.enum(['fr', 'en']),
});
export type CustomerRegistered = z.infer<typeof customerRegistered>;

/** `customer.erased`: every service forgets what it knows of this person; books keep their figures. */
export const customerErased = z.object({ customerId: z.string(), at: z.iso.datetime() });
export type CustomerErased = z.infer<typeof customerErased>;

export const pointsChanged = z.object({
  customerId: z.string(),
  version: z.int(),
  balance: z.int(),
  tier: z.string(),
});
export type PointsChanged = z.infer<typeof pointsChanged>;

/** `customer.cart-reminded`: somebody was written to about a cart that they left. Whose it is does not matter to who counts. */
export const cartReminded = z.object({
  reminderId: z.string(),
  at: z.iso.datetime(),
  /** Of what is in the cart, before taxes. */
  subtotalMinor: z.int(),
});
export type CartReminded = z.infer<typeof cartReminded>;
