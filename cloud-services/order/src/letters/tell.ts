/** Queues a letter in the transaction of what it tells of: once, and only if that is committed. */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { type Letter, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { Order } from '../store/orders.ts';
import type { Refund } from '../store/payments.ts';
import { cancelledLetter, confirmedLetter, readyLetter, refundedLetter, shippedLetter } from './letters.ts';

/** Where the customer, also a guest, reads the order. */
export const linkOf = (shopUrl: string, { id, language, accessToken }: Order): string => {
  const link = new URL(language === 'fr' ? `/commande/${id}` : `/en/order/${id}`, shopUrl);
  link.searchParams.set(language === 'fr' ? 'jeton' : 'token', accessToken);
  return link.href;
};

export const tellConfirmed = (tx: Tx, shopUrl: string, order: Order): Promise<void> =>
  queue(tx, order, 'order.confirmed', order.id, confirmedLetter(told(shopUrl, order)));

export async function tellMoved(tx: Tx, shopUrl: string, order: Order): Promise<void> {
  const make = { 'ready-to-collect': readyLetter, shipped: shippedLetter, cancelled: cancelledLetter };
  if (!(order.status in make)) return;
  const kind = order.status as keyof typeof make;
  await queue(tx, order, `order.${kind}`, `${order.id}:${order.version}`, make[kind](told(shopUrl, order)));
}

export const tellRefunded = (tx: Tx, shopUrl: string, order: Order, refund: Refund): Promise<void> =>
  queue(tx, order, 'order.refunded', refund.id, refundedLetter(told(shopUrl, order), refund));

const told = (shopUrl: string, order: Order) => ({ order, link: linkOf(shopUrl, order) });

/** Who was erased is told nothing more. */
async function queue(tx: Tx, order: Order, kind: string, about: string, letter: Letter): Promise<void> {
  if (!order.contact) return;
  const { email, name } = order.contact;
  await queueNotification(tx, {
    id: derivedId(kind, about),
    about: order.customerId ?? order.id,
    kind,
    to: { mail: email, name },
    language: order.language,
    letter,
  });
}
