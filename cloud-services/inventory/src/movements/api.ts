/** The HTTP bodies of what moved. */
import { listOf, listQuery } from '@comptoir/service-kit';
import { z } from 'zod';

export const movementsQuery = z.strictObject({
  ...listQuery,
  productId: z.string().min(1),
  locationId: z.string().optional(),
  at: z.iso.datetime().optional(),
});

export const movementTold = z.strictObject({
  movementId: z.string(),
  locationId: z.string(),
  locationCode: z.string(),
  quantity: z.string(),
  reason: z.string(),
  origin: z.string(),
  /** The record, transfer, purchase order or order that it belongs to. */
  reference: z.string(),
  at: z.iso.datetime(),
  /** It became known here some time after it happened: the store was cut off. */
  isLate: z.boolean(),
  /** What was there after it. */
  balance: z.string(),
  unitCostMinor: z.int().nullable(),
});
export type MovementTold = z.infer<typeof movementTold>;
/** GET /movements?productId=&locationId=&at=: the latest first. */
export const movementsOfProductAnswer = listOf(movementTold);

const figures = {
  onHand: z.string(),
  availableToPromise: z.string(),
  asOf: z.iso.datetime(),
};
/** GET /network?q=: products by their item number, each with its shelves. */
export const networkQuery = z.strictObject({ ...listQuery, q: z.string().trim().max(80).optional() });
export const networkRow = z.strictObject({
  productId: z.string(),
  sku: z.string().nullable(),
  name: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
  onHand: z.string(),
  inTransit: z.string(),
  locations: z.array(z.strictObject({ locationId: z.string(), ...figures })),
});
export type NetworkRow = z.infer<typeof networkRow>;
export const networkAnswer = listOf(networkRow);
