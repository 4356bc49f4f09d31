/** Queues a letter in the transaction of what it tells of: once, and only if that is committed. */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { type Letter, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { Order } from '../store/orders.ts';
import type { Parcel } from '../store/parcels.ts';
import type { Refund } from '../store/payments.ts';
import {
  cancelledLetter,
  changedLetter,
  confirmedLetter,
  deliveredLetter,
  type ParcelNews,
  type PartNews,
  parcelLetter,
  partLetter,
  readyLetter,
  refundedLetter,
  returnLetter,
  reviewedLetter,
  shippedLetter,
} from './letters.ts';

/** Where the customer, also a guest, reads the order. */
export const linkOf = (shopUrl: string, { id, language, accessToken }: Order): string => {
  const link = new URL(language === 'fr' ? `/commande/${id}` : `/en/order/${id}`, shopUrl);
  link.searchParams.set(language === 'fr' ? 'jeton' : 'token', accessToken);
  return link.href;
};

export const tellConfirmed = (tx: Tx, shopUrl: string, order: Order): Promise<void> =>
  queue(tx, order, 'order.confirmed', order.id, confirmedLetter(told(shopUrl, order)));

export const tellReviewed = (tx: Tx, shopUrl: string, order: Order): Promise<void> =>
  queue(tx, order, 'order.reviewed', order.id, reviewedLetter(told(shopUrl, order)));

const moved = {
  'ready-to-collect': readyLetter,
  shipped: shippedLetter,
  delivered: deliveredLetter,
  cancelled: cancelledLetter,
};

export async function tellMoved(tx: Tx, shopUrl: string, order: Order): Promise<void> {
  if (!(order.status in moved)) return;
  const kind = order.status as keyof typeof moved;
  await queue(tx, order, `order.${kind}`, `${order.id}:${order.version}`, moved[kind](told(shopUrl, order)));
}

/** What one of several places has sent, or what has arrived of it: each once. */
export const tellPart = (
  tx: Tx,
  shopUrl: string,
  order: Order,
  news: PartNews,
  locationId: string,
): Promise<void> =>
  queue(
    ...([tx, order, `order.${news}`, partKey(order, locationId)] as const),
    partLetter(told(shopUrl, order), news, locationId),
  );

const partKey = ({ id }: Order, locationId: string): string => `${id}:${locationId}`;

/** @param about the parcel and its scan: each is told once. */
export const tellParcel = (
  tx: Tx,
  shopUrl: string,
  order: Order,
  news: ParcelNews,
  about: string,
): Promise<void> => queue(tx, order, `order.${news}`, about, parcelLetter(told(shopUrl, order), news));

export const tellChanged = (tx: Tx, shopUrl: string, order: Order): Promise<void> =>
  queue(tx, order, 'order.changed', `${order.id}:${order.version}`, changedLetter(told(shopUrl, order)));

export const tellReturnAsked = (tx: Tx, shopUrl: string, order: Order, id: string): Promise<void> =>
  queue(tx, order, 'order.return-asked', id, returnLetter(told(shopUrl, order)));

export const tellRefunded = (tx: Tx, shopUrl: string, order: Order, refund: Refund): Promise<void> =>
  queue(tx, order, 'order.refunded', refund.id, refundedLetter(told(shopUrl, order), refund));

/** The mail that tells how an order stands, once more, by a name of its own. */
export const tellAgain = (tx: Tx, shopUrl: string, order: Order, again: string): Promise<void> => {
  const make =
    order.review === 'open'
      ? reviewedLetter
      : order.status in moved
        ? moved[order.status as keyof typeof moved]
        : confirmedLetter;
  return queue(tx, order, 'order.again', again, make(told(shopUrl, order)));
};

/** By which the mails and SMS of an order are found among all that its customer was sent. */
export const letterIdsOf = (
  order: Order,
  moves: readonly Readonly<{ status: string; version: number }>[],
  refunds: readonly Readonly<{ id: string }>[],
  parcels: readonly Pick<Parcel, 'id' | 'scans'>[],
): string[] => [
  derivedId('order.confirmed', order.id),
  derivedId('order.reviewed', order.id),
  ...(order.preparations ?? []).flatMap(({ locationId }) =>
    ['shipped', 'delivered', 'out-for-delivery', 'exception'].flatMap((news) => [
      derivedId(`order.${news}`, partKey(order, locationId)),
      derivedId(`order.${news}.sms`, partKey(order, locationId)),
    ]),
  ),
  ...moves.flatMap(({ status, version }) => [
    derivedId(`order.${status}`, `${order.id}:${version}`),
    derivedId(`order.${status}.sms`, order.id),
  ]),
  ...refunds.map((refund) => derivedId('order.refunded', refund.id)),
  ...parcels.flatMap((parcel) =>
    parcel.scans.flatMap(({ status, sequence }) => [
      derivedId(`order.${status}`, `${parcel.id}:${sequence}`),
      derivedId(`order.${status}.sms`, order.id),
    ]),
  ),
];

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
