/**
 * What head office's web app may rely on: the answers of Sales under `/api/v1/sales` and `/api/v1/staff`, and the events of its
 * live socket (socket.io, path `/api/v1/sales/live`, staff token in `auth.token`). The app imports this file and nothing else of Sales.
 */
import { amountMinor, currency, money } from '@comptoir/pricing/contract';
import { staffRole } from '@comptoir/service-kit/auth/roles';
import { doubleReturn } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';

export type { DeviceName, DeviceState } from '@comptoir/sync-protocol/wire/devices';

export * from './places/api.ts';
export * from './values/api.ts';

/** POST /api/v1/staff/auth */
export const staffAuthRequest = z.strictObject({ login: z.string().min(1), password: z.string().min(1) });
export const staffAuthAnswer = z.strictObject({
  accessToken: z.string(),
  expiresInSeconds: z.int().positive(),
  staff: z.strictObject({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(z.string()),
    /** What the roles allow: an app hides the rest. */
    may: z.array(z.string()),
    language: z.enum(['fr', 'en']),
  }),
});
export type StaffAuthAnswer = z.infer<typeof staffAuthAnswer>;

/** An item of GET /api/v1/staff */
export const staffMember = z
  .object({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(staffRole),
    language: z.enum(['fr', 'en']),
    /** Empty: everywhere. */
    storeIds: z.array(z.string()),
    hasPin: z.boolean(),
    login: z.string().nullable(),
    /** False: has left, and signs in nowhere. */
    isActive: z.boolean(),
  })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof staffMember>;

/** An item of GET /history, and the live event `sale`: a sale, or a return of one. */
export const saleSummary = z.strictObject({
  kind: z.enum(['sale', 'return']),
  id: z.string(),
  /** Of a return: the sale that it takes back, or its own id where there was no receipt. Of a sale: its own id. */
  saleId: z.string(),
  receiptNumber: z.string(),
  storeId: z.string(),
  registerId: z.string(),
  cashierId: z.string(),
  businessDate: z.iso.date(),
  completedAt: z.iso.datetime(),
  /** When the cloud had it: later than `completedAt` by as long as the store was cut off. */
  receivedAt: z.iso.datetime(),
  /** Pieces, weighed goods as one each; of a return, what came back. */
  itemCount: z.int(),
  /** With taxes. Of a return below zero, so that a list adds up to the revenue. */
  total: money,
  tenders: z.array(z.string()),
});
export type SaleSummary = z.infer<typeof saleSummary>;
export const salesHistory = z.strictObject({
  items: z.array(saleSummary),
  nextCursor: z.string().nullable(),
});

/** What is on the trail of people; `shift.closed` is also a register's Z, `period.closed` is no person's. */
export const trailKinds = [
  'access.approved',
  'drawer.opened',
  'cash.moved',
  'void',
  'shift.opened',
  'shift.closed',
  'setting.changed',
  'customer.proposed',
  'clock.suspect',
  'clock.settled',
] as const;
export const closingKinds = { shift: 'shift.closed', period: 'period.closed' } as const;

/** An item of GET /closings and GET /trail: a record of a store's journal, its body as it was written. */
export const trailEntry = z.strictObject({
  recordId: z.string(),
  storeId: z.string(),
  kind: z.string(),
  register: z.string().nullable(),
  /** Id of a member of the staff. */
  actor: z.string().nullable(),
  businessDate: z.iso.date(),
  at: z.iso.datetime(),
  body: z.record(z.string(), z.unknown()),
});
export type TrailEntry = z.infer<typeof trailEntry>;
export const trailList = z.strictObject({ items: z.array(trailEntry), nextCursor: z.string().nullable() });
export type TrailList = z.infer<typeof trailList>;

/** GET /double-returns: two stores, cut off from each other, took the same goods back. Both returns stand; people decide. */
export const doubleReturnList = z.strictObject({ items: z.array(doubleReturn) });
export type DoubleReturnList = z.infer<typeof doubleReturnList>;

/** GET /revenue?date=: every store, also those without a sale; and the live event `revenue`. */
export const revenueByStore = z.strictObject({
  date: z.iso.date(),
  asOf: z.iso.datetime(),
  currency,
  stores: z.array(
    z.strictObject({
      storeId: z.string(),
      code: z.string(),
      name: z.string(),
      saleCount: z.int(),
      revenueMinor: amountMinor,
    }),
  ),
});
export type RevenueByStore = z.infer<typeof revenueByStore>;

