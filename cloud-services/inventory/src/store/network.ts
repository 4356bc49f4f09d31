/** Products against locations: what each shelf has, and how old that is. */
import type { Tx } from '@comptoir/service-kit';
import type { NetworkRow } from '../movements/api.ts';
import { inTransit } from '../stock.ts';

export type NetworkFilter = Readonly<{
  q?: string | undefined;
  locationIds?: readonly string[] | undefined;
  after?: readonly [string, string] | undefined;
  limit: number;
}>;

export const networkPlace = ({ sku, productId }: NetworkRow) => [sku ?? '', productId];

/** By item number. */
export function listNetwork(tx: Tx, { q, locationIds, after, limit }: NetworkFilter): Promise<NetworkRow[]> {
  return tx.query(
    `with page as (
       select p.product_id, p.sku, p.name from product_name p
       where not p.deleted and exists (select from balance b where b.product_id = p.product_id)
         and ($1::text is null or p.sku ilike $1 or p.name->>'fr' ilike $1 or p.name->>'en' ilike $1)
         and ($2::text is null or (p.sku, p.product_id) > ($2, $3))
       order by p.sku, p.product_id limit $4
     )
     select p.product_id as "productId", p.sku, p.name,
       coalesce(trim_scale(sum(b.on_hand) filter (where b.location_id <> '${inTransit}'))::text, '0') as "onHand",
       coalesce(trim_scale(sum(b.on_hand) filter (where b.location_id = '${inTransit}'))::text, '0') as "inTransit",
       coalesce(json_agg(json_build_object('locationId', b.location_id, 'onHand', trim_scale(b.on_hand)::text,
           'availableToPromise', trim_scale(greatest(b.on_hand - b.reserved - b.safety, 0))::text,
           'asOf', to_char(b.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by b.location_id)
         filter (where b.location_id <> '${inTransit}'), '[]') as locations
     from page p join balance b using (product_id)
     where $5::text[] is null or b.location_id = any($5)
     group by p.product_id, p.sku, p.name order by p.sku, p.product_id`,
    [
      q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
      locationIds ?? null,
    ],
  );
}
