/** The calls about sales. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

/**
 * POST /baskets/check: body = a sale's body without tenders, stock and completedAt → 200 `{ok: true}` or 422 `totals-differ` with the
 * edge's own `priced`. Asked before the first tender; once money has moved the edge accepts, and flags what differs.
 */
export const basketDiffers = z.strictObject({
  expectedTotalMinor: amountMinor,
  receivedTotalMinor: amountMinor,
});

/**
 * POST /sales: the body is the record's body (`saleBody`), byte for byte as the terminal froze it. 201 the first time, 200 for the same
 * bytes again, 409 `id-reused` for other bytes. 422 `sale-unbalanced` when tenders do not cover the total; 409 `no-shift`.
 * A sale with a `provisionalNumber` was made while the edge was out of reach: it is taken from the terminal alone (no cashier's session),
 * and into the register's open shift whichever that is; `flags` say so.
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
