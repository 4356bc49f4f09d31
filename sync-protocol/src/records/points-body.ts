/** Loyalty points as money: what they paid of a sale, after its taxes, and what a return gives back of them. Source: docs/adr/0015, 0039. */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { authorisedBy } from './value-body.ts';

export const pointsKind = z.literal('loyalty-points');

const worth = { kind: pointsKind, amountMinor: amountMinor.positive(), customerId: z.string() };

export const pointsTender = z.strictObject({
  ...worth,
  points: z.int().positive(),
  /** Once for each payment, whoever hears of it and how often. */
  spendId: z.uuid(),
  authorisedBy,
});
export type PointsTender = z.infer<typeof pointsTender>;

export const pointsRefund = z.strictObject({ ...worth, points: z.int().nonnegative() });
