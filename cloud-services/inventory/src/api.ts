/** The HTTP bodies of Inventory under `/api/v1/inventory`; web apps import the types from here. */
import { decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { movementReason } from './stock.ts';

const figures = {
  onHand: z.string(),
  reserved: z.string(),
  /** Kept back. */
  safetyStock: z.string(),
  availableToPromise: z.string(),
  inTransit: z.string(),
};

/** GET /stock/{product_id}?locationId=&at= */
export const stockAnswer = z.strictObject({
  productId: z.string(),
  name: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
  totals: z.strictObject(figures),
  /** Moving average of the company, in cents; null while no cost is known. */
  averageCostMinor: z.int().nullable(),
  locations: z.array(
    z.strictObject({
      locationId: z.string(),
      locationCode: z.string(),
      locationName: z.string(),
      /** Nobody buys in a warehouse. */
      locationKind: z.enum(['store', 'warehouse']),
      ...figures,
      /** When it last moved; with `?at=`, that moment. */
      asOf: z.iso.datetime(),
    }),
  ),
});
export type StockAnswer = z.infer<typeof stockAnswer>;

/** At most this many lines in one call; a bigger import is sent in parts, each with its own key. */
export const movementLinesMax = 5_000;

/** What head office may do to a store's stock from afar; a sale comes from the store's journal alone. */
export const enteredReason = movementReason.extract([
  'opening',
  'receipt',
  'adjustment',
  'damage',
  'theft',
  'own-use',
]);

/** POST /movements: `Idempotency-Key` required. Lines without an id get one from the key, so a repeat moves nothing. */
export const movementsRequest = z.strictObject({
  locationId: z.string().min(1),
  reason: enteredReason,
  lines: z
    .array(
      z.strictObject({
        movementId: z.uuid().optional(),
        productId: z.string().min(1),
        quantity: decimalString,
        /** Of a piece or a kilogram, taxes apart: it goes into the average. */
        unitCostMinor: z.int().nonnegative().optional(),
      }),
    )
    .min(1)
    .max(movementLinesMax),
});
export const movementsAnswer = z.strictObject({ applied: z.int(), knownBefore: z.int() });

/** GET /locations */
export const locationsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({ locationId: z.string(), code: z.string(), name: z.string(), kind: z.string() }),
  ),
});

export type { Alert } from './alerts/api.ts';
export type { MovementTold, NetworkRow } from './movements/api.ts';
export type { PurchaseOrder, PurchaseOrderRequest, PurchaseOrderStepRequest } from './purchasing/api.ts';
export type { Sourcing, StockRule } from './rules/api.ts';
export type { Transfer, TransferRequest } from './transfers/api.ts';
export type Locations = z.infer<typeof locationsAnswer>;
