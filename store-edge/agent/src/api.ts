/**
 * What a terminal may ask of the edge agent: the HTTP bodies under `/edge/v1` and the socket.io events of the same origin.
 * The terminal imports this file and nothing else of the agent. Errors are problem details (RFC 9457) of type `/problems/<type>`.
 *
 * Credentials: every call but `POST /pair` and `GET /state` carries `Authorization: Bearer <terminal token>`, a JWT of at most
 * five minutes that the terminal signs (EdDSA) with the key it paired; calls that act for a cashier also carry `Cashier-Session`.
 * socket.io: the same token in `auth.token`.
 */
import { amountMinor, basketRules } from '@comptoir/pricing/contract';
import {
  catalogueCategory,
  catalogueProduct,
  staffMember,
  storeConfiguration,
} from '@comptoir/sync-protocol/feeds/rows';
import { cashMovedBody, denominationCount } from '@comptoir/sync-protocol/records/cash-body';
import { z } from 'zod';

export * from './baskets/api.ts';
export * from './returns/api.ts';

/** POST /pair → 201. The code is shown to the manager (and by `scripts/up` in the demo); it is used once. */
export const pairRequest = z.strictObject({
  code: z.string(),
  publicKeyJwk: z.looseObject({}),
  name: z.string(),
});
export const pairAnswer = z.strictObject({
  terminalId: z.string(),
  registerId: z.string(),
  registerNumber: z.string(),
});
export type PairAnswer = z.infer<typeof pairAnswer>;

/** GET /register: what the paired register needs before anyone logs in. */
export const registerAnswer = z.strictObject({
  register: z.strictObject({ id: z.string(), number: z.string() }),
  store: storeConfiguration,
  staff: z.array(staffMember.omit({ pinHash: true })),
  epoch: z.string(),
});
export type RegisterAnswer = z.infer<typeof registerAnswer>;

export const deviceState = z.enum([
  'ready',
  'absent',
  'out-of-paper',
  'cover-open',
  'busy',
  'silent',
  'fault',
  /** Of the drawer: nobody has closed it for a minute. */
  'left-open',
]);
export type DeviceState = z.infer<typeof deviceState>;

/** GET /state, and event `state` at each change: what the status strip shows. */
export const edgeState = z.strictObject({
  link: z.enum(['online', 'offline', 'catching-up']),
  linkSince: z.iso.datetime(),
  /** Set when the cloud refused this edge: why, as a problem type. Sales go on. */
  refusedBecause: z.string().nullable(),
  unsentRecords: z.int(),
  unsentSales: z.int(),
  catalogue: z.strictObject({
    position: z.string(),
    asOf: z.iso.datetime().nullable(),
    productCount: z.int(),
    caughtUp: z.boolean(),
  }),
  devices: z.strictObject({
    printer: deviceState,
    scanner: deviceState,
    paymentTerminal: deviceState,
    drawer: deviceState,
    /** Of these a store may have none: then it is not named. */
    scale: deviceState.optional(),
    customerDisplay: deviceState.optional(),
    labelPrinter: deviceState.optional(),
  }),
  /** Number of the register that scanner and payment terminal serve; the printer prints for all. */
  devicesRegister: z.string(),
  clockSkewMs: z.int(),
  journal: z.enum(['sound', 'altered']),
  /** The first entry that is not what was written; null while the journal is sound. */
  journalAlteredAt: z.int().nullable(),
});
export type EdgeState = z.infer<typeof edgeState>;

