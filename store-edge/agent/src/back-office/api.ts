/**
 * What the back office may ask of the edge agent, under `/edge/v1/back-office`; its web app imports this file and nothing else of
 * the agent but `api.ts`. Errors are problem details of type `/problems/<type>`.
 *
 * Credentials: every call but `GET /people` and `POST /sessions` carries `Authorization: Bearer <session>`, and so does PouchDB
 * when it replicates with `/counting/<database>`. Whoever is on the store's list may look up stock and count; what says "manager"
 * needs that role.
 */
import { instant } from '@comptoir/pricing/contract';
import { doubleReturn, staffMember } from '@comptoir/sync-protocol/feeds/rows';
import { shiftClosedBody } from '@comptoir/sync-protocol/records/kinds';
import { periodClosedBody } from '@comptoir/sync-protocol/records/period-body';
import { permissions } from '@comptoir/sync-protocol/staff/permissions';
import { z } from 'zod';
import { edgeState } from '../api.ts';
import { clockSuspect } from '../clock-watch/api.ts';
import { printRequest } from '../printing/api.ts';
import { foundSale } from '../returns/api.ts';
import { pin } from '../staff/api.ts';

export * from '../counting/api.ts';
export * from '../orders/api.ts';
export * from '../stock/api.ts';

const texts = z.strictObject({ fr: z.string(), en: z.string() });
const person = staffMember.omit({ pinHash: true, badgeHash: true });

/** GET /people: who may sign in at a tablet. */
export const peopleAnswer = z.strictObject({
  storeName: z.string(),
  people: z.array(person.pick({ id: true, displayName: true })),
});
export type PeopleAnswer = z.infer<typeof peopleAnswer>;

/**
 * POST /sessions {staffId, pin} → 201; 401 `wrong-pin`, 423 `locked-out`, 429 `too-many-pins`. GET /sessions/current → the same
 * without the secret: asked again now and then, since `database` changes when this store's history does, and `now` tells the
 * tablet how far its clock is off. DELETE /sessions/current.
 */
export const signInRequest = z.strictObject({ staffId: z.string(), pin: z.string().regex(/^\d{4,8}$/) });
const presence = z.strictObject({
  staff: person,
  store: z.strictObject({ id: z.string(), code: z.string(), name: z.string(), timeZone: z.string() }),
  database: z.string(),
  now: instant,
});
export const signedIn = presence.extend({ session: z.string() });
export type SignedIn = z.infer<typeof signedIn>;
export type Presence = z.infer<typeof presence>;

/** GET /stock?search=&limit= → best first. An empty search gives what leads every screen. */
export const stockItem = z.strictObject({
  productId: z.string(),
  sku: z.string(),
  gtin: z.string().nullable(),
  name: texts,
  soldBy: z.enum(['piece', 'weight']),
  onHand: z.string(),
});
export type StockItem = z.infer<typeof stockItem>;
export const stockList = z.strictObject({ items: z.array(stockItem), asOf: instant });
export type StockList = z.infer<typeof stockList>;

/** GET /stock/{productId}: here exactly, elsewhere as last told. */
export const stockSheet = stockItem.extend({
  asOf: instant,
  elsewhere: z.array(
    z.strictObject({
      locationId: z.string(),
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      /** `null`: that place was never told to hold it. */
      onHand: z.string().nullable(),
      asOf: instant.nullable(),
    }),
  ),
});
export type StockSheet = z.infer<typeof stockSheet>;

/** GET /sales?from=&to=&last4=&amountMinor=&numberEnd= → this store's, newest first, at most fifty. Manager. */
export const salesQuery = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  amountMinor: z.coerce.number().int().optional(),
  numberEnd: z.string().min(1).max(24).optional(),
});
export const salesAnswer = z.strictObject({ sales: z.array(foundSale) });
export type SalesAnswer = z.infer<typeof salesAnswer>;
/** POST /sales/{saleId}/prints {printId, language} → 202: the receipt again, marked DUPLICATA. 404 `unknown-sale`. Manager. */
export const duplicateRequest = printRequest.pick({ printId: true, language: true });

/** GET /trail?before=&kind=&actor= → who did what, newest first; `nextBefore` where to go on, null at the end. Manager. */
export const trailQuery = z.object({
  before: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
  kind: z.string().max(40).optional(),
  actor: z.string().max(80).optional(),
});
export type TrailQuery = z.infer<typeof trailQuery>;
export const trailEntry = z.strictObject({
  kind: z.string(),
  at: z.string(),
  register: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  /** For whom, of leave that was given. */
  cashierName: z.string().nullable(),
  /** As it stands in the journal. */
  body: z.record(z.string(), z.unknown()),
});
export type TrailEntry = z.infer<typeof trailEntry>;
export const trailAnswer = z.strictObject({ entries: z.array(trailEntry), nextBefore: z.int().nullable() });
export type TrailAnswer = z.infer<typeof trailAnswer>;

