/** Alerts, read from balances and movements as they are: nothing is kept that could be out of date. */
import type { Database } from '@comptoir/service-kit';
import type { Alert } from '../alerts/api.ts';
import { availableToPromise } from '../stock.ts';

/** How far back sales and counts are looked at, how long a delivery takes, and how long an order shall last. */
const days = { lookedAt: 28, delivery: 7, supply: 21 } as const;

export type AlertFilter = Readonly<{
  kind?: Alert['kind'] | undefined;
  locationId?: string | undefined;
  /** Where the caller may look; absent: everywhere. */
  locationIds?: readonly string[] | undefined;
  after?: readonly [string, string, string] | undefined;
  limit: number;
}>;

export const alertPlace = ({ kind, locationId, productId }: Alert) => [kind, locationId, productId];

type Row = Omit<Alert, 'availableToPromise' | 'suggestion' | 'asOf'> & { asOf: Date; wanted: string | null };

/** By kind, location and product. */
export async function listAlerts(
  database: Database,
  { kind, locationId, locationIds, after, limit }: AlertFilter,
): Promise<Alert[]> {
  const rows = await database.query<Row>(
    `with recent as (
       select location_id, product_id, -coalesce(sum(quantity) filter (where reason in ('sale', 'return', 'void')), 0) as sold,
         sum(quantity) filter (where reason = 'count-correction') as difference
       from movement where at > now() - make_interval(days => ${days.lookedAt})
         and reason in ('sale', 'return', 'void', 'count-correction') group by 1, 2
     ), level as (
       select b.*, greatest(coalesce(r.sold, 0), 0) / ${days.lookedAt}.0 as per_day, r.difference
       from balance b left join recent r using (location_id, product_id)
     ), found as (
       select *, case when on_hand < 0 then 'negative' when on_hand = 0 then 'out'
         when per_day > 0 and on_hand - reserved <= per_day * ${days.delivery} then 'low' end as kind from level
       union all
       select *, 'discrepancy' from level where difference <> 0
     )
     select f.kind, f.location_id as "locationId", coalesce(l.code, f.location_id) as "locationCode",
       f.product_id as "productId", p.sku, p.name, trim_scale(f.on_hand)::text as "onHand",
       trim_scale(f.reserved)::text as reserved, trim_scale(round(f.per_day, 3))::text as "soldPerDay",
       trim_scale(ceil(f.per_day * ${days.delivery}))::text as "reorderPoint",
       case when f.per_day > 0 then trim_scale(greatest(ceil(f.per_day * ${days.supply} - f.on_hand + f.reserved), 0))::text end as wanted,
       case when f.kind = 'discrepancy' then trim_scale(f.difference)::text end as difference, f.as_of as "asOf"
     from found f left join location l on l.id = f.location_id left join product_name p on p.product_id = f.product_id
     where f.kind is not null and ($1::text is null or f.kind = $1) and ($2::text is null or f.location_id = $2)
       and ($3::text[] is null or f.location_id = any($3))
       and ($4::text[] is null or (f.kind, f.location_id, f.product_id) > ($4[1], $4[2], $4[3]))
     order by f.kind, f.location_id, f.product_id limit $5`,
    [kind ?? null, locationId ?? null, locationIds ?? null, after ?? null, limit],
  );
  return rows.map(({ wanted, asOf, ...row }) => ({
    ...row,
    availableToPromise: availableToPromise(row.onHand, row.reserved),
    suggestion: wanted === null ? null : { quantity: wanted },
    asOf: asOf.toISOString(),
  }));
}
