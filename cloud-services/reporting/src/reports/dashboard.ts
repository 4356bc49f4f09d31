/** The dashboard, from rollups alone, and what is over from memory: its time does not grow with the number of sales. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Dashboard, DashboardQuery } from '../api.ts';
import { reportCurrency } from '../facts/document.ts';
import { addDays, daysOf, type Period, partsOf, periodBefore, periodOf } from '../facts/period.ts';
import { stateOfDays } from '../store/changed-days.ts';
import { readHours } from './dashboard-hours.ts';
import { readProducts } from './dashboard-products.ts';
import { figuresOf, ratioText } from './figures.ts';
import type { Kept } from './kept.ts';
import type { Clock } from './reading.ts';
import type { Scope } from './scope.ts';
import { type Visits, visitsBetween } from './shop-visits.ts';
import { keyOf, readSums, type SumRow } from './sums.ts';

/** Beyond, an hour's sum says little, and costs much. */
const hoursDaysMax = 31;

/** @param kept of this database. */
export async function readDashboard(
  database: Database,
  kept: Kept,
  query: DashboardQuery,
  scope: Scope,
  clock: Clock,
): Promise<Dashboard> {
  const period = periodOf(query, clock.today);
  const against = query.against ?? 'before';
  const before = periodBefore(period, clock.today, against);
  const cutAt = before.cutDay === null ? null : new Date(clock.now.getTime() - before.shiftDays * 86_400_000);
  const withVisits = scope.storeIds === null && scope.channel !== 'pos';
  const visitsOf = (of: Period) => (withVisits ? visitsBetween(database, of) : Promise.resolve(null));
  const state = await stateOfDays(database, { from: before.period.from, to: addDays(clock.today, -1) });
  const reading = { database, kept, state, clock };
  const parts = partsOf(period, clock.today);
  const [sums, hours, products, visits, visitsBefore] = await Promise.all([
    readSums(reading, { period, before, cutAt, scope }),
    daysOf(period) > hoursDaysMax ? null : readHours(reading, parts, before, period.to, scope),
    readProducts(reading, parts, scope),
    visitsOf(period),
    visitsOf(before.period),
  ]);
  const byKey = new Map(sums.map((row) => [keyOf(row), row]));
  const paired = (kind: SumRow['kind'], of: string) => pairOf(byKey, kind, of);
  return {
    asOf: clock.now.toISOString(),
    ...period,
    currency: reportCurrency,
    storeId: query.storeId ?? null,
    channel: scope.channel,
    against,
    figures: figuresOf(sums.find(({ kind, is_before }) => kind === 'all' && !is_before)),
    ...conversionOf(visits, sums, false),
    before: {
      ...before.period,
      upTo: cutAt?.toISOString() ?? null,
      figures: figuresOf(sums.find(({ kind, is_before }) => kind === 'all' && is_before)),
      ...conversionOf(visitsBefore, sums, true),
    },
    byHour: hours,
    byDay: Array.from({ length: daysOf(period) }, (_, index) => {
      const date = addDays(period.from, index);
      return { date, beforeDate: addDays(date, -before.shiftDays), ...paired('day', date) };
    }),
    byStore: storesOf(sums)
      .map((store) => ({ ...store, ...paired('store', store.storeId) }))
      .sort((a, b) => b.revenueMinor - a.revenueMinor || a.code.localeCompare(b.code)),
    byChannel: (['pos', 'web'] as const)
      .filter((one) => scope.channel === null || scope.channel === one)
      .map((channel) => ({ channel, ...paired('channel', channel) })),
    ...products,
  };
}

function pairOf(sums: ReadonlyMap<string, SumRow>, kind: SumRow['kind'], of: string) {
  const row = (isBefore: boolean) => sums.get(keyOf({ kind, of, is_before: isBefore }));
  const [now, before] = [row(false), row(true)];
  return {
    revenueMinor: Number(now?.total_minor ?? 0),
    sales: Number(now?.sales ?? 0),
    beforeRevenueMinor: Number(before?.total_minor ?? 0),
    beforeSales: Number(before?.sales ?? 0),
  };
}

/** A store whose name has not come yet is told by its id. */
function storesOf(sums: readonly SumRow[]) {
  const stores = new Map<string, { storeId: string; code: string; name: string }>();
  for (const { kind, of, store_code, store_name } of sums)
    if (kind === 'store' && of !== null)
      stores.set(of, { storeId: of, code: store_code ?? '', name: store_name ?? of });
  return [...stores.values()];
}

function conversionOf(visits: Visits | null, sums: readonly SumRow[], isBefore: boolean) {
  if (!visits) return { visits: null, conversion: null };
  const orders = sums.find((row) => row.kind === 'channel' && row.of === 'web' && row.is_before === isBefore);
  return { visits: visits.visits, conversion: ratioText(Number(orders?.sales ?? 0), visits.visits) };
}
