/**
 * The bodies of the record kinds. One schema each, shared by the till that writes, the edge that checks and the cloud
 * that projects: what the till accepts the cloud accepts (S1). Unknown kinds and newer versions are kept untouched.
 */
import {
  amountMinor,
  basket,
  basketRules,
  currency,
  decimalString,
  instant,
  pricedBasket,
} from '@comptoir/pricing/contract';
import { z } from 'zod';
import { cashMovedBody, denominationCount } from './cash-body.ts';
import { clockSettledBody, clockSuspectBody } from './clock-body.ts';
import { customerProposedBody } from './customer-body.ts';
import { orderHandedOverBody, orderPreparedBody, orderPutBackBody } from './order-body.ts';
import { orderReturnedBody } from './order-return-body.ts';
import { periodClosedBody } from './period-body.ts';
import { pointsTender } from './points-body.ts';
import { parseProvisionalNumber } from './receipt-number.ts';
import { returnBody } from './return-body.ts';
import { settingChangedBody } from './settings-body.ts';
import {
  countReason,
  stockAdjustedBody,
  stockReceivedBody,
  transferReceivedBody,
  transferRequestedBody,
  transferShippedBody,
} from './stock-body.ts';
import { stockEffect } from './stock-effect.ts';
import { usDollarsCounted, usDollarsGiven } from './us-dollars.ts';
import { toppedUp, valueIssuedBody, valueLoadedBody, valueTender } from './value-body.ts';

export const cashTender = z.strictObject({
  kind: z.literal('cash'),
  /** What counts towards the total, after nickel rounding. */
  amountMinor,
  receivedMinor: amountMinor,
  changeMinor: amountMinor,
  /** It was given in these: `receivedMinor` is what they are worth, to the nearest coin (a half up) of the sale's rules. */
  usDollars: usDollarsGiven.optional(),
});

export const cardTender = z.strictObject({
  kind: z.literal('card'),
  /** What counts towards the total; the card was charged `tipMinor` more. */
  amountMinor,
  /** For whoever served: no part of the sale, never taxed. */
  tipMinor: amountMinor.positive().optional(),
  attemptId: z.uuid(),
  brand: z.string(),
  /** Truncated by the terminal; only the last four digits are kept (fiscal rules, PCI). */
  last4: z.string().regex(/^\d{4}$/),
  entryMode: z.enum(['chip', 'contactless', 'stripe', 'keyed']),
  approvalCode: z.string(),
  terminalReference: z.string(),
});

export const chequeTender = z.strictObject({ kind: z.literal('cheque'), amountMinor });

/** What came back with this sale pays it, as far as it goes: the return has a record of its own, in the same instant. */
export const exchangeTender = z.strictObject({
  kind: z.literal('exchange'),
  amountMinor: amountMinor.positive(),
  returnId: z.uuid(),
});

export const tender = z.discriminatedUnion('kind', [
  cashTender,
  cardTender,
  chequeTender,
  valueTender,
  pointsTender,
  exchangeTender,
]);
export type Tender = z.infer<typeof tender>;

/** How a line read when it was sold, so that a receipt can be printed for ever from the record alone. */
export const soldLine = z.strictObject({
  lineId: z.string(),
  sku: z.string(),
  gtin: z.string().optional(),
  name: z.strictObject({ fr: z.string(), en: z.string() }),
  taxCategory: z.string(),
  soldBy: z.enum(['piece', 'weight']),
  /** What the cashier wrote under it; printed. No person's data. */
  note: z.string().max(80).optional(),
  /** The piece that was sold, where the article asks for it. Source: GS1 General Specifications, AI 21 and 10. */
  serial: z.string().max(40).optional(),
  lot: z.string().max(40).optional(),
  /** It sells a gift card, and loads this one instead of a new one. */
  topsUp: toppedUp.optional(),
  /** A deposit or a fee: no discount is taken off it. */
  isCharge: z.literal(true).optional(),
  /** Line of the article that it is charged with: what comes back brings its deposit along. */
  chargeOf: z.string().optional(),
  /** The price in force of the product when the basket was priced, from which `priced` can be recomputed. */
  listUnitPriceMinor: amountMinor,
  /** Its category and those above it, as far as a promotion named them. */
  categoryIds: z.array(z.string()).optional(),
  /** Likewise its attributes. */
  attributes: z.record(z.string(), z.string()).optional(),
});

