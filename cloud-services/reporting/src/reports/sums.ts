/** What two periods came to: of all, by day, by channel and by store, each from the smallest rollups that know it, what is over once. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import { type Before, daysOf, type Period, partsOf, wholeMonths } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { figureNames, slotMinutes } from '../store/rollups.ts';
import type { FigureRow } from './figures.ts';
import type { Reading } from './reading.ts';
import { inChannel, inScope, type Scope, scopeParameters } from './scope.ts';

export type SumRow = FigureRow & {
  is_before: boolean;
  kind: 'all' | 'day' | 'store' | 'channel';
  /** A day is told as one of the period, also of the one before. */
  of: string | null;
  store_code: string | null;
  store_name: string | null;
};

/** Days whose rows are read whole; or, `until` a moment, the half hours of one day that had begun before it. */
type Stretch = Readonly<{ isBefore: boolean; period: Period; until?: Date }>;
type Read = Readonly<{ stretches: readonly Stretch[]; scope: Scope; shiftDays: number }>;

/** @param cutAt the moment up to which the last day of the period before is counted. */
export async function readSums(
  { database, kept, state, clock: { today } }: Reading,
  {
    period,
    before,
    cutAt,
    scope,
  }: Readonly<{ period: Period; before: Before; cutAt: Date | null; scope: Scope }>,
): Promise<SumRow[]> {
  const { cutDay, shiftDays } = before;
  const whole = cutDay === null ? before.period : { from: before.period.from, to: dayAfter(cutDay, -1) };
  const [ours, theirs] = [partsOf(period, today), partsOf(whole, today)];
  const stretch = (isBefore: boolean, of: Period | null): Stretch[] =>
    of && daysOf(of) > 0 ? [{ isBefore, period: of }] : [];
  const over = [...stretch(false, ours.over), ...stretch(true, theirs.over)];
  const running = [...stretch(false, ours.running), ...stretch(true, theirs.running)];
  // The slots that had begun by then are the same until the next one begins: that day is over as well.
  if (cutDay !== null && cutAt !== null)
    over.push({ isBefore: true, period: { from: cutDay, to: cutDay }, until: endOfSlot(cutAt) });
  const read = (stretches: readonly Stretch[]) => sumsOf(database, { stretches, scope, shiftDays });
  const [done, now] = await Promise.all([
    kept.rows(JSON.stringify(['sums', over, scope, shiftDays]), state, () => read(over)),
    read(running),
  ]);
  return now.length === 0 ? [...done] : addUp([...done, ...now]);
}

const slotMs = slotMinutes * 60_000;
const endOfSlot = (at: Date) => new Date(Math.ceil(at.getTime() / slotMs) * slotMs);

async function sumsOf(database: Database, read: Read): Promise<SumRow[]> {
  if (read.stretches.length === 0) return [];
  return (await Promise.all([sumsOverTime(database, read), sumsByStore(database, read)])).flat();
}

export const keyOf = ({ kind, of, is_before }: Pick<SumRow, 'kind' | 'of' | 'is_before'>): string =>
  `${kind} ${of} ${is_before}`;

function addUp(rows: readonly SumRow[]): SumRow[] {
  const sums = new Map<string, SumRow>();
  for (const row of rows) {
    const known = sums.get(keyOf(row));
    const added = known && figureNames.map((name) => [name, String(Number(known[name]) + Number(row[name]))]);
    sums.set(keyOf(row), added ? { ...known, ...Object.fromEntries(added) } : row);
  }
  return [...sums.values()];
}

const columns = figureNames.join(', ');
const sums = figureNames.map((name) => `sum(${name})::bigint as ${name}`).join(', ');

function sumsOverTime(database: Database, read: Read): Promise<SumRow[]> {
  const { scope, shiftDays } = read;
  const parameters = scopeParameters(scope);
  const isAll = scope.storeIds === null;
  const days = daysIn(
    isAll ? 'by_day_all' : 'by_day',
    isAll ? `$1::text[] is null and ${inChannel}` : inScope,
  );
  const source = sourceOf(read, parameters, 'business_date, channel', (of) => [days(of)]);
  parameters.push(shiftDays);
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

function sourceOf(
  { stretches }: Read,
  parameters: unknown[],
  keys: string,
  partsOfPeriod: (period: Period) => Part[],
): string {
  const place = (value: unknown) => {
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const select = (isBefore: boolean, { table, where, date, period: { from, to } }: Part, until?: Date) =>
    `select ${isBefore} as is_before, ${keys}, ${columns} from ${liveFacts}.${table}
     where ${date} between ${place(from)}::date and ${place(to)}::date and ${where}
     ${until ? `and slot < ${place(until)}::timestamptz` : ''}`;
  return stretches
    .flatMap(({ isBefore, period, until }) =>
      until
        ? [select(isBefore, daysIn('by_slot', inScope)(period), until)]
        : partsOfPeriod(period).map((part) => select(isBefore, part)),
    )
    .join(' union all ');
}
