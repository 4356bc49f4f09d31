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

/**
 * Sums of each day, so that a past moment, what sells and what a product costs are read from few rows. A late movement adds to its day. A
 * day is head office's (`companyTimeZone`).
 */
export const stockDays = migration(
  'StockDays1764000000500',
  `
  alter table movement add column unit_cost_minor bigint;
  create table stock_day (
    product_id text not null,
    location_id text not null,
    day date not null,
    moved numeric(14, 3) not null,
    sold numeric(14, 3) not null,
    counted numeric(14, 3) not null,
    -- Of what came in with a known cost: how much, and what it cost in all.
    costed numeric(14, 3) not null default 0,
    costed_minor numeric(18, 4) not null default 0,
    primary key (product_id, location_id, day)
  );
  insert into stock_day (product_id, location_id, day, moved, sold, counted)
    select product_id, location_id, (at at time zone 'America/Toronto')::date, sum(quantity),
      -coalesce(sum(quantity) filter (where reason in ('sale', 'return', 'void')), 0),
      coalesce(sum(quantity) filter (where reason = 'count-correction'), 0)
    from movement group by 1, 2, 3;
  create index stock_day_by_day on stock_day (day);
  drop index movement_by_time;
  -- What a product costs at the end of a day on which it came in; the newest day before is in force.
  create table product_cost (
    product_id text not null,
    day date not null,
    average_minor numeric(18, 4) not null,
    version bigint not null default 1,
    primary key (product_id, day)
  );
  -- Products whose costs are to be worked out again. A row is a mark, not a fact.
  create table cost_due (product_id text primary key);
  `,
  'drop table cost_due, product_cost, stock_day; alter table movement drop column unit_cost_minor',
);

/** What a location keeps back, when it is low, and whether it serves the web. An absent figure is taken from the next wider rule. */
export const stockRules = migration(
  'StockRules1764000000600',
  `
  alter table balance add column safety numeric(14, 3) not null default 0;
  -- '*' stands for every location, or for every product.
  create table stock_rule (
    location_id text not null,
    product_id text not null,
    safety numeric(14, 3),
    reorder_point numeric(14, 3),
    lead_days int,
    supply_days int,
    changed_at timestamptz not null default now(),
    primary key (location_id, product_id)
  );
  alter table location add column postal_code text;
  create table location_channel (location_id text primary key, serves_web boolean not null);
  create table sourcing (one boolean primary key default true check (one), split boolean not null);
  insert into sourcing (split) values (true);
  create table stock_alert (
    location_id text not null,
    product_id text not null,
    kind text not null,
    since timestamptz not null default now(),
    primary key (location_id, product_id, kind)
  );
  create table ledger_check (
    one boolean primary key default true check (one),
    at timestamptz not null,
    differing int not null
  );
  `,
  `drop table ledger_check, stock_alert, sourcing, location_channel, stock_rule; alter table location drop column postal_code;
   alter table balance drop column safety`,
);

/** Goods on their way are at a location of their own, and what a store did is known whoever tells it first. */
export const transferSteps = migration(
  'TransferSteps1764000000700',
  `
  alter table transfer drop constraint transfer_state_check;
  alter table transfer add constraint transfer_state_check
    check (state in ('requested', 'approved', 'shipped', 'received', 'closed', 'cancelled'));
  alter table transfer add column note text;
  alter table transfer_line add column shipped numeric(14, 3);
  alter table transfer_line drop constraint transfer_line_quantity_check;
  alter table transfer_line add constraint transfer_line_quantity_check check (quantity >= 0);
  update transfer_line l set shipped = quantity from transfer t where t.id = l.transfer_id and t.state in ('shipped', 'received');
  update transfer t set state = 'closed' where state = 'received'
    and not exists (select from transfer_line l where l.transfer_id = t.id and l.shipped is distinct from l.received);
  alter table transfer_line drop constraint transfer_line_check;
  create index transfer_by_change on transfer (changed_at, id);
  -- Records of stores that have had their effect on a document.
  create table document_record (record_id text primary key, at timestamptz not null default now());
  insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
    select gen_random_uuid(), 'in-transit', product_id, -quantity, reason, origin, reference, at
    from movement where reason in ('transfer-out', 'transfer-in');
  insert into stock_day (product_id, location_id, day, moved, sold, counted)
    select product_id, location_id, (at at time zone 'America/Toronto')::date, sum(quantity), 0, 0
    from movement where location_id = 'in-transit' group by 1, 2, 3;
  insert into balance (location_id, product_id, on_hand, as_of)
    select location_id, product_id, sum(quantity), max(at) from movement where location_id = 'in-transit' group by 1, 2;
  `,
  `drop table document_record; drop index transfer_by_change; alter table transfer_line drop column shipped;
   alter table transfer drop column note`,
);

export const purchaseOrders = migration(
  'PurchaseOrders1764000000800',
  `
  create table purchase_order (
    id uuid primary key,
    location_id text not null,
    supplier_name text not null,
    state text not null check (state in ('draft', 'sent', 'received-in-part', 'closed', 'cancelled')),
    expected_on date,
    note text,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
  );
  create index purchase_order_by_change on purchase_order (changed_at, id);
  create table purchase_order_line (
    purchase_order_id uuid not null references purchase_order on delete cascade,
    product_id text not null,
    ordered numeric(14, 3) not null check (ordered >= 0),
    received numeric(14, 3) not null default 0,
    unit_cost_minor bigint not null check (unit_cost_minor >= 0),
    primary key (purchase_order_id, product_id)
  );
  create index purchase_order_line_by_product on purchase_order_line (product_id);
  `,
  'drop table purchase_order_line, purchase_order',
);

/** A reservation ends place by place where several places send an order: its lines are what is still held, and these what became of the rest. */
export const endedParts = migration(
  'EndedParts1764000000900',
  `
  create table reservation_ended (
    reservation_id uuid not null references reservation,
    location_id text not null,
    product_id text not null,
    quantity numeric(14, 3) not null,
    state text not null check (state in ('released', 'committed')),
    at timestamptz not null default now(),
    primary key (reservation_id, location_id, product_id)
  );
  `,
  'drop table reservation_ended',
);
