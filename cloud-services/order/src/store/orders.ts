/** Orders in PostgreSQL. */
import type { Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import type { z } from 'zod';
import type { Quantity } from '../aftercare/removed.ts';
import type { Address, Contact, Delivery, orderSummary, shipment } from '../api.ts';
import type { AddedTo } from '../follow-on/follows.ts';
import type { Beside } from '../gift-card.ts';
import type { FrozenCart } from '../neighbours/cart.ts';
import type { Preparation } from '../preparations/preparation.ts';
import type { Assessment, Facts } from '../risk/assess.ts';
import type { Traits } from '../risk/traits.ts';
import type { DeliveryMethod } from '../states.ts';
import type { Reader } from './reader.ts';

export type Order = Readonly<{
  id: string;
  number: string;
  accessToken: string;
  status: OrderStatus;
  version: number;
  customerId: string | null;
  contact: Contact | null;
  delivery: Delivery | null;
  billing: Address | null;
  deliveryMethod: DeliveryMethod;
  language: 'fr' | 'en';
  cartSessionId: string;
  frozen: FrozenCart;
  giftCard: Beside | null;
  /** An order that was paid before, with which this one goes. */
  addedTo: AddedTo | null;
  currency: 'CAD';
  totalMinor: number;
  businessDate: string;
  reservationId: string | null;
  /** The place that was asked first; its figures are that place's. */
  locationId: string | null;
  /** As they are kept: read them with `preparationsOf`. */
  preparations: readonly Preparation[] | null;
  collectCode: string | null;
  /** Taken out before it was packed. */
  removed: readonly Quantity[];
  shipments: readonly z.infer<typeof shipment>[];
  createdAt: Date;
  confirmedAt: Date | null;
  /** `open`: paid for, and a person has to look before anything is packed or taken. Null: nobody need look. */
  review: Review | null;
  /** Null: from before orders were assessed. */
  risk: Risk | null;
}>;
export type Review = 'open' | 'accepted' | 'refused';
export type Risk = Assessment & Readonly<{ facts: Facts }>;

const columns = `id, number, access_token as "accessToken", status, version, customer_id as "customerId", contact, delivery, billing,
  delivery_method as "deliveryMethod", language, cart_session_id as "cartSessionId", frozen, gift_card as "giftCard", added_to as "addedTo", currency,
  total_minor::float8 as "totalMinor", business_date::text as "businessDate", reservation_id as "reservationId",
  location_id as "locationId", preparations, collect_code as "collectCode", removed, shipments, created_at as "createdAt", confirmed_at as "confirmedAt", review, risk`;

export async function findOrder(from: Reader, id: string): Promise<Order | undefined> {
  const rows: Order[] = await from.query(`select ${columns} from customer_order where id = $1`, [id]);
  return rows[0];
}

export async function findByNumber(from: Reader, number: string): Promise<Order | undefined> {
  const rows: Order[] = await from.query(`select ${columns} from customer_order where number = $1`, [number]);
  return rows[0];
}

export async function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const rows: Order[] = await tx.query(`select ${columns} from customer_order where id = $1 for update`, [
    id,
  ]);
  return rows[0];
}

/** The order of this cart that is not over, if there is one. */
export async function orderOfCart(from: Reader, cartSessionId: string): Promise<Order | undefined> {
  const rows: Order[] = await from.query(
    `select ${columns} from customer_order where cart_session_id = $1 and status <> 'cancelled'`,
    [cartSessionId],
  );
  return rows[0];
}

export type NewOrder = Omit<
  Order,
  | 'status'
  | 'version'
  | 'removed'
  | 'shipments'
  | 'createdAt'
  | 'confirmedAt'
  | 'collectCode'
  | 'locationId'
  | 'preparations'
  | 'review'
> &
  Readonly<{ traits: Traits }>;

/** @returns undefined when this cart is being paid already, or the number is taken. */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<Order | undefined> {
  const rows: Order[] = await tx.query(
    `with inserted as (
       insert into customer_order (id, number, access_token, status, customer_id, contact, delivery, billing, delivery_method,
         language, cart_session_id, frozen, currency, total_minor, business_date, reservation_id, gift_card, risk, risk_network, risk_place, added_to)
       values ($1, $2, $3, 'pending', $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16::jsonb,
         $17::jsonb, $18, $19, $20::jsonb)
       on conflict do nothing returning *
     ), told as (
       insert into order_history (order_id, version, status) select id, 1, status from inserted
     ) select ${columns} from inserted`,
    [
      order.id,
      order.number,
      order.accessToken,
      order.customerId,
      JSON.stringify(order.contact),
      JSON.stringify(order.delivery),
      JSON.stringify(order.billing),
      order.deliveryMethod,
      order.language,
      order.cartSessionId,
      JSON.stringify(order.frozen),
      order.currency,
      order.totalMinor,
      order.businessDate,
      order.reservationId,
      order.giftCard === null ? null : JSON.stringify(order.giftCard),
      JSON.stringify(order.risk),
      order.traits.network,
      order.traits.place,
      order.addedTo && JSON.stringify(order.addedTo),
    ],
  );
  return rows[0];
}

