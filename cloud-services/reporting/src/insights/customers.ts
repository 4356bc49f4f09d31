/** Who comes again, and how far visitors of the shop get. Customers are numbers that stand for nobody. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Period } from '../facts/period.ts';
import { remindersBetween } from '../reports/cart-reminders.ts';
import { inScope, type Scope, scopeParameters } from '../reports/scope.ts';
import { visitsBetween } from '../reports/shop-visits.ts';
import { liveFacts } from '../store/record.ts';
import type { Cohorts, Funnel } from './api.ts';

/**
 * A cohort is the customers whose first purchase, of all that the scope knows, was in one month.
 * @param today its month is the last one told; @param months how many before it.
 */
export async function readCohorts(
  database: Database,
  scope: Scope,
  months: number,
  today: string,
): Promise<Cohorts['rows']> {
  type Row = { first: string; later: number; customers: number; minor: string };
  const found = await database.query<Row>(
    // Who came before all of them is left out before anything is added up: most customers did.
    `with begun as (select (date_trunc('month', $3::date) - make_interval(months => $4))::date as day),
     new as (
       select customer_key, month, sum(total_minor) as minor from ${liveFacts}.by_customer_month late, begun
       where ${inScope} and month between begun.day and $3::date and not exists (
         select from ${liveFacts}.by_customer_month early where early.customer_key = late.customer_key and month < begun.day and ${inScope})
       group by customer_key, month
     ),
     bought as (select month, minor, min(month) over (partition by customer_key) as first from new)
     select to_char(first, 'YYYY-MM') as first, count(*)::int as customers, sum(minor)::bigint as minor,
       ((extract(year from month) - extract(year from first)) * 12 + extract(month from month) - extract(month from first))::int as later
     from bought group by bought.first, month order by bought.first, month`,
    [...scopeParameters(scope), today, months],
  );
  const lastMonth = monthNumber(today);
  return [...new Set(found.map(({ first }) => first))].map((month) => {
    const rows = found.filter(({ first }) => first === month);
    const active = Array.from(
      { length: lastMonth - monthNumber(month) + 1 },
      (_, later) => rows.find((row) => row.later === later)?.customers ?? 0,
    );
    const revenueMinor = rows.reduce((sum, { minor }) => sum + Number(minor), 0);
    return { month, customers: active[0] ?? 0, active, revenueMinor };
  });
}

/** Months since year 0, of a day or a month. */
const monthNumber = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));

/** Visits are told with consent only; orders are all that were paid for. */
export async function readFunnel(
  database: Database,
  period: Period,
  timeZone: string,
): Promise<Pick<Funnel, 'visits' | 'added' | 'checkoutsBegun' | 'orders' | 'cartReminders'>> {
  const [visits, cartReminders, [sold]] = await Promise.all([
    visitsBetween(database, period),
    remindersBetween(database, period, timeZone),
    database.query<{ orders: number | null }>(
      `select sum(sales)::int as orders from ${liveFacts}.by_day_all
       where channel = 'web' and business_date between $1::date and $2::date`,
      [period.from, period.to],
    ),
  ]);
  return { visits: 0, added: 0, checkoutsBegun: 0, ...visits, orders: sold?.orders ?? 0, cartReminders };
}
