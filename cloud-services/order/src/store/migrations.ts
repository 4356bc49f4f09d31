import { migration } from '@comptoir/service-kit/db/migrations';

export const orderTables = migration(
  'Orders1764000000500',
  `create table customer_order (
     id uuid primary key,
     number text not null unique,
     -- Whoever has it may read the order: it is in the links of mails.
     access_token text not null,
     status text not null,
     version int not null default 1,
     customer_id text,
     -- Null once the person was erased; the figures stay.
     contact jsonb, delivery jsonb, billing jsonb,
     delivery_method text not null check (delivery_method in ('ship', 'collect')),
     language text not null,
     cart_session_id text not null,
     -- The cart as it was priced and agreed to: anyone can recompute the total from it.
     frozen jsonb not null,
     currency text not null,
     total_minor bigint not null check (total_minor >= 0),
     business_date date not null,
     reservation_id uuid,
     location_id text,
     collect_code text,
     shipments jsonb not null default '[]',
     created_at timestamptz not null default now(),
     confirmed_at timestamptz
   );
   -- A cart is paid once: a second checkout of it waits for the end of the first.
   create unique index one_checkout_of_a_cart on customer_order (cart_session_id) where status <> 'cancelled';
   create index customer_order_customer on customer_order (customer_id, created_at desc) where customer_id is not null;
   create index customer_order_status on customer_order (status, created_at desc);
   create index customer_order_created on customer_order (created_at desc, id desc);

   create table order_history (
     order_id uuid not null references customer_order, version int not null, status text not null,
     at timestamptz not null default now(), reason text, by_whom text, primary key (order_id, version)
   );

   create table saga (
     order_id uuid primary key references customer_order,
     state text not null,
     -- Grows with each executor: whoever lost the lease can write no more.
     version int not null default 0,
     lease_until timestamptz not null default '-infinity',
     -- When there is something to do; null: nothing.
     due_at timestamptz,
     tries int not null default 0,
     -- Grows with each request to look again: one that comes during a lease is not lost with the lease's end.
     asked int not null default 0,
     asker text not null, idempotency_key text not null, body_hash text not null,
     payment jsonb not null,
     action jsonb, action_until timestamptz,
     failure jsonb,
     correlation_id text,
     begun_at timestamptz not null default now(),
     unique (asker, idempotency_key)
   );
   create index saga_due on saga (due_at) where due_at is not null;
   -- Intent is committed before the call.
   create table saga_step (
     order_id uuid not null references saga, step text not null, key text not null,
     intent_at timestamptz not null default now(), outcome text, result jsonb, primary key (order_id, step)
   );

   create table payment (
     id uuid primary key,
     order_id uuid not null unique references customer_order,
     provider text not null,
     reference text,
     state text not null,
     amount_minor bigint not null check (amount_minor > 0),
     captured_minor bigint not null default 0,
     refunded_minor bigint not null default 0,
     check (captured_minor between 0 and amount_minor),
     check (refunded_minor between 0 and captured_minor)
   );
   create index payment_reference on payment (provider, reference);

   create table refund (
     id uuid primary key,
     order_id uuid not null references customer_order,
     amount_minor bigint not null check (amount_minor > 0),
     delivery_minor bigint not null default 0,
     lines jsonb not null, taxes jsonb not null,
     reason text not null, by_whom text not null,
     state text not null default 'owed' check (state in ('owed', 'done', 'failed')),
     at timestamptz not null default now()
   );
   create index refund_order on refund (order_id);

   -- What has to be done outside, and is retried until it is done or a person is asked.
   create table owed (
     id bigint generated always as identity primary key,
     order_id uuid not null references customer_order,
     kind text not null, key text not null, payload jsonb not null default '{}',
     tries int not null default 0,
     due_at timestamptz not null default now(),
     begun_at timestamptz, done_at timestamptz, failed_at timestamptz, error text,
     unique (order_id, kind, key)
   );
   create index owed_open on owed (order_id, id) where done_at is null and failed_at is null;

   create table webhook_event (
     provider text not null, id text not null, type text not null, reference text,
     received_at timestamptz not null default now(), primary key (provider, id)
   );`,
  'drop table webhook_event, owed, refund, payment, saga_step, saga, order_history, customer_order;',
);

/** Carts frozen before they said it: what is not whole was weighed. */
export const linesSaySoldBy = migration(
  'LinesSaySoldBy1764000000510',
  `update customer_order set frozen = jsonb_set(frozen, '{lines}', (
     select coalesce(jsonb_agg(jsonb_build_object('soldBy',
       case when (line ->> 'quantity')::numeric % 1 = 0 then 'piece' else 'weight' end) || line order by at), '[]')
     from jsonb_array_elements(frozen -> 'lines') with ordinality as told (line, at)));`,
  `update customer_order set frozen = jsonb_set(frozen, '{lines}', (
     select coalesce(jsonb_agg(line - 'soldBy' order by at), '[]')
     from jsonb_array_elements(frozen -> 'lines') with ordinality as told (line, at)));`,
);

