/** Alerts, read from balances and the sums of days as they are: nothing is kept that could be out of date. */
import type { Tx } from '@comptoir/service-kit';
import type { Alert } from '../alerts/api.ts';
import { causeOf } from '../alerts/cause.ts';
import { availableToPromise, inTransit, isZero } from '../stock.ts';
import { ruled, ruleJoins } from './rules.ts';

/** How far back sales and counts are looked at; how long a delivery takes and an order lasts where no rule says it. */
const days = { lookedAt: 28, delivery: 7, supply: 21, ageing: 90, overstock: 180 } as const;

export type AlertFilter = Readonly<{
  kind?: Alert['kind'] | undefined;
  locationId?: string | undefined;
  /** Where the caller may look; absent: everywhere. */
  locationIds?: readonly string[] | undefined;
  after?: readonly [string, string, string] | undefined;
  limit: number;
}>;

export const alertPlace = ({ kind, locationId, productId }: Alert) => [kind, locationId, productId];

type Row = Omit<Alert, 'availableToPromise' | 'suggestion' | 'suggestedCause' | 'asOf'> &
  Readonly<{
    safety: string;
    asOf: Date;
    wanted: string | null;
    onOrder: string;
    source: NonNullable<Alert['suggestion']>['source'];
    isOnItsWay: boolean;
    isOrdered: boolean;
    soldLate: string;
  }>;

const found = `
  recent as (
    select location_id, product_id, sum(sold) as sold_lately, max(day) filter (where sold > 0) as sold_on,
      sum(sold) filter (where day > current_date - ${days.lookedAt}) as sold,
      sum(counted) filter (where day > current_date - ${days.lookedAt}) as difference
    from stock_day where day > current_date - ${days.ageing} group by 1, 2
  ), measured as (
    select b.location_id, b.product_id, b.on_hand, b.reserved, b.safety, b.as_of, r.difference, r.sold_lately,
      greatest(coalesce(r.sold, 0), 0) / ${days.lookedAt}.0 as per_day,
      ${ruled('lead_days', String(days.delivery))} as lead_days, ${ruled('supply_days', String(days.supply))} as supply_days,
      ${ruled('reorder_point', 'null')} as ruled_point
    from balance b left join recent r on r.location_id = b.location_id and r.product_id = b.product_id
    ${ruleJoins}
    where b.location_id <> '${inTransit}'
  ), level as (
    select *, coalesce(ruled_point, ceil(per_day * lead_days)) as reorder_point,
      greatest(ceil(greatest(per_day * supply_days, coalesce(ruled_point, 0) + per_day * lead_days) - on_hand + reserved), 0) as wanted
    from measured
  ), found as (
    select *, case when on_hand < 0 or on_hand < reserved then 'negative' when on_hand = 0 then 'out'
      when (per_day > 0 or ruled_point > 0) and on_hand - reserved <= reorder_point then 'low'
      when coalesce(sold_lately, 0) <= 0 and exists (select from stock_day d where d.product_id = level.product_id
        and d.location_id = level.location_id and d.day <= current_date - ${days.ageing}) then 'ageing'
      when per_day > 0 and on_hand > per_day * ${days.overstock} then 'overstock' end as kind from level
    union all
    select *, 'discrepancy' from level where difference <> 0
  )`;

