/**
 * Counts of what is on the shelves (E10), of the back office's contract (`../back-office/api.ts`): what a tablet knows of products, the
 * documents that it replicates, and what a manager decides and commits.
 */
import { decimalString, instant } from '@comptoir/pricing/contract';
import { countReason } from '@comptoir/sync-protocol/records/stock-body';
import { z } from 'zod';

const texts = z.strictObject({ fr: z.string(), en: z.string() });

/** GET /catalogue?afterEpoch=&afterPos=&limit=: what a tablet needs to know a product by its code without a network. */
export const countableProduct = z.strictObject({
  id: z.string(),
  sku: z.string(),
  gtins: z.array(z.string()),
  name: texts,
  soldBy: z.enum(['piece', 'weight']),
  deleted: z.boolean(),
});
export type CountableProduct = z.infer<typeof countableProduct>;
export const countablePage = z.strictObject({
  products: z.array(countableProduct),
  checkpoint: z.strictObject({ epoch: z.string(), pos: z.int() }),
  total: z.int(),
  caughtUp: z.boolean(),
});
export type CountablePage = z.infer<typeof countablePage>;

/** More than any shelf holds is a slip of the finger. */
export const quantityMax = 99_999;
const name = z.string().trim().min(1).max(60);
const zone = z.strictObject({ zoneId: z.string().regex(/^[a-z0-9-]{1,40}$/), name });
export type Zone = z.infer<typeof zone>;
/** What a count is to find: whatever is counted; all that the store has; the articles whose turn it is. */
export const countScope = z.enum(['free', 'full', 'cycle']);
export type CountScope = z.infer<typeof countScope>;
/** Articles of one cycle count: a day's work for a few people. */
export const cycleMax = 300;

/** Documents of the counting store, by their `type`; the id is `<type>:` and the ids it is about, see `documentId`. */
export const countDocument = z.strictObject({
  type: z.literal('count'),
  countId: z.uuid(),
  name,
  zones: z.array(zone).min(1).max(60),
  openedAt: instant,
  openedByName: z.string(),
  state: z.enum(['open', 'committed']),
  scope: countScope,
  /** Whether those who count are kept from seeing what the books say. */
  isBlind: z.boolean(),
  /** Of a cycle: what is to be counted. */
  productIds: z.array(z.string()),
});
export type CountDocument = z.infer<typeof countDocument>;

/** A person has taken a zone, or is done with it. */
export const zoneDocument = z.strictObject({
  type: z.literal('zone'),
  countId: z.uuid(),
  zoneId: z.string(),
  counterId: z.string(),
  counterName: z.string(),
  takenAt: instant,
  doneAt: instant.nullable(),
});
export type ZoneDocument = z.infer<typeof zoneDocument>;

/** One product in one zone, as one person counts it. Times are the edge's, as the tablet last knew it. */
export const lineDocument = z.strictObject({
  type: z.literal('line'),
  countId: z.uuid(),
  zoneId: z.string(),
  productId: z.string(),
  counterId: z.string(),
  counterName: z.string(),
  /** Tells two tablets of one person apart. */
  tabletId: z.string().max(40),
  quantity: decimalString.regex(/^\d{1,5}(\.\d{1,3})?$/, 'from 0 to 99 999, three decimals at most'),
  countedAt: instant,
});
export type LineDocument = z.infer<typeof lineDocument>;

/** Written by the edge alone. `basis`: the revisions that were looked at; a count that comes later is judged anew. */
export const decisionDocument = z.strictObject({
  type: z.literal('decision'),
  countId: z.uuid(),
  zoneId: z.string(),
  productId: z.string(),
  /** The picked one of `basis`; `null` asks for a recount. */
  picked: z.string().nullable(),
  basis: z.array(z.string()).min(1),
  decidedBy: z.string(),
  decidedAt: instant,
});
export type DecisionDocument = z.infer<typeof decisionDocument>;

export const documentId = {
  count: (countId: string) => `count:${countId}`,
  zone: (it: Pick<ZoneDocument, 'countId' | 'zoneId' | 'counterId'>) =>
    `zone:${it.countId}:${it.zoneId}:${it.counterId}`,
  line: (it: Pick<LineDocument, 'countId' | 'zoneId' | 'productId' | 'counterId'>) =>
    `line:${it.countId}:${it.zoneId}:${it.productId}:${it.counterId}`,
  decision: (it: Pick<DecisionDocument, 'countId' | 'zoneId' | 'productId'>) =>
    `decision:${it.countId}:${it.zoneId}:${it.productId}`,
};

/**
 * POST /counts → 201 (manager); the same `countId` again gives the same count. `openedAt`: one that a tablet knows and this server
 * does not any more, since it was restored from before; what was counted then is judged by the books of then. GET /counts → newest first.
 */
export const openCountRequest = z.strictObject({
  countId: z.uuid(),
  name,
  zones: z.array(zone).min(1).max(60),
  scope: countScope.default('free'),
  isBlind: z.boolean().default(true),
  productIds: z.array(z.string().min(1).max(64)).max(cycleMax).default([]),
  openedAt: instant.optional(),
});
export type OpenCountRequest = z.infer<typeof openCountRequest>;

