/**
 * What people do to the shelf, of the back office's contract (`../back-office/api.ts`). Each call has an id of its own, made by the
 * tablet: the same again changes nothing and gets the first answer; the same id with other content is 409 `id-reused`. What a manager
 * must do says so. All of it works while the store is cut off.
 */
import { amountMinor, decimalString, instant } from '@comptoir/pricing/contract';
import { purchaseOrderState, stockAlert, transferState } from '@comptoir/sync-protocol/feeds/stock-rows';
import {
  adjustmentReason,
  deliveryDiscrepancy,
  discrepancyCause,
} from '@comptoir/sync-protocol/records/stock-body';
import { z } from 'zod';

const texts = z.strictObject({ fr: z.string(), en: z.string() });
const note = z.string().trim().max(200).optional();
const linesMax = 500;

/** More than any shelf holds is a slip of the finger. */
const shape = /^\d{1,5}(\.\d{1,3})?$/;
const quantity = decimalString.regex(shape, 'from 0 to 99 999, three decimals at most');
const signedQuantity = decimalString.regex(/^-?\d{1,5}(\.\d{1,3})?$/, 'to 99 999, three decimals at most');
const unitCostMinor = amountMinor.nonnegative().optional();

/** 201 of every act. */
export const actAnswer = z.strictObject({ actId: z.uuid(), at: instant });
export type ActAnswer = z.infer<typeof actAnswer>;

/** POST /stock/adjustments → 201 (manager). `cause`: it settles a negative stock. 422 `unknown-product`, `not-whole`. */
export const adjustRequest = z.strictObject({
  actId: z.uuid(),
  reason: adjustmentReason,
  cause: discrepancyCause.optional(),
  lines: z
    .array(z.strictObject({ productId: z.string(), quantity: signedQuantity, unitCostMinor }))
    .min(1)
    .max(linesMax),
  note,
});
export type AdjustRequest = z.infer<typeof adjustRequest>;

/** POST /deliveries/receipts → 201: goods of a supplier. With an order, what it still expects is compared. */
export const receiveRequest = z.strictObject({
  actId: z.uuid(),
  purchaseOrderId: z.string().optional(),
  supplierName: z.string().trim().max(80).optional(),
  lines: z
    .array(
      z.strictObject({
        productId: z.string(),
        received: quantity,
        unitCostMinor,
        reason: deliveryDiscrepancy.optional(),
      }),
    )
    .min(1)
    .max(linesMax),
  note,
});
export type ReceiveRequest = z.infer<typeof receiveRequest>;

const askedLines = z
  .array(z.strictObject({ productId: z.string(), quantity }))
  .min(1)
  .max(linesMax);

/** POST /transfers → 201 (manager): this store asks another for goods. 422 `unknown-place`. */
export const requestTransferRequest = z.strictObject({
  actId: z.uuid(),
  transferId: z.uuid(),
  from: z.string(),
  lines: askedLines,
  note,
});
export type RequestTransferRequest = z.infer<typeof requestTransferRequest>;

/** POST /transfers/{id}/ship → 201: what leaves, asked for or not. 409 `already-shipped`, `transfer-cancelled`. */
export const shipRequest = z.strictObject({ actId: z.uuid(), to: z.string(), lines: askedLines, note });
export type ShipRequest = z.infer<typeof shipRequest>;

/**
 * POST /transfers/{id}/receive → 201. 409 `already-received` with `at` and `byName`, `transfer-cancelled`. `from` only for one that
 * nobody has told this store of yet: its delivery note says so. What was shipped and is not named here did not come.
 */
export const receiveTransferRequest = z.strictObject({
  actId: z.uuid(),
  from: z.string().optional(),
  lines: z
    .array(
      z.strictObject({ productId: z.string(), received: quantity, reason: deliveryDiscrepancy.optional() }),
    )
    .max(linesMax),
  note,
});
export type ReceiveTransferRequest = z.infer<typeof receiveTransferRequest>;

/** POST /transfers/{id}/prints {printId} → 202: the delivery note, with its barcode, at the receipt printer. */
export const notePrintRequest = z.strictObject({ printId: z.uuid() });

const place = z.strictObject({ locationId: z.string(), code: z.string(), name: z.string() });
export type Place = z.infer<typeof place>;
const productText = {
  productId: z.string(),
  /** `null`: not in this store's catalogue. */
  name: texts.nullable(),
  sku: z.string(),
  soldBy: z.enum(['piece', 'weight']),
};

/** GET /deliveries: what is to come and to go, what this store did but head office has not heard counted in. */
export const transferView = z.strictObject({
  transferId: z.uuid(),
  number: z.string(),
  direction: z.enum(['in', 'out']),
  other: place,
  state: transferState,
  /** Done here; head office has not confirmed it. */
  isWaiting: z.boolean(),
  changedAt: instant,
  note: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      ...productText,
      asked: z.string(),
      shipped: z.string().nullable(),
      received: z.string().nullable(),
    }),
  ),
});
export type TransferView = z.infer<typeof transferView>;
export const purchaseOrderView = z.strictObject({
  purchaseOrderId: z.string(),
  number: z.string(),
  supplierName: z.string(),
  state: purchaseOrderState,
  expectedOn: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      ...productText,
      ordered: z.string(),
      received: z.string(),
      unitCostMinor: z.int().nonnegative(),
    }),
  ),
});
export type PurchaseOrderView = z.infer<typeof purchaseOrderView>;
export const deliveriesAnswer = z.strictObject({
  transfers: z.array(transferView),
  purchaseOrders: z.array(purchaseOrderView),
  /** Stores and warehouses that goods may come from and go to. */
  places: z.array(place),
  /** When head office was last heard; `null`: never. */
  asOf: instant.nullable(),
});
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswer>;

/** GET /stock/{productId}/movements: newest first, at most a hundred, of the last 60 days. */
export const movementReason = z.enum([
  'sale',
  'return',
  'adjustment',
  'damage',
  'theft',
  'own-use',
  'receipt',
  'transfer-out',
  'transfer-in',
  'count-correction',
  'order',
  'head-office',
]);
export type MovementReason = z.infer<typeof movementReason>;
export const movementsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      movementId: z.string(),
      at: instant,
      quantity: z.string(),
      reason: movementReason,
      /** On hand once it was done. */
      after: z.string(),
    }),
  ),
});
export type MovementsAnswer = z.infer<typeof movementsAnswer>;

/** GET /stock-alerts: what head office finds low or odd here, the gravest first. */
export const alertsAnswer = z.strictObject({
  items: z.array(stockAlert.extend({ name: texts.nullable(), sku: z.string(), onHandNow: z.string() })),
  asOf: instant.nullable(),
});
export type AlertsAnswer = z.infer<typeof alertsAnswer>;

/** GET /discrepancies (manager): what the books say is less than nothing. Gone once it is settled. */
export const discrepanciesAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      ...productText,
      onHand: z.string(),
      cause: discrepancyCause,
      /** What would settle it: the transfer or the order to receive, the article that may have been taken for this one. */
      transferId: z.string().nullable(),
      purchaseOrderId: z.string().nullable(),
      other: z.strictObject({ productId: z.string(), name: texts, onHand: z.string() }).nullable(),
    }),
  ),
});
export type DiscrepanciesAnswer = z.infer<typeof discrepanciesAnswer>;
