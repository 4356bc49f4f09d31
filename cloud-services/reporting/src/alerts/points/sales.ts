/** A store's day against the mean of the same weekday of the four weeks before. A day that is only begun is compared up to the same half hour. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Period } from '../../facts/period.ts';
import { liveFacts } from '../../store/record.ts';
import type { Point } from '../judge.ts';

const weeks = 4;
/** Fewer of the four days on which it sold, or less that was to be expected, is no measure. */
const daysMin = 3;
const expectedMinMinor = 100_00;

type Row = { day: Date; store_id: string; value: string; expected: string };

/** Whole days. */
export async function salesDays(tx: Tx, { from, to }: Period): Promise<Point[]> {
  const rows: Row[] = await tx.query(
    `with days as (
       select store_id, business_date as day, sum(total_minor) as total from ${liveFacts}.by_day
       where channel = 'pos' and business_date between $1::date - ${7 * weeks} and $2::date group by 1, 2
     ), wanted as (
       select s.store_id, d.day::date as day
       from (select distinct store_id from days) s, generate_series($1::date, $2::date, interval '1 day') as d (day)
     )
     select w.day::timestamptz as day, w.store_id, coalesce(max(now.total), 0) as value, avg(before.total) as expected
     from wanted w
     left join days now on now.store_id = w.store_id and now.day = w.day
     join days before on before.store_id = w.store_id and before.day < w.day and before.day >= w.day - ${7 * weeks}
       and (w.day - before.day) % 7 = 0
     group by w.day, w.store_id having count(before.total) >= ${daysMin} and avg(before.total) >= ${expectedMinMinor}`,
    [from, to],
  );
  return rows.map(pointOf);
}

/** Of a day that is not over. Where the clock was set in between, the days before are cut an hour off. */
export async function salesSoFar(tx: Tx, today: string, now: Date): Promise<Point[]> {
  const days = Array.from({ length: weeks + 1 }, (_, n) => dayAfter(today, -7 * n));
  const rows: Row[] = await tx.query(
    `with slots as (
       select store_id, business_date = $1::date as is_now, business_date, sum(total_minor) as total
       from ${liveFacts}.by_slot
       where channel = 'pos' and business_date = any($2::date[])
         and slot < date_bin('30 minutes', $3::timestamptz, timestamptz '2000-01-01 00:00Z') - ($1::date - business_date) * interval '1 day'
       group by 1, 2, 3
     )
     select $3::timestamptz as day, store_id, coalesce(sum(total) filter (where is_now), 0) as value,
       avg(total) filter (where not is_now) as expected
     from slots group by store_id
     having count(*) filter (where not is_now) >= ${daysMin} and avg(total) filter (where not is_now) >= ${expectedMinMinor}`,
    [today, days, now],
  );
  return rows.map(pointOf);
}

const pointOf = ({ day, store_id, value, expected }: Row): Point => ({
  key: store_id,
  storeId: store_id,
  productId: null,
  registerId: null,
  at: day,
  value: Number(value),
  expected: Math.round(Number(expected)),
});
