/** What is known of a checkout before it is begun: by itself, and by one query over those before it. */
import type { CheckoutRequest } from '../api.ts';
import { dueMinor, type FrozenCart } from '../neighbours/cart.ts';
import type { Reader } from '../store/reader.ts';
import { type cardFactNames, countedMax, type Facts } from './assess.ts';
import type { Traits } from './traits.ts';

type Counted = Pick<
  Facts,
  | 'triesOfEmail'
  | 'triesOfNetwork'
  | 'peopleAtAddress'
  | 'declinesOfEmail'
  | 'declinesOfNetwork'
  | 'declinesAtAddress'
  | 'isFirstOrder'
>;
type CardFacts = Pick<Facts, (typeof cardFactNames)[number]>;

export function factsOf(
  request: CheckoutRequest,
  customerId: string | null,
  cart: FrozenCart,
  counted: Counted,
): Facts {
  return {
    ...counted,
    amountMinor: dueMinor(cart),
    isGuest: customerId === null ? 1 : 0,
    billsElsewhere: billsElsewhere(request) ? 1 : 0,
    giftCardMinor: request.giftCard?.amountMinor ?? 0,
    isNewAccount: isNewAccount(customerId) ? 1 : 0,
    giftCardsBoughtMinor: cart.lines.reduce(
      (sum, { taxCategory, amountMinor }) => (taxCategory === giftCardCategory ? sum + amountMinor : sum),
      0,
    ),
    othersWithCard: 0,
    isNewCard: 0,
  };
}

/** Of what is paid for with a card and sold on for money. Source: product, tax categories. */
const giftCardCategory = 'gift-card';
const newAccountMs = 86_400_000;

/** Customers' ids say when they were made. Source: RFC 9562, 5.7. */
function isNewAccount(customerId: string | null): boolean {
  if (customerId?.charAt(14) !== '7') return false;
  const madeMs = Number.parseInt(customerId.replaceAll('-', '').slice(0, 12), 16);
  return Date.now() - madeMs < newAccountMs;
}

/** Of the card that an order is being paid with; undefined where no card is known again. */
export async function cardFactsOf(from: Reader, orderId: string): Promise<CardFacts | undefined> {
  const rows: CardFacts[] = await from.query(
    `with mine as (
       select p.card_hash, lower(o.contact ->> 'email') as email from payment p join customer_order o on o.id = p.order_id
       where p.order_id = $1 and p.card_hash is not null
     ), others as (
       select lower(o.contact ->> 'email') as email, o.created_at from mine join payment p using (card_hash)
       join customer_order o on o.id = p.order_id where p.order_id <> $1 and o.confirmed_at is not null
     )
     select (select count(distinct others.email)::int from others
          where others.email <> mine.email and others.created_at > now() - interval '30 days') as "othersWithCard",
       (case when exists (select from others) then 0 else 1 end) as "isNewCard"
     from mine`,
    [orderId],
  );
  return rows[0];
}

function billsElsewhere({ delivery, billing }: CheckoutRequest): boolean {
  if (delivery.method !== 'ship' || !billing) return false;
  const plain = (code: string) => code.replace(/\s/g, '').toUpperCase();
  return (
    billing.country !== delivery.address.country ||
    plain(billing.postalCode) !== plain(delivery.address.postalCode)
  );
}

/** A checkout waits for it, and a place or a network may have many tries: each is looked at once, and only what was declined at its saga. */
export async function countTries(
  from: Reader,
  email: string,
  customerId: string | null,
  { network, place }: Traits,
): Promise<Counted> {
  const rows: Counted[] = await from.query(
    `select of_email.tries as "triesOfEmail", of_email.declines as "declinesOfEmail",
       of_network.tries as "triesOfNetwork", of_network.declines as "declinesOfNetwork",
       of_place.people as "peopleAtAddress", of_place.declines as "declinesAtAddress",
       (case when exists (
          select from customer_order where confirmed_at is not null and status <> 'cancelled' and review is distinct from 'open'
            and (lower(contact ->> 'email') = lower($1) or customer_id = $2)
        ) then 0 else 1 end) as "isFirstOrder"
     from (
       select count(*)::int as tries, (count(*) filter (where ${isDeclined}))::int as declines from (
         select id from customer_order where lower(contact ->> 'email') = lower($1) and created_at > now() - interval '1 h'
         order by created_at desc limit ${countedMax}
       ) tried
     ) of_email, (
       select count(*)::int as tries, (count(*) filter (where ${isDeclined}))::int as declines from (
         select id from customer_order where risk_network = $3 and created_at > now() - interval '1 h'
         order by created_at desc limit ${countedMax}
       ) tried
     ) of_network, (
       select count(distinct lower(contact ->> 'email'))::int as people,
         (count(*) filter (where created_at > now() - interval '1 h' and ${isDeclined}))::int as declines from (
         select id, contact, created_at from customer_order where risk_place = $4 and created_at > now() - interval '1 day'
         order by created_at desc limit ${countedMax}
       ) tried
     ) of_place`,
    [email, customerId, network, place],
  );
  const [counted] = rows;
  if (!counted) throw new Error('a count has no row');
  return counted;
}

/** Has an index of its own, in which few are. */
const isDeclined = `exists (select from saga where saga.order_id = tried.id and saga.failure ->> 'type' = 'payment-declined')`;
