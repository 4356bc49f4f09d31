import { migration } from '@comptoir/service-kit';

export const receiptsTables = migration(
  'Receipts1764000001400',
  `
  -- Projections of the journals: they can be rebuilt from the records.
  create table sale (
    sale_id uuid primary key,
    record_id uuid not null,
    body_hash bytea not null,
    receipt_number text not null,
    store_id text not null,
    register_id text not null,
    cashier_id text not null,
    shift_id uuid not null,
    business_date date not null,
    completed_at timestamptz not null,
    received_at timestamptz not null,
    language text not null,
    customer_id text,
    currency text not null,
    subtotal_minor bigint not null,
    discount_minor bigint not null,
    total_minor bigint not null,
    cash_rounding_minor bigint not null,
    item_count int not null,
    tender_kinds text[] not null
  );
  create index sale_completed on sale (completed_at desc, sale_id desc);
  create index sale_store_completed on sale (store_id, completed_at desc, sale_id desc);
  create index sale_business_date on sale (business_date, store_id) include (total_minor);
  create index sale_receipt_number on sale (receipt_number);
  create table sale_line (
    sale_id uuid not null,
    position int not null,
    product_id text not null,
    sku text not null,
    gtin text,
    name_fr text not null,
    name_en text not null,
    quantity numeric not null,
    unit_price_minor bigint not null,
    discount_minor bigint not null,
    amount_minor bigint not null,
    primary key (sale_id, position)
  );
  create table sale_tender (
    sale_id uuid not null,
    position int not null,
    kind text not null,
    amount_minor bigint not null,
    detail jsonb not null,
    primary key (sale_id, position)
  );
  create table sale_tax (
    sale_id uuid not null,
    code text not null,
    rate numeric not null,
    base_minor bigint not null,
    amount_minor bigint not null,
    primary key (sale_id, code, rate)
  );`,
  'drop table sale_tax, sale_tender, sale_line, sale;',
);

/** Half a kilo is one article, two pieces are two. What was sold before: only weights have a fraction. */
export const soldByTables = migration(
  'SoldBy1764000001600',
  `
  alter table sale_line add column sold_by text not null default 'piece';
  update sale_line set sold_by = 'weight' where quantity <> trunc(quantity);`,
  'alter table sale_line drop column sold_by;',
);

/** Why a line is cheaper, as it was said on the day; null: it is not, or it was sold before this was kept. */
export const discountsTables = migration(
  'Discounts1764000001700',
  'alter table sale_line add column discounts jsonb;',
  'alter table sale_line drop column discounts;',
);

/** Which piece was sold; null: the article does not ask, or it was sold before this was kept. */
export const pieceNumbers = migration(
  'PieceNumbers1764000001710',
  'alter table sale_line add column serial text, add column lot text;',
  'alter table sale_line drop column serial, drop column lot;',
);
