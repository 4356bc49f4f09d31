/** What a location keeps back and when it is low. The narrower rule wins, figure by figure; `*` stands for all. */
import { insertRows, type Tx } from '@comptoir/service-kit';
import type { StockRule } from '../rules/api.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';

/** Joins of a `balance b` with the rules that may concern it, narrowest first: `coalesce` picks. */
export const ruleJoins = [
  ['r1', 'b.location_id', 'b.product_id'],
  ['r2', "'*'", 'b.product_id'],
  ['r3', 'b.location_id', "'*'"],
  ['r4', "'*'", "'*'"],
]
  .map(
    ([name, place, product]) =>
      `left join stock_rule ${name} on ${name}.location_id = ${place} and ${name}.product_id = ${product}`,
  )
  .join('\n');

export const ruled = (column: string, otherwise: string) =>
  `coalesce(r1.${column}, r2.${column}, r3.${column}, r4.${column}, ${otherwise})`;

type Place = Readonly<{ locationId: string; productId: string }>;

/** Balances that were made just now get the safety stock of the rules. @returns them as they are now. */
export async function keepSafety(tx: Tx, places: readonly Place[]): Promise<ChangedBalance[]> {
  return tx.query(
    `with changed as (
       update balance set safety = found.safety
       from (select b.location_id, b.product_id, ${ruled('safety', '0')} as safety from balance b ${ruleJoins}
         where (b.location_id, b.product_id) in (select * from unnest($1::text[], $2::text[]))) found
       where balance.location_id = found.location_id and balance.product_id = found.product_id returning ${changedBalance}
     ) select * from changed`,
    [places.map(({ locationId }) => locationId), places.map(({ productId }) => productId)],
  );
}

const columns = {
  location_id: 'text',
  product_id: 'text',
  safety: 'numeric',
  reorder_point: 'numeric',
  lead_days: 'int',
  supply_days: 'int',
};

/** A rule without any figure is forgotten. What may be promised follows at once. */
export async function writeRules(tx: Tx, rules: readonly StockRule[]): Promise<void> {
  await insertRows(
    tx,
    'stock_rule',
    columns,
    rules.map((r) => [
      r.locationId,
      r.productId,
      r.safetyStock,
      r.reorderPoint,
      r.leadTimeDays,
      r.supplyDays,
    ]),
    `on conflict (location_id, product_id) do update set safety = excluded.safety, reorder_point = excluded.reorder_point,
       lead_days = excluded.lead_days, supply_days = excluded.supply_days, changed_at = now()`,
  );
  await tx.query(
    'delete from stock_rule where num_nonnulls(safety, reorder_point, lead_days, supply_days) = 0',
  );
  // Balances are locked in the order of everybody else before they change.
  await tx.query(
    `select 1 from balance where ('*' = any($1) or location_id = any($1)) and ('*' = any($2) or product_id = any($2))
     order by location_id, product_id for update`,
    [rules.map(({ locationId }) => locationId), rules.map(({ productId }) => productId)],
  );
  const changed: ChangedBalance[] = await tx.query(
    `with changed as (
       update balance set safety = found.safety, version = version + 1
       from (select b.location_id, b.product_id, ${ruled('safety', '0')} as safety from balance b ${ruleJoins}
         where ('*' = any($1) or b.location_id = any($1)) and ('*' = any($2) or b.product_id = any($2))
           and b.location_id <> 'in-transit') found
       where balance.location_id = found.location_id and balance.product_id = found.product_id
         and balance.safety <> found.safety
       returning ${changedBalance}
     ) select * from changed`,
    [rules.map(({ locationId }) => locationId), rules.map(({ productId }) => productId)],
  );
  await tellLevels(tx, changed);
}

export const readRules = (tx: Tx): Promise<StockRule[]> =>
  tx.query(
    `select location_id as "locationId", product_id as "productId", trim_scale(safety)::text as "safetyStock",
       trim_scale(reorder_point)::text as "reorderPoint", lead_days as "leadTimeDays", supply_days as "supplyDays"
     from stock_rule order by product_id, location_id`,
  );
