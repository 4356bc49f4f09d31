/** The HTTP bodies of purchase orders. */
import { listOf, listQuery } from '@comptoir/service-kit';
import { purchaseOrderState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { z } from 'zod';
import { quantity } from '../reservations/api.ts';

const linesMax = 500;
const unitCostMinor = z.int().min(0).max(100_000_000);

/** PUT /purchase-orders/{id}: a draft, whole; told again it replaces what was there, as long as it was not sent. */
export const purchaseOrderRequest = z.strictObject({
  locationId: z.string().min(1),
  supplierName: z.string().trim().min(1).max(80),
  expectedOn: z.iso.date().optional(),
  note: z.string().max(200).optional(),
  lines: z
    .array(z.strictObject({ productId: z.string().min(1), ordered: quantity, unitCostMinor }))
    .min(1)
    .max(linesMax)
    .refine((lines) => new Set(lines.map(({ productId }) => productId)).size === lines.length, {
      message: 'each product has one line',
    }),
});
export type PurchaseOrderRequest = z.infer<typeof purchaseOrderRequest>;

export const purchaseOrderStep = z.enum(['send', 'receive', 'close', 'cancel']);
export type PurchaseOrderStep = z.infer<typeof purchaseOrderStep>;

/** PUT /purchase-orders/{id}/step */
export const purchaseOrderStepRequest = z.strictObject({
  step: purchaseOrderStep,
  /** With `receive`: which delivery it is, so that one told twice comes once. */
  receiptId: z.uuid().optional(),
  /** With `receive`: what came; a product that is not listed did not come. */
  received: z
    .array(
      z.strictObject({
        productId: z.string().min(1),
        quantity,
        /** Where it is not what was ordered at. */
        unitCostMinor: unitCostMinor.optional(),
      }),
    )
    .max(linesMax)
    .optional(),
});
export type PurchaseOrderStepRequest = z.infer<typeof purchaseOrderStepRequest>;

export const purchaseOrder = z.strictObject({
  purchaseOrderId: z.string(),
  /** For people and barcodes. */
  number: z.string(),
  locationId: z.string(),
  supplierName: z.string(),
  state: purchaseOrderState,
  expectedOn: z.iso.date().nullable(),
  note: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      sku: z.string().nullable(),
      name: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
      ordered: z.string(),
      received: z.string(),
      unitCostMinor: z.int(),
    }),
  ),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type PurchaseOrder = z.infer<typeof purchaseOrder>;

/** GET /purchase-orders: the latest change first. `state=open`: what is not at its end. */
export const purchaseOrdersQuery = z.strictObject({
  ...listQuery,
  locationId: z.string().optional(),
  state: z.union([purchaseOrderState, z.literal('open')]).optional(),
});
export const purchaseOrdersAnswer = listOf(purchaseOrder);
