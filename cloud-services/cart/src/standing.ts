/** What promotions ask of a customer. Customer's to say; a cart keeps what was told when it was calculated. */
import {
  type Neighbour,
  NeighbourRefused,
  NeighbourSilent,
} from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';

/** Source: customer, README, `GET /internal/customers/{id}/promotions`. Fields that we do not use may be added. */
export const standing = z.object({
  tier: z.string(),
  firstOrder: z.boolean(),
  promotionUses: z.record(z.string(), z.int().nonnegative()),
});
export type Standing = z.infer<typeof standing>;

export type Standings = (customerId: string | undefined, known?: Standing) => Promise<Standing | null>;

/**
 * @param known what was told before: it stays while Customer does not answer.
 * @returns null for a guest, for who is not known any more, and where nobody answers: prices are then those of everybody.
 */
export const createStandings =
  (customer: Neighbour): Standings =>
  async (customerId, known) => {
    if (customerId === undefined) return null;
    try {
      return await customer.call(
        standing,
        `/internal/customers/${encodeURIComponent(customerId)}/promotions`,
      );
    } catch (error) {
      if (error instanceof NeighbourSilent) return known ?? null;
      if (error instanceof NeighbourRefused && error.status === 404) return null;
      throw error;
    }
  };
