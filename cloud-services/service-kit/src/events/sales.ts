/** Events that Sales publishes on `events.sales`. Versioned like record kinds: fields are added, never changed. */
import { amountMinor, currency, decimalString } from '@comptoir/pricing/contract';
import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { z } from 'zod';
import { toldMovement } from './store-stock.ts';

/** How often promotions that are capped by customer were given. */
export const promotionUses = z.record(z.string(), z.int().positive()).optional();

/** What was taken off, by what took it off. */
export const discountsTold = z
  .array(
    z.object({
      /** `manual-line`, `manual-basket` or `promotion/<id>`. */
      source: z.string(),
      amountMinor,
      /** Of those by hand: why, and by whose leave. */
      reason: z.string().optional(),
      by: z.string().optional(),
    }),
  )
  .optional();

/** `rate` in percent, of `baseMinor`; absent: told by an older version. */
export const toldTax = z.object({
  code: z.string(),
  amountMinor,
  rate: decimalString.optional(),
  baseMinor: amountMinor.optional(),
});

/** `sale.recorded`: id derives from the record's id, so a replay makes the same event. */
export const saleRecorded = z.object({
  saleId: z.string(),
  receiptNumber: z.string(),
  storeId: z.string(),
  registerId: z.string(),
  cashierId: z.string(),
  businessDate: z.iso.date(),
  completedAt: z.iso.datetime(),
  channel: z.enum(['pos', 'web']),
  currency,
  subtotalMinor: amountMinor,
  discountMinor: amountMinor,
  taxes: z.array(toldTax),
  totalMinor: amountMinor,
  cashRoundingMinor: amountMinor,
  customerId: z.string().optional(),
  promotionUses,
  /** Of promotions that gave something. */
  promotionIds: z.array(z.string()).optional(),
  /** Codes of coupons that its basket held. */
  coupons: z.array(z.string()).optional(),
  lines: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      quantity: decimalString,
      unitPriceMinor: amountMinor,
      amountMinor,
    }),
  ),
  tenders: z.array(z.object({ kind: z.string(), amountMinor })),
  /** Of the sale's customer: each payment by its own id. */
  pointsSpent: z.array(z.object({ spendId: z.string(), points: z.int().positive(), amountMinor })).optional(),
  discounts: discountsTold,
  /** Prices changed by hand; the amount is what the price in force would have come to, less what the changed one does. */
  priceOverrides: z
    .array(z.object({ productId: z.string(), amountMinor, reason: z.string(), by: z.string() }))
    .optional(),
});
export type SaleRecorded = z.infer<typeof saleRecorded>;

/** `return.recorded`: goods that came back to a till. Amounts and quantities are positive: what was given back. */
export const returnRecorded = z.object({
  returnId: z.string(),
  /** The sale that it takes back; null without a receipt. */
  saleId: z.string().nullable(),
  receiptNumber: z.string(),
  storeId: z.string(),
  registerId: z.string(),
  cashierId: z.string(),
  businessDate: z.iso.date(),
  completedAt: z.iso.datetime(),
  channel: z.enum(['pos', 'web']),
  currency,
  /** Why it came back, as the cashier chose. */
  reason: z.string().optional(),
  /** After discounts and before taxes. */
  subtotalMinor: amountMinor,
  taxes: z.array(toldTax),
  totalMinor: amountMinor,
  cashRoundingMinor: amountMinor,
  customerId: z.string().optional(),
  lines: z.array(z.object({ productId: z.string(), sku: z.string(), quantity: decimalString, amountMinor })),
  tenders: z.array(z.object({ kind: z.string(), amountMinor })),
  /** Of the customer who had paid with them, known also before the sale is. */
  pointsGivenBack: z.object({ customerId: z.string(), points: z.int(), amountMinor }).optional(),
});
export type ReturnRecorded = z.infer<typeof returnRecorded>;

