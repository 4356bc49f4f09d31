/** What is known of a checkout before it is begun: one query over those before it. */
import type { CheckoutRequest } from '../api.ts';
import { dueMinor, type FrozenCart } from '../neighbours/cart.ts';
import type { Reader } from '../store/reader.ts';
import type { Facts } from './assess.ts';
import type { Traits } from './traits.ts';

type Counted = Omit<Facts, 'amountMinor' | 'isGuest' | 'billsElsewhere' | 'giftCardMinor'>;

export async function factsOf(
  from: Reader,
  request: CheckoutRequest,
  customerId: string | null,
  cart: FrozenCart,
  traits: Traits,
): Promise<Facts> {
  const { email } = request.guest ?? request.customer ?? { email: '' };
  const counted = await countTries(from, email, customerId, traits);
  return {
    ...counted,
    amountMinor: dueMinor(cart),
    isGuest: customerId === null ? 1 : 0,
    billsElsewhere: billsElsewhere(request) ? 1 : 0,
    giftCardMinor: request.giftCard?.amountMinor ?? 0,
  };
}

function billsElsewhere({ delivery, billing }: CheckoutRequest): boolean {
  if (delivery.method !== 'ship' || !billing) return false;
  const plain = (code: string) => code.replace(/\s/g, '').toUpperCase();
  return (
    billing.country !== delivery.address.country ||
    plain(billing.postalCode) !== plain(delivery.address.postalCode)
  );
}

async function countTries(
  from: Reader,
  email: string,
  customerId: string | null,
  { network, place }: Traits,
): Promise<Counted> {
  const rows: Counted[] = await from.query(
    `with mine as (
       select 'email' as by, id, contact, created_at from customer_order where lower(contact ->> 'email') = lower($1) and created_at > now() - interval '1 h'
       union all
       select 'network', id, contact, created_at from customer_order where risk_network = $3 and created_at > now() - interval '1 h'
       union all
       select 'place', id, contact, created_at from customer_order where risk_place = $4 and created_at > now() - interval '1 day'
     ), told as (
       select mine.by, lower(contact ->> 'email') as email, created_at > now() - interval '1 h' as is_recent,
         coalesce(saga.failure ->> 'type' = 'payment-declined', false) as is_declined
       from mine left join saga on saga.order_id = mine.id
     )
     select (count(*) filter (where by = 'email'))::int as "triesOfEmail",
       (count(*) filter (where by = 'network'))::int as "triesOfNetwork",
       (count(distinct email) filter (where by = 'place'))::int as "peopleAtAddress",
       (count(*) filter (where by = 'email' and is_declined))::int as "declinesOfEmail",
       (count(*) filter (where by = 'network' and is_declined))::int as "declinesOfNetwork",
       (count(*) filter (where by = 'place' and is_declined and is_recent))::int as "declinesAtAddress",
       (select case when exists (
          select from customer_order where confirmed_at is not null and status <> 'cancelled' and review is distinct from 'open'
            and (lower(contact ->> 'email') = lower($1) or customer_id = $2)
        ) then 0 else 1 end) as "isFirstOrder"
     from told`,
    [email, customerId, network, place],
  );
  const [counted] = rows;
  if (!counted) throw new Error('a count has no row');
  return counted;
}
