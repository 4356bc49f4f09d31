/** `/api/v1/sync/receipts/{number}`: what head office knows of a sale, for a store to which its goods come back; its receipt, mailed. */
import { amountMinor, decimalString, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { saleBody } from '../records/kinds.ts';

/** One return of the sale, wherever it was made. */
export const earlierReturn = z.object({
  returnId: z.uuid(),
  lines: z.array(z.object({ position: z.int().positive(), quantity: decimalString, amountMinor })),
  taxes: z.array(taxTotal),
});
export type EarlierReturn = z.infer<typeof earlierReturn>;

export const receiptOfSale = z.object({
  receiptNumber: z.string(),
  sale: saleBody,
  returns: z.array(earlierReturn),
});
export type ReceiptOfSale = z.infer<typeof receiptOfSale>;

/**
 * PUT `/mails/{mailId}` → 204: mailed, once. 404 `unknown-receipt`: the sale has not come up yet, ask again later; 409 `not-its-code`,
 * `too-many-mails`: it never will be.
 */
export const receiptMailRequest = z.object({
  email: z.email().max(254),
  language: z.enum(['fr', 'en']),
  /** The receipt's, as on its paper: it opens the page to which the mail leads. */
  code: z.string().max(1_000),
});
export type ReceiptMailRequest = z.infer<typeof receiptMailRequest>;
