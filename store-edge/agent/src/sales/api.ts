/** The calls about sales. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { parseReceiptNumber } from '@comptoir/sync-protocol/records/receipt-number';
import { z } from 'zod';

/**
 * POST /baskets/check: body = a sale's body without tenders, stock and completedAt → 200 `{ok: true}` or 422 `totals-differ` with the
 * edge's own `priced`. Asked before the first tender; once money has moved the edge accepts, and flags what differs.
 */
export const basketDiffers = z.strictObject({
  expectedTotalMinor: amountMinor,
  receivedTotalMinor: amountMinor,
});

/** POST /sales?formerly=: the receipt's number that the edge once gave this sale. */
export const givenBackQuery = z.object({
  formerly: z
    .string()
    .refine((text) => parseReceiptNumber(text) !== null, 'a receipt’s number, like 012-1-K7QF-000123')
    .optional(),
});

/**
 * POST /sales: the body is the record's body (`saleBody`), byte for byte as the terminal froze it. 201 the first time, 200 for the same
 * bytes again, 409 `id-reused` for other bytes. 422 `sale-unbalanced` when tenders do not cover the total; 409 `no-shift`.
 * A sale with a `provisionalNumber` was made while the edge was out of reach: it is taken from the terminal alone (no cashier's session),
 * and into the register's open shift whichever that is; `flags` say so. So it is with one that the edge had taken (`formerly`) and has no
 * more, since it went back to an older disk: its money moved long ago, and a card's payment may be unknown as well (`card-not-seen`).
 * GET /sales/{saleId} → the same answer, or 404. GET /sales?limit= → newest first.
 */
export const saleCommitted = z.strictObject({
  saleId: z.uuid(),
  receiptNumber: z.string(),
  journal: z.uuid(),
  seq: z.int(),
  header: z.string(),
  /** What the edge found when it priced the basket itself; the sale stands all the same. */
  flags: z.array(z.string()),
});
export type SaleCommitted = z.infer<typeof saleCommitted>;
export const saleSummary = z.strictObject({
  saleId: z.uuid(),
  receiptNumber: z.string(),
  at: z.iso.datetime(),
  cashierId: z.string(),
  itemCount: z.int(),
  totalMinor: amountMinor,
  cosigned: z.boolean(),
});
export type SaleSummary = z.infer<typeof saleSummary>;
