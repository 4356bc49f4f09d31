/** What two periods came to: of all, by day, by channel and by store, each from the smallest rollups that know it. */
import type { Database } from '@comptoir/service-kit/db/database';
import { addDays, type Before, daysOf, type Period, wholeMonths } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { figureNames } from '../store/rollups.ts';
import type { FigureRow } from './figures.ts';
import { inChannel, inScope, type Scope, scopeParameters } from './scope.ts';

export type SumRow = FigureRow & {
  is_before: boolean;
  kind: 'all' | 'day' | 'store' | 'channel';
  /** A day is told as one of the period, also of the one before. */
  of: string | null;
  store_code: string | null;
  store_name: string | null;
};

type Read = Readonly<{ period: Period; before: Before; cutAt: Date | null; scope: Scope }>;

export async function readSums(database: Database, read: Read): Promise<SumRow[]> {
  return (await Promise.all([sumsOverTime(database, read), sumsByStore(database, read)])).flat();
}

const columns = figureNames.join(', ');
const sums = figureNames.map((name) => `sum(${name})::bigint as ${name}`).join(', ');

function sumsOverTime(database: Database, read: Read): Promise<SumRow[]> {
  const { scope, before } = read;
  const parameters = scopeParameters(scope);
  const isAll = scope.storeIds === null;
  const days = daysIn(
    isAll ? 'by_day_all' : 'by_day',
    isAll ? `$1::text[] is null and ${inChannel}` : inScope,
  );
  const source = sourceOf(read, parameters, 'business_date, channel', (of) => [days(of)]);
  parameters.push(before.shiftDays);
  return database.query<SumRow>(
    `with source as (${source})
     select is_before, ${sums}, null as store_code, null as store_name,
       case when business_date is not null then 'day' when channel is not null then 'channel' else 'all' end as kind,
       coalesce((business_date + case when is_before then $${parameters.length}::int else 0 end)::text, channel) as of
     from source group by grouping sets ((is_before), (is_before, business_date), (is_before, channel))`,
    parameters,
  );
}

function sumsByStore(database: Database, read: Read): Promise<SumRow[]> {
  const parameters = scopeParameters(read.scope);
  const source = sourceOf(read, parameters, 'store_id', (of) => {
    const { days, months } = wholeMonths(of);
    return [
      ...days.map(daysIn('by_day', inScope)),
      ...(months ? [daysIn('by_month', inScope, 'month')(months)] : []),
    ];
  });
  return database.query<SumRow>(
    `with source as (${source}), store as (select is_before, store_id, ${sums} from source group by 1, 2)
     select is_before, ${columns}, l.code as store_code, l.name as store_name, 'store' as kind, store_id as of
     from store left join location l on l.location_id = store_id`,
    parameters,
  );
}

type Part = Readonly<{ table: string; where: string; date: string; period: Period }>;
const daysIn =
  (table: string, where: string, date = 'business_date') =>
  (period: Period): Part => ({ table, where, date, period });

/** Both periods' rows; of a day that is only begun, its counterpart's half hours until the same moment. */
function sourceOf(
  { period, before, cutAt }: Read,
  parameters: unknown[],
  keys: string,
  partsOf: (period: Period) => Part[],
): string {
  const place = (value: unknown) => {
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const select = (isBefore: boolean, { table, where, date, period: { from, to } }: Part) =>
    `select ${isBefore} as is_before, ${keys}, ${columns} from ${liveFacts}.${table}
     where ${date} between ${place(from)}::date and ${place(to)}::date and ${where}`;
  const { cutDay, period: earlier } = before;
  const whole = cutDay === null ? earlier : { from: earlier.from, to: addDays(cutDay, -1) };
  const parts = partsOf(period).map((part) => select(false, part));
  if (daysOf(whole) > 0) parts.push(...partsOf(whole).map((part) => select(true, part)));
  if (cutDay !== null)
    parts.push(
      `select true as is_before, ${keys}, ${columns} from ${liveFacts}.by_slot
       where business_date = ${place(cutDay)}::date and slot < ${place(cutAt)}::timestamptz and ${inScope}`,
    );
  return parts.join(' union all ');
}