/** Something that befell an edge, however often. `seq`: where, the last time. */
export const edgeNote = z.strictObject({
  kind: z.enum([
    'doubled',
    'gap',
    'fork',
    'bad-chain',
    'bad-signature',
    'bad-frame',
    'stale-session',
    'clone-suspected',
    'cloud-rewound',
  ]),
  journal: z.string(),
  seq: z.int(),
  times: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type EdgeNote = z.infer<typeof edgeNote>;

/** A journal that follows another: why, and what became of the records of the one before. */
export const journalOpening = z.strictObject({
  journal: z.string(),
  at: z.iso.datetime(),
  reason: z.enum(['rolled-back', 'forked', 'damaged', 'replaced']),
  /** The last record of the journal before that the edge vouches for. */
  predecessorSeq: z.int().nullable(),
  /** How far the cloud holds the journal before. */
  heldSeq: z.int(),
  /** Records that came over, byte for byte. */
  recovered: z.int(),
  /** Of these, records that are not what was written: they are set aside. */
  altered: z.int(),
});
export type JournalOpening = z.infer<typeof journalOpening>;

/** Releases go from ring to ring, from the innermost outwards; `all` is every store's. */
export const releaseRing = z.enum(['canary', 'early', 'all']);
export type ReleaseRing = z.infer<typeof releaseRing>;

const release = z.strictObject({
  version: z.string(),
  ring: releaseRing,
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
  withdrawnAt: z.iso.datetime().nullable(),
});
export type Release = z.infer<typeof release>;

/** GET /releases, newest first. */
export const releasesAnswer = z.strictObject({ items: z.array(release) });

/** Of an item of GET /edges. */
const edgeRelease = z.strictObject({
  ring: releaseRing,
  /** What it is told to run, if anything is published for its ring. */
  wantedVersion: z.string().nullable(),
  /** The newest release that did not come up there: the edge runs on with the one before. */
  failed: z.strictObject({ version: z.string(), why: z.string(), at: z.iso.datetime() }).nullable(),
});
export type EdgeRelease = z.infer<typeof edgeRelease>;

/** GET /edges: the health of each store's edge agent. */
export const edgeHealth = z.strictObject({
  edgeId: z.string(),
  storeId: z.string(),
  storeCode: z.string(),
  state: z.enum(['online', 'silent', 'never-seen', 'revoked']),
  lastSeenAt: z.iso.datetime().nullable(),
  agentVersion: z.string().nullable(),
  /** How far our clock is ahead of the edge's own. */
  skewMs: z.int().nullable(),
  /** Since when it has the key that it signs with now, and whether it is to make itself another. */
  keySince: z.iso.datetime(),
  keyRotationDue: z.boolean(),
  /** Records that the edge has said to hold and has not sent yet. */
  unsentRecords: z.int(),
  /** As the store's server told last; null: it never did. Names and states that are not known here are told as they are. */
  devices: z.array(z.strictObject({ name: z.string(), state: z.string(), isWell: z.boolean() })).nullable(),
  devicesAt: z.iso.datetime().nullable(),
  release: edgeRelease,
  journals: z.array(
    z.strictObject({
      journal: z.string(),
      seq: z.int(),
      /** Where it ends at the edge, as far as that was told. */
      tailSeq: z.int(),
      receivedAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Newest first. */
  notes: z.array(edgeNote),
  openings: z.array(journalOpening),
});
export const edgesAnswer = z.strictObject({ items: z.array(edgeHealth) });
export type EdgeHealth = z.infer<typeof edgeHealth>;

/** GET /public/archive-key */
export const archiveKey = z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: z.string() });
export type ArchiveKey = z.infer<typeof archiveKey>;

/** Which rule kept a stored record from being projected. `unknown-kind` is no fault: a later version reads it. */
export const quarantineRule = z.enum([
  'unknown-kind',
  'body',
  'header',
  'store',
  'lines',
  'totals',
  'recovered',
  'id-reused',
]);
export type QuarantineRule = z.infer<typeof quarantineRule>;
/** A till's word stands even where it does not add up; nothing else may be waived, since nothing could be read from it. */
export const waivableRules: readonly QuarantineRule[] = ['totals'];

/** GET /quarantine */
export const quarantined = z
  .strictObject({
    journal: z.string(),
    seq: z.int(),
    recordId: z.string(),
    storeId: z.string(),
    kind: z.string(),
    rule: quarantineRule,
    reason: z.string(),
    at: z.iso.datetime(),
    /** What people read on the slip, where the record carries one. */
    receiptNumber: z.string().nullable(),
  })
  .meta({ id: 'Quarantined' });
export type Quarantined = z.infer<typeof quarantined>;

/** POST /quarantine/{journal}/{seq}/decision. The record itself never changes: this is kept beside it. */
export const quarantineDecision = z.discriminatedUnion('decision', [
  /** Projects it by today's rules. */
  z.strictObject({ decision: z.literal('replay') }),
  /** Projects it though its totals do not agree: it was sold. */
  z.strictObject({ decision: z.literal('accept'), note: z.string().trim().min(1).max(200) }),
  /** It stays in the journal, and is counted nowhere. */
  z.strictObject({ decision: z.literal('dismiss'), note: z.string().trim().min(1).max(200) }),
]);
export type QuarantineDecision = z.infer<typeof quarantineDecision>;
export const decided = z.strictObject({
  state: z.enum(['projected', 'dismissed', 'open']),
  /** Why it is still open. */
  reason: z.string().nullable(),
});
export type Decided = z.infer<typeof decided>;
/** POST /quarantine/replay */
export const replayed = z.strictObject({ projected: z.int(), open: z.int() });
export type Replayed = z.infer<typeof replayed>;

export type LiveEvents = { sale: (sale: SaleSummary) => void; revenue: (revenue: RevenueByStore) => void };

/** The one style of a receipt's page. Whoever shows the page in a frame of their own lets it through by its hash. */
export const receiptStyle = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
p{margin:0}.centre{text-align:center}.mark{margin:.5rem 0;padding:.25rem;text-align:center;font-weight:700;border:2px solid}
hr{margin:1rem 0;border:0;border-top:1px solid #999}.pair{display:flex;gap:1rem;justify-content:space-between}
.pair span+span{white-space:nowrap;font-variant-numeric:tabular-nums}.strong{font-weight:700}.total{font-weight:700;font-size:1.15em}
nav{display:flex;gap:1.5rem;justify-content:center;margin-top:1.5rem}a{color:inherit;padding:.75rem 0}@media print{nav{display:none}}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}}`;
