/** What Order asks of Customer: where somebody wants to be told of their orders. */
import { type Neighbour, NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';

/** Source: customer, README, `GET /internal/customers/{id}`. Fields that we do not use may be added. */
const person = z.object({ phone: z.string().nullable(), smsOrderUpdates: z.boolean() });

export type Customers = ReturnType<typeof createCustomers>;

export const createCustomers = (customer: Neighbour) => ({
  /** @returns null for who wants no SMS, has no number, or is not known any more. */
  async smsNumber(customerId: string): Promise<string | null> {
    try {
      const { phone, smsOrderUpdates } = await customer.call(
        person,
        `/internal/customers/${encodeURIComponent(customerId)}`,
      );
      return smsOrderUpdates ? phone : null;
    } catch (error) {
      if (error instanceof NeighbourRefused && error.status === 404) return null;
      throw error;
    }
  },
});
