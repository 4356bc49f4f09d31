import { migration } from '@comptoir/service-kit/db/migrations';

export const customerTables = migration(
  'Customers1764000000500',
  `create table customer (
     id uuid primary key,
     -- HMAC of the address. Null once erased.
     email_lookup bytea,
     status text not null check (status in ('unconfirmed', 'active', 'erased')),
     language text not null,
     -- The data key, wrapped. Null once erased, and nothing sealed can be read ever again.
     wrapped_key bytea,
     -- Sealed JSON.
     person bytea,
     addresses bytea,
     password_hash text,
     registered_at timestamptz not null default now(),
     confirmed_at timestamptz,
     erased_at timestamptz
   );
   -- Several people may type an address; the one who reads its mails has it.
   create unique index customer_email on customer (email_lookup) where status = 'active';
   create index customer_unconfirmed on customer (email_lookup) where status = 'unconfirmed';

   -- Single-use links in mails, as hashes.
   create table mail_token (
     hash bytea primary key, customer_id uuid not null, purpose text not null, expires_at timestamptz not null,
     used_at timestamptz
   );
   create index mail_token_customer on mail_token (customer_id);

   create table registration_key (
     id uuid primary key, request bytea not null, at timestamptz not null default now()
   );

   create table session (
     id uuid primary key, customer_id uuid not null, started_at timestamptz not null, ended_at timestamptz, end_reason text
   );
   create index session_customer on session (customer_id);
   create table refresh_token (
     hash bytea primary key, session_id uuid not null references session on delete cascade,
     expires_at timestamptz not null, used_at timestamptz,
     -- What came after it, and the request that asked for it.
     successor bytea, request bytea
   );
   create index refresh_token_session on refresh_token (session_id);

   -- By the address that was typed, known or not: an attacker learns nothing from the difference.
   create table guess (
     lookup bytea primary key, tries int not null, wait_until timestamptz not null, last_at timestamptz not null
   );
   create table mail_budget (lookup bytea primary key, since timestamptz not null, mails int not null);

   create table consent (
     customer_id uuid not null, kind text not null, given boolean not null, at timestamptz not null, source text not null,
     primary key (customer_id, kind, at)
   );
   create table support_note (
     id uuid primary key, customer_id uuid not null, staff_id text not null, at timestamptz not null, sealed bytea not null
   );
   create index support_note_customer on support_note (customer_id, at);

   -- Sales and orders of both channels, from events that may come in any order.
   create table purchase (
     id text primary key,
     customer_id uuid,
     channel text not null,
     number text,
     at timestamptz,
     location_id text,
     status text,
     status_version int not null default 0,
     currency text,
     total_minor bigint,
     refunded_minor bigint not null default 0,
     lines jsonb,
     -- What points are earned on: goods before tax.
     bought_minor bigint not null default 0,
     returned_minor bigint not null default 0,
     points int not null default 0
   );
   create index purchase_customer on purchase (customer_id, at desc, id desc);

   create table points_entry (
     id uuid primary key, customer_id uuid not null, points int not null, reason text not null, purchase_id text,
     at timestamptz not null
   );
   create index points_entry_customer on points_entry (customer_id, at desc, id desc);
   create table loyalty_account (
     customer_id uuid primary key, balance int not null default 0, earned int not null default 0, version int not null default 0
   );`,
  `drop table loyalty_account, points_entry, purchase, support_note, consent, mail_budget, guess, refresh_token, session,
     registration_key, mail_token, customer;`,
);

export const loyaltyCards = migration(
  'LoyaltyCards1764000000520',
  'alter table customer add column card_number text unique;',
  'alter table customer drop column card_number;',
);

export const promotionUses = migration(
  'PromotionUses1764000000530',
  `create table promotion_use (
     purchase_id text not null, promotion_id text not null, customer_id uuid not null, times int not null,
     primary key (purchase_id, promotion_id)
   );
   create index promotion_use_customer on promotion_use (customer_id);`,
  'drop table promotion_use;',
);

export const pointsHolds = migration(
  'PointsHolds1764000000510',
  `create table points_hold (
     order_id uuid primary key, customer_id uuid not null, points int not null check (points >= 0),
     state text not null default 'held' check (state in ('held', 'taken', 'released')),
     at timestamptz not null default now()
   );
   create index points_hold_customer on points_hold (customer_id) where state = 'held';`,
  'drop table points_hold;',
);

/** Tries from one address, each with whose they are. */
export const guessesByAddress = migration(
  'GuessesByAddress1764000000570',
  `alter table guess add column account bytea;
   create index guess_account on guess (account);`,
  'drop index guess_account; alter table guess drop column account;',
);

/** Kept when the person is erased, as consents are: a number that leads to nobody. */
export const accesses = migration(
  'Accesses1764000000560',
  `create table access (
     customer_id uuid not null, staff_id text not null, what text not null, reason text not null, at timestamptz not null,
     primary key (customer_id, at, staff_id, what, reason)
   );`,
  'drop table access;',
);

