/**
 * What is only known while one looks: a best seller that has run out, a store that is silent, sums that do not tie. What is seen is kept as gaps with a
 * beginning and an end, so that a rule has a past to be tried on.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { liveFacts } from '../../store/record.ts';
import type { Point } from '../judge.ts';

type Gap = Readonly<{
  key: string;
  storeId: string;
  productId: string | null;
  beganAt: Date;
  /** What it is off by; of the others it counts how long they last. */
  value?: number;
}>;
export type GapKind = 'stock-out' | 'edge-silent' | 'reconciliation-off';

const bestSellersMax = 100;
const bestSellers = `
  select product_id, row_number() over (order by sum(quantity) desc, product_id)::int as rank
  from ${liveFacts}.by_product_all where business_date > $1::date - 28 and business_date <= $1::date
  group by product_id order by 2 limit ${bestSellersMax}`;

/** Where a best seller is at zero or below, in stores that sell. */
export async function lacks(tx: Tx, today: string, now: Date): Promise<Gap[]> {
  const rows: { location_id: string; product_id: string }[] = await tx.query(
    `with best as (${bestSellers})
     select s.location_id, s.product_id from best join stock_level s using (product_id)
     join location l using (location_id) where l.kind = 'store' and s.on_hand <= 0`,
    [today],
  );
  return rows.map(({ location_id, product_id }) => ({
    key: `${location_id}/${product_id}`,
    storeId: location_id,
    productId: product_id,
    beganAt: now,
  }));
}

/** What two comparisons with a ledger, one after the other, found different. */
export async function imbalances(tx: Tx): Promise<Gap[]> {
  const rows: { key: string; store_id: string; since: Date; difference: number }[] = await tx.query(
    `select concat_ws('/', ledger, coalesce(day::text, '-'), store_id, what) as key, store_id, since, (ours - theirs)::float8 as difference
     from reconciliation_difference where lasts`,
  );
  return rows.map(({ key, store_id, since, difference }) => ({
    ...{ key, storeId: store_id, productId: null, beganAt: since },
    value: difference,
  }));
}

/** Begins what is new, ends what is over. @param seen all that there is now. */
export async function keepGaps(tx: Tx, kind: GapKind, seen: readonly Gap[], now: Date): Promise<void> {
  await tx.query(
    `update alert_gap set ended_at = $3 where kind = $1 and ended_at is null and not key = any($2::text[])`,
    [kind, seen.map(({ key }) => key), now],
  );
  await tx.query(
    `insert into alert_gap (kind, key, began_at, store_id, product_id, value)
     select $1::text, * from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::float8[])
     on conflict (kind, key) where ended_at is null do update set value = excluded.value`,
    [
      kind,
      seen.map(({ key }) => key),
      seen.map(({ beganAt }) => beganAt),
      seen.map(({ storeId }) => storeId),
      seen.map(({ productId }) => productId),
      seen.map(({ value = null }) => value),
    ],
  );
}

type Row = {
  key: string;
  store_id: string;
  product_id: string | null;
  began_at: Date;
  minutes: number;
  value: number | null;
  rank: number | null;
};

/** Each gap is a point of its own key, since one that ended is not the next. `value` is what it is off by, or minutes. */
export async function gapPoints(
  tx: Tx,
  kind: GapKind,
  asked: Readonly<{ today: string; now: Date; since: Date; openOnly: boolean }>,
): Promise<Point[]> {
  const rows: Row[] = await tx.query(
    `with best as (${bestSellers})
     select g.key, g.store_id, g.product_id, g.began_at, g.value, b.rank,
       extract(epoch from coalesce(g.ended_at, $3) - g.began_at)::float8 / 60 as minutes
     from alert_gap g left join best b on b.product_id = g.product_id
     where g.kind = $2 and coalesce(g.ended_at, $3) >= $4::timestamptz and (g.ended_at is null or not $5::boolean)
     order by g.began_at`,
    [asked.today, kind, asked.now, asked.since, asked.openOnly],
  );
  return rows.map(({ key, store_id, product_id, began_at, minutes, value, rank }) => ({
    key: asked.openOnly ? key : `${key} ${began_at.toISOString()}`,
    storeId: store_id,
    productId: product_id,
    registerId: null,
    at: began_at,
    value: value ?? minutes,
    expected: null,
    ...(rank === null ? {} : { rank }),
  }));
}