/** POST /sessions → 201; 401 `wrong-pin` (with `attemptsLeft`), 423 `locked-out` (with `retryAfterSeconds`). DELETE /sessions/current. */
export const sessionRequest = z.strictObject({ staffId: z.string(), pin: z.string().regex(/^\d{4,8}$/) });
export const sessionAnswer = z.strictObject({
  session: z.string(),
  staff: staffMember.omit({ pinHash: true }),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/**
 * GET /catalogue?afterEpoch=&afterPos=&limit= → a page of the replica, in feed order, for RxDB's pull. Event `RESYNC`
 * says that there is more to pull. `deleted` documents keep their id.
 */
export const catalogueDocument = catalogueProduct.extend({ pos: z.int(), deleted: z.boolean() });
export type CatalogueDocument = z.infer<typeof catalogueDocument>;
export const cataloguePage = z.strictObject({
  documents: z.array(catalogueDocument),
  checkpoint: z.strictObject({ epoch: z.string(), pos: z.int() }),
  caughtUp: z.boolean(),
});
export type CataloguePage = z.infer<typeof cataloguePage>;

/** GET /rules: everything `priceBasket` needs but the products, the categories, and the position they belong to. */
export const rulesAnswer = z.strictObject({
  rules: basketRules,
  categories: z.array(catalogueCategory),
  cataloguePosition: z.string(),
});
export type RulesAnswer = z.infer<typeof rulesAnswer>;

/**
 * POST /shifts → 201; 409 `shift-open`. GET /shifts/current → the open shift of this register or 404.
 * `away`: the terminal opened it by itself while the edge was out of reach, and hands it over, with or without a cashier's session.
 * The same shift again gets the same answer.
 */
export const openShiftRequest = z.strictObject({
  floatMinor: amountMinor.nonnegative(),
  away: z.strictObject({ shiftId: z.uuid(), cashierId: z.string() }).optional(),
});
export type OpenShiftRequest = z.infer<typeof openShiftRequest>;
export const shift = z.strictObject({
  shiftId: z.uuid(),
  registerId: z.string(),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  businessDate: z.iso.date(),
  floatMinor: amountMinor,
  saleCount: z.int(),
});
export type Shift = z.infer<typeof shift>;
/**
 * POST /shifts/current/close → 200, with the Z's figures; prints the Z. Counted by coins and notes, a difference wants a reason: 409
 * `reason-wanted` with `overShortMinor`; the same again with a reason closes.
 */
export const closeShiftRequest = z.strictObject({
  countedMinor: amountMinor.nonnegative(),
  denominations: z.array(denominationCount).max(20).optional(),
  reason: z.string().min(1).max(80).optional(),
});
export type CloseShiftRequest = z.infer<typeof closeShiftRequest>;

/** POST /shifts/current/x → what the shift took so far, which is printed. What should be in the drawer is not told: it is counted blind. */
const amounts = <K extends string>(key: K) =>
  z.array(
    z.strictObject({ [key]: z.string(), amountMinor } as Record<K, z.ZodString> & {
      amountMinor: typeof amountMinor;
    }),
  );
export const shiftSoFar = z.strictObject({
  shift,
  totalMinor: amountMinor,
  returnCount: z.int(),
  returnTotalMinor: amountMinor,
  paidInMinor: amountMinor,
  paidOutMinor: amountMinor,
  dropMinor: amountMinor,
  taxes: amounts('code'),
  tenders: amounts('kind'),
});
export type ShiftSoFar = z.infer<typeof shiftSoFar>;

/** POST /cash → 201, opens the drawer: cash without a sale. The same again 200. 403 `approval-needed`, 409 `no-shift`, 422 `not-so-much`. */
export const cashMoveRequest = cashMovedBody
  .omit({ shiftId: true, cashierId: true, approval: true })
  .extend({ approvalId: z.uuid().optional() });
export type CashMoveRequest = z.infer<typeof cashMoveRequest>;
export const cashMoved = z.strictObject({ movementId: z.uuid(), at: z.iso.datetime() });
export type CashMoved = z.infer<typeof cashMoved>;
export const shiftClosed = z.strictObject({
  shiftId: z.uuid(),
  zNumber: z.int(),
  saleCount: z.int(),
  totalMinor: amountMinor,
  expectedMinor: amountMinor,
  countedMinor: amountMinor,
  overShortMinor: amountMinor,
  perpetualTotalMinor: amountMinor,
});
export type ShiftClosed = z.infer<typeof shiftClosed>;

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

/** POST /prints → 202. GET /prints/{printId}. Event `print`. A second print of the same sale comes out marked DUPLICATA. */
export const printRequest = z.strictObject({
  printId: z.uuid(),
  saleId: z.uuid(),
  language: z.enum(['fr', 'en']),
});
export const printState = z.strictObject({
  printId: z.uuid(),
  state: z.enum(['queued', 'sending', 'confirmed', 'suspect']),
  duplicate: z.boolean(),
  detail: z.string(),
});
export type PrintState = z.infer<typeof printState>;

/** POST /drawer: opens it without a sale; journaled. GET /stock/{productId}: */
export const stockAnswer = z.strictObject({
  productId: z.string(),
  onHand: z.string(),
  asOf: z.iso.datetime(),
});
export type StockAnswer = z.infer<typeof stockAnswer>;

/** GET /customers?card=L…, for the cashier who serves. 404 `unknown-card`, 422 `not-a-card`. */
export const customerAtTill = z.object({
  customerId: z.string(),
  cardNumber: z.string(),
  /** `A. C.`: a store holds no names. */
  initials: z.string(),
  /** As `customer.taxExempt` of a basket. */
  taxExempt: z.object({ certificate: z.string() }).optional(),
  /** What could be spent at its `asOf`; null until the store has heard. */
  loyalty: z.object({ tier: z.string(), points: z.int(), asOf: z.iso.datetime() }).nullable(),
  /** When the store was last in step with head office's customers. */
  asOf: z.iso.datetime().nullable(),
});
export type CustomerAtTill = z.infer<typeof customerAtTill>;

/** Event `scan`, to the register that the scanner serves. */
export const scanned = z.strictObject({ text: z.string(), aim: z.string().nullable(), at: z.iso.datetime() });
export type Scanned = z.infer<typeof scanned>;

/**
 * Event `weight`, to the register that the scale serves: what the scale shows now.
 * POST /weighings → 201 `weighed`: the next stable weight, waited for a few seconds; from then on that load is sold. 409 `no-scale`;
 * `no-weight` with the scale's `state`; `same-load` while what was weighed before still lies on the platter.
 */
export const weight = z.strictObject({
  state: z.enum(['stable', 'zero', 'in-motion', 'under-zero', 'over-capacity', 'fault', 'silent', 'absent']),
  /** Three decimals, on a stable weight alone. */
  kilograms: z.string().nullable(),
});
export type Weight = z.infer<typeof weight>;
export const weighed = z.strictObject({ kilograms: z.string() });
export type Weighed = z.infer<typeof weighed>;

/**
 * POST /devices/{name}/test → 200 `deviceTested`: the device does something that can be seen (a slip, a label, an open drawer, words on
 * the display), or tells its state. `detail` is why not, or the state. 409 `no-device` at a register that it does not serve.
 */
export const deviceName = z.enum([
  'printer',
  'drawer',
  'paymentTerminal',
  'scanner',
  'scale',
  'customerDisplay',
  'labelPrinter',
]);
export type DeviceName = z.infer<typeof deviceName>;
export const deviceTested = z.strictObject({ ok: z.boolean(), detail: z.string() });
export type DeviceTested = z.infer<typeof deviceTested>;

/**
 * PUT /customer-display → 204: what the customer of this register reads now, on the display of two lines and on pages at
 * `/customer-display?register=`. No name, no message of a cashier, nothing of a card.
 */
export const customerView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('basket'),
    /** The last few, newest last. */
    lines: z
      .array(
        z.strictObject({
          name: z.strictObject({ fr: z.string(), en: z.string() }),
          quantity: z.string(),
          amountMinor,
        }),
      )
      .max(12),
    totalMinor: amountMinor,
  }),
  z.strictObject({ kind: z.literal('due'), dueMinor: amountMinor, asksForCard: z.boolean() }),
  z.strictObject({ kind: z.literal('change'), changeMinor: amountMinor }),
]);
export type CustomerView = z.infer<typeof customerView>;

/**
 * POST /back-office/labels → 201: shelf labels of a product, at its price of now. 409 `no-label-printer`, `labels-not-printed` with the
 * printer's `reason`; 404 `unknown-product`.
 */
export const labelRequest = z.strictObject({ productId: z.string(), copies: z.int().min(1).max(99) });
export type LabelRequest = z.infer<typeof labelRequest>;

export type ServerEvents = {
  weight: (weight: Weight) => void;
  state: (state: EdgeState) => void;
  scan: (scan: Scanned) => void;
  payment: (payment: PaymentState) => void;
  print: (print: PrintState) => void;
  RESYNC: () => void;
};
