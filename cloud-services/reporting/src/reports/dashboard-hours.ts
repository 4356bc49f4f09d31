/** What each hour of the day came to, by the clocks of the stores. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Dashboard } from '../api.ts';
import type { Before, Period } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import type { Parts, Reading } from './reading.ts';
import { inScope, type Scope, scopeParameters } from './scope.ts';

type HourRow = { hour: number; sales: string; total_minor: string };

/** Of the period before, whole days: how an hour of today compares is seen while it goes on. */
export async function readHours(
  { database, kept, state, clock: { homeTimeZone } }: Reading,
  { over, running }: Parts,
  { period: { from }, shiftDays }: Before,
  periodTo: string,
  scope: Scope,
): Promise<Dashboard['byHour']> {
  const earlier = { from, to: dayAfter(periodTo, -shiftDays) };
  const keptOf = (of: Period) =>
    kept.rows(JSON.stringify(['hours', of, scope, homeTimeZone]), state, () =>
      hoursOf(database, of, scope, homeTimeZone),
    );
  const [before, done, now] = await Promise.all([
    keptOf(earlier),
    over ? keptOf(over) : [],
    running ? hoursOf(database, running, scope, homeTimeZone) : [],
  ]);
  return Array.from({ length: 24 }, (_, hour) => {
    const sum = (name: 'sales' | 'total_minor', ...lists: (readonly HourRow[])[]) =>
      lists.flat().reduce((all, row) => all + (row.hour === hour ? Number(row[name]) : 0), 0);
    return {
      hour,
      revenueMinor: sum('total_minor', done, now),
      sales: sum('sales', done, now),
      beforeRevenueMinor: sum('total_minor', before),
      beforeSales: sum('sales', before),
    };
  });
}

const hoursOf = (database: Database, { from, to }: Period, scope: Scope, homeTimeZone: string) =>
  database.query<HourRow>(
    // Moments first, then clocks: turning one into the other costs more than adding it up.
    `select extract(hour from slot at time zone coalesce(time_zone, $5))::int as hour, sum(sales)::bigint as sales, sum(total_minor)::bigint as total_minor
     from (
       select slot, l.time_zone, sum(sales) as sales, sum(total_minor) as total_minor
       from ${liveFacts}.by_slot left join location l on l.location_id = store_id
       where business_date between $3::date and $4::date and ${inScope} group by 1, 2
     ) slots group by 1`,
    [...scopeParameters(scope), from, to, homeTimeZone],
  );
