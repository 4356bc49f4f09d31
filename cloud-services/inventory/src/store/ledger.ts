/** The ledger in PostgreSQL. Every function runs in the transaction that it is given. */
import { insertRows, type Tx } from '@comptoir/service-kit';
import { companyTimeZone, inTransit, type Movement } from '../stock.ts';
import { tellElsewhere } from './elsewhere.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';
import { keepSafety } from './rules.ts';

const columns = {
  id: 'uuid',
  location_id: 'text',
  product_id: 'text',
  quantity: 'numeric',
  reason: 'text',
  origin: 'text',
  reference: 'text',
  at: 'timestamptz',
  unit_cost_minor: 'bigint',
};
/** The day of the company to which a movement belongs. */
const dayOf = (at: string) => `(${at} at time zone '${companyTimeZone}')::date`;

/**
 * Adds movements, and moves the balances and the sums of their days by those that were new. Both are locked in one order, so that two
 * batches cannot wait for each other.
 * @returns the ids that were new; the others had been applied before and have no effect.
 */
export async function applyMovements(tx: Tx, movements: readonly Movement[]): Promise<Set<string>> {
  const inserted = await insertRows<{ id: string }>(
    tx,
    'movement',
    columns,
    movements.map((m) => [
      ...[m.movementId, m.locationId, m.productId, m.quantity, m.reason, m.origin, m.reference, m.at],
      m.unitCostMinor ?? null,
    ]),
    'on conflict (id) do nothing returning id',
  );
  const fresh = new Set(inserted.map((row) => row.id));
  if (fresh.size > 0) await moveBalances(tx, [...fresh]);
  return fresh;
}

async function moveBalances(tx: Tx, fresh: readonly string[]): Promise<void> {
  const changed: ChangedBalance[] = await tx.query(
    `insert into balance (location_id, product_id, on_hand, as_of, version)
     select location_id, product_id, sum(quantity), max(at), 1 from movement where id = any($1::uuid[])
     group by location_id, product_id order by location_id, product_id
     on conflict (location_id, product_id) do update
       set on_hand = balance.on_hand + excluded.on_hand, as_of = greatest(balance.as_of, excluded.as_of),
         version = balance.version + 1
     returning ${changedBalance}`,
    [fresh],
  );
  const shelves = changed.filter(({ locationId }) => locationId !== inTransit);
  const firstSeen = shelves.filter(({ version }) => version === '1');
  const kept = firstSeen.length > 0 ? await keepSafety(tx, firstSeen) : [];
  await Promise.all([
    tx.query(
      `insert into stock_day (product_id, location_id, day, moved, sold, counted, costed, costed_minor)
       select product_id, location_id, ${dayOf('at')}, sum(quantity),
         -coalesce(sum(quantity) filter (where reason in ('sale', 'return', 'void')), 0),
         coalesce(sum(quantity) filter (where reason = 'count-correction'), 0),
         coalesce(sum(quantity) filter (where unit_cost_minor is not null), 0),
         coalesce(sum(quantity * unit_cost_minor), 0)
       from movement where id = any($1::uuid[]) group by 1, 2, 3 order by 1, 2, 3
       on conflict (product_id, location_id, day) do update
         set moved = stock_day.moved + excluded.moved, sold = stock_day.sold + excluded.sold,
           counted = stock_day.counted + excluded.counted, costed = stock_day.costed + excluded.costed,
           costed_minor = stock_day.costed_minor + excluded.costed_minor`,
      [fresh],
    ),
    tx.query(
      `insert into cost_due (product_id)
       select distinct m.product_id from movement m where m.id = any($1::uuid[]) and (m.unit_cost_minor is not null
         or exists (select from product_cost c where c.product_id = m.product_id and c.day >= ${dayOf('m.at')}))
       order by 1 on conflict do nothing`,
      [fresh],
    ),
    tellLevels(tx, [...shelves.filter(({ version }) => version !== '1'), ...kept]),
    tellElsewhere(tx, shelves),
  ]);
}

export type BalanceRow = Readonly<{
  locationId: string;
  code: string;
  name: string;
  kind: 'store' | 'warehouse';
  onHand: string;
  reserved: string;
  safety: string;
  asOf: Date;
}>;

/** Present balances of a product; a location that never moved it is not listed. */
export function balancesOf(tx: Tx, productId: string, locationId?: string): Promise<BalanceRow[]> {
  return tx.query(
    `select b.location_id as "locationId", coalesce(l.code, b.location_id) as code, coalesce(l.name, b.location_id) as name, coalesce(l.kind, 'store') as kind,
       trim_scale(b.on_hand)::text as "onHand", trim_scale(b.reserved)::text as reserved, trim_scale(b.safety)::text as safety,
       b.as_of as "asOf"
     from balance b left join location l on l.id = b.location_id
     where b.product_id = $1 and b.location_id <> '${inTransit}' and ($2::text is null or b.location_id = $2) order by code`,
    [productId, locationId ?? null],
  );
}

/** Balances as they stood at `at` (I1, time travel): the sums of the days before, and the movements of the day up to then. */
export function balancesAt(tx: Tx, productId: string, at: Date, locationId?: string): Promise<BalanceRow[]> {
  return tx.query(
    `with moved as (
       select location_id, sum(moved) as quantity from stock_day
       where product_id = $1 and day < ${dayOf('$3::timestamptz')} group by 1
       union all
       select location_id, sum(quantity) from movement
       where product_id = $1 and at >= ${dayOf('$3::timestamptz')}::timestamp at time zone '${companyTimeZone}' and at <= $3 group by 1
     )
     select m.location_id as "locationId", coalesce(l.code, m.location_id) as code, coalesce(l.name, m.location_id) as name, coalesce(l.kind, 'store') as kind,
       trim_scale(sum(m.quantity))::text as "onHand", '0' as reserved, '0' as safety, $3::timestamptz as "asOf"
     from moved m left join location l on l.id = m.location_id
     where $2::text is null or m.location_id = $2
     group by m.location_id, l.code, l.name, l.kind order by code`,
    [productId, locationId ?? null, at],
  );
}
