/** What head office sees of gift cards and store credit. Part of `../api.ts`. */
import { money } from '@comptoir/pricing/contract';
import { valueKind } from '@comptoir/sync-protocol/records/value-body';
import { z } from 'zod';

/** `balance` below zero: two stores that were cut off spent the same card. */
export const valueSummary = z.strictObject({
  valueId: z.uuid(),
  kind: valueKind,
  last4: z.string(),
  storeId: z.string(),
  issuedAt: z.iso.datetime(),
  isBlocked: z.boolean(),
  balance: money,
});
export type ValueSummary = z.infer<typeof valueSummary>;

/** GET /values?last4= */
export const valueList = z.strictObject({ items: z.array(valueSummary), nextCursor: z.string().nullable() });
export type ValueList = z.infer<typeof valueList>;

/**
 * GET /values/{id}: newest first. `held`: taken off, and the sale is not here yet; `released`: let go. Of an order, `storeId` is `web` and
 * its number stands for the receipt's.
 */
export const valueHistory = valueSummary.extend({
  entries: z.array(
    z.strictObject({
      entryId: z.uuid(),
      kind: z.enum(['issued', 'loaded', 'spent', 'given-back']),
      amount: money,
      state: z.enum(['done', 'held', 'released']),
      authorisedBy: z.enum(['head-office', 'allowance']).nullable(),
      storeId: z.string(),
      receiptNumber: z.string().nullable(),
      at: z.iso.datetime(),
    }),
  ),
});
export type ValueHistory = z.infer<typeof valueHistory>;

/** PUT /values/{id}/blocked */
export const blockValueRequest = z.strictObject({ isBlocked: z.boolean() });
