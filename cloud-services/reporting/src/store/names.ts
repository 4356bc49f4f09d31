/** What others told of places and stock. An older version never replaces a newer one. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { ProductCostChanged, StockLevelChanged } from '@comptoir/service-kit/events/inventory';
import type { LocationChanged } from '@comptoir/service-kit/events/sales';

export async function keepLocation(tx: Tx, told: LocationChanged): Promise<void> {
  await tx.query(
    `insert into location (location_id, code, name, kind, time_zone, version) values ($1, $2, $3, $4, $5, $6)
     on conflict (location_id) do update set code = excluded.code, name = excluded.name, kind = excluded.kind,
       time_zone = excluded.time_zone, version = excluded.version
     where location.version < excluded.version`,
    [told.locationId, told.code, told.name, told.kind, told.timeZone ?? null, told.version],
  );
}

export async function keepStock(tx: Tx, told: readonly StockLevelChanged[]): Promise<void> {
  await tx.query(
    `insert into stock_level (location_id, product_id, on_hand, version)
     select distinct on (product_id, location_id) * from unnest($1::text[], $2::text[], $3::numeric[], $4::bigint[])
       as told (location_id, product_id, on_hand, version)
     order by product_id, location_id, version desc
     on conflict (product_id, location_id) do update set on_hand = excluded.on_hand, version = excluded.version
     where stock_level.version < excluded.version`,
    [
      ...[told.map(({ locationId }) => locationId), told.map(({ productId }) => productId)],
      ...[told.map(({ onHand }) => onHand), told.map(({ version }) => version)],
    ],
  );
}

/** What a product costs from a day on, as Inventory works it out of receipts; what head office enters for that day later stands until it does so again. */
export async function keepCost(tx: Tx, told: ProductCostChanged): Promise<void> {
  await tx.query(
    `insert into product_cost (product_id, valid_from, unit_cost_minor, version) values ($1, $2, $3, $4)
     on conflict (product_id, valid_from) do update set unit_cost_minor = excluded.unit_cost_minor, version = excluded.version
     where product_cost.version < excluded.version`,
    [told.productId, told.from, told.unitCostMinor, told.version],
  );
}