export const saleBody = z.strictObject({
  saleId: z.uuid(),
  storeId: z.string(),
  shiftId: z.uuid(),
  cashierId: z.string(),
  language: z.enum(['fr', 'en']),
  completedAt: instant,
  /** When the basket was priced, from which on nothing changed: what had begun by then counts. Absent: at `completedAt`. */
  pricedAt: instant.optional(),
  /** The catalogue position and the rules it was priced with: its total can be recomputed anywhere. */
  cataloguePosition: z.string(),
  rules: basketRules.pick({ version: true, taxMode: true, cashIncrementMinor: true }),
  basket,
  priced: pricedBasket,
  lines: z.array(soldLine),
  /** Rounded less exact, of the part paid in cash; kept apart in the books. */
  cashRoundingMinor: amountMinor,
  /** The highest age that its articles ask for, and how it was seen to; a birth date is looked at and never kept. */
  ageCheck: z
    .strictObject({
      minimumAge: z.int().positive(),
      how: z.enum(['birth-date', 'at-sight', 'supervisor']),
      checkedBy: z.string(),
    })
    .optional(),
  /** As a line's. */
  note: z.string().max(200).optional(),
  tenders: z.array(tender).min(1),
  stock: z.array(stockEffect),
  /**
   * Rung up for cash while the store's server was out of reach: the number that the customer was given. The terminal counts these
   * without a gap, so that one that never arrives shows as a hole.
   */
  provisionalNumber: z
    .string()
    .refine((text) => parseProvisionalNumber(text) !== null, 'not a provisional number')
    .optional(),
});
export type SaleBody = z.infer<typeof saleBody>;

export const journalOpenedBody = z.strictObject({
  reason: z.enum(['new', 'rolled-back', 'forked', 'damaged', 'replaced']),
  storeId: z.string(),
  predecessor: z.strictObject({ journal: z.uuid(), seq: z.int(), hash: z.string() }).optional(),
});

export const shiftOpenedBody = z.strictObject({
  shiftId: z.uuid(),
  cashierId: z.string(),
  currency,
  floatMinor: amountMinor.nonnegative(),
});

export const shiftClosedBody = z.strictObject({
  shiftId: z.uuid(),
  cashierId: z.string(),
  countedMinor: amountMinor.nonnegative(),
  expectedMinor: amountMinor,
  overShortMinor: amountMinor,
  /** How it was counted, and what the one who counted says of a difference. */
  denominations: z.array(denominationCount).optional(),
  reason: z.string().max(80).optional(),
  /** Where the shift took any, or some were counted: the other figures are Canadian money alone. */
  usDollars: usDollarsCounted.optional(),
  z: z.strictObject({
    zNumber: z.int().positive(),
    saleCount: z.int().nonnegative(),
    totalMinor: amountMinor,
    taxes: z.array(z.strictObject({ code: z.string(), amountMinor })),
    tenders: z.array(z.strictObject({ kind: z.string(), amountMinor })),
    /** Goods that came back: counted apart from the sales; `taxes` and `tenders` are what remains after them. */
    returnCount: z.int().nonnegative().optional(),
    returnTotalMinor: amountMinor.optional(),
    /** Goods of orders of the shop that came back: no money of the till moved. */
    orderReturnCount: z.int().nonnegative().optional(),
    /** Cash without a sale. */
    paidInMinor: amountMinor.optional(),
    paidOutMinor: amountMinor.optional(),
    dropMinor: amountMinor.optional(),
    /** Absolute sales since the register's first use; never reset. */
    perpetualTotalMinor: amountMinor,
  }),
});

export const drawerOpenedBody = z.strictObject({
  reason: z.enum(['sale', 'return', 'cash-moved', 'no-sale']),
  saleId: z.uuid().optional(),
  returnId: z.uuid().optional(),
  movementId: z.uuid().optional(),
});

export const paymentIntendedBody = z.strictObject({
  attemptId: z.uuid(),
  saleId: z.uuid(),
  amountMinor: amountMinor.positive(),
  currency,
  terminal: z.string(),
});

/** Money on its way back to a card; `payment.resolved` of the same attempt tells what became of it. */
export const refundIntendedBody = paymentIntendedBody.extend({
  /** The payment to whose card it goes; null: to a card that is presented. */
  originalAttemptId: z.uuid().nullable(),
});

