/**
 * Feeds: what comes down. A feed is a compacted series of rows; `scope` is a store's id or `*`.
 * Source: docs/sync-protocol.md, Down.
 */
import {
  amountMinor,
  basketRules,
  currency,
  decimalString,
  productPricing,
  promotion,
} from '@comptoir/pricing/contract';
import { z } from 'zod';
import { valueKind } from '../records/value-body.ts';
import { deliveryPurchaseOrder, deliveryTransfer, stockAlert } from './stock-rows.ts';

export const feedName = z.enum([
  'catalogue',
  'configuration',
  'users',
  'stock-here',
  'stock-elsewhere',
  'deliveries',
  'stock-alerts',
  'orders-to-prepare',
  'customers',
  'allowances-value',
]);
export type FeedName = z.infer<typeof feedName>;

/** One line of a feed's NDJSON answer. A tombstone has `value: null`. Members of a later owner are ignored, so that versions can meet. */
export const feedRow = z.object({
  scope: z.string(),
  key: z.string(),
  /** Given after commit by the owner's sequencer; dense over the feed's history. */
  pos: z.int().positive(),
  /** Last position of the unit (one commit of the sequencer) to which the row belongs. */
  unit: z.int().positive(),
  value: z.json().nullable(),
});
export type FeedRow = z.infer<typeof feedRow>;

/** The last line of every feed page. */
export const feedPageEnd = z.object({
  /** Holds epoch, scope hash and position: written with `formatCursor`, decided upon with `readFrom` (feeds/cursor.ts). */
  cursor: z.string(),
  /** False: the page stops inside a unit, whose rows are staged until the rest has come. */
  unitComplete: z.boolean(),
  caughtUp: z.boolean(),
});
export type FeedPageEnd = z.infer<typeof feedPageEnd>;

const texts = z.strictObject({ fr: z.string(), en: z.string() });

/** Catalogue feed, key `product/<id>`. Members of a later owner are ignored: a product is sold all the same. */
export const catalogueProduct = z.object({
  id: z.string(),
  sku: z.string(),
  gtins: z.array(z.string().regex(/^\d{14}$/)),
  name: texts,
  categoryId: z.string(),
  pricing: productPricing,
  parentId: z.string().optional(),
  /** `{fr: 'Rouge', en: 'Red'}`: what tells a variant from its family. */
  variantName: texts.optional(),
  imageUrl: z.string().optional(),
  /** Lower first; the assortment that leads every screen has ranks, the rest none. */
  rank: z.int().optional(),
  favourite: z.boolean().optional(),
  /** In years: below it nobody may buy this. */
  minimumAge: z.int().positive().optional(),
  /** What is written down of each piece that is sold: its serial number, or its lot. */
  tracks: z.enum(['serial', 'lot']).optional(),
  /** Of a piece with its wrapping, for parcels; absent: nobody said. */
  weightGrams: z.int().positive().optional(),
  /** Products that are charged with each piece, on a line of their own: its deposit, its eco-fee. */
  chargeIds: z.array(z.string()).optional(),
});
export type CatalogueProduct = z.infer<typeof catalogueProduct>;

/** Catalogue feed, key `category/<id>`. */
export const catalogueCategory = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  name: texts,
  rank: z.int(),
});
export type CatalogueCategory = z.infer<typeof catalogueCategory>;

/** Catalogue feed, key `rules`: taxes, treatments, tax mode, cash increment. */
export const catalogueRules = basketRules;

/** Catalogue feed, key `promotion/<id>`: told before it begins and after it ended, since each place goes by its own clock. */
export const cataloguePromotion = promotion;

