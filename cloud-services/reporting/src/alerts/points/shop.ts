/** The shop by day: visits, carts, payments begun, orders. Days with few visits say nothing. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Period } from '../../facts/period.ts';
import { liveFacts } from '../../store/record.ts';
import type { Point } from '../judge.ts';

/** Fewer visits, or carts, on a day are chance. */
const visitsMin = 50;
const cartsMin = 20;
/** What a day is compared with. */
const daysBefore = 28;

type Row = {
  day: Date;
  visits: number;
  added: number;
  begun: number;
  orders: number;
  visits_before: number | null;
  orders_before: number | null;
  added_before: number | null;
  begun_before: number | null;
};

async function shopDays(tx: Tx, { from, to }: Period): Promise<Row[]> {
  return tx.query(
    `with orders as (
       select business_date as day, sum(sales)::int as orders from ${liveFacts}.by_day_all
       where channel = 'web' and business_date between $1::date - ${daysBefore} and $2::date group by 1
     ), days as (
       select v.visit_date as day, v.visits, v.added, v.checkout_begun as begun, coalesce(o.orders, 0) as orders
       from shop_visit_day v left join orders o on o.day = v.visit_date
       where v.visit_date between $1::date - ${daysBefore} and $2::date
     ), compared as (
       select day::timestamptz as day, day as date, visits, added, begun, orders,
         (sum(visits) over earlier)::int as visits_before, (sum(orders) over earlier)::int as orders_before,
         (sum(added) over earlier)::int as added_before, (sum(begun) over earlier)::int as begun_before
       from days
       window earlier as (order by day range between interval '${daysBefore} days' preceding and interval '1 day' preceding)
     )
     select * from compared where date between $1::date and $2::date`,
    [from, to],
  );
}

const ofShop = { key: 'shop', storeId: null, productId: null, registerId: null };

export const conversions = async (tx: Tx, period: Period): Promise<Point[]> =>
  (await shopDays(tx, period))
    .filter(({ visits }) => visits >= visitsMin)
    .map(({ day, visits, orders, visits_before, orders_before }) => ({
      ...ofShop,
      at: day,
      value: orders / visits,
      expected: (visits_before ?? 0) >= visitsMin ? (orders_before ?? 0) / (visits_before ?? 1) : null,
    }));

export const abandonments = async (tx: Tx, period: Period): Promise<Point[]> =>
  (await shopDays(tx, period))
    .filter(({ added }) => added >= cartsMin)
    .map(({ day, added, begun, added_before, begun_before }) => ({
      ...ofShop,
      at: day,
      value: 1 - begun / added,
      expected: (added_before ?? 0) >= cartsMin ? 1 - (begun_before ?? 0) / (added_before ?? 1) : null,
    }));