/**
 * GET /team → who works here, and who may do what. POST /team/{staffId}/unlock → 204: lets in whom wrong PINs keep out. POST …/pin `{pin}` → 204:
 * another PIN. POST …/badge → 204: a badge, printed where the printer stands; the one before is worth nothing. DELETE …/badge → 204. 404
 * `unknown-staff`, 409 `not-this-store`: of head office. Manager.
 */
export const pinRequest = z.strictObject({ pin });
export const teamAnswer = z.strictObject({
  people: z.array(
    person.extend({
      hasBadge: z.boolean(),
      /** How they sign in is head office's to change. */
      isHeadOffice: z.boolean(),
      /** Wrong PINs keep this one out; null: they do not. */
      lockedUntil: instant.nullable(),
    }),
  ),
  rights: z.array(z.strictObject({ permission: z.enum(permissions), roles: staffMember.shape.roles })),
});
export type TeamAnswer = z.infer<typeof teamAnswer>;

/** GET /settings → what the store sets for itself. PUT /settings/{name} as at the till (`../settings/api.ts`). Manager. */
export type { SettingsAnswer } from '../settings/api.ts';

/** GET /cash (manager): the store's Zs and closings, newest first, and goods that came back here and elsewhere. */
export const cashAnswer = z.strictObject({
  shifts: z.array(
    z.strictObject({
      register: z.string(),
      closedAt: instant,
      businessDate: z.iso.date(),
      body: shiftClosedBody,
    }),
  ),
  closings: z.array(periodClosedBody),
  doubleReturns: z.array(doubleReturn),
});
export type CashAnswer = z.infer<typeof cashAnswer>;

/** GET /day (manager): what is not finished of the store's day. */
export const dayAnswer = z.strictObject({
  businessDate: z.iso.date(),
  openShifts: z.array(
    z.strictObject({
      register: z.string(),
      openedAt: instant,
      openedBy: z.string(),
      /** Before the day's own: left open overnight. */
      businessDate: z.iso.date(),
      saleCount: z.int(),
    }),
  ),
  /** Of the drawers that were counted today. */
  differences: z.array(
    z.strictObject({
      register: z.string(),
      zNumber: z.int(),
      overShortMinor: z.int(),
      /** In US cents, apart. */
      usDollarsOverShortMinor: z.int(),
      reason: z.string().nullable(),
    }),
  ),
  link: z.enum(['online', 'offline', 'catching-up']),
  unsentSales: z.int(),
  unsentRecords: z.int(),
  paymentsInDoubt: z.array(
    z.strictObject({
      register: z.string(),
      amountMinor: z.int(),
      kind: z.enum(['charge', 'refund']),
      since: instant,
    }),
  ),
  printsWaiting: z.int(),
  doubleReturns: z.int(),
});
export type DayAnswer = z.infer<typeof dayAnswer>;

/** GET /devices → their states. POST /devices/{name}/test (manager) → `deviceTested`, as at a till. */
export const devicesAnswer = z.strictObject({
  states: edgeState.shape.devices,
  devicesRegister: z.string(),
});
export type DevicesAnswer = z.infer<typeof devicesAnswer>;

/** GET /server (manager): how this store's server stands with the cloud, and what its journals went through. Newest first. */
export const journalHistory = z.strictObject({
  openedAt: instant,
  reason: z.enum(['new', 'rolled-back', 'forked', 'damaged', 'replaced']),
  /** The last record of the journal before that can be vouched for. */
  predecessorSeq: z.int().nullable(),
  /** Records of the journal before that came over; `null` where the oldest ones went because of their age. */
  recovered: z.int().nullable(),
  seq: z.int(),
  /** Up to here the cloud has it, and has signed for it. */
  cosignedSeq: z.int(),
});
export type JournalHistory = z.infer<typeof journalHistory>;
export const serverAnswer = z.strictObject({
  version: z.string(),
  link: z.enum(['online', 'offline', 'catching-up']),
  linkSince: instant,
  refusedBecause: z.string().nullable(),
  unsentSales: z.int(),
  unsentRecords: z.int(),
  clockSkewMs: z.int(),
  clockSuspect: clockSuspect.nullable(),
  /** The last time that the cloud had lost what it had signed for, up to that record, and got it again from here. */
  cloudRewound: z.strictObject({ at: instant, cosignedSeq: z.int() }).nullable(),
  journals: z.array(journalHistory),
});
export type ServerAnswer = z.infer<typeof serverAnswer>;
