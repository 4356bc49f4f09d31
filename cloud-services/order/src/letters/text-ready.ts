/**
 * An SMS when what is collected in store is ready: to the number given with the order, which is asked for that, else to the
 * customer's own if they have said that they want it. Who is told is found out outside of a transaction, so it is owed.
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { phone } from '@comptoir/service-kit/phone';
import type { OrderParts } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import { readySms } from './letters.ts';

/** @returns what is to be written; nothing for who is not to be told, or no longer. */
export async function textReady(
  parts: Pick<OrderParts, 'customers'>,
  order: Order,
): Promise<{ write?: (tx: Tx) => Promise<void> }> {
  if (order.status !== 'ready-to-collect' || !order.contact) return {};
  const number =
    order.contact.phone ?? (order.customerId && (await parts.customers.smsNumber(order.customerId)));
  const to = phone.safeParse(number).data;
  if (to === undefined) return {};
  return {
    write: (tx) =>
      queueNotification(tx, {
        id: derivedId('order.ready-to-collect.sms', order.id),
        about: order.customerId ?? order.id,
        kind: 'order.ready-to-collect',
        to: { sms: to },
        text: readySms(order),
      }),
  };
}
