/**
 * What people did to a store's stock, as Sales tells it on `events.sales`: one event a record, with the movements that it carries.
 * Stock moves by `movements` alone; lines say what was asked for, expected and found. Fields are added, never changed.
 */
import { decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** A signed quantity, and what a unit of it cost where that is known. */
export const toldMovement = z.object({
  movementId: z.string(),
  productId: z.string(),
  quantity: decimalString,
  unitCostMinor: z.int().nonnegative().optional(),
});

const told = {
  recordId: z.string(),
  /** The store at which it was recorded; a location's id is its store's. */
  storeId: z.string(),
  at: z.iso.datetime(),
  movements: z.array(toldMovement),
  note: z.string().optional(),
};

/** `stock.received`: goods of a supplier, by a purchase order or without one. */
export const stockReceived = z.object({
  ...told,
  receiptId: z.string(),
  purchaseOrderId: z.string().optional(),
  supplierName: z.string().optional(),
  lines: z.array(
    z.object({
      productId: z.string(),
      expected: decimalString.optional(),
      received: decimalString,
      unitCostMinor: z.int().nonnegative().optional(),
      discrepancyReason: z.string().optional(),
    }),
  ),
});
export type StockReceived = z.infer<typeof stockReceived>;

const transfer = { ...told, transferId: z.string(), from: z.string(), to: z.string() };
const asked = z.array(z.object({ productId: z.string(), quantity: decimalString }));

/** `transfer.requested`: moves nothing. */
export const transferRequested = z.object({ ...transfer, lines: asked });
export type TransferRequested = z.infer<typeof transferRequested>;

/** `transfer.shipped`: what left `from`. */
export const transferShipped = z.object({ ...transfer, lines: asked });
export type TransferShipped = z.infer<typeof transferShipped>;

/** `transfer.received`: what came to `to`. */
export const transferReceived = z.object({
  ...transfer,
  lines: z.array(
    z.object({
      productId: z.string(),
      expected: decimalString,
      received: decimalString,
      reason: z.string().optional(),
    }),
  ),
});
export type TransferReceived = z.infer<typeof transferReceived>;