export const movedTo = (order: Order, status: OrderStatus): Order => ({
  ...order,
  status,
  version: order.version + 1,
});

/** Writes a move and its history; the version grows by one. Assumes that the caller holds the row's lock. */
export async function writeMove(
  tx: Tx,
  order: Order,
  to: OrderStatus,
  told: Readonly<{ reason: string | null; by: string }>,
): Promise<Order> {
  const moved = movedTo(order, to);
  await tx.query(
    `with moved as (update customer_order set status = $2, version = $3 where id = $1 returning id, version, status)
     insert into order_history (order_id, version, status, reason, by_whom) select id, version, status, $4, $5 from moved`,
    [moved.id, to, moved.version, told.reason, told.by],
  );
  return moved;
}

/** As `writeMove`, with what the confirmation says beside; the version is the one that `order` has. */
export const writeConfirmed = (
  tx: Tx,
  { id, version, confirmedAt, collectCode, review, risk }: Order,
  by: string,
): Promise<unknown> =>
  tx.query(
    `with moved as (
       update customer_order set status = 'confirmed', version = $2, confirmed_at = $3, collect_code = $4, review = $5, risk = $6::jsonb
       where id = $1 returning id, version, status
     )
     insert into order_history (order_id, version, status, by_whom) select id, version, status, $7 from moved`,
    [id, version, confirmedAt, collectCode, review, risk && JSON.stringify(risk), by],
  );

/** Where it is held; the version stays. */
export const writePlaces = (
  tx: Tx,
  { id, locationId, preparations }: Pick<Order, 'id' | 'locationId' | 'preparations'>,
): Promise<unknown> =>
  tx.query('update customer_order set location_id = $2, preparations = $3::jsonb where id = $1', [
    id,
    locationId,
    preparations && JSON.stringify(preparations),
  ]);

/** What has become of the parts of it; the version is the one that `order` has. Assumes that the caller holds the row's lock. */
export const writeParts = (tx: Tx, { id, version, preparations, shipments }: Order): Promise<unknown> =>
  tx.query(
    'update customer_order set version = $2, preparations = $3::jsonb, shipments = $4::jsonb where id = $1',
    [id, version, JSON.stringify(preparations), JSON.stringify(shipments)],
  );

/** Where it goes and what of it; the version is the one that `changed` has. Assumes that the caller holds the row's lock. */
export async function writeChange(
  tx: Tx,
  { id, version, delivery, removed, reservationId, preparations }: Order,
): Promise<void> {
  await tx.query(
    `update customer_order set version = $2, delivery = $3::jsonb, removed = $4::jsonb, reservation_id = $5, preparations = $6::jsonb
     where id = $1`,
    [
      ...[id, version, JSON.stringify(delivery), JSON.stringify(removed), reservationId],
      preparations && JSON.stringify(preparations),
    ],
  );
}

/** What a person has decided, or that nobody has to; the version is the one that `order` has. Assumes that the caller holds the row's lock. */
export async function writeReview(tx: Tx, { id, version, review }: Order): Promise<void> {
  await tx.query('update customer_order set version = $2, review = $3 where id = $1', [id, version, review]);
}

export type HistoryRow = Readonly<{ status: OrderStatus; at: Date; reason: string | null }>;
export const historyOf = (from: Reader, id: string): Promise<HistoryRow[]> =>
  from.query('select status, at, reason from order_history where order_id = $1 order by version', [id]);

