/**
 * What head office's web app may rely on: the answers of Sales under `/api/v1/sales` and `/api/v1/staff`, and the events of its
 * live socket (socket.io, path `/api/v1/sales/live`, staff token in `auth.token`). The app imports this file and nothing else of Sales.
 */
import { amountMinor, currency, money } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** POST /api/v1/staff/auth */
export const staffAuthRequest = z.strictObject({ login: z.string().min(1), password: z.string().min(1) });
export const staffAuthAnswer = z.strictObject({
  accessToken: z.string(),
  expiresInSeconds: z.int().positive(),
  staff: z.strictObject({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(z.string()),
    language: z.enum(['fr', 'en']),
  }),
});
export type StaffAuthAnswer = z.infer<typeof staffAuthAnswer>;

/** An item of GET /history, and the live event `sale`: a sale, or a return of one. */
export const saleSummary = z.strictObject({
  kind: z.enum(['sale', 'return']),
  id: z.string(),
  /** Of a return: the sale that it takes back. Of a sale: its own id. */
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

/** Releases go from ring to ring, from the innermost outwards; `all` is every store's. */
export const releaseRing = z.enum(['canary', 'early', 'all']);
export type ReleaseRing = z.infer<typeof releaseRing>;

/** GET /releases, newest first. */
export const releasesAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      version: z.string(),
      ring: releaseRing,
      publishedAt: z.iso.datetime(),
      publishedBy: z.string(),
      withdrawnAt: z.iso.datetime().nullable(),
    }),
  ),
});

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
  release: edgeRelease,
  journals: z.array(
    z.strictObject({ journal: z.string(), seq: z.int(), receivedAt: z.iso.datetime().nullable() }),
  ),
});
export const edgesAnswer = z.strictObject({ items: z.array(edgeHealth) });
export type EdgeHealth = z.infer<typeof edgeHealth>;

/** GET /public/stores: what anybody may know of a store. */
export const publicStores = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      address: z.array(z.string()),
      phone: z.string(),
    }),
  ),
  nextCursor: z.null(),
});
export type PublicStores = z.infer<typeof publicStores>;

export type LiveEvents = { sale: (sale: SaleSummary) => void; revenue: (revenue: RevenueByStore) => void };
