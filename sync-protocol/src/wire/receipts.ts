/** `GET /api/v1/sync/receipts/{number}`: what head office knows of a sale, for a store to which its goods come back. */
import { amountMinor, decimalString, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { saleBody } from '../records/kinds.ts';

/** One return of the sale, wherever it was made. */
const earlierReturn = z.object({
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
