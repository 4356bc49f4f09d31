/** How and when an order is handed over. */
import { z } from 'zod';
import { address, text } from './fields.ts';

/** When an order is collected or delivered; absent: as soon as it goes. */
export const slot = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() });

export type Slot = z.infer<typeof slot>;

export const slotsQuery = z
  .strictObject({
    method: z.enum(['collect', 'ship']),
    storeId: text(60).optional(),
    /** A day: that on which a parcel is there. */
    notBefore: z.iso.date().optional(),
  })
  .refine(({ method, storeId }) => (method === 'collect') === (storeId !== undefined), {
    message: 'a store is where one collects',
    path: ['storeId'],
  });

/** `left`: so many orders more. */
const freeSlot = slot.extend({ left: z.int() });

export type FreeSlot = z.infer<typeof freeSlot>;

export const freeSlotsView = z.object({ items: z.array(freeSlot) });

const substitutionWish = z.enum(['any', 'ask', 'none']);

export const delivery = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('ship'),
    address,
    instructions: text(300).optional(),
    slot: slot.optional(),
  }),
  z.strictObject({
    method: z.literal('collect'),
    storeId: text(60),
    /** Whether another article may stand in for one that is missing, at the same price; absent: no. */
    substitution: z.enum(['allowed', 'refused']).optional(),
    /** By product, where it differs: any other, one that they are asked about first (at the contact's telephone), or none. */
    substitutes: z.record(text(60), substitutionWish).optional(),
    slot: slot.optional(),
  }),
]);

export type Delivery = z.infer<typeof delivery>;
