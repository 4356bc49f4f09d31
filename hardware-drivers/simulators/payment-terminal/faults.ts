import { z } from 'zod';

/** How the terminal misbehaves. Of a refund and of a reversal too, `Charge` being the moment at which money moves. */
export const faults = z.strictObject({
  /** Stay until set anew. */
  decline: z.boolean(),
  /** Extra milliseconds before a payment is authorised. */
  slow: z.int().min(0).max(300_000),
  /** Takes connections and answers nothing at all; a payment under way goes on. */
  silent: z.boolean(),
  /** Once, in the next payment: */
  cutBeforeCharge: z.boolean(),
  cutAfterCharge: z.boolean(),
  /** Charges, and leaves the request without an answer. */
  answerLost: z.boolean(),
  /** Charges and answers one dollar more than was asked. */
  wrongAmount: z.boolean(),
  /** Asks for a tip by itself, and the customer adds two dollars. */
  addTip: z.boolean(),
  /** Approves without asking the bank, as terminals may while their own line is down. */
  approveOffline: z.boolean(),
  /** Authorises half of it. */
  partial: z.boolean(),
  /** Charges, cuts the connection, and has forgotten the payment when asked. */
  notFoundAfterCharge: z.boolean(),
  /** Restarts once the card is read, before the charge. */
  restartInPayment: z.boolean(),
  /** Charges, and seals the answer with an HMAC of something else. Only where messages are encrypted. */
  hmacBroken: z.boolean(),
});
export type Faults = z.infer<typeof faults>;
export type OnceFault = Exclude<keyof Faults, 'decline' | 'slow' | 'silent'>;

export const noFaults: Faults = {
  decline: false,
  slow: 0,
  silent: false,
  cutBeforeCharge: false,
  cutAfterCharge: false,
  answerLost: false,
  wrongAmount: false,
  addTip: false,
  approveOffline: false,
  partial: false,
  notFoundAfterCharge: false,
  restartInPayment: false,
  hmacBroken: false,
};

export const cardKinds = z.enum(['contactless', 'chip', 'declined', 'wrongPin', 'redKey']);
export type CardKind = z.infer<typeof cardKinds>;
