/** How today and the month stand: the forecast of today's end, and the target of the month against what is sold. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import { reportCurrency } from '../facts/document.ts';
import { ratioText } from '../reports/figures.ts';
import type { Kept } from '../reports/kept.ts';
import type { Clock } from '../reports/reading.ts';
import { inScope, type Scope, scopeParameters } from '../reports/scope.ts';
import { stateOfDays } from '../store/changed-days.ts';
import { liveFacts } from '../store/record.ts';
import type { LastMinutes, Outlook } from './api.ts';
import { forecastDays, forecastOf } from './forecast.ts';
import { evenPaceMinor } from './pace.ts';

const halfHourMs = 1_800_000;
const minutesShown = 60;

/** @param kept of this database. */
export async function readOutlook(
  database: Database,
  kept: Kept,
  scope: Scope,
  clock: Clock,
): Promise<Outlook> {
  const [forecast, target] = await Promise.all([
    readForecast(database, kept, scope, clock),
    scope.channel === null ? readTarget(database, scope, clock.today) : null,
  ]);
  const { now, today } = clock;
  const shareOfToday = forecast.shareDone === null ? null : Number(forecast.shareDone);
  return {
    asOf: now.toISOString(),
    today,
    currency: reportCurrency,
    target: target && {
      ...target,
      expectedMinor: evenPaceMinor(target.targetMinor, today, shareOfToday),
    },
    forecast,
  };
}

type DayRow = Readonly<{ date: string; so_far: string | null; total: string }>;

/** Time of day by head office's clock for all stores: what was sold by this moment, wherever. */
async function readForecast(
  database: Database,
  kept: Kept,
  scope: Scope,
  { now, today, homeTimeZone }: Clock,
): Promise<Outlook['forecast']> {
  const until = new Date(Math.floor(now.getTime() / halfHourMs) * halfHourMs);
  const dates = Array.from({ length: 2 * forecastDays + 1 }, (_, weeks) => dayAfter(today, -7 * weeks));
  const read = (days: readonly string[]) => soFarOn(database, days, until, scope, homeTimeZone);
  const [, ...past] = dates;
  const state = await stateOfDays(database, { from: past.at(-1) ?? today, to: dayAfter(today, -1) });
  const lists = await Promise.all([
    read([today]),
    kept.rows(JSON.stringify(['so far', past, until, scope, homeTimeZone]), state, () => read(past)),
  ]);
  const rows = lists.flat();
  const days = dates.map((date) => {
    const row = rows.find((one) => one.date === date);
    return { date, soFarMinor: Number(row?.so_far ?? 0), totalMinor: Number(row?.total ?? 0) };
  });
  const [current, ...before] = days;
  // Weeks before the first sale are no days to go by.
  const first = before.findLastIndex(({ totalMinor }) => totalMinor !== 0);
  const {
    shareDone,
    endMinor,
    error,
    days: used,
  } = forecastOf(current?.soFarMinor ?? 0, before.slice(0, first + 1));
  const soFarMinor = current?.totalMinor ?? 0;
  return {
    soFarMinor,
    shareDone: shareDone === null ? null : ratioText(shareDone, 1),
    endMinor: endMinor === null ? null : Math.max(endMinor, soFarMinor),
    error: error === null ? null : ratioText(error, 1),
    days: used,
    until: until.toISOString(),
  };
}

const soFarOn = (
  database: Database,
  dates: readonly string[],
  until: Date,
  scope: Scope,
  homeTimeZone: string,
) =>
  database.query<DayRow>(
    `select business_date::text as date, sum(total_minor)::bigint as total,
       sum(total_minor) filter (where slot at time zone $4 < business_date + (($5::timestamptz) at time zone $4)::time)::bigint as so_far
     from ${liveFacts}.by_slot where business_date = any($3::date[]) and ${inScope} group by 1`,
    [...scopeParameters(scope), dates, homeTimeZone, until.toISOString()],
  );

async function readTarget(
  database: Database,
  scope: Scope,
  today: string,
): Promise<Omit<NonNullable<Outlook['target']>, 'expectedMinor'> | null> {
  const month = today.slice(0, 7);
  const [row] = await database.query<{ stores: number; target: string | null; so_far: string | null }>(
    `with aimed as (select store_id, target_minor from target where month = $3::date and ($1::text[] is null or store_id = any($1)))
     select (select count(*)::int from aimed) as stores, (select sum(target_minor)::bigint from aimed) as target,
       (select sum(total_minor)::bigint from ${liveFacts}.by_month
        where month = $3::date and $2::text is null and store_id in (select store_id from aimed)) as so_far`,
    [...scopeParameters(scope), `${month}-01`],
  );
  if (!row || row.target === null) return null;
  return {
    month,
    targetMinor: Number(row.target),
    soFarMinor: Number(row.so_far ?? 0),
    stores: row.stores,
  };
}

/** The last hour by the minute, the running minute last. */
export async function readLastMinutes(
  database: Database,
  scope: Scope,
  { now }: Clock,
): Promise<LastMinutes> {
  const lastMs = Math.floor(now.getTime() / 60_000) * 60_000;
  const moments = Array.from(
    { length: minutesShown },
    (_, index) => lastMs - (minutesShown - 1 - index) * 60_000,
  );
  const rows = await database.query<{ minute: Date; sales: string; total_minor: string }>(
    `select minute, sum(sales)::bigint as sales, sum(total_minor)::bigint as total_minor from ${liveFacts}.by_minute
     where minute >= $3::timestamptz and ${inScope} group by 1`,
    [...scopeParameters(scope), new Date(moments[0] ?? lastMs).toISOString()],
  );
  const found = new Map(rows.map((row) => [row.minute.getTime(), row]));
  return {
    asOf: now.toISOString(),
    currency: reportCurrency,
    minutes: moments.map((ms) => ({
      at: new Date(ms).toISOString(),
      sales: Number(found.get(ms)?.sales ?? 0),
      revenueMinor: Number(found.get(ms)?.total_minor ?? 0),
    })),
  };
}