/** Users feed, key `staff/<id>`. */
export const staffMember = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(['cashier', 'supervisor', 'manager', 'head-office'])),
  language: z.enum(['fr', 'en']),
  /** argon2id, PHC string. */
  pinHash: z.string(),
  /** SHA-256 of the code of their badge, in hex; absent: they have none. */
  badgeHash: z.string().optional(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** Configuration feed, key `store/<id>` (own store in full). */
export const storeConfiguration = z.strictObject({
  id: z.string(),
  code: z.string(),
  /** Three digits, leads every receipt number. */
  number: z.string().regex(/^\d{3}$/),
  name: z.string(),
  address: z.array(z.string()),
  phone: z.string(),
  timeZone: z.string(),
  currency: z.literal('CAD'),
  jurisdiction: z.string(),
  taxRegistrations: z.array(z.strictObject({ code: z.string(), number: z.string() })),
  registers: z.array(z.strictObject({ id: z.string(), number: z.string() })),
  receiptFooter: texts,
  /** Shown where people look around: in the demo, that prices and stock are invented, and whose the product names are. */
  notice: texts.optional(),
});
export type StoreConfiguration = z.infer<typeof storeConfiguration>;

/** Configuration feed, key `edge/<id>`, scope `*`: whose signature a receipt of any store bears. */
export const edgeKey = z.strictObject({
  edgeId: z.string(),
  storeNumber: z.string().regex(/^\d{3}$/),
  /** Each base64 of 32 bytes, Ed25519: the one in force and those before it, since what they signed stays true. */
  publicKeys: z.array(z.string()),
});
export type EdgeKey = z.infer<typeof edgeKey>;

/** Configuration feed, key `double-return/<sale>-<line>`: two stores, cut off from each other, took the same goods back. Both are told. */
export const doubleReturn = z.strictObject({
  saleId: z.string(),
  /** Set for an order of the shop, whose number stands for the receipt's: the goods came twice, their money went back once. */
  orderId: z.string().optional(),
  receiptNumber: z.string(),
  /** Of the sale's lines, from 1. */
  position: z.int(),
  name: texts,
  sold: z.string(),
  returned: z.string(),
  /** What was given back beyond what the line cost, taxes aside. */
  excess: z.strictObject({ amountMinor, currency }),
  noticedAt: z.string(),
  returns: z.array(
    z.strictObject({ receiptNumber: z.string(), storeId: z.string(), completedAt: z.string() }),
  ),
});
export type DoubleReturn = z.infer<typeof doubleReturn>;

/** Stock-here feed, key `movement/<id>`: movements made elsewhere, never balances. */
export const stockHereMovement = z.strictObject({
  movementId: z.string(),
  productId: z.string(),
  quantity: decimalString,
  reason: z.string(),
  at: z.string(),
});
export type StockHereMovement = z.infer<typeof stockHereMovement>;

/** Stock-elsewhere feed, key `location/<id>`: whose stock it is. */
export const stockElsewhereLocation = z.strictObject({
  locationId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
});
export type StockElsewhereLocation = z.infer<typeof stockElsewhereLocation>;

/** Stock-elsewhere feed, key `balance/<locationId>/<productId>`; scope `*`, so that a movement is one row, not one for each store. */
export const stockElsewhereBalance = z.strictObject({
  locationId: z.string(),
  productId: z.string(),
  onHand: decimalString,
  asOf: z.string(),
});
export type StockElsewhereBalance = z.infer<typeof stockElsewhereBalance>;

/** Orders-to-prepare feed, key `order/<id>`: what this store has to pack, until it is handed over or called off. A name and a code, no address. */
export const orderToPrepare = z.object({
  orderId: z.string(),
  number: z.string(),
  version: z.int(),
  status: z.enum(['confirmed', 'preparing', 'ready-to-collect']),
  deliveryMethod: z.string(),
  recipient: z.string().nullable(),
  collectCode: z.string().nullable(),
  lines: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      quantity: decimalString,
      /** Of this line: another article, one that its customer is asked about first, or none; absent: what is said of the whole. */
      substitution: z.enum(['any', 'ask', 'none']).optional(),
    }),
  ),
  confirmedAt: z.string().nullable(),
  /** Whether the customer takes another article for one that is missing; absent: they were not asked, so no. */
  substitution: z.enum(['allowed', 'refused']).optional(),
  /** When it is collected or delivered; absent: as soon as it goes. */
  slot: z.object({ startsAt: z.string(), endsAt: z.string() }).optional(),
  /** Where the customer wants to be asked about another article; only where they want that. */
  askAt: z.string().optional(),
  /** Which of how many parcels this store sends; the others are other places'. Absent: it sends the whole order. */
  parcel: z.object({ number: z.int(), of: z.int() }).optional(),
});
export type OrderToPrepare = z.infer<typeof orderToPrepare>;

/** Orders-to-prepare feed, key `called-off/<id>`: packed here and not to be sent, until this store has told that it was put back. */
export const orderCalledOff = z.object({ orderId: z.string(), number: z.string(), at: z.string() });
export type OrderCalledOff = z.infer<typeof orderCalledOff>;

/** Customers feed, key `card/<card number>`: who has it, as far as a till must know. Initials, no name; no address of any kind. */
export const customerCard = z.object({
  customerId: z.string(),
  /** `A. C.` */
  initials: z.string(),
  taxExempt: z.object({ certificate: z.string() }).optional(),
});
export type CustomerCard = z.infer<typeof customerCard>;

/** Customers feed, key `loyalty/<customerId>`: apart, since it changes with each purchase. */
export const customerLoyalty = z.object({
  tier: z.string(),
  /** What could be spent at `asOf`. */
  points: z.int(),
  /** What a point pays; absent: points are not spent at tills. */
  pointMinor: z.int().positive().optional(),
  asOf: z.string(),
  /** Whether nothing was bought yet, in any channel; absent: not known. */
  firstOrder: z.boolean().optional(),
  /** As `customer.promotionUses` of a basket. */
  promotionUses: z.record(z.string(), z.int().nonnegative()).optional(),
});
export type CustomerLoyalty = z.infer<typeof customerLoyalty>;

/** Allowances-value feed, key `allowance/<storeId>`: signed (`records/allowance.ts`). */
export const valueAllowance = z.object({ token: z.string() });

/** Allowances-value feed, key `card/<digest of the code>`, scope `*`: what a card or a credit held when this was told. */
export const valueCard = z.object({
  valueId: z.string(),
  kind: valueKind,
  last4: z.string(),
  currency,
  balanceMinor: amountMinor,
  isBlocked: z.boolean(),
});
export type ValueCard = z.infer<typeof valueCard>;

/** The value schema of each feed by the first part of the key. */
export const feedValueOf = {
  catalogue: {
    product: catalogueProduct,
    category: catalogueCategory,
    rules: catalogueRules,
    promotion: cataloguePromotion,
  },
  configuration: { store: storeConfiguration, edge: edgeKey, 'double-return': doubleReturn },
  users: { staff: staffMember },
  'stock-here': { movement: stockHereMovement },
  'stock-elsewhere': { location: stockElsewhereLocation, balance: stockElsewhereBalance },
  deliveries: { transfer: deliveryTransfer, 'purchase-order': deliveryPurchaseOrder },
  'stock-alerts': { alert: stockAlert },
  'orders-to-prepare': { order: orderToPrepare, 'called-off': orderCalledOff },
  customers: { card: customerCard, loyalty: customerLoyalty },
  'allowances-value': { allowance: valueAllowance, card: valueCard },
} as const;

export type PriceChangeTold = Readonly<{ productId: string; fromMinor: number; toMinor: number }>;
export { amountMinor };
