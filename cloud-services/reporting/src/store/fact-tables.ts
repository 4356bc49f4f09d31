/** The tables of facts and of their rollups, for a schema of any name: `facts`, or the one that a rebuild fills. */
import { rollups, rollupTable } from './rollups.ts';

/** What came after the first tables: made here for new schemas, by a migration for the one that was there. */
export const laterTables = (schema: string): string => `
  alter table ${schema}.document add column if not exists customer_key uuid, add column if not exists reason text,
    add column if not exists origin_id text;
  create index if not exists document_newest on ${schema}.document (business_date, at, document_id);
  create table if not exists ${schema}.discount (
    document_id text not null,
    position int not null,
    source text not null,
    reason text,
    given_by text,
    amount_minor bigint not null,
    primary key (document_id, position)
  );
  create table if not exists ${schema}.act (
    act_id text primary key,
    kind text not null,
    store_id text not null,
    business_date date not null,
    at timestamptz not null,
    register_id text,
    cashier_id text,
    amount_minor bigint not null,
    reason text,
    given_by text,
    document_id text
  );
  create index if not exists act_newest on ${schema}.act (business_date, at, act_id);`;

/**
 * Lines of a month lie together, since days come one after the other: which stretches of the table hold
 * a day is said by 32 kB for a million and a half of them. Source: ADR 0092.
 */
export const lineDays = (schema: string): string => `
  create index if not exists line_days on ${schema}.line using brin (business_date) with (pages_per_range = 32, autosummarize = on);`;

/** What no tax was on. */
export const untaxedColumn = (schema: string): string => `
  alter table ${schema}.document add column if not exists untaxed_minor bigint not null default 0;`;

/** What one customer bought is little, among the documents of all. */
export const customerDocuments = (schema: string): string => `
  create index if not exists document_customer on ${schema}.document (customer_key, business_date) where customer_key is not null;`;

/** @param schema a name of ours, never from a request. */
export function factTables(schema: string): string {
  return `
  create table ${schema}.document (
    document_id text primary key,
    kind text not null,
    channel text not null,
    store_id text not null,
    business_date date not null,
    at timestamptz not null,
    register_id text,
    cashier_id text,
    number text not null,
    subtotal_minor bigint not null,
    discount_minor bigint not null,
    delivery_minor bigint not null,
    tax_minor bigint not null,
    rounding_minor bigint not null,
    total_minor bigint not null
  );
  create index on ${schema}.document (business_date, document_id);
  ${laterTables(schema)}
  ${untaxedColumn(schema)}
  ${customerDocuments(schema)}
  create table ${schema}.line (
    document_id text not null,
    position int not null,
    business_date date not null,
    channel text not null,
    store_id text not null,
    product_id text not null,
    sku text not null,
    quantity numeric not null,
    amount_minor bigint not null,
    primary key (document_id, position)
  );
  create index on ${schema}.line (product_id, business_date);
  ${lineDays(schema)}
  create table ${schema}.tax (
    document_id text not null,
    position int not null,
    code text not null,
    amount_minor bigint not null,
    -- In percent, of what; null: not told.
    rate numeric,
    base_minor bigint,
    primary key (document_id, position)
  );
  create table ${schema}.tender (
    document_id text not null,
    position int not null,
    code text not null,
    amount_minor bigint not null,
    primary key (document_id, position)
  );
  ${Object.values(rollups)
    .map((rollup) => rollupTable(schema, rollup))
    .join('\n  ')}
  `;
}
