/** Queues a letter, and owes an SMS beside it, in the transaction of what they tell of: once, and only if that is committed. */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { type Letter, queueNotification } from '@comptoir/service-kit/notifications/notifications';
import type { OrderParts } from '../parts.ts';
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
  refusedReturnLetter,
  returnLetter,
  reviewedLetter,
  shippedLetter,
} from './letters.ts';
import type { Step } from './sms.ts';
import { oweText, textIdOf } from './text.ts';

/** Where the customer, also a guest, reads the order. */
export const linkOf = (shopUrl: string, { id, language, accessToken }: Order): string => {
  const link = new URL(language === 'fr' ? `/commande/${id}` : `/en/order/${id}`, shopUrl);
  link.searchParams.set(language === 'fr' ? 'jeton' : 'token', accessToken);
  return link.href;
};

/** Where the shop is, and by whose calendar customers come. */
type Shop = Pick<OrderParts, 'shopUrl' | 'timeZone'>;

export const tellConfirmed = (tx: Tx, shop: Shop, order: Order): Promise<void> =>
  tellOnce(tx, order, 'confirmed', confirmedLetter(toldWhen(shop, order)));

export const tellReviewed = (tx: Tx, shopUrl: string, order: Order): Promise<void> =>
  tellOnce(tx, order, 'reviewed', reviewedLetter(told(shopUrl, order)));

const moved = {
  'ready-to-collect': readyLetter,
  shipped: shippedLetter,
  delivered: deliveredLetter,
  cancelled: cancelledLetter,
};

export async function tellMoved(tx: Tx, shopUrl: string, order: Order): Promise<void> {
  if (!(order.status in moved)) return;
  const status = order.status as keyof typeof moved;
  await mail(
    tx,
    order,
    `order.${status}`,
    `${order.id}:${order.version}`,
    moved[status](told(shopUrl, order)),
  );
  await oweText(tx, order, status);
}

/** What one of several places has sent, or what has arrived of it: each once. */
export async function tellPart(
  tx: Tx,
  shopUrl: string,
  order: Order,
  news: PartNews,
  locationId: string,
): Promise<void> {
  const letter = partLetter(told(shopUrl, order), news, locationId);
  await mail(tx, order, `order.${news}`, partKey(order, locationId), letter);
  await oweText(tx, order, news, locationId);
}

const partKey = ({ id }: Order, locationId: string): string => `${id}:${locationId}`;

/**
 * @param about the parcel and its scan: each is told once by mail; by SMS once in the life of an order, or of the part of one place.
 * @param place of an order that several places send.
 */
export async function tellParcel(
  tx: Tx,
  shopUrl: string,
  order: Order,
  news: ParcelNews,
  { about, place }: Readonly<{ about: string; place: string | undefined }>,
): Promise<void> {
  await mail(tx, order, `order.${news}`, about, parcelLetter(told(shopUrl, order), news));
  await oweText(tx, order, news, place);
}

/** @param isRefunded what it costs less is told with the money: one SMS will do. */
export async function tellChanged(tx: Tx, shop: Shop, order: Order, isRefunded: boolean): Promise<void> {
  const about = `${order.id}:${order.version}`;
  await mail(tx, order, 'order.changed', about, changedLetter(toldWhen(shop, order)));
  if (!isRefunded) await oweText(tx, order, 'changed', String(order.version));
}

/** @param isExchange the SMS about what was to be had instead will do. */
export async function tellReturnAsked(
  tx: Tx,
  shopUrl: string,
  order: Order,
  id: string,
  isExchange = false,
): Promise<void> {
  await mail(tx, order, 'order.return-asked', id, returnLetter(told(shopUrl, order)));
  if (!isExchange) await oweText(tx, order, 'return-asked', id);
}

/** @param isExchange as of a return that is asked for. */
export async function tellReturnRefused(
  tx: Tx,
  shopUrl: string,
  order: Order,
  id: string,
  isExchange: boolean,
): Promise<void> {
  await mail(tx, order, 'order.return-refused', id, refusedReturnLetter(told(shopUrl, order)));
  if (!isExchange) await oweText(tx, order, 'return-refused', id);
}

export const tellRefunded = (tx: Tx, shopUrl: string, order: Order, refund: Refund): Promise<void> =>
  tellOnce(tx, order, 'refunded', refundedLetter(told(shopUrl, order), refund), refund.id);

/** The mail that tells how an order stands, once more, by a name of its own. */
export const tellAgain = (tx: Tx, shop: Shop, order: Order, again: string): Promise<void> => {
  const make =
    order.review === 'open'
      ? reviewedLetter
      : order.status in moved
        ? moved[order.status as keyof typeof moved]
        : confirmedLetter;
  return mail(tx, order, 'order.again', again, make(toldWhen(shop, order)));
};

/** By which the mails and SMS of an order are found among all that its customer was sent. */
export const letterIdsOf = (
  order: Order,
  of: Readonly<{
    moves: readonly Readonly<{ status: string; version: number }>[];
    refunds: readonly Readonly<{ id: string }>[];
    returns: readonly Readonly<{ id: string }>[];
    parcels: readonly Pick<Parcel, 'id' | 'scans'>[];
    /** Keys of the SMS that were owed. */
    texts: readonly string[];
  }>,
): string[] => {
  const { id } = order;
  const versions = Array.from({ length: order.version }, (_, before) => before + 1);
  return [
    derivedId('order.confirmed', id),
    derivedId('order.reviewed', id),
    ...(order.preparations ?? []).flatMap(({ locationId }) => [
      derivedId('order.shipped', partKey(order, locationId)),
      derivedId('order.delivered', partKey(order, locationId)),
    ]),
    ...versions.map((version) => derivedId('order.changed', `${id}:${version}`)),
    ...of.moves.map(({ status, version }) => derivedId(`order.${status}`, `${id}:${version}`)),
    ...of.refunds.map((refund) => derivedId('order.refunded', refund.id)),
    ...of.returns.flatMap((asked) => [
      derivedId('order.return-asked', asked.id),
      derivedId('order.return-refused', asked.id),
    ]),
    ...of.parcels.flatMap((parcel) =>
      parcel.scans.map(({ status, sequence }) => derivedId(`order.${status}`, `${parcel.id}:${sequence}`)),
    ),
    ...of.texts.map((key) => textIdOf(order, key)),
  ];
};

const told = (shopUrl: string, order: Order) => ({ order, link: linkOf(shopUrl, order) });
const toldWhen = ({ shopUrl, timeZone }: Shop, order: Order) => ({ ...told(shopUrl, order), timeZone });

/** @param about tells one from another of the same order; what an order has once needs none. */
async function tellOnce(tx: Tx, order: Order, step: Step, letter: Letter, about?: string): Promise<void> {
  await mail(tx, order, `order.${step}`, about ?? order.id, letter);
  await oweText(tx, order, step, about);
}

/** Who was erased is told nothing more. */
async function mail(tx: Tx, order: Order, kind: string, about: string, letter: Letter): Promise<void> {
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
