import { migration } from '@comptoir/service-kit';

export const returnTables = migration(
  'Returns1764000001500',
  `
  create table sale_return (
    return_id uuid primary key,
    sale_id uuid not null,
    receipt_number text not null,
    store_id text not null,
    register_id text not null,
    cashier_id text not null,
    customer_id text,
    business_date date not null,
    completed_at timestamptz not null,
    received_at timestamptz not null,
    reason text not null,
    refund_tender text not null,
    currency text not null,
    subtotal_minor bigint not null,
    total_minor bigint not null,
    cash_rounding_minor bigint not null
  );
  create index sale_return_of on sale_return (sale_id);
  create index sale_return_completed on sale_return (completed_at desc, return_id desc);
  create table sale_return_line (
    return_id uuid not null references sale_return,
    product_id text not null,
    sku text not null,
    quantity numeric not null,
    amount_minor bigint not null,
    primary key (return_id, product_id)
  );
  create table sale_return_tax (
    return_id uuid not null references sale_return,
    code text not null,
    rate numeric not null,
    base_minor bigint not null,
    amount_minor bigint not null,
    primary key (return_id, code, rate)
  );`,
  'drop table sale_return_tax, sale_return_line, sale_return;',
);

export const returnedItems = migration(
  'ReturnedItems1764000001700',
  `
  alter table sale_return add column item_count int not null default 0;
  update sale_return set item_count = (
    select sum(case when quantity = trunc(quantity) then quantity else 1 end) from sale_return_line line
    where line.return_id = sale_return.return_id
  );
  create index sale_return_store_completed on sale_return (store_id, completed_at desc, return_id desc);
  create index sale_return_business_date on sale_return (business_date, store_id) include (total_minor);`,
  `drop index sale_return_business_date, sale_return_store_completed;
   alter table sale_return drop column item_count;`,
);
