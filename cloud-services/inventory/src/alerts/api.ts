/** The HTTP bodies of alerts. Source: docs, HTTP interface, `GET /api/v1/inventory/alerts`. */
import { listOf, listQuery } from '@comptoir/service-kit';
import { z } from 'zod';

export const alertKind = z.enum(['negative', 'out', 'low', 'discrepancy']);

export const alertsQuery = z.strictObject({
  ...listQuery,
  locationId: z.string().optional(),
  kind: alertKind.optional(),
});

export const alert = z.strictObject({
  kind: alertKind,
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
  /** At or below it, stock is low: what sells in the week that a delivery takes. */
  reorderPoint: z.string(),
  /** How much to order so that it lasts three weeks; null where nothing sells. */
  suggestion: z.strictObject({ quantity: z.string() }).nullable(),
  /** Of a discrepancy: what counts of the last four weeks found more (or less, with a sign) than the books said. */
  difference: z.string().nullable(),
  asOf: z.iso.datetime(),
});
export type Alert = z.infer<typeof alert>;
export const alertsAnswer = listOf(alert);
