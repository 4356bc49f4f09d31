/**
 * An SMS beside the mail, when an order goes on while its customer is not there: to the number given with the order, which is
 * asked for that, else to the customer's own if they have said that they want it. Who is told is found out outside of a
 * transaction, so it is owed.
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { phone } from '@comptoir/service-kit/phone';
import type { OrderParts } from '../parts.ts';
import { preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { texts } from './sms.ts';

/** @returns whether an order that has become `status` is told by SMS. */
export const isTexted = (status: string): status is keyof typeof texts => status in texts;

/** What is told of a parcel while its order is. */
const ofParcels: ReadonlyMap<string, OrderStatus> = new Map([
  ['out-for-delivery', 'shipped'],
  ['exception', 'shipped'],
]);

/**
 * @param owed what it had become when this was owed: who has moved on since is told of that instead. Of one place's part: `shipped:<place>`.
 * @returns what is to be written; nothing for who is not to be told, or no longer.
 */
export async function textMove(
  parts: Pick<OrderParts, 'customers'>,
  order: Order,
  owed: string,
): Promise<{ write?: (tx: Tx) => Promise<void> }> {
  const [status = '', locationId] = owed.split(':');
  if (!isStill(order, status, locationId) || !isTexted(status) || !order.contact) return {};
  const number =
    order.contact.phone ?? (order.customerId && (await parts.customers.smsNumber(order.customerId)));
  const to = phone.safeParse(number).data;
  if (to === undefined) return {};
  const about = locationId === undefined ? order.id : `${order.id}:${locationId}`;
  return {
    write: (tx) =>
      queueNotification(tx, {
        id: derivedId(`order.${status}.sms`, about),
        about: order.customerId ?? order.id,
        kind: `order.${status}`,
        to: { sms: to },
        text: texts[status](order, locationId),
      }),
  };
}

function isStill(order: Order, status: string, locationId: string | undefined): boolean {
  if (locationId === undefined) return order.status === (ofParcels.get(status) ?? status);
  const part = preparationsOf(order).find((one) => one.locationId === locationId);
  return part?.state === 'handed-over';
}
