/**
 * Loyalty points that a customer wants to pay with. They are a means of payment: they pay after taxes and change none.
 * What they are worth is Customer's to say; a cart keeps what was told when it was calculated.
 */
import { problem } from '@comptoir/service-kit/http/problem';
import type { Neighbour } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';

export const pointsTold = z.strictObject({
  points: z.int().positive(),
  pointMinor: z.int().positive(),
  leftToPayMinorMin: z.int().nonnegative(),
});
export type PointsTold = z.infer<typeof pointsTold>;

export const pointsPaid = z.object({ points: z.int(), amountMinor: z.int() });
export type PointsPaid = z.infer<typeof pointsPaid>;

/** Source: customer, README, `GET /internal/customers/{id}/points`. Fields that we do not use may be added. */
const balance = z.object({ points: z.int(), pointMinor: z.int(), leftToPayMinorMin: z.int() });

export type Points = (
  customerId: string | undefined,
  wanted: number | undefined,
) => Promise<PointsTold | null>;

/** @throws Problem 422 for a guest, and for more than there are. */
export const createPoints =
  (customer: Neighbour): Points =>
  async (customerId, wanted = 0) => {
    if (wanted === 0) return null;
    if (customerId === undefined)
      throw problem(422, 'points-refused', 'A guest has no points', 'Sign in, or calculate without points.');
    const { points: available, ...rules } = await customer.call(
      balance,
      `/internal/customers/${encodeURIComponent(customerId)}/points`,
    );
    if (wanted > available)
      throw problem(
        422,
        'points-short',
        'There are not so many points left',
        'Use at most what is available.',
        { members: { available } },
      );
    return { points: wanted, ...rules };
  };

/** What they pay of a total, as far as it goes; null: nothing. */
export function paidWithPoints(told: PointsTold | null, totalMinor: number): PointsPaid | null {
  if (told === null) return null;
  const payableMinor = Math.max(0, totalMinor - told.leftToPayMinorMin);
  const points = Math.min(told.points, Math.floor(payableMinor / told.pointMinor));
  return points === 0 ? null : { points, amountMinor: points * told.pointMinor };
}
