import { migration } from '@comptoir/service-kit/db/migrations';
import { customerDocuments, factTables, laterTables, lineDays, untaxedColumn } from './fact-tables.ts';
import { addTo, rollups, rollupTable } from './rollups.ts';

export const reportingTables = migration(
  'Reporting1764000002000',
  `
  -- Facts have a schema of their own, so that a rebuild makes them anew beside the old ones and swaps.
  create schema facts;
  ${factTables('facts')}
  -- One row. Who writes facts holds it: writers come one after the other, and who watches sees that something has changed.
  create table fact_state (one boolean primary key default true check (one), version bigint not null default 0);
  insert into fact_state default values;

  -- Names and stock as others told them: the newest wins. They are no facts, and a rebuild leaves them.
  create table location (
    location_id text primary key,
    code text not null,
    name text not null,
    kind text not null,
    time_zone text,
    version int not null
  );
  create table known_product (
    product_id text primary key,
    sku text not null,
    name_fr text not null,
    name_en text not null,
    category_id text
  );
  create table known_category (
    category_id text primary key,
    parent_id text,
    name_fr text not null,
    name_en text not null
  );
  create table stock_level (
    location_id text not null,
    product_id text not null,
    on_hand numeric not null,
    version bigint not null,
    primary key (product_id, location_id)
  );

  create table product_cost (
    product_id text not null,
    valid_from date not null,
    unit_cost_minor bigint not null,
    primary key (product_id, valid_from)
  );

  -- A visit of the shop: a random number that the browser forgets, and how far it went.
  create table shop_visit (
    visit_date date not null,
    visit_id uuid not null,
    added boolean not null,
    checkout_begun boolean not null,
    primary key (visit_date, visit_id)
  );
  create table shop_visit_day (
    visit_date date primary key,
    visits int not null,
    added int not null,
    checkout_begun int not null
  );

  create table job (
    job_id uuid primary key,
    staff_id text not null,
    request jsonb not null,
    state text not null,
    done int not null default 0,
    total int,
    file_name text,
    media_type text,
    bytes bigint,
    fault text,
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    lease_until timestamptz,
    -- Who works on it: a worker whose lease ran out writes no more.
    worker uuid
  );
  create index job_open on job (created_at) where state in ('waiting', 'working');
  create table job_chunk (
    job_id uuid not null references job on delete cascade,
    position int not null,
    content bytea not null,
    primary key (job_id, position)
  );
  `,
  `drop table job_chunk, job, shop_visit_day, shop_visit, product_cost, stock_level, known_category, known_product, location, fact_state;
   drop schema facts cascade;`,
);

/** Facts that were made before these rollups get them; new ones have them, still empty, by the first migration. */
const laterRollups = (name: string, added: readonly (typeof rollups)[keyof typeof rollups][]) =>
  migration(
    name,
    added.flatMap((rollup) => [rollupTable('facts', rollup), `${addTo('facts', rollup)};`]).join('\n'),
    'select 1;',
  );

export const productTotals = laterRollups('ProductTotals1764000002100', [
  rollups.productDayAll,
  rollups.productMonthAll,
]);
export const documentTotals = laterRollups('DocumentTotals1764000002300', [rollups.dayAll, rollups.month]);

/** What is made again and again, and mailed. */
export const scheduleTables = migration(
  'Schedules1764000002200',
  `
  create table schedule (
    schedule_id uuid primary key,
    staff_id text not null,
    request jsonb not null,
    cron text not null,
    time_zone text not null,
    recipients text[] not null,
    next_run_at timestamptz not null,
    last_run_at timestamptz,
    created_at timestamptz not null default now()
  );
  create index schedule_due on schedule (next_run_at);
  create index schedule_of on schedule (staff_id);
  -- To whom the file's link is mailed, and what the link must hash to: who has it needs no token.
  alter table job add column recipients text[] not null default '{}', add column link_hash bytea;
  create unique index job_link on job (link_hash);
  `,
  'alter table job drop column recipients, drop column link_hash; drop table schedule;',
);

/** Costs that Inventory tells; one that was entered by hand has no version, and gives way to the next that is told. */
export const toldCosts = migration(
  'ToldCosts1764000002400',
  'alter table product_cost add column version bigint not null default 0',
  'alter table product_cost drop column version',
);

/** Discounts, acts, customers and reasons: of what is told from now on, and of all of it once the facts are rebuilt. */
export const givenAndDone = migration(
  'GivenAndDone1764000002500',
  [
    laterTables('facts'),
    // What one store asks is found by the store first.
    ...[rollups.productDay, rollups.productMonth].map(
      ({ table, keys }) =>
        `alter table facts.${table} drop constraint ${table}_pkey, add primary key (${Object.keys(keys).join(', ')});`,
    ),
    ...[rollups.minute, rollups.discount, rollups.returnReason, rollups.customerMonth, rollups.act].flatMap(
      (rollup) => [rollupTable('facts', rollup), `${addTo('facts', rollup)};`],
    ),
  ].join('\n'),
  'select 1;',
);

/** Lines that were there before. */
export const linesByDay = migration(
  'LinesByDay1764000003490',
  lineDays('facts'),
  'drop index facts.line_days',
);

/** Documents that were there before. */
export const documentsByCustomer = migration(
  'DocumentsByCustomer1764000003600',
  customerDocuments('facts'),
  'drop index facts.document_customer',
);

/** Cashiers' days tell their registers and kinds too from here on, and there are those of lines. Older code cannot add to them. */
export const cashierLines = migration(
  'CashierLinesBreaking1764000003700',
  [rollups.cashier, rollups.cashierLine]
    .flatMap((rollup) => [
      `drop table if exists facts.${rollup.table};`,
      rollupTable('facts', rollup),
      `${addTo('facts', rollup)};`,
    ])
    .join('\n'),
  'select 1;',
);

/** Tax returns are read from rollups from here on. Older code cannot add to them. */
export const taxReturns = migration(
  'TaxReturnsBreaking1764000003800',
  [
    // Millions of taxes are joined and sorted once.
    `set local work_mem = '128MB'; set local jit = off;`,
    untaxedColumn('facts'),
    // As `untaxedOf` does for documents that come.
    `update facts.document d set untaxed_minor = net - taxed
     from (
       select document_id, net, sign(net) * greatest(0, max(sign(net) * base)) as taxed
       from (
         select document_id, net, code, sum(coalesce(base_minor, net)) filter (where code is not null) as base
         from (select document_id, subtotal_minor + delivery_minor as net from facts.document) whole left join facts.tax using (document_id)
         group by document_id, net, code
       ) by_code group by document_id, net
     ) told where told.document_id = d.document_id and abs(taxed) < abs(net);`,
    ...[rollups.taxRate, rollups.untaxed].flatMap((rollup) => [
      rollupTable('facts', rollup),
      `${addTo('facts', rollup)};`,
    ]),
  ].join('\n'),
  'select 1;',
);

/** Which products are gift cards: the catalogue is read once more from its beginning. */
export const giftCardsKnown = migration(
  'GiftCardsKnown1764000003900',
  `alter table known_product add column is_gift_card boolean not null default false;
   update followed_feed set cursor = null, loading = true where feed = 'catalogue';`,
  'alter table known_product drop column is_gift_card;',
);