/** An SMS may be owed for more than one move. */
export const textsOfMoves = migration(
  'TextsOfMoves1764000000530',
  `update owed set kind = 'text', key = 'ready-to-collect' where kind = 'text-ready';`,
  `update owed set kind = 'text-ready', key = '' where kind = 'text' and key = 'ready-to-collect';
   delete from owed where kind = 'text';`,
);

/** What staff wrote down and did about an order, and how they find it: by whose it is. */
export const orderNotes = migration(
  'OrderNotes1764000000540',
  `create table order_note (
     id uuid primary key,
     order_id uuid not null references customer_order,
     kind text not null check (kind in ('note', 'resent', 'retried', 'given-up', 'settled')),
     text text not null,
     by_whom text not null,
     at timestamptz not null default now()
   );
   create index order_note_order on order_note (order_id, at);
   create index customer_order_email on customer_order (lower(contact ->> 'email'));
   create index customer_order_name on customer_order (lower(contact ->> 'name') text_pattern_ops);
   create index owed_failed on owed (failed_at) where failed_at is not null;`,
  'drop index owed_failed, customer_order_name, customer_order_email; drop table order_note;',
);

/** Orders that are changed before they are packed, and what is sent back. */
export const orderChanges = migration(
  'OrderChanges1764000000550',
  `alter table customer_order add column removed jsonb not null default '[]';
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled', 'changed'));
   create table return_request (
     id uuid primary key,
     order_id uuid not null references customer_order,
     state text not null default 'asked' check (state in ('asked', 'received', 'refused')),
     lines jsonb not null,
     reason text not null,
     at timestamptz not null default now(),
     decided_at timestamptz,
     by_whom text
   );
   create index return_request_order on return_request (order_id);`,
  `drop table return_request;
   delete from order_note where kind = 'changed';
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled'));
   alter table customer_order drop column removed;`,
);

export const refundsOfPoints = migration(
  'RefundsOfPoints1764000000520',
  `alter table refund add column points int not null default 0, add column points_minor bigint not null default 0;`,
  'alter table refund drop column points, drop column points_minor;',
);

/** A gift card or a store credit beside the provider, or instead of it. */
export const giftCards = migration(
  'GiftCards1764000000560',
  `alter table customer_order add column gift_card jsonb;
   alter table refund add column gift_minor bigint not null default 0;`,
  `alter table refund drop column gift_minor;
   alter table customer_order drop column gift_card;`,
);

/** What is sent with a carrier, with its label, and where it was seen. */
export const parcels = migration(
  'Parcels1764000000570',
  `create table parcel (
     id uuid primary key,
     order_id uuid not null references customer_order,
     return_id uuid references return_request,
     state text not null default 'asked' check (state in ('asked', 'booked', 'cancelled')),
     carrier text not null,
     service text not null,
     weight_grams int not null,
     attempt int not null default 1,
     carrier_id text,
     tracking_number text,
     tracking_url text,
     price_minor bigint,
     label bytea,
     asked_by text not null,
     asked_at timestamptz not null default now()
   );
   create index parcel_order on parcel (order_id);
   create unique index parcel_carrier on parcel (carrier, carrier_id) where carrier_id is not null;
   create table parcel_scan (
     parcel_id uuid not null references parcel,
     sequence int not null,
     status text not null,
     at timestamptz not null,
     place text not null,
     primary key (parcel_id, sequence)
   );`,
  `delete from owed where kind in ('book-parcel', 'cancel-parcel', 'follow-parcel');
   drop table parcel_scan, parcel;`,
);

/** Whoever carries a checkout on, or pays what is owed of it, does so in the trace that began it. */
export const sagaTraces = migration(
  'SagaTraces1764000000645',
  'alter table saga add column traceparent text;',
  'alter table saga drop column traceparent;',
);

/** Whether an order may go on by itself, why not, and what a person has decided. */
export const orderReviews = migration(
  'OrderReviews1764000000690',
  `alter table customer_order
     add column review text check (review in ('open', 'accepted', 'refused')),
     -- Codes of rules, and the facts that they were tried on.
     add column risk jsonb,
     -- Hashes of where it came from and where it goes; null once the person was erased.
     add column risk_network text, add column risk_place text;
   create index customer_order_review on customer_order (created_at) where review = 'open';
   create index customer_order_network on customer_order (risk_network, created_at) where risk_network is not null;
   create index customer_order_place on customer_order (risk_place, created_at) where risk_place is not null;
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled', 'changed', 'accepted', 'refused'));`,
  `delete from order_note where kind in ('accepted', 'refused');
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled', 'changed'));
   alter table customer_order drop column review, drop column risk, drop column risk_network, drop column risk_place;`,
);

