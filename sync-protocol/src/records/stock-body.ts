/**
 * What people do to a store's shelf beside selling: corrections, deliveries, transfers. In each of them `movements` alone move stock;
 * lines say what was asked for, expected and found. Quantities of lines are never negative. Costs are in the store's currency, before
 * taxes, for one unit.
 */
import { amountMinor, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { stockEffect } from './stock-effect.ts';

const quantity = decimalString.refine((text) => !text.startsWith('-'), 'not below zero');
const unitCostMinor = amountMinor.nonnegative().optional();
const note = z.string().max(200).optional();

/** A movement, and what a unit of it cost where that is known. */
export const stockMovement = stockEffect.extend({ unitCostMinor });
export type StockMovement = z.infer<typeof stockMovement>;

export const adjustmentReason = z.enum(['adjustment', 'damage', 'theft', 'own-use']);
export type AdjustmentReason = z.infer<typeof adjustmentReason>;

/** Why the books said less than nothing was there, as the manager found. */
export const discrepancyCause = z.enum([
  'sold-before-received',
  'wrong-article',
  'transfer-not-received',
  'return-not-booked',
  'unknown',
]);
export type DiscrepancyCause = z.infer<typeof discrepancyCause>;

/** Why a count differs from the books, as the manager found. The first three take goods away. */
export const countReason = z.enum([
  'damage',
  'theft',
  'own-use',
  'receiving-error',
  'till-error',
  'unexplained',
]);
export type CountReason = z.infer<typeof countReason>;
export const isLoss = (reason: CountReason): reason is 'damage' | 'theft' | 'own-use' =>
  reason === 'damage' || reason === 'theft' || reason === 'own-use';

export const stockAdjustedBody = z.strictObject({
  adjustmentId: z.uuid(),
  storeId: z.string(),
  reason: adjustmentReason,
  /** Set where this settles a negative stock. */
  cause: discrepancyCause.optional(),
  movements: z.array(stockMovement).min(1),
  note,
});
export type StockAdjustedBody = z.infer<typeof stockAdjustedBody>;

/** Why a delivery is not what was expected. */
export const deliveryDiscrepancy = z.enum(['short', 'over', 'damaged', 'wrong-article']);
export type DeliveryDiscrepancy = z.infer<typeof deliveryDiscrepancy>;

/** Goods of a supplier, by a purchase order or without one. An order that comes in parts is received several times. */
export const stockReceivedBody = z.strictObject({
  receiptId: z.uuid(),
  storeId: z.string(),
  purchaseOrderId: z.string().optional(),
  supplierName: z.string().max(80).optional(),
  lines: z
    .array(
      z.strictObject({
        productId: z.string(),
        expected: quantity.optional(),
        received: quantity,
        unitCostMinor,
        discrepancyReason: deliveryDiscrepancy.optional(),
      }),
    )
    .min(1),
  movements: z.array(stockMovement),
  note,
});
export type StockReceivedBody = z.infer<typeof stockReceivedBody>;

/** `from` and `to` are locations: a store's is its own id. */
const transfer = { transferId: z.uuid(), storeId: z.string(), from: z.string(), to: z.string() };
const asked = z.array(z.strictObject({ productId: z.string(), quantity })).min(1);

/** By the store that wants the goods; head office or the sender decides. */
export const transferRequestedBody = z.strictObject({ ...transfer, lines: asked, note });
export type TransferRequestedBody = z.infer<typeof transferRequestedBody>;

/** By the sender: what left, which may differ from what was asked for. Without a request too. */
export const transferShippedBody = z.strictObject({
  ...transfer,
  lines: asked,
  movements: z.array(stockMovement).min(1),
  note,
});
export type TransferShippedBody = z.infer<typeof transferShippedBody>;

/** By the receiver, once for a transfer. `expected` is what was shipped, as far as the receiver knew. */
export const transferReceivedBody = z.strictObject({
  ...transfer,
  lines: z
    .array(
      z.strictObject({
        productId: z.string(),
        expected: quantity,
        received: quantity,
        reason: deliveryDiscrepancy.optional(),
      }),
    )
    .min(1),
  movements: z.array(stockMovement),
  note,
});
export type TransferReceivedBody = z.infer<typeof transferReceivedBody>;
