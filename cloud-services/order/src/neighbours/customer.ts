/** What Order asks of Customer: where somebody wants to be told of their orders, and to hold the points that they pay with. */
import { type Neighbour, NeighbourRefused, nothing } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';

/** Source: customer, README, `GET /internal/customers/{id}`. Fields that we do not use may be added. */
const person = z.object({ phone: z.string().nullable(), smsOrderUpdates: z.boolean() });

export type Customers = ReturnType<typeof createCustomers>;

const customerPath = (customerId: string, rest = '') =>
  `/internal/customers/${encodeURIComponent(customerId)}${rest}`;

export const createCustomers = (customer: Neighbour) => ({
  /** @throws NeighbourRefused 409 `points-short` with what is available; 404 for who is not known any more. */
  holdPoints: (customerId: string, orderId: string, points: number): Promise<undefined> =>
    customer.call(nothing, customerPath(customerId, `/points/holds/${orderId}`), {
      method: 'PUT',
      body: { points },
    }),
  releasePoints: (customerId: string, orderId: string): Promise<undefined> =>
    customer.call(nothing, customerPath(customerId, `/points/holds/${orderId}/release`), {
      method: 'POST',
      isIdempotent: true,
    }),
  /** @returns null for who wants no SMS, has no number, or is not known any more. */
  async smsNumber(customerId: string): Promise<string | null> {
    try {
      const { phone, smsOrderUpdates } = await customer.call(person, customerPath(customerId));
      return smsOrderUpdates ? phone : null;
    } catch (error) {
      if (error instanceof NeighbourRefused && error.status === 404) return null;
      throw error;
    }
  },
});
