/** What Order reacts to. */
import { type Consumer, handler } from '@comptoir/service-kit';
import { customerErased } from '@comptoir/service-kit/events/customer';
import { orderReturnRecorded, preparationRecorded } from '@comptoir/service-kit/events/sales';
import { followStore } from './aftercare/at-store.ts';
import { takeBackAtStore } from './aftercare/at-store-returns.ts';
import { forgetCustomer } from './aftercare/forget.ts';

type Neighbours = Readonly<{ customerUrl: string; salesUrl: string; shopUrl: string }>;

export const consumers = ({ customerUrl, salesUrl, shopUrl }: Neighbours): Consumer[] => [
  {
    name: 'order.stores',
    stream: 'events.sales',
    producerUrl: salesUrl,
    on: {
      'preparation.recorded': handler(preparationRecorded, (tx, told) => followStore(tx, shopUrl, told)),
      'order-return.recorded': handler(orderReturnRecorded, takeBackAtStore),
    },
  },
  {
    name: 'order.people',
    stream: 'events.customer',
    producerUrl: customerUrl,
    on: {
      'customer.erased': handler(customerErased, async (tx, { customerId }) => {
        await forgetCustomer(tx, customerId);
      }),
    },
  },
];
