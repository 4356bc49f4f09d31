/** The calls about gift cards, store credit and points. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import type { pointsTender } from '@comptoir/sync-protocol/records/points-body';
import { valueKind, type valueTender } from '@comptoir/sync-protocol/records/value-body';
import { z } from 'zod';

const code = z.string().min(1).max(40);

/**
 * POST /values/find `{code}` → what it holds: by head office, or, cut off, by what this store last heard. 422 `not-a-value-code`; 404
 * `unknown-value` (with `isOffline` when only head office could know).
 */
export const findValueRequest = z.strictObject({ code });
export const valueAtTill = z.strictObject({
  valueId: z.uuid(),
  kind: valueKind,
  last4: z.string(),
  balanceMinor: amountMinor,
  isBlocked: z.boolean(),
  known: z.enum(['head-office', 'here']),
});
export type ValueAtTill = z.infer<typeof valueAtTill>;

/**
 * POST /values/spends → 200, the tender; the same again the same. 409 `not-enough-value` (with `balanceMinor`), `value-blocked`,
 * `over-allowance` (with `leftMinor`), `no-allowance`, `spend-released`. POST /values/spends/{spendId}/release → 204: the sale is not made.
 */
export const spendRequest = z.strictObject({
  spendId: z.uuid(),
  code,
  amountMinor: amountMinor.positive(),
  saleId: z.uuid(),
});
export type SpendRequest = z.infer<typeof spendRequest>;
export type SpendAnswer = z.infer<typeof valueTender>;

/**
 * POST /points/spends → 200, the tender; the same again the same. 409 `points-short` (with `points`, those that are left), `points-worth`
 * (a point pays `pointMinor` now), and as of a gift card `over-allowance`, `no-allowance`, `spend-released`; 404 `unknown-customer`. They
 * are let go as a gift card is.
 */
export const pointsSpendRequest = z.strictObject({
  spendId: z.uuid(),
  customerId: z.string().min(1).max(64),
  points: z.int().positive(),
  amountMinor: amountMinor.positive(),
  saleId: z.uuid(),
});
export type PointsSpendRequest = z.infer<typeof pointsSpendRequest>;
export type PointsSpendAnswer = z.infer<typeof pointsTender>;
