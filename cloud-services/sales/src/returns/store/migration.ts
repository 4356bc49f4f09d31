import { migration } from '@comptoir/service-kit';

/** What a till took back has a record, may have no sale, may name a line twice, and may be given back in several ways. */
export const tillReturns = migration(
  'TillReturns1764000002300',
  `
  alter table sale_return alter column sale_id drop not null,
    add column record_id uuid, add column body_hash bytea, add column language text not null default 'fr',
    add column refunds jsonb;
  alter table sale_return_line drop constraint sale_return_line_pkey,
    add column line int not null default 1, add column position int, add column gtin text,
    add column name_fr text, add column name_en text, add column condition text;
  alter table sale_return_line add primary key (return_id, product_id, line);
  create index sale_return_receipt_number on sale_return (receipt_number);
  -- More came back of a line than was sold: two stores, cut off from each other, took the same goods back.
  create table double_return (
    sale_id uuid not null,
    position int not null,
    sold numeric not null,
    returned numeric not null,
    excess_minor bigint not null,
    noticed_at timestamptz not null,
    primary key (sale_id, position)
  );`,
  `drop table double_return;
   drop index sale_return_receipt_number;
   alter table sale_return_line drop constraint sale_return_line_pkey;
   alter table sale_return_line drop column line, drop column position, drop column gtin, drop column name_fr,
     drop column name_en, drop column condition, add primary key (return_id, product_id);
   alter table sale_return drop column record_id, drop column body_hash, drop column language, drop column refunds;`,
);

/** Goods of orders of the shop that came back twice, as Order tells it; those of receipts are found here. */
export const orderDoubleReturns = migration(
  'OrderDoubleReturns1764000003500',
  `create table order_double_return (
     order_id uuid not null,
     position int not null,
     number text not null,
     currency text not null,
     line jsonb not null,
     noticed_at timestamptz not null,
     primary key (order_id, position)
   );`,
  'drop table order_double_return;',
);
