/** What Order reacts to. */
import { type Consumer, handler } from '@comptoir/service-kit';
import { customerErased } from '@comptoir/service-kit/events/customer';
import { preparationRecorded } from '@comptoir/service-kit/events/sales';
import { forgetNotifications } from '@comptoir/service-kit/notifications/notifications';
import { followStore } from './aftercare/at-store.ts';

type Neighbours = Readonly<{ customerUrl: string; salesUrl: string; shopUrl: string }>;

export const consumers = ({ customerUrl, salesUrl, shopUrl }: Neighbours): Consumer[] => [
  {
    name: 'order.stores',
    stream: 'events.sales',
    producerUrl: salesUrl,
    on: {
      'preparation.recorded': handler(preparationRecorded, (tx, told) => followStore(tx, shopUrl, told)),
    },
  },
  {
    name: 'order.people',
    stream: 'events.customer',
    producerUrl: customerUrl,
    on: {
      /** Who they were and where they live is forgotten; the books keep their figures. */
      'customer.erased': handler(customerErased, async (tx, { customerId }) => {
        await tx.query(
          `update customer_order set contact = null, delivery = null, billing = null, risk_network = null, risk_place = null
           where customer_id = $1`,
          [customerId],
        );
        await tx.query(
          'update payment set card_hash = null where order_id in (select id from customer_order where customer_id = $1)',
          [customerId],
        );
        await tx.query(
          'delete from order_note where order_id in (select id from customer_order where customer_id = $1)',
          [customerId],
        );
        await forgetNotifications(tx, customerId);
      }),
    },
  },
];
