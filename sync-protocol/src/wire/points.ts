/** `/api/v1/sync/points`: loyalty points, spent by a store while a customer waits. */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

/**
 * PUT `/spends/{spendId}` → what is left; the same again changes nothing. 404 `unknown-customer`; 409 `points-short` (with `available`),
 * `points-worth` (with `pointMinor`), `hold-over`: it was let go.
 */
export const spendPointsRequest = z.object({
  customerId: z.uuid(),
  points: z.int().positive(),
  /** What they pay, as the till told the customer. */
  amountMinor: amountMinor.positive(),
  saleId: z.uuid(),
});
export type SpendPointsRequest = z.infer<typeof spendPointsRequest>;

/** POST `/spends/{spendId}/release` → what is left then. */
export const releasePointsRequest = z.object({ customerId: z.uuid() });

export const pointsLeft = z.object({
  /** What may be spent now. */
  points: z.int(),
  /** What a point pays. */
  pointMinor: z.int().positive(),
});
export type PointsLeft = z.infer<typeof pointsLeft>;
