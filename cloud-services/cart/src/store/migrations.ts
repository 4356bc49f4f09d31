import { migration } from '@comptoir/service-kit/db/migrations';

export const cartOwners = migration(
  'CartOwners1764000000500',
  `create index cart_customer on cart ((value ->> 'customerId'), changed_at) where value ->> 'customerId' is not null;`,
  'drop index cart_customer;',
);

export const cartTables = migration(
  'Carts1764000000400',
  `create table cart (
     id text primary key, version bigint not null, value jsonb not null, changed_at timestamptz not null default now()
   );
   create index cart_changed_at on cart (changed_at);
   -- Copy of Product's catalogue feed.
   create table catalogue_product (
     id text primary key, sku text not null, gtins text[] not null, value jsonb not null, generation int not null
   );
   create index catalogue_product_sku on catalogue_product (sku);
   create index catalogue_product_gtins on catalogue_product using gin (gtins);
   create table catalogue_rules (one boolean primary key default true check (one), value jsonb not null);`,
  'drop table catalogue_rules, catalogue_product, cart;',
);

/** The feed is read from its beginning: promotions and categories passed by before there was a place for them. */
export const cartPromotions = migration(
  'CartPromotions1764000000600',
  `create table catalogue_row (key text primary key, value jsonb not null, generation int not null);
   delete from followed_feed where feed = 'catalogue';`,
  'drop table catalogue_row;',
);

/** Letters to who left something in their cart. `token`: of the link in it, which opens a copy of the cart and nothing else. */
export const cartReminders = migration(
  'CartReminders1764000000710',
  `create table cart_reminder (
     id uuid primary key, token text not null unique, cart_id text not null, customer_id text not null, version bigint not null,
     asked_at timestamptz not null default now(),
     -- What Customer made of it; null: not asked yet, or nobody answered.
     outcome text, sent_at timestamptz, returned_at timestamptz,
     unique (cart_id, version)
   );
   create index cart_reminder_to_ask on cart_reminder (asked_at) where outcome is null;`,
  'drop table cart_reminder;',
);
