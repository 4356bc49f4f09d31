/** The ledger in PostgreSQL. Every function runs in the transaction that it is given. */
import type { Tx } from '@comptoir/service-kit';
import type { Movement } from '../stock.ts';
import { tellElsewhere } from './elsewhere.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';

/**
 * Adds movements and moves the balances by those that were new.
 * Balances are locked in one order (location, product), so that two batches cannot wait for each other.
 * @returns the ids that were new; the others had been applied before and have no effect.
 */
export async function applyMovements(tx: Tx, movements: readonly Movement[]): Promise<Set<string>> {
  if (movements.length === 0) return new Set();
  const inserted: { id: string }[] = await tx.query(
    `insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
     select "movementId", "locationId", "productId", quantity, reason, origin, reference, at
     from jsonb_to_recordset($1::jsonb) as m("movementId" uuid, "locationId" text, "productId" text, quantity numeric,
       reason text, origin text, reference text, at timestamptz)
     on conflict (id) do nothing returning id`,
    [JSON.stringify(movements)],
  );
  const fresh = new Set(inserted.map((row) => row.id));
  if (fresh.size > 0) {
    const changed: ChangedBalance[] = await tx.query(
      `insert into balance (location_id, product_id, on_hand, as_of, version)
       select location_id, product_id, sum(quantity), max(at), 1 from movement where id = any($1::uuid[])
       group by location_id, product_id order by location_id, product_id
       on conflict (location_id, product_id) do update
         set on_hand = balance.on_hand + excluded.on_hand, as_of = greatest(balance.as_of, excluded.as_of),
           version = balance.version + 1
       returning ${changedBalance}`,
      [[...fresh]],
    );
    await tellLevels(tx, changed);
    await tellElsewhere(tx, changed);
  }
  return fresh;
}

export type BalanceRow = Readonly<{
  locationId: string;
  code: string;
  name: string;
  onHand: string;
  reserved: string;
  asOf: Date;
}>;

/** Present balances of a product; a location that never moved it is not listed. */
export function balancesOf(tx: Tx, productId: string, locationId?: string): Promise<BalanceRow[]> {
  return tx.query(
    `select b.location_id as "locationId", coalesce(l.code, b.location_id) as code, coalesce(l.name, b.location_id) as name,
       trim_scale(b.on_hand)::text as "onHand", trim_scale(b.reserved)::text as reserved, b.as_of as "asOf"
     from balance b left join location l on l.id = b.location_id
     where b.product_id = $1 and ($2::text is null or b.location_id = $2) order by code`,
    [productId, locationId ?? null],
  );
}

/** Balances as they stood at `at` (I1, time travel): the sum of the movements up to then. */
export function balancesAt(tx: Tx, productId: string, at: Date, locationId?: string): Promise<BalanceRow[]> {
  return tx.query(
    `select m.location_id as "locationId", coalesce(l.code, m.location_id) as code, coalesce(l.name, m.location_id) as name,
       trim_scale(sum(m.quantity))::text as "onHand", '0' as reserved, $3::timestamptz as "asOf"
     from movement m left join location l on l.id = m.location_id
     where m.product_id = $1 and m.at <= $3 and ($2::text is null or m.location_id = $2)
     group by m.location_id, l.code, l.name order by code`,
    [productId, locationId ?? null, at],
  );
}

/** Sums every balance anew from the movements; what differs is a fault of ours, and is returned. */
export function balancesThatDiffer(
  tx: Tx,
): Promise<{ locationId: string; productId: string; onHand: string; summed: string }[]> {
  return tx.query(
    `select coalesce(b.location_id, m.location_id) as "locationId", coalesce(b.product_id, m.product_id) as "productId",
       coalesce(b.on_hand, 0)::text as "onHand", coalesce(m.summed, 0)::text as summed
     from balance b full join (select location_id, product_id, sum(quantity) as summed from movement group by 1, 2) m
       using (location_id, product_id)
     where coalesce(b.on_hand, 0) <> coalesce(m.summed, 0)`,
  );
}
