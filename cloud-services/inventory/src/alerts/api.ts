/** The HTTP bodies of alerts. Source: docs, HTTP interface, `GET /api/v1/inventory/alerts`. */
import { listOf, listQuery } from '@comptoir/service-kit';
import { stockAlertKind } from '@comptoir/sync-protocol/feeds/stock-rows';
import { z } from 'zod';

export const alertsQuery = z.strictObject({
  ...listQuery,
  locationId: z.string().optional(),
  kind: stockAlertKind.optional(),
});

const place = z.strictObject({ locationId: z.string(), code: z.string(), name: z.string() });

export const suggestedCause = z.enum([
  'sold-before-received',
  'transfer-not-received',
  'sold-while-promised',
  'sold-while-cut-off',
  'counted-otherwise',
  'unknown',
]);
export type SuggestedCause = z.infer<typeof suggestedCause>;

export const alert = z.strictObject({
  kind: stockAlertKind,
  locationId: z.string(),
  locationCode: z.string(),
  productId: z.string(),
  sku: z.string().nullable(),
  name: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
  onHand: z.string(),
  reserved: z.string(),
  availableToPromise: z.string(),
  /** Mean of the last four weeks. */
  soldPerDay: z.string(),
  /** At or below it, stock is low: what a rule says, else what sells while a delivery is on its way. */
  reorderPoint: z.string(),
  /** How much to order so that it lasts, and where it may come from; null where nothing has to come. */
  suggestion: z
    .strictObject({
      quantity: z.string(),
      /** A location that has more than it needs; null: a supplier. */
      source: place.nullable(),
      /** On its way already, or ordered. */
      onOrder: z.string(),
    })
    .nullable(),
  /** Of a discrepancy: what counts of the last four weeks found more (or less, with a sign) than the books said. */
  difference: z.string().nullable(),
  /** Of a negative and a discrepancy: what most likely happened. */
  suggestedCause: suggestedCause.nullable(),
  asOf: z.iso.datetime(),
});
export type Alert = z.infer<typeof alert>;
export const alertsAnswer = listOf(alert);
