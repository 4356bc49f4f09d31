/**
 * What a terminal may ask of the edge agent: the HTTP bodies under `/edge/v1` and the socket.io events of the same origin.
 * The terminal imports this file and nothing else of the agent. Errors are problem details (RFC 9457) of type `/problems/<type>`.
 *
 * Credentials: every call but `POST /pair`, `POST /terminal-keys` and `GET /state` carries `Authorization: Bearer <terminal token>`, a JWT of at most
 * five minutes that the terminal signs (EdDSA) with the key it paired; calls that act for a cashier also carry `Cashier-Session`.
 * socket.io: the same token in `auth.token`.
 */
import { basketRules } from '@comptoir/pricing/contract';
import {
  catalogueCategory,
  catalogueProduct,
  staffMember,
  storeConfiguration,
} from '@comptoir/sync-protocol/feeds/rows';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { z } from 'zod';
import { clockSuspect } from './clock-watch/api.ts';
import { deviceState, type Scanned, type Weight } from './devices/api.ts';
import type { PaymentState } from './payments/api.ts';
import type { PrintState } from './printing/api.ts';
import type { SettingsAnswer } from './settings/api.ts';
import { credential } from './staff/api.ts';

export * from './baskets/api.ts';
export * from './coupons/api.ts';
export * from './customers/api.ts';
export * from './devices/api.ts';
export * from './exchanges/api.ts';
export * from './heads/api.ts';
export type { HandOverRequest, OrdersToPrepare, OrderView } from './orders/api.ts';
export * from './pairing/api.ts';
export * from './payments/api.ts';
export * from './printing/api.ts';
export * from './receipt-mails/api.ts';
export * from './returns/api.ts';
export * from './sales/api.ts';
export * from './settings/api.ts';
export * from './shifts/api.ts';
export type { StaffCredential } from './staff/api.ts';
export * from './traces/api.ts';
export * from './training/api.ts';
export * from './values/api.ts';
export * from './voids/api.ts';

/** GET /register: what the paired register needs before anyone logs in. */
export const registerAnswer = z.strictObject({
  register: z.strictObject({ id: z.string(), number: z.string() }),
  store: storeConfiguration,
  staff: z.array(staffMember.omit({ pinHash: true, badgeHash: true })),
  epoch: z.string(),
  /** This terminal's key is old: it makes another (POST /terminal-keys). */
  rotateKey: z.literal(true).optional(),
});
export type RegisterAnswer = z.infer<typeof registerAnswer>;

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
  /** The store's day, to which the next record belongs. */
  businessDate: z.iso.date(),
  /** Number of the register that scanner and payment terminal serve; the printer prints for all. */
  devicesRegister: z.string(),
  clockSkewMs: z.int(),
  /** How far the books go, and how far of it the cloud has cosigned. A till that was told more has what this disk has lost. */
  head: z.strictObject({ journal: z.uuid(), seq: z.int(), cosignedSeq: z.int() }),
  journal: z.enum(['sound', 'altered']),
  /** The first entry that is not what was written; null while the journal is sound. */
  journalAlteredAt: z.int().nullable(),
  /** The clock jumped, and nobody has said yet that it is right. */
  clockSuspect: clockSuspect.nullable(),
});
export type EdgeState = z.infer<typeof edgeState>;

/** POST /sessions → 201; 401 `wrong-pin` (with `attemptsLeft`), 423 `locked-out` (with `retryAfterSeconds`). DELETE /sessions/current. */
export const sessionRequest = credential;
export const sessionAnswer = z.strictObject({
  session: z.string(),
  staff: staffMember.omit({ pinHash: true, badgeHash: true }),
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

/** POST /drawer: opens it without a sale; journaled. GET /stock/{productId}: */
export const stockAnswer = z.strictObject({
  productId: z.string(),
  onHand: z.string(),
  asOf: z.iso.datetime(),
});
export type StockAnswer = z.infer<typeof stockAnswer>;

/** GET /stock/{productId}/elsewhere: other places that were last told to hold some, most first; never a question to head office. */
export const stockElsewhere = z.array(
  z.strictObject({ name: z.string(), onHand: z.string(), asOf: z.iso.datetime() }),
);
export type StockElsewhere = z.infer<typeof stockElsewhere>;

export type ServerEvents = {
  weight: (weight: Weight) => void;
  state: (state: EdgeState) => void;
  settings: (settings: SettingsAnswer) => void;
  scan: (scan: Scanned) => void;
  payment: (payment: PaymentState) => void;
  print: (print: PrintState) => void;
  /** Signed just now: see POST /witness. */
  head: (head: SignedHead) => void;
  RESYNC: () => void;
};
