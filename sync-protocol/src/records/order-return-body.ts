/**
 * Goods of an order of the shop that came back to a store (ADR 0080). The store computes what they are worth from what Order told of the
 * order; Order pays it back the way it was paid once it has the record, each return once. No money moves at the till.
 */
import { amountMinor, currency, instant, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { returnedLine } from './return-body.ts';
import { returnReasons } from './return-reason.ts';
import { stockEffect } from './stock-effect.ts';

/** `exchange`: goods that had come back of an order before had paid; their money goes back as that order's. */
export const wayBack = z.strictObject({
  kind: z.enum(['card', 'gift-card', 'store-credit', 'exchange', 'loyalty-points']),
  amountMinor: amountMinor.positive(),
  /** Of a gift card or a credit. */
  last4: z.string().optional(),
  points: z.int().positive().optional(),
});
export type WayBack = z.infer<typeof wayBack>;

export const orderReturnedBody = z.strictObject({
  returnId: z.uuid(),
  orderId: z.uuid(),
  number: z.string(),
  storeId: z.string(),
  shiftId: z.uuid(),
  cashierId: z.string(),
  language: z.enum(['fr', 'en']),
  completedAt: instant,
  currency,
  reason: z.enum(returnReasons),
  /** `position`: of the order's lines, from 1. */
  lines: z.array(returnedLine.extend({ position: z.int().positive() })).min(1),
  subtotalMinor: amountMinor,
  taxes: z.array(taxTotal),
  /** As the customer was told; where it goes adds up to it. */
  totalMinor: amountMinor,
  waysBack: z.array(wayBack),
  stock: z.array(stockEffect),
});
export type OrderReturnedBody = z.infer<typeof orderReturnedBody>;
