/** What Product knows of stock: Inventory's word on each place and product, the newest of each. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { StockLevelChanged } from '@comptoir/service-kit/events/inventory';
import type { Queries } from './store/product-rows.ts';

/** May come twice and in any order. */
export async function keepStock(tx: Tx, told: readonly StockLevelChanged[]): Promise<void> {
  await tx.query(
    `insert into stock_level (product_id, location_id, available, version, as_of)
     select distinct on (product_id, location_id) * from unnest($1::text[], $2::text[], $3::numeric[], $4::bigint[], $5::timestamptz[])
       as told (product_id, location_id, available, version, as_of)
     order by product_id, location_id, version desc
     on conflict (product_id, location_id) do update
       set available = excluded.available, version = excluded.version, as_of = excluded.as_of
       where stock_level.version < excluded.version`,
    [
      ...[told.map(({ productId }) => productId), told.map(({ locationId }) => locationId)],
      ...[told.map(({ availableToPromise }) => availableToPromise), told.map(({ version }) => version)],
      told.map(({ asOf }) => asOf),
    ],
  );
}

export type Availability = Readonly<{
  available: string;
  /** The last movement that it counts. */
  availableAsOf: string;
}>;

/**
 * What can still be promised, of each product and of each family as the sum of its variants; of one store or of all places.
 * Of what no place ever held nothing is known, and nothing is told.
 */
export async function readAvailability(
  queries: Queries,
  productIds: readonly string[],
  storeId?: string,
): Promise<Map<string, Availability>> {
  const rows = await queries.query<{ owner: string; available: string; as_of: Date }>(
    `select owner, trim_scale(greatest(coalesce(sum(s.available) filter (where $2::text is null or s.location_id = $2), 0), 0))::text as available,
       coalesce(max(s.as_of) filter (where $2::text is null or s.location_id = $2), max(s.as_of)) as as_of
     from product p join stock_level s on s.product_id = p.id::text
     cross join lateral (values (p.id), (p.parent_id)) as owners (owner)
     where (p.id = any($1::uuid[]) or p.parent_id = any($1::uuid[])) and not p.archived and owner is not null
     group by owner`,
    [productIds, storeId ?? null],
  );
  return new Map(
    rows.map(({ owner, available, as_of }) => [owner, { available, availableAsOf: as_of.toISOString() }]),
  );
}

/** Of `product p`: it can be had somewhere. */
export const isInStock =
  'coalesce((select sum(s.available) from stock_level s where s.product_id = p.id::text), 0) > 0';
