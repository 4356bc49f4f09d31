/** The calls about goods that come back. Part of the terminal's contract (`../api.ts`). */
import { amountMinor, currency, decimalString, taxMode, taxTotal } from '@comptoir/pricing/contract';
import { wayBack } from '@comptoir/sync-protocol/records/order-return-body';
import { refund, returnBody, returnedLine } from '@comptoir/sync-protocol/records/return-body';
import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { permissions } from '@comptoir/sync-protocol/staff/permissions';
import { returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { z } from 'zod';
import { badgeCredential, pinCredential } from '../staff/api.ts';

/**
 * POST /approvals → 201: somebody with the right says yes with a PIN, for one act at this register. 401 `wrong-pin`, 423 `locked-out`,
 * 403 `approval-needed` when that person may not either.
 */
const asked = { permission: z.enum(permissions), amountMinor: amountMinor.optional() };
export const approvalRequest = z.union([
  z.strictObject({ ...asked, ...pinCredential.shape }),
  z.strictObject({ ...asked, ...badgeCredential.shape }),
]);
export type ApprovalRequest = z.infer<typeof approvalRequest>;
export const approvalAnswer = z.strictObject({ approvalId: z.uuid(), staffId: z.string() });
export type ApprovalAnswer = z.infer<typeof approvalAnswer>;

const lineText = returnedLine.pick({ productId: true, sku: true, gtin: true, name: true, soldBy: true });
export type LineText = z.infer<typeof lineText>;

/**
 * POST /returns/find `{receipt}` → what was sold by it and what came back before. `receipt`: what its code says when scanned, or its
 * number, also the provisional one. 404 `unknown-receipt` (with `isOffline` when only head office could know), 422 `not-genuine`, 409 `is-a-return`.
 * Also the number of an order of the shop, or its code to collect: 404 `unknown-order`, 409 `not-handed-over`, `return-too-late` (with `days`),
 * `exchange-open`, `nothing-left`, `head-office-away`.
 */
export const findRequest = z.strictObject({ receipt: z.string().min(1).max(1_000) });
export const returnableSale = z.strictObject({
  saleId: z.uuid(),
  receiptNumber: z.string(),
  /** This store's journal, head office, or the receipt's code alone; `order`: it is an order of the shop, by its number. */
  known: z.enum(['journal', 'cloud', 'token', 'order']),
  /** Whether what came back at other stores is counted in. */
  isCurrent: z.boolean(),
  soldAt: z.iso.datetime(),
  /** Of its receipt: the return's paper follows it. */
  language: z.enum(['fr', 'en']),
  currency,
  taxMode,
  lines: z.array(
    lineText.extend({
      position: z.int().positive(),
      quantity: decimalString,
      amountMinor,
      taxes: z.array(z.strictObject({ code: z.string(), rate: decimalString })),
      /** The piece that was sold: what comes back is held against it. */
      serial: z.string().optional(),
      lot: z.string().optional(),
      /** A deposit or a fee: the position of its article, with which it comes back. */
      chargeOf: z.int().positive().optional(),
      returnedQuantity: decimalString,
      returnedMinor: amountMinor,
      /** Of an order: what has not left yet, and cannot come back. */
      toComeQuantity: returnableOrder.shape.lines.element.shape.toComeQuantity,
    }),
  ),
  taxes: z.array(
    taxTotal.extend({
      returnedBaseMinor: amountMinor,
      returnedMinor: amountMinor,
      /** Of an order: what its delivery bears, which does not come back. */
      beside: z.strictObject({ soldMinor: amountMinor, returnedMinor: amountMinor }).optional(),
    }),
  ),
  /** Of an order: how its money goes back, by Order, once the record of its return is there. `payments` is empty then. */
  paid: returnableOrder.shape.paid.optional(),
  /** How it was paid, in that order. `attemptId` of a card: money goes back to that payment, `leftMinor` at most. */
  payments: z.array(
    z.strictObject({
      kind: z.string(),
      amountMinor,
      leftMinor: amountMinor,
      brand: z.string().optional(),
      last4: z.string().optional(),
      attemptId: z.uuid().optional(),
      /** Of a card: what was added for whoever served. It is theirs, and does not come back. */
      tipMinor: amountMinor.optional(),
      /** Of loyalty points: how many paid, and whose they are. */
      points: z.int().optional(),
      customerId: z.string().optional(),
    }),
  ),
});
export type ReturnableSale = z.infer<typeof returnableSale>;

/** GET /returns/sales?from=&to=&last4=&amountMinor= → sales of this store between two days, newest first: a customer without the paper. */
export const foundSale = z.strictObject({
  saleId: z.uuid(),
  receiptNumber: z.string(),
  at: z.iso.datetime(),
  itemCount: z.int(),
  totalMinor: amountMinor,
  last4: z.string().nullable(),
});
export type FoundSale = z.infer<typeof foundSale>;

const returning = z.strictObject({
  quantity: decimalString,
  condition: returnedLine.shape.condition,
});

/**
 * POST /returns → 201; the same again 200. The edge computes what is given back, and refuses `totals-differ` (409) when the till told the
 * customer otherwise. 409 `more-than-left`, 409 `no-shift`, 403 `approval-needed` (with `permission`), 409 `not-returnable`, 422 `card-not-refunded`, 422 `points-not-paid`.
 * Of an order (ADR 0080), no money moves here: all that is said of cards, credits, points and exchanges is left out; 409 `money-gone`, 422 `nothing-picked`.
 * POST /returns/check: the same request without effect, before a card is given its money back.
 */
export const returnRequest = z.strictObject({
  returnId: z.uuid(),
  language: z.enum(['fr', 'en']),
  reason: returnBody.shape.reason,
  /** As found; with the lines by their position. Without a receipt, the lines are articles at today's price, or at that of their own label. */
  receipt: z.string().min(1).max(1_000).optional(),
  lines: z
    .array(returning.extend({ position: z.int().positive() }))
    .max(500)
    .default([]),
  articles: z
    .array(returning.extend({ productId: z.string(), labelPriceMinor: amountMinor.nonnegative().optional() }))
    .max(50)
    .default([]),
  /** Refunds of `POST /refunds` that were approved; what they leave is given back in cash. */
  cardAttemptIds: z.array(z.uuid()).max(4).default([]),
  /** Their sum; at the check, what is meant to go back to cards. */
  cardMinor: amountMinor.nonnegative().default(0),
  /** As a credit in store, to spend later; what cards, points and this leave is given back in cash. */
  creditMinor: amountMinor.nonnegative().default(0),
  /** What goes back to the customer's loyalty points, of what they paid. */
  pointsMinor: amountMinor.nonnegative().default(0),
  /** What it pays of the sale it is exchanged for: only by `POST /exchanges`. */
  exchangeMinor: amountMinor.nonnegative().default(0),
  expectedTotalMinor: amountMinor,
  /** One for each thing that the cashier may not do alone. */
  approvalIds: z.array(z.uuid()).max(4).default([]),
});
export type ReturnRequest = z.infer<typeof returnRequest>;
/** What comes back by itself; a wrong tender only together with its new sale, by `POST /exchanges`. */
export const returnAlone = returnRequest.extend({ reason: z.enum(returnReasons) });
export type ReturnAlone = z.infer<typeof returnAlone>;

export const returnCommitted = z.strictObject({
  returnId: z.uuid(),
  receiptNumber: z.string(),
  totalMinor: amountMinor,
  cashRoundingMinor: amountMinor,
  refunds: z.array(refund),
  /** Of an order: where its money goes, instead of `refunds`. Its number is then the return's own, as on its paper. */
  waysBack: z.array(wayBack).optional(),
});
export type ReturnCommitted = z.infer<typeof returnCommitted>;