/** Of what is told: what is on its way or ordered, what explains a negative, and who has more than it needs. */
const facts = `
  left join lateral (select coalesce(sum(l.shipped), 0) as quantity from transfer t join transfer_line l on l.transfer_id = t.id
    where t.state in ('requested', 'approved', 'shipped') and t.to_location = f.location_id and l.product_id = f.product_id
      and l.shipped is not null) way on true
  left join lateral (select coalesce(sum(coalesce(l.shipped, l.quantity)), 0) as quantity from transfer t
    join transfer_line l on l.transfer_id = t.id
    where t.state in ('requested', 'approved', 'shipped') and t.to_location = f.location_id and l.product_id = f.product_id) asked on true
  left join lateral (select coalesce(sum(greatest(l.ordered - l.received, 0)), 0) as quantity,
      coalesce(sum(greatest(l.ordered - l.received, 0)) filter (where o.state <> 'draft'), 0) as sent
    from purchase_order o join purchase_order_line l on l.purchase_order_id = o.id
    where o.state in ('draft', 'sent', 'received-in-part') and o.location_id = f.location_id and l.product_id = f.product_id) ordered on true
  left join lateral (select coalesce(-sum(m.quantity), 0) as quantity from movement m
    where f.kind = 'negative' and m.product_id = f.product_id and m.location_id = f.location_id and m.reason = 'sale'
      and m.origin = 'store' and m.at > now() - interval '${days.lookedAt} days' and m.recorded_at - m.at > interval '2 minutes') late on true
  left join lateral (
    select json_build_object('locationId', o.location_id, 'code', coalesce(l.code, o.location_id), 'name', coalesce(l.name, o.location_id)) as place
    from balance o left join location l on l.id = o.location_id left join web_source w on w.kind = l.kind
      left join lateral (select greatest(coalesce(sum(sold), 0), 0) / ${days.lookedAt}.0 as per_day from stock_day d
        where d.product_id = o.product_id and d.location_id = o.location_id and d.day > current_date - ${days.lookedAt}) sells on true
    where f.kind in ('negative', 'out', 'low') and f.wanted > 0 and o.product_id = f.product_id and o.location_id <> f.location_id
      and o.location_id <> '${inTransit}'
      and o.on_hand - o.reserved - o.safety - ceil(sells.per_day * ${days.supply}) >= f.wanted
    order by w.rank nulls last, o.on_hand desc, o.location_id limit 1) source on true`;

/** By kind, location and product. */
export async function listAlerts(
  tx: Tx,
  { kind, locationId, locationIds, after, limit }: AlertFilter,
): Promise<Alert[]> {
  const rows: Row[] = await tx.query(
    `with ${found}, page as (
       select * from found f
       where f.kind is not null and ($1::text is null or f.kind = $1) and ($2::text is null or f.location_id = $2)
         and ($3::text[] is null or f.location_id = any($3))
         and ($4::text[] is null or (f.kind, f.location_id, f.product_id) > ($4[1], $4[2], $4[3]))
       order by f.kind, f.location_id, f.product_id limit $5
     )
     select f.kind, f.location_id as "locationId", coalesce(l.code, f.location_id) as "locationCode",
       f.product_id as "productId", p.sku, p.name, trim_scale(f.on_hand)::text as "onHand",
       trim_scale(f.reserved)::text as reserved, trim_scale(f.safety)::text as safety,
       trim_scale(round(f.per_day, 3))::text as "soldPerDay", trim_scale(f.reorder_point)::text as "reorderPoint",
       case when f.kind in ('negative', 'out', 'low', 'discrepancy') and (f.per_day > 0 or f.ruled_point > 0)
         then trim_scale(f.wanted)::text end as wanted,
       trim_scale(asked.quantity + ordered.quantity)::text as "onOrder", source.place as source,
       way.quantity > 0 as "isOnItsWay", ordered.sent > 0 as "isOrdered", late.quantity::text as "soldLate",
       case when f.kind = 'discrepancy' then trim_scale(f.difference)::text end as difference, f.as_of as "asOf"
     from page f left join location l on l.id = f.location_id left join product_name p on p.product_id = f.product_id
     ${facts}
     order by f.kind, f.location_id, f.product_id`,
    [kind ?? null, locationId ?? null, locationIds ?? null, after ?? null, limit],
  );
  return rows.map(({ wanted, source, onOrder, safety, isOnItsWay, isOrdered, soldLate, asOf, ...row }) => ({
    ...row,
    availableToPromise: availableToPromise(row.onHand, row.reserved, safety),
    suggestion:
      wanted === null || (isZero(wanted) && row.kind === 'discrepancy')
        ? null
        : { quantity: wanted, source, onOrder },
    suggestedCause: causeOf({ ...{ kind: row.kind, onHand: row.onHand }, isOnItsWay, isOrdered, soldLate }),
    asOf: asOf.toISOString(),
  }));
}