/**
 * GET /counts/cycle (manager): which articles bring in how much here, when each class is to be counted, and whose turn it is today.
 * A: the first 80 % of sales of the last 90 days, B: the next 15 %, C: the rest.
 */
export const cycleAnswer = z.strictObject({
  classes: z.array(
    z.strictObject({
      abc: z.enum(['A', 'B', 'C']),
      products: z.int(),
      everyDays: z.int(),
      /** How many should have been counted by now. */
      due: z.int(),
    }),
  ),
  today: z.array(
    z.strictObject({
      productId: z.string(),
      sku: z.string(),
      name: texts,
      abc: z.enum(['A', 'B', 'C']),
      /** `null`: never yet. */
      countedAt: instant.nullable(),
    }),
  ),
});
export type CycleAnswer = z.infer<typeof cycleAnswer>;

export const countSummary = countDocument.omit({ type: true }).extend({
  lineCount: z.int(),
  openCount: z.int(),
  committedCount: z.int(),
});
export type CountSummary = z.infer<typeof countSummary>;
export const countList = z.strictObject({ counts: z.array(countSummary) });

/** GET /counts/{id}/compare (manager): every product of every zone; those that need a decision first. */
export const comparedEntry = z.strictObject({
  revision: z.string(),
  quantity: z.string(),
  counterName: z.string(),
  countedAt: instant,
  /** Counted minus what the books said at that moment, sales included. */
  difference: z.string(),
});
export type ComparedEntry = z.infer<typeof comparedEntry>;
export const comparedRow = z.strictObject({
  zoneId: z.string(),
  zoneName: z.string(),
  productId: z.string(),
  sku: z.string(),
  name: texts,
  state: z.enum(['disagrees', 'recount', 'agreed', 'decided', 'committed']),
  entries: z.array(comparedEntry),
  picked: z.string().nullable(),
  /** On hand now, of the whole store, by the books. */
  system: z.string(),
  /** The same product's settled count in other zones; `null` if it is counted here alone. */
  otherZones: z.string().nullable(),
  /** What the difference of the standing count is worth; `null` while none stands, or once it is committed. */
  valueMinor: z.int().nullable(),
  /** Its product is not in the catalogue any more: what was counted of it counts all the same. */
  isDeleted: z.boolean(),
});
export type ComparedRow = z.infer<typeof comparedRow>;
export const compareAnswer = z.strictObject({ count: countSummary, rows: z.array(comparedRow) });
export type CompareAnswer = z.infer<typeof compareAnswer>;

/** GET /counts/{id}/uncounted (manager): what a full count or a cycle should find, and nobody has counted yet; at most 500 are listed. */
export const uncountedAnswer = z.strictObject({
  items: z.array(
    z.strictObject({ productId: z.string(), sku: z.string(), name: texts.nullable(), onHand: z.string() }),
  ),
  total: z.int(),
});
export type UncountedAnswer = z.infer<typeof uncountedAnswer>;

/** POST /counts/{id}/decisions → 204 (manager); 409 `count-moved-on` when `basis` is not what is there now. */
export const decisionRequest = z.strictObject({
  zoneId: z.string(),
  productId: z.string(),
  picked: z.string().nullable(),
  basis: z.array(z.string()).min(1),
});

/**
 * POST /counts/{id}/commit → 200 (manager); the same `commitId` again gives the same answer. 409 `count-disagrees` while products
 * disagree, unless `leaveOpen`: then the rest is committed, and those stay. `reasons`: why, by product, where that is known; what is lost
 * is not found too much: 422 `reason-of-a-loss`. `uncounted: 'zero'` of a full count says that what nobody found is not there.
 */
export const commitRequest = z.strictObject({
  commitId: z.uuid(),
  leaveOpen: z.boolean(),
  reasons: z.record(z.string(), countReason).default({}),
  uncounted: z.enum(['leave', 'zero']).default('leave'),
});
export type CommitRequest = z.infer<typeof commitRequest>;
export const commitAnswer = z.strictObject({
  countId: z.uuid(),
  committed: z.int(),
  corrected: z.int(),
  leftOpen: z.int(),
  state: z.enum(['open', 'committed']),
});
export type CommitAnswer = z.infer<typeof commitAnswer>;

/** GET /counts/{id}/variance (manager): what was committed and differed, in money; negative: short. */
export const varianceAnswer = z.strictObject({
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      /** `null`: it has left the catalogue. */
      name: texts.nullable(),
      sku: z.string(),
      expected: z.string(),
      counted: z.string(),
      difference: z.string(),
      /** What a unit cost when it last came in, or its price where that is not known; taxes apart. */
      unitValueMinor: z.int().nonnegative(),
      valuedBy: z.enum(['cost', 'price']),
      valueMinor: z.int(),
      reason: countReason,
    }),
  ),
  overMinor: z.int().nonnegative(),
  shortMinor: z.int().nonpositive(),
});
export type VarianceAnswer = z.infer<typeof varianceAnswer>;