/** A pattern of `like`; what the text itself has of its signs is meant as it stands. */
const beginsWith = (text: string) => `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

export const historyRows = (from: Reader, id: string): Promise<{ status: OrderStatus; version: number }[]> =>
  from.query('select status, version from order_history where order_id = $1 order by version', [id]);

export type ListFilter = Readonly<{
  status?: OrderStatus | undefined;
  storeId?: string | undefined;
  number?: string | undefined;
  /** A whole e-mail address, or how a name begins. */
  person?: string | undefined;
  customerId?: string | undefined;
  /** Those alone that wait for a person to look. */
  review?: 'open' | undefined;
  /** Those alone of which a payment is disputed, and nobody has decided. */
  dispute?: 'open' | undefined;
  /** Also checkouts that never became an order: whoever asks what is kept of them is told of these too. */
  withFailed?: boolean | undefined;
  /** Undefined: all places. */
  locations?: readonly string[] | undefined;
}>;

/** One of these places sends it, alone or with others: an index each. @param places an array of ids. */
const isAt = (places: string): string =>
  `(location_id = any(${places})
     or (preparations is not null and jsonb_path_query_array(preparations, '$[*].locationId') ?| ${places}))`;

/** Newest first. Checkouts that never became an order are not listed, unless they or their state are asked for. */
export async function listOrders(
  from: Reader,
  filter: ListFilter,
  after: Readonly<{ at: string; id: string }> | undefined,
  limit: number,
): Promise<(z.infer<typeof orderSummary> & { position: { at: string; id: string } })[]> {
  const rows: (z.infer<typeof orderSummary> & { createdText: string })[] = await from.query(
    `select id, number, version, status, created_at as "createdAt", confirmed_at as "confirmedAt", customer_id as "customerId",
       contact ->> 'name' as "contactName", delivery_method as "deliveryMethod", location_id as "locationId",
       jsonb_array_length(frozen -> 'lines') as "itemCount", currency, total_minor::float8 as "totalMinor",
       created_at::text as "createdText", review
     from customer_order
     where ($1::text is null and (confirmed_at is not null or $13) or status = $1)
       and ($2::text[] is null or ${isAt('$2::text[]')}) and ($3::text is null or customer_id = $3)
       and ($4::text is null or number = $4) and ($5::text[] is null or ${isAt('$5::text[]')})
       and ($9::text is null or lower(contact ->> 'email') = lower($9) or lower(contact ->> 'name') like $10)
       and ($11::text is null or review = $11)
       and ($12::text is null or id in (select order_id from dispute where state in ('open', 'answered')))
       and ($6::timestamptz is null or (created_at, id) < ($6, $7::uuid))
     order by created_at desc, id desc limit $8`,
    [
      filter.status ?? null,
      filter.storeId === undefined ? null : [filter.storeId],
      filter.customerId ?? null,
      filter.number ?? null,
      filter.locations ?? null,
      after?.at ?? null,
      after?.id ?? null,
      limit,
      filter.person ?? null,
      filter.person === undefined ? null : beginsWith(filter.person),
      filter.review ?? null,
      filter.dispute ?? null,
      filter.withFailed ?? false,
    ],
  );
  return rows.map(({ createdText, ...row }) => ({
    ...row,
    createdAt: new Date(row.createdAt).toISOString(),
    confirmedAt: row.confirmedAt && new Date(row.confirmedAt).toISOString(),
    position: { at: createdText, id: row.id },
  }));
}

// An index of some rows serves a query that says in the same words that it is about those.

/** The order that is paid with what comes back by this return, and that is not over or was not begun. */
export async function lockExchangeOf(tx: Tx, returnId: string): Promise<Order | undefined> {
  const rows: Order[] = await tx.query(
    `select ${columns} from customer_order where gift_card ? 'returnId' and gift_card ->> 'returnId' = $1 and confirmed_at is not null for update`,
    [returnId],
  );
  return rows[0];
}

/** The returns of an order that are to pay another one, which waits for them. */
export async function announcedForExchange(from: Reader, orderId: string): Promise<string[]> {
  const rows: { id: string }[] = await from.query(
    `select gift_card ->> 'returnId' as id from customer_order where gift_card ? 'orderId' and gift_card ->> 'orderId' = $1
       and gift_card ->> 'isWaiting' = 'true' and status = 'confirmed' and confirmed_at is not null`,
    [orderId],
  );
  return rows.map(({ id }) => id);
}

/** The goods have come. The version is the one that `order` has. Assumes that the caller holds the row's lock. */
export async function writeExchange(tx: Tx, { id, version, giftCard }: Order): Promise<void> {
  await tx.query('update customer_order set version = $2, gift_card = $3::jsonb where id = $1', [
    id,
    version,
    JSON.stringify(giftCard),
  ]);
}

export type FollowOn = Readonly<{ orderId: string; number: string; kind: 'addition' | 'exchange' }>;

/** Orders that were added to this one, or stand in for what comes back of it. */
export const followOnsOf = (from: Reader, orderId: string): Promise<FollowOn[]> =>
  from.query(
    `select id as "orderId", number, case when added_to is null then 'exchange' else 'addition' end as kind from customer_order
     where (added_to ->> 'orderId' = $1 or (gift_card ? 'orderId' and gift_card ->> 'orderId' = $1)) and confirmed_at is not null order by created_at`,
    [orderId],
  );
