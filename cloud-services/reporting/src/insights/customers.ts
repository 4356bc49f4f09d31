/** Who comes again, and how far visitors of the shop get. Customers are numbers that stand for nobody. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Period } from '../facts/period.ts';
import { remindersBetween } from '../reports/cart-reminders.ts';
import type { Kept } from '../reports/kept.ts';
import { inScope, type Scope, scopeParameters } from '../reports/scope.ts';
import { visitsBetween } from '../reports/shop-visits.ts';
import { liveFacts } from '../store/record.ts';
import type { Cohorts, Funnel } from './api.ts';

/** `later`: so many months after the first. */
type CohortRow = { first: string; later: number; customers: number; minor: string };

/**
 * A cohort is the customers whose first purchase, of all that the scope knows, was in one month.
 * @param kept of this database. @param state of all days before today's month, which is the only one that is added up each time.
 * @param months how many are told before it.
 */
export async function readCohorts(
  { database, kept, state }: Readonly<{ database: Database; kept: Kept; state: string }>,
  scope: Scope,
  months: number,
  today: string,
): Promise<Cohorts['rows']> {
  const running = `${today.slice(0, 7)}-01`;
  const begun = monthOf(monthNumber(today) - months);
  const over = { from: begun, to: dayAfter(running, -1) };
  const lists = await Promise.all([
    kept.rows(JSON.stringify(['cohorts', over, scope]), state, () => cohortsIn(database, scope, begun, over)),
    cohortsIn(database, scope, begun, { from: running, to: today }),
  ]);
  const found = lists.flat();
  const lastMonth = monthNumber(today);
  return [...new Set(found.map(({ first }) => first))].sort().map((month) => {
    const rows = found.filter(({ first }) => first === month);
    const active = Array.from(
      { length: lastMonth - monthNumber(month) + 1 },
      (_, later) => rows.find((row) => row.later === later)?.customers ?? 0,
    );
    const revenueMinor = rows.reduce((sum, { minor }) => sum + Number(minor), 0);
    return { month, customers: active[0] ?? 0, active, revenueMinor };
  });
}

/** What those bought in some months who came for the first time since others had `begun`. */
const cohortsIn = (database: Database, scope: Scope, begun: string, { from, to }: Period) =>
  database.query<CohortRow>(
    // Who came before all of them is left out before anything is added up, as is who did not come in these months: most did not.
    `with new as (
       select customer_key, month, sum(total_minor) as minor from ${liveFacts}.by_customer_month late
       where ${inScope} and month between $3::date and $5::date and not exists (
         select from ${liveFacts}.by_customer_month early where early.customer_key = late.customer_key and month < $3::date and ${inScope})
       ${from === begun ? '' : `and customer_key in (select customer_key from ${liveFacts}.by_customer_month where month between $4::date and $5::date)`}
       group by customer_key, month
     ),
     bought as (select month, minor, min(month) over (partition by customer_key) as first from new)
     select to_char(first, 'YYYY-MM') as first, count(*)::int as customers, sum(minor)::bigint as minor,
       ((extract(year from month) - extract(year from first)) * 12 + extract(month from month) - extract(month from first))::int as later
     from bought where month >= $4::date group by bought.first, month`,
    [...scopeParameters(scope), begun, from, to],
  );

/** Months since year 0, of a day or a month. */
const monthNumber = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));

const monthOf = (number: number) =>
  new Date(Date.UTC(Math.floor((number - 1) / 12), (number - 1) % 12, 1)).toISOString().slice(0, 10);

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
