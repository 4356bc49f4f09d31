/** The call about a receipt by e-mail. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';

/**
 * POST /sales/{saleId}/mails → 202: head office mails the receipt, once for each id, now or when it can be reached. The address serves for
 * this receipt alone and is kept nowhere. 404 `unknown-sale`; 409 `not-mailed` (with `because`): head office will not.
 */
export const receiptMailRequest = z.strictObject({
  mailId: z.uuid(),
  email: z.email().max(254),
  language: z.enum(['fr', 'en']),
});
export type ReceiptMailRequest = z.infer<typeof receiptMailRequest>;

export const receiptMailAnswer = z.strictObject({
  /** `waiting`: told to head office once the line, or the sale, is there. */
  state: z.enum(['on-its-way', 'waiting']),
});
export type ReceiptMailAnswer = z.infer<typeof receiptMailAnswer>;
