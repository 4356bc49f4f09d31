/** What Inventory tells a store of goods that are to come or to go, and of stock that wants attention. Members may be added. */
import { amountMinor, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const transferState = z.enum(['requested', 'approved', 'shipped', 'received', 'closed', 'cancelled']);
export type TransferState = z.infer<typeof transferState>;

/** Deliveries feed, key `transfer/<id>`, told to both its stores; gone some days after it ended. */
export const deliveryTransfer = z.object({
  transferId: z.string(),
  /** For people and barcodes: `T-7F3K92QD`. */
  number: z.string(),
  /** As the store that is told sees it. */
  direction: z.enum(['in', 'out']),
  other: z.object({ locationId: z.string(), code: z.string(), name: z.string() }),
  state: transferState,
  lines: z.array(
    z.object({
      productId: z.string(),
      /** As it was asked for; zero for what was sent or came unasked. */
      quantity: decimalString,
      /** Absent until it was sent. */
      shipped: decimalString.optional(),
      /** Absent until it came. */
      received: decimalString.optional(),
    }),
  ),
  requestedAt: z.string(),
  changedAt: z.string(),
  note: z.string().optional(),
});
export type DeliveryTransfer = z.infer<typeof deliveryTransfer>;

export const purchaseOrderState = z.enum(['draft', 'sent', 'received-in-part', 'closed', 'cancelled']);
export type PurchaseOrderState = z.infer<typeof purchaseOrderState>;

/** Deliveries feed, key `purchase-order/<id>`: what a supplier is to bring to this store. A draft is not told. */
export const deliveryPurchaseOrder = z.object({
  purchaseOrderId: z.string(),
  /** `A-7F3K92QD`. */
  number: z.string(),
  supplierName: z.string(),
  state: purchaseOrderState,
  expectedOn: z.iso.date().optional(),
  lines: z.array(
    z.object({
      productId: z.string(),
      ordered: decimalString,
      /** In all deliveries up to now. */
      received: decimalString,
      /** Cents for a piece or a kilogram, taxes apart. */
      unitCostMinor: amountMinor.nonnegative(),
    }),
  ),
});
export type DeliveryPurchaseOrder = z.infer<typeof deliveryPurchaseOrder>;

export const stockAlertKind = z.enum(['negative', 'out', 'low', 'discrepancy', 'ageing', 'overstock']);
export type StockAlertKind = z.infer<typeof stockAlertKind>;

/** Stock-alerts feed, key `alert/<productId>/<kind>`; its tombstone says that all is well again. */
export const stockAlert = z.object({
  kind: stockAlertKind,
  productId: z.string(),
  onHand: decimalString,
  availableToPromise: decimalString,
  /** At or below which it is low. */
  threshold: decimalString.optional(),
  suggestedQuantity: decimalString.optional(),
  /** Where it may come from: a location with more than it needs; absent: from a supplier. */
  suggestedSource: z.object({ locationId: z.string(), code: z.string(), name: z.string() }).optional(),
  /** Of a negative or a discrepancy. */
  suggestedCause: z.string().optional(),
  since: z.string(),
});
export type StockAlert = z.infer<typeof stockAlert>;
