/** Inventory's own tables; the shared ones (outbox, inbox, feeds, idempotency) come from the service kit. */
import { migration } from '@comptoir/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1764000000000 implements MigrationInterface {
  name = 'Ledger1764000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table location (
        id text primary key, code text not null, name text not null, kind text not null, version bigint not null
      );
      create table product_name (
        product_id text primary key, sku text not null, name jsonb not null, deleted boolean not null, version bigint not null
      );
      create table movement (
        id uuid primary key,
        location_id text not null,
        product_id text not null,
        quantity numeric(14, 3) not null,
        reason text not null,
        origin text not null,
        reference text not null,
        at timestamptz not null,
        recorded_at timestamptz not null default now()
      );
      create index movement_by_product on movement (product_id, location_id, at);
      create table balance (
        location_id text not null,
        product_id text not null,
        on_hand numeric(14, 3) not null,
        reserved numeric(14, 3) not null default 0,
        as_of timestamptz not null,
        primary key (location_id, product_id)
      );
      create index balance_by_product on balance (product_id);
    `);
    // The ledger is the truth: nobody corrects it but by a further movement.
    await db.query(`
      create function refuse_ledger_change() returns trigger language plpgsql as $$
        begin raise exception 'movements are append-only'; end $$;
      create trigger movement_is_append_only before update or delete on movement
        for each statement execute function refuse_ledger_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop table balance, movement, product_name, location; drop function refuse_ledger_change()',
    );
  }
}

export const reservations = migration(
  'Reservations1764000000100',
  `
  alter table balance add column version bigint not null default 0;
  create table reservation (
    id uuid primary key,
    reference text not null,
    state text not null check (state in ('held', 'released', 'expired', 'committed')),
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
  );
  create index reservation_due on reservation (expires_at) where state = 'held';
  create table reservation_line (
    reservation_id uuid not null references reservation,
    location_id text not null,
    product_id text not null,
    quantity numeric(14, 3) not null check (quantity > 0),
    primary key (reservation_id, location_id, product_id)
  );
  -- Which kinds of location serve the web, lowest rank first. A kind that is not listed serves none.
  create table web_source (kind text primary key, rank int not null);
  insert into web_source values ('warehouse', 1), ('store', 2);
  `,
  'drop table web_source, reservation_line, reservation; alter table balance drop column version',
);

/** The feed of what was there before it. Same shape as `elsewhere.ts` writes: a row that says the same is not told again. */
export const stockElsewhere = migration(
  'StockElsewhere1764000000200',
  `
  insert into feed_row (feed, scope, key, value)
    select 'stock-elsewhere', '*', 'location/' || id,
      jsonb_build_object('locationId', id, 'code', code, 'name', name, 'kind', kind)
    from location;
  insert into feed_row (feed, scope, key, value)
    select 'stock-elsewhere', '*', 'balance/' || location_id || '/' || product_id,
      jsonb_build_object('locationId', location_id, 'productId', product_id, 'onHand', trim_scale(on_hand)::text,
        'asOf', to_char(as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from balance;
  `,
  "delete from feed_row where feed = 'stock-elsewhere'",
);

export const transfers = migration(
  'Transfers1764000000300',
  `
  create table transfer (
    id uuid primary key,
    from_location text not null,
    to_location text not null,
    state text not null check (state in ('requested', 'shipped', 'received', 'cancelled')),
    requested_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
  );
  create table transfer_line (
    transfer_id uuid not null references transfer,
    product_id text not null,
    quantity numeric(14, 3) not null check (quantity > 0),
    received numeric(14, 3) check (received between 0 and quantity),
    primary key (transfer_id, product_id)
  );
  create index transfer_line_by_product on transfer_line (product_id);
  -- For alerts, which look at a few weeks of sales and counts of everything.
  create index movement_by_time on movement (at) include (location_id, product_id, quantity, reason);
  `,
  'drop index movement_by_time; drop table transfer_line, transfer',
);

export const cartHolds = migration(
  'CartHolds1764000000400',
  `
  alter table reservation add column cart_id uuid;
  -- The goods of a cart are held once: by the cart, or by the order that it becomes.
  create unique index reservation_of_cart on reservation (cart_id) where state = 'held';
  -- What a cart wants held, as of the newest of its versions that was told.
  create table cart_wish (
    cart_id uuid primary key,
    version bigint not null,
    lines jsonb not null,
    ttl_seconds int not null,
    changed_at timestamptz not null default now()
  );
  create index cart_wish_changed_at on cart_wish (changed_at);
  `,
  'drop table cart_wish; drop index reservation_of_cart; alter table reservation drop column cart_id',
);