export const paymentResolvedBody = z.strictObject({
  attemptId: z.uuid(),
  saleId: z.uuid(),
  outcome: z.enum(['approved', 'declined', 'aborted', 'not-found']),
  detail: z.string(),
  /** Of an approval: what the card's holder added at the terminal's own question, charged on top of what was intended. */
  tipMinor: amountMinor.positive().optional(),
});

/**
 * A record of an earlier journal that the cloud has not cosigned, handed over by its successor. Its personal line stands, as
 * it was, as this record's own personal line, so that erasing it works as everywhere. Readers project what is inside, once.
 */
export const recoveredBody = z.strictObject({
  journal: z.uuid(),
  seq: z.int().positive(),
  /** Base64: the link of the earlier chain, from which `hash` can be computed again. */
  previousHash: z.string(),
  hash: z.string(),
  header: z.string(),
  body: z.string(),
});

/** Somebody with the right said yes to what a cashier may not do alone. */
export const accessApprovedBody = z.strictObject({
  approvalId: z.uuid(),
  permission: z.string(),
  approvedBy: z.string(),
  cashierId: z.string(),
  /** What it was about, in money, where it was about money. */
  amountMinor: amountMinor.optional(),
});

/** Rung up, and given up before it was paid: a line, or the whole basket. */
export const saleVoidedBody = z.strictObject({
  saleId: z.uuid(),
  cashierId: z.string(),
  reason: z.string(),
  /** These are absent in records of an earlier release. */
  what: z.enum(['line', 'sale']).optional(),
  /** Before taxes and after discounts. */
  amountMinor: amountMinor.optional(),
  lines: z.array(z.strictObject({ productId: z.string(), quantity: decimalString, amountMinor })).optional(),
  /** Told later, where the till was on its own. */
  voidedAt: instant.optional(),
});

/**
 * What a count found, of one part of its products; a count of many products is several records, so that each fits a batch.
 * `stock` holds the differences: applying them adds up with the sales made while the count ran.
 */
export const countCommittedBody = z.strictObject({
  countId: z.uuid(),
  storeId: z.string(),
  openedAt: instant,
  committedAt: instant,
  committedBy: z.string(),
  part: z.int().positive(),
  parts: z.int().positive(),
  lines: z
    .array(
      z.strictObject({
        productId: z.string(),
        countedQuantity: decimalString,
        /** What the books said at `countedAt`. */
        expectedQuantity: decimalString,
        countedAt: instant,
        /** Why it differs, where the manager said so; absent of releases before that was asked. */
        reason: countReason.optional(),
        /** Empty: nobody found any, in a full count. */
        zones: z.array(
          z.strictObject({
            zoneId: z.string(),
            quantity: decimalString,
            counterId: z.string(),
            countedAt: instant,
            /** Set where counters disagreed and a manager picked. */
            decidedBy: z.string().optional(),
          }),
        ),
      }),
    )
    .min(1),
  stock: z.array(stockEffect),
});
export type CountCommittedBody = z.infer<typeof countCommittedBody>;

/** Kind → schema of the body, at `kindVersion` 1. */
export const bodyOf = {
  'journal.opened': journalOpenedBody,
  sale: saleBody,
  return: returnBody,
  void: saleVoidedBody,
  'shift.opened': shiftOpenedBody,
  'shift.closed': shiftClosedBody,
  'period.closed': periodClosedBody,
  'cash.moved': cashMovedBody,
  'drawer.opened': drawerOpenedBody,
  'payment.intended': paymentIntendedBody,
  'payment.resolved': paymentResolvedBody,
  'refund.intended': refundIntendedBody,
  'count.committed': countCommittedBody,
  'access.approved': accessApprovedBody,
  recovered: recoveredBody,
  'value.issued': valueIssuedBody,
  'value.loaded': valueLoadedBody,
  'setting.changed': settingChangedBody,
  'customer.proposed': customerProposedBody,
  'clock.suspect': clockSuspectBody,
  'clock.settled': clockSettledBody,
  'stock.adjusted': stockAdjustedBody,
  'stock.received': stockReceivedBody,
  'transfer.requested': transferRequestedBody,
  'transfer.shipped': transferShippedBody,
  'transfer.received': transferReceivedBody,
  'order.prepared': orderPreparedBody,
  'order.handed-over': orderHandedOverBody,
  'order.put-back': orderPutBackBody,
  'order.returned': orderReturnedBody,
} as const;
export type RecordKind = keyof typeof bodyOf;
export type BodyOf<K extends RecordKind> = z.infer<(typeof bodyOf)[K]>;
