/** Balances are projections: they are compared with the ledger each night, and can be built from it anew at any time. */
import type { Tx } from '@comptoir/service-kit';
import { companyTimeZone, inTransit } from '../stock.ts';
import { type ChangedBalance, changedBalance, tellLevels } from './level.ts';

export type Difference = Readonly<{
  locationId: string;
  productId: string;
  what: 'on-hand' | 'days' | 'reserved';
  is: string;
  shouldBe: string;
}>;

const differencesMax = 1_000;
/** Whole tables are read: it takes as long as it takes. */
const withoutHaste = 'set local statement_timeout = 0';
/** One at a time does it: sums of millions of days need not go to the disk. */
const inMemory = `set local work_mem = '256MB'`;

/** What differs is a fault of ours, and is returned. Read in one statement, so that what moves meanwhile does not differ. */
export async function differences(tx: Tx): Promise<Difference[]> {
  await tx.query(withoutHaste);
  return tx.query(
    `with summed as (select location_id, product_id, sum(quantity) as quantity from movement group by 1, 2),
       days as (select location_id, product_id, sum(moved) as quantity from stock_day group by 1, 2),
       held as (select l.location_id, l.product_id, sum(l.quantity) as quantity
         from reservation_line l join reservation r on r.id = l.reservation_id where r.state = 'held' group by 1, 2),
       compared as (
         select location_id, product_id, 'on-hand' as what, coalesce(b.on_hand, 0) as actual, coalesce(s.quantity, 0) as should_be
           from balance b full join summed s using (location_id, product_id)
         union all
         select location_id, product_id, 'days', coalesce(d.quantity, 0), coalesce(s.quantity, 0)
           from days d full join summed s using (location_id, product_id)
         union all
         select location_id, product_id, 'reserved', coalesce(b.reserved, 0), coalesce(h.quantity, 0)
           from balance b full join held h using (location_id, product_id)
       )
     select location_id as "locationId", product_id as "productId", what, trim_scale(actual)::text as "is",
       trim_scale(should_be)::text as "shouldBe"
     from compared where actual <> should_be order by 1, 2, 3 limit ${differencesMax}`,
  );
}

/** Remembers that the ledger was compared. @returns whether the last time was longer ago than this; one of several instances gets `true`. */
export async function isCheckDue(tx: Tx, everyHours: number): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into ledger_check (at, differing) values (now(), 0)
     on conflict (one) do update set at = now() where ledger_check.at < now() - make_interval(hours => $1) returning one`,
    [everyHours],
  );
  return rows.length > 0;
}

export async function keepCheck(tx: Tx, differing: number): Promise<void> {
  await tx.query(
    `insert into ledger_check (at, differing) values (now(), $1)
     on conflict (one) do update set at = excluded.at, differing = excluded.differing`,
    [differing],
  );
}

/**
 * Builds balances, reserved quantities and the sums of days from movements and reservations. Whoever moves stock waits meanwhile, and
 * goes on from what was built. @returns how many balances were not as they should be.
 */
export async function rebuildBalances(tx: Tx): Promise<number> {
  await tx.query(withoutHaste);
  // A batch that is under way has either moved its balances, and is waited for, or waits here with movements that are not seen yet.
  await tx.query('lock table balance, stock_day in exclusive mode');
  await tx.query(inMemory);
  // The ledger is read once: balances are the sums of their days.
  await tx.query(
    `create temporary table built_day on commit drop as
     select product_id, location_id, (at at time zone '${companyTimeZone}')::date as day, sum(quantity) as moved, max(at) as as_of,
       -coalesce(sum(quantity) filter (where reason in ('sale', 'return', 'void')), 0) as sold,
       coalesce(sum(quantity) filter (where reason = 'count-correction'), 0) as counted,
       coalesce(sum(quantity) filter (where unit_cost_minor is not null), 0) as costed,
       coalesce(sum(quantity * unit_cost_minor), 0) as costed_minor
     from movement group by 1, 2, 3`,
  );
  await tx.query(
    `create temporary table built on commit drop as
     select location_id, product_id, coalesce(on_hand, 0) as on_hand, coalesce(reserved, 0) as reserved, coalesce(as_of, now()) as as_of
     from (select location_id, product_id, sum(moved) as on_hand, max(as_of) as as_of from built_day group by 1, 2) m
     full join (select l.location_id, l.product_id, sum(l.quantity) as reserved
       from reservation_line l join reservation r on r.id = l.reservation_id where r.state = 'held' group by 1, 2) h
       using (location_id, product_id)`,
  );
  const changed: ChangedBalance[] = await tx.query(
    `with changed as (
       insert into balance (location_id, product_id, on_hand, reserved, as_of, version)
       select location_id, product_id, on_hand, reserved, as_of, 1 from built
       union all
       select location_id, product_id, 0, 0, as_of, 1 from balance b
       where not exists (select from built where built.location_id = b.location_id and built.product_id = b.product_id)
       on conflict (location_id, product_id) do update
         set on_hand = excluded.on_hand, reserved = excluded.reserved, version = balance.version + 1
         where (balance.on_hand, balance.reserved) is distinct from (excluded.on_hand, excluded.reserved)
       returning ${changedBalance}
     ) select * from changed`,
  );
  await tx.query('truncate stock_day');
  // In the order of its key: millions of rows come to the end of the index instead of to pages all over it.
  await tx.query(
    `insert into stock_day (product_id, location_id, day, moved, sold, counted, costed, costed_minor)
     select product_id, location_id, day, moved, sold, counted, costed, costed_minor from built_day
     order by product_id, location_id, day`,
  );
  await tellLevels(
    tx,
    changed.filter(({ locationId }) => locationId !== inTransit),
  );
  return changed.length;
}
