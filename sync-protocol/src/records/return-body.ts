/** Goods that came back to a till: what came, what was given back for it, and by whose leave. Amounts are above zero. */
import { amountMinor, currency, decimalString, instant, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { pointsRefund } from './points-body.ts';
import { tillReasons } from './return-reason.ts';
import { stockEffect } from './stock-effect.ts';

/** Somebody who may said yes: the record `access.approved` has the same id. */
export const approvedBy = z.strictObject({ approvalId: z.uuid(), staffId: z.string() });

export const returnedLine = z.strictObject({
  /** Of the sale's lines, from 1; none without a receipt. */
  position: z.int().positive().optional(),
  productId: z.string(),
  sku: z.string(),
  gtin: z.string().optional(),
  name: z.strictObject({ fr: z.string(), en: z.string() }),
  soldBy: z.enum(['piece', 'weight']),
  quantity: decimalString,
  amountMinor,
  /** Back on the shelf, or put aside: only the first moves the stock. */
  condition: z.enum(['sellable', 'damaged']),
});

export const refund = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash'), amountMinor }),
  z.strictObject({
    kind: z.literal('card'),
    amountMinor,
    /** The payment that it goes back to. */
    attemptId: z.uuid(),
    brand: z.string(),
    last4: z.string().regex(/^\d{4}$/),
    /** The payment terminal's own name of the refund. */
    terminalReference: z.string(),
  }),
  /** It pays the sale of what was taken instead. */
  z.strictObject({ kind: z.literal('exchange'), amountMinor, saleId: z.uuid() }),
  /** A code to spend later: the record `value.issued` has the same id. */
  z.strictObject({ kind: z.literal('store-credit'), amountMinor, valueId: z.uuid() }),
  /** Points that had paid are the customer's again. */
  pointsRefund,
]);
export type Refund = z.infer<typeof refund>;

export const returnBody = z.strictObject({
  returnId: z.uuid(),
  storeId: z.string(),
  shiftId: z.uuid(),
  cashierId: z.string(),
  language: z.enum(['fr', 'en']),
  completedAt: instant,
  currency,
  /** The sale that it takes back, and how this store knew of it; none without a receipt. */
  original: z
    .strictObject({
      saleId: z.uuid(),
      receiptNumber: z.string(),
      known: z.enum(['journal', 'cloud', 'token']),
      /** What its cards bore for whoever served: theirs, so none of it is among the refunds. The return's paper says so. */
      tipMinor: amountMinor.positive().optional(),
    })
    .optional(),
  reason: z.enum(tillReasons),
  approval: approvedBy.optional(),
  /** Where more than one thing needed leave. */
  moreApprovals: z.array(approvedBy).optional(),
  lines: z.array(returnedLine).min(1),
  subtotalMinor: amountMinor,
  taxes: z.array(taxTotal),
  totalMinor: amountMinor,
  /** Rounded less exact, of the part given back in cash. */
  cashRoundingMinor: amountMinor,
  refunds: z.array(refund).min(1),
  stock: z.array(stockEffect),
});
export type ReturnBody = z.infer<typeof returnBody>;
