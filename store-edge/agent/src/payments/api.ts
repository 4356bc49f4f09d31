/** The calls and the event of card payments. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

/**
 * POST /payments → 202; the attempt goes on by itself, event `payment` tells each change. Same attemptId again: its present state.
 * GET /payments/{attemptId}; GET /payments?saleId= → list; POST /payments/{attemptId}/abort → 202, a wish only.
 * 409 `payment-open`: an attempt of this sale is not settled yet.
 */
export const paymentRequest = z.strictObject({
  attemptId: z.uuid(),
  saleId: z.uuid(),
  amountMinor: amountMinor.positive(),
});
/**
 * POST /refunds → 202: money back to a card, as an attempt like a payment's, with the same calls and event; `saleId` is the id of the
 * return or exchange that it settles. With `originalAttemptId` it goes to the card of that payment, which need not be there, at most
 * what is left of it (409 `refund-exceeds-payment` with `leftMinor`; 404 `unknown-payment` when it was not paid at this store's
 * terminal). Without, to the card that the terminal asks for: whoever calls has asked for the permission. Given back once, whatever
 * breaks: the same attemptId again is its present state.
 */
export const refundRequest = paymentRequest.extend({ originalAttemptId: z.uuid().nullable() });
export type RefundRequest = z.infer<typeof refundRequest>;
/**
 * POST /payments/{attemptId}/settle → 200: somebody with the right (`settle-payment`) has read on the terminal or its ticket what became of
 * an attempt in doubt; what is no longer in doubt stays as it is. 403 `approval-needed`.
 */
export const settleRequest = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('approved'),
    brand: z.string().trim().max(40),
    last4: z.string().regex(/^\d{4}$/),
    approvalCode: z.string().trim().min(1).max(20),
    approvalId: z.uuid().optional(),
  }),
  z.strictObject({ outcome: z.literal('not-done'), approvalId: z.uuid().optional() }),
]);
export type SettleRequest = z.infer<typeof settleRequest>;
export const paymentState = z.strictObject({
  attemptId: z.uuid(),
  saleId: z.uuid(),
  kind: z.enum(['charge', 'refund']),
  amountMinor,
  /** What the card's holder added at the terminal's own question: charged on top, and a tip of the tender. */
  tipMinor: amountMinor.positive().optional(),
  state: z.enum(['intended', 'sent', 'approved', 'declined', 'aborted', 'unknown']),
  /**
   * Why it was declined or aborted, or what the terminal shows: a stable word (`Refusal`, `Busy`, `WrongPIN` …). `approved-offline`: the
   * terminal decided without its bank.
   */
  detail: z.string(),
  card: z
    .strictObject({
      brand: z.string(),
      last4: z.string(),
      entryMode: z.enum(['chip', 'contactless', 'stripe', 'keyed']),
      approvalCode: z.string(),
      terminalReference: z.string(),
    })
    .nullable(),
});
export type PaymentState = z.infer<typeof paymentState>;
