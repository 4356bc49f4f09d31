/**
 * `/api/v1/sync/orders/{number}/returnable`: what of an order of the shop may come back to a store. Nothing in it says whose order it is.
 * 404 `unknown-order`; 409 `not-handed-over`, `return-too-late` (with `days`), `nothing-left`.
 */
import { amountMinor, currency, decimalString, instant, taxMode, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { earlierReturn } from './receipts.ts';

const texts = z.object({ fr: z.string(), en: z.string() });
const bornTax = z.object({ code: z.string(), rate: decimalString });

export const returnableOrder = z.object({
  orderId: z.uuid(),
  number: z.string(),
  language: z.enum(['fr', 'en']),
  confirmedAt: instant,
  currency,
  taxMode,
  /** `position` from 1. */
  lines: z.array(
    z.object({
      position: z.int().positive(),
      productId: z.string(),
      sku: z.string(),
      name: texts,
      soldBy: z.enum(['piece', 'weight']),
      quantity: decimalString,
      /** Discounts taken off. */
      amountMinor,
      taxes: z.array(bornTax),
      /** Of an order that is partly on its way, what has not left: it cannot come back yet. Absent: nothing. */
      toComeQuantity: decimalString.optional(),
    }),
  ),
  /** `beside`: the delivery bears it too, and does not come back with the goods. */
  taxes: z.array(
    taxTotal.extend({ beside: z.object({ soldMinor: amountMinor, returnedMinor: amountMinor }) }),
  ),
  /** How it was paid, less what went back: `cardMinor` of its bank card or the like, `besideMinor` of what paid beside that. */
  paid: z.object({
    totalMinor: amountMinor,
    returnedMinor: amountMinor,
    points: z.int(),
    pointsMinor: amountMinor,
    returnedPoints: z.int(),
    cardMinor: amountMinor,
    besideMinor: amountMinor,
    beside: z
      .object({ kind: z.enum(['gift-card', 'store-credit', 'exchange']), last4: z.string().optional() })
      .nullable(),
  }),
  /** What went back of its lines, for whatever reason; a return at a store by its own id. */
  returns: z.array(earlierReturn),
});
export type ReturnableOrder = z.infer<typeof returnableOrder>;