/** What was written down before goes into the log whose rows hold one another; an instance of the version before may still write to the table. */
export const accessesInOneLog = migration(
  'AccessesInOneLog1764000000581',
  `do $$ declare a record; begin
     for a in select * from access order by at, customer_id, staff_id, what, reason loop
       perform note_access(a.customer_id, a.staff_id, a.what, a.reason, a.at);
     end loop;
   end $$;`,
  'select 1;',
);

/** By which of the keys that wrap them a person's own key is wrapped. */
export const wrappedBy = migration(
  'WrappedBy1764000000582',
  `alter table customer add column wrapped_by int not null default 0;
   create index customer_wrapped_by on customer (wrapped_by) where wrapped_key is not null;`,
  'drop index customer_wrapped_by; alter table customer drop column wrapped_by;',
);

/** Where somebody is signed in, told coarsely; the second step of signing in; keys that sign in by themselves. */
export const accountSecurity = migration(
  'AccountSecurity1764000000590',
  `alter table session add column last_seen_at timestamptz, add column browser text not null default 'other',
     add column system text not null default 'other', add column signed_in_by text not null default 'password';
   update session set last_seen_at = started_at;

   create table second_factor (
     customer_id uuid primary key, sealed bytea not null, asked_at timestamptz not null,
     -- Null until a code of it was shown.
     since timestamptz,
     -- Of the last code that was taken: none is taken twice. RFC 6238, 5.2.
     last_step bigint not null default 0
   );
   create table recovery_code (
     hash bytea primary key, customer_id uuid not null, used_at timestamptz
   );
   create index recovery_code_customer on recovery_code (customer_id);

   create table passkey (
     id text primary key, customer_id uuid not null, public_key bytea not null, counter bigint not null,
     transports text[] not null, name text not null, created_at timestamptz not null, last_used_at timestamptz
   );
   create index passkey_customer on passkey (customer_id, created_at);
   create table challenge (
     hash bytea primary key, purpose text not null, customer_id uuid, expires_at timestamptz not null
   );`,
  `drop table challenge, passkey, recovery_code, second_factor;
   alter table session drop column last_seen_at, drop column browser, drop column system, drop column signed_in_by;`,
);

/** Who was written down at a till, by the id that it gave them, and whom they turned out to be: numbers alone, kept when a person is erased. */
export const proposals = migration(
  'Proposals1764000000600',
  `create table proposal (
     id uuid primary key, customer_id uuid not null, store_id text not null, outcome text not null check (outcome in ('made', 'matched')),
     at timestamptz not null default now()
   );
   alter table customer add column phone_lookup bytea, add column phone_looked_up boolean not null default false;
   create index customer_phone on customer (phone_lookup) where phone_lookup is not null;
   create index customer_phone_to_look_up on customer (id) where not phone_looked_up and wrapped_key is not null;`,
  'drop table proposal; alter table customer drop column phone_lookup, drop column phone_looked_up;',
);

/** What somebody keeps for later. */
export const keptProducts = migration(
  'KeptProducts1764000000610',
  `create table kept_product (
     customer_id uuid not null, product_id text not null, at timestamptz not null, primary key (customer_id, product_id)
   );`,
  'drop table kept_product;',
);

/** Rules that head office changes, which of them gave each point, and points that end. */
export const loyaltyRulesTable = migration(
  'LoyaltyRules1764000000605',
  `create table loyalty_rules (
     version int primary key, rules jsonb not null, from_at timestamptz not null, by text not null, reason text not null,
     at timestamptz not null
   );
   alter table purchase add column business_date date, add column returned_lines jsonb not null default '{}',
     add column tier text, add column points_parts jsonb, add column line_categories jsonb;
   alter table points_entry add column by_rules jsonb;
   alter table loyalty_account add column active_at timestamptz, add column expires_at timestamptz,
     add column told_tier text, add column reviewed_at timestamptz not null default '-infinity';
   update loyalty_account a set active_at = (select max(at) from points_entry e where e.customer_id = a.customer_id);
   create index loyalty_account_reviewed on loyalty_account (reviewed_at);
   create index purchase_at on purchase (at) where at is not null;
   -- Of the catalogue only what bonuses ask: which category a product is in, and which that one is below.
   create table product_category (product_id text primary key, category_id text);
   create table category_parent (category_id text primary key, parent_id text);`,
  `drop table category_parent, product_category, loyalty_rules;
   drop index purchase_at, loyalty_account_reviewed;
   alter table loyalty_account drop column active_at, drop column expires_at, drop column told_tier, drop column reviewed_at;
   alter table points_entry drop column by_rules;
   alter table purchase drop column business_date, drop column returned_lines, drop column tier, drop column points_parts,
     drop column line_categories;`,
);

/** When somebody was written to about a cart that they left: not so often, and each letter once. */
export const cartLetters = migration(
  'CartLetters1764000000711',
  `create table cart_letter (id uuid primary key, customer_id uuid not null, at timestamptz not null);
   create index cart_letter_customer on cart_letter (customer_id, at);`,
  'drop table cart_letter;',
);
