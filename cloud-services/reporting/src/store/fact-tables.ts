/** The tables of facts and of their rollups, for a schema of any name: `facts`, or the one that a rebuild fills. */
import { rollups, rollupTable } from './rollups.ts';

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
  create table ${schema}.tax (
    document_id text not null,
    position int not null,
    code text not null,
    amount_minor bigint not null,
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