/** `act.recorded`: what somebody did at a till that is no sale, and that losses are looked for in. */
export const actRecorded = z.object({
  recordId: z.string(),
  storeId: z.string(),
  /** A line or a basket given up before it was paid, a drawer opened without a sale, leave given for what a cashier may not do alone. */
  kind: z.enum(['void', 'no-sale', 'approval']),
  registerId: z.string().nullable(),
  /** For whom the leave was given, where it is one. */
  cashierId: z.string().nullable(),
  businessDate: z.iso.date(),
  at: z.iso.datetime(),
  /** Of a leave, what it was about; of a void, what it would have come to before taxes. */
  amountMinor: amountMinor.optional(),
  /** Of a void, `line-voided` or `sale-voided`; of a leave, what for. */
  reason: z.string().optional(),
  /** Of a void. */
  saleId: z.string().optional(),
  /** Of a leave. */
  approvedBy: z.string().optional(),
});
export type ActRecorded = z.infer<typeof actRecorded>;

/** `till.counted`: a shift was closed, and what was in its drawer counted. In Canadian money alone. */
export const tillCounted = z.object({
  recordId: z.string(),
  storeId: z.string(),
  registerId: z.string(),
  /** Its number, as people call it; older events do not tell it. */
  register: z.string().optional(),
  cashierId: z.string(),
  businessDate: z.iso.date(),
  at: z.iso.datetime(),
  expectedMinor: amountMinor,
  countedMinor: amountMinor,
  /** Counted less expected: negative where there was too little. */
  differenceMinor: amountMinor,
});
export type TillCounted = z.infer<typeof tillCounted>;

/** `stock.moved`: the movements that a record carries, at the store's location (location id = store id). */
export const stockMoved = z.object({
  locationId: z.string(),
  recordId: z.string(),
  reason: z.enum(['sale', 'return', 'void', 'count-correction', 'adjustment', 'damage', 'theft', 'own-use']),
  at: z.iso.datetime(),
  movements: z.array(toldMovement),
});
export type StockMoved = z.infer<typeof stockMoved>;

/** `preparation.recorded`: what a store did with an order of the shop, as its journal says; told late where it was cut off. */
export const preparationRecorded = z.object({
  orderId: z.string(),
  storeId: z.string(),
  recordId: z.string(),
  at: z.iso.datetime(),
  /** Of the store's staff. */
  by: z.string().nullable(),
  step: z.enum(['prepared', 'handed-over', 'put-back']),
  /** Of `prepared`. */
  lines: z
    .array(z.object({ productId: z.string(), ordered: decimalString, prepared: decimalString }))
    .optional(),
  substitutions: z
    .array(z.object({ productId: z.string(), substituteId: z.string(), quantity: decimalString }))
    .optional(),
  /** Of `handed-over`. */
  identity: z.enum(['code', 'qr']).optional(),
  /** Of `put-back`. */
  reason: z.enum(['not-collected', 'called-off']).optional(),
});
export type PreparationRecorded = z.infer<typeof preparationRecorded>;

/** `order-return.recorded`: goods of an order of the shop that a store took back, as its journal says; Order gives the money back. */
export const orderReturnRecorded = z.object({
  returnId: z.string(),
  orderId: z.string(),
  storeId: z.string(),
  /** As customers know it. */
  storeName: z.string(),
  recordId: z.string(),
  at: z.iso.datetime(),
  /** Of the store's staff. */
  by: z.string(),
  reason: z.enum(returnReasons),
  /** `position`: of the order's lines, from 1. */
  lines: z.array(z.object({ position: z.int(), productId: z.string(), quantity: decimalString })),
});
export type OrderReturnRecorded = z.infer<typeof orderReturnRecorded>;

/** `location.changed`: Inventory keeps its own list of locations by it. */
export const locationChanged = z.object({
  locationId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['store', 'warehouse']),
  version: z.int(),
  /** Whose clock tells the hours of its sales. */
  timeZone: z.string().optional(),
  /** Where it stands, for the choice of the nearest: `H2T 1S4`. */
  postalCode: z.string().optional(),
});
export type LocationChanged = z.infer<typeof locationChanged>;
