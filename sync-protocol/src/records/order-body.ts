/**
 * What a store does with an order of the shop that is collected there (E14). The goods are the store's until they are handed over:
 * `stock` of that record moves them, and the order's own reservation then only ends (`ownership.md`: stock is decremented once).
 */
import { decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { stockEffect } from './stock-effect.ts';

const quantity = decimalString.refine((text) => !text.startsWith('-'), 'not below zero');

/** Packed, and the customer may come. */
export const orderPreparedBody = z.strictObject({
  orderId: z.string(),
  /** As people call it: the store still knows it by it when the order was called off meanwhile. */
  number: z.string().optional(),
  storeId: z.string(),
  lines: z.array(z.strictObject({ productId: z.string(), ordered: quantity, prepared: quantity })).min(1),
  /** Given in place of what was missing, where the customer allowed it. */
  substitutions: z
    .array(z.strictObject({ productId: z.string(), substituteId: z.string(), quantity }))
    .optional(),
});
export type OrderPreparedBody = z.infer<typeof orderPreparedBody>;

/** `identity`: the code was typed, or the customer's QR code was read. */
export const orderHandedOverBody = z.strictObject({
  orderId: z.string(),
  storeId: z.string(),
  identity: z.enum(['code', 'qr']),
  /** Who handed it over. */
  by: z.string(),
  stock: z.array(stockEffect),
});
export type OrderHandedOverBody = z.infer<typeof orderHandedOverBody>;

/** Nobody came, or it was called off: the goods are on the shelf again. Nothing moves. */
export const orderPutBackBody = z.strictObject({
  orderId: z.string(),
  storeId: z.string(),
  reason: z.enum(['not-collected', 'called-off']),
});
export type OrderPutBackBody = z.infer<typeof orderPutBackBody>;