/** Payments that their payers dispute, and what the provider has taken back for it. */
export const disputes = migration(
  'Disputes1764000000695',
  `create table dispute (
     id text primary key,
     order_id uuid not null references customer_order,
     version int not null default 1,
     state text not null check (state in ('open', 'answered', 'won', 'lost')),
     reason text not null,
     amount_minor bigint not null,
     withdrawn_minor bigint not null,
     fee_minor bigint not null,
     answer_by timestamptz,
     opened_at timestamptz not null default now()
   );
   create index dispute_order on dispute (order_id);
   alter table payment add column withdrawn_minor bigint not null default 0;
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled', 'changed', 'accepted', 'refused',
       'dispute-open', 'dispute-answered', 'dispute-won', 'dispute-lost'));`,
  `delete from order_note where kind like 'dispute-%';
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check
     check (kind in ('note', 'resent', 'retried', 'given-up', 'settled', 'changed', 'accepted', 'refused'));
   delete from owed where kind = 'follow-dispute';
   alter table payment drop column withdrawn_minor;
   drop table dispute;`,
);

/** Why something is sent back, as codes that figures add up by. */
export const returnCodes = migration(
  'ReturnCodes1764000000720',
  `alter table return_request add column code text not null default 'other';
   alter table refund add column return_code text;`,
  `alter table return_request drop column code;
   alter table refund drop column return_code;`,
);

/** Orders that go with one that was paid before, and those that are paid with what comes back of one. */
export const followOns = migration(
  'FollowOns1764000000730',
  `alter table customer_order add column added_to jsonb;
   -- Of a refund's money, what pays another order instead of going back.
   alter table refund add column moved_minor bigint not null default 0;
   create index customer_order_added on customer_order ((added_to ->> 'orderId')) where added_to is not null;
   create index customer_order_exchange on customer_order ((gift_card ->> 'returnId')) where gift_card ? 'returnId';
   create index customer_order_exchanged on customer_order ((gift_card ->> 'orderId')) where gift_card ? 'orderId';`,
  `drop index customer_order_exchanged, customer_order_exchange, customer_order_added;
   alter table refund drop column moved_minor;
   alter table customer_order drop column added_to;`,
);

/** When orders are collected or delivered; what counts how many have a slot. */
export const deliverySlots = migration(
  'DeliverySlots1764000000750',
  `create index customer_order_slot on customer_order ((delivery -> 'slot' ->> 'startsAt')) where delivery ? 'slot';`,
  'drop index customer_order_slot;',
);

/** By what a card is known again: a hash of what its provider tells, never its number. */
export const cardsKnownAgain = migration(
  'CardsKnownAgain1764000000755',
  `alter table payment add column card_hash text;
   create index payment_card on payment (card_hash) where card_hash is not null;`,
  'alter table payment drop column card_hash;',
);

/** What each place has to send of an order that several places send; null: one place has it all. Which place a parcel leaves from. */
export const preparations = migration(
  'Preparations1764000000860',
  `alter table customer_order add column preparations jsonb;
   alter table parcel add column location_id text;`,
  `alter table parcel drop column location_id;
   alter table customer_order drop column preparations;`,
);

/** Goods of orders that stores took back; kinds of notes are the code's own list. */
export const returnsAtStores = migration(
  'ReturnsAtStores1764000000870',
  `alter table return_request add column store jsonb, add column excess jsonb not null default '[]';
   alter table return_request drop constraint return_request_state_check;
   alter table return_request add constraint return_request_state_check
     check (state in ('asked', 'received', 'refused', 'brought'));
   alter table order_note drop constraint order_note_kind_check;
   alter table order_note add constraint order_note_kind_check check (kind ~ '^[a-z-]{1,40}$');`,
  `delete from owed where kind = 'tell-double';
   delete from order_note where kind in ('returned-at-store', 'returned-twice');
   update return_request set state = 'received' where state = 'brought';
   alter table return_request drop constraint return_request_state_check;
   alter table return_request add constraint return_request_state_check check (state in ('asked', 'received', 'refused'));
   alter table return_request drop column store, drop column excess;`,
);

/** Orders of one place, among however many: those that it sends alone, and its part of those that several send. */
export const ordersByPlace = migration(
  'OrdersByPlace1764000000880',
  `create index customer_order_location on customer_order (location_id, created_at desc) where location_id is not null;
   create index customer_order_split on customer_order using gin (jsonb_path_query_array(preparations, '$[*].locationId'))
     where preparations is not null;`,
  'drop index customer_order_split, customer_order_location;',
);

/** Who has it in hand: the number of an executor, or nobody who says that they are there. */
export const sagaHolders = migration(
  'SagaHolders1764000000890',
  'alter table saga add column holder int;',
  'alter table saga drop column holder;',
);

/** Few are declined, and each checkout asks which of those before it were. */
export const declinedSagas = migration(
  'DeclinedSagas1764000000900',
  `create index saga_declined on saga (order_id) where failure ->> 'type' = 'payment-declined';`,
  'drop index saga_declined;',
);
