/** The dashboard, from rollups alone, and what is over from memory: its time does not grow with the number of sales. */
import type { Database } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import { type Dashboard, type DashboardQuery, type StoreFigures, topStoresMax } from '../api.ts';
import { reportCurrency } from '../facts/document.ts';
import { type Before, daysOf, type Period, partsOf, periodBefore, periodOf } from '../facts/period.ts';
import { stateOfDays } from '../store/changed-days.ts';
import { readHours } from './dashboard-hours.ts';
import { readProducts } from './dashboard-products.ts';
import { pairOf, rankedStores, sumOfStores } from './dashboard-stores.ts';
import { figuresOf, ratioText } from './figures.ts';
import type { Kept } from './kept.ts';
import type { Clock, Reading } from './reading.ts';
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
  const { period, against, before, cutAt } = comparedOf(query, clock);
  const withVisits = scope.storeIds === null && scope.channel !== 'pos';
  const visitsOf = (of: Period) => (withVisits ? visitsBetween(database, of) : Promise.resolve(null));
  const reading = await readingOf(database, kept, before, clock);
  const parts = partsOf(period, clock.today);
  const [sums, hours, products, visits, visitsBefore] = await Promise.all([
    readSums(reading, { period, before, cutAt, scope }),
    daysOf(period) > hoursDaysMax ? null : readHours(reading, parts, before, period.to, scope),
    readProducts(reading, parts, scope),
    visitsOf(period),
    visitsOf(before.period),
  ]);
  const byKey = bySumKey(sums);
  const stores = rankedStores(byKey);
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
      const date = dayAfter(period.from, index);
      return { date, beforeDate: dayAfter(date, -before.shiftDays), ...paired('day', date) };
    }),
    byStore: stores.slice(0, topStoresMax),
    otherStores: sumOfStores(stores.slice(topStoresMax)),
    byChannel: (['pos', 'web'] as const)
      .filter((one) => scope.channel === null || scope.channel === one)
      .map((channel) => ({ channel, ...paired('channel', channel) })),
    ...products,
  };
}

const bySumKey = (sums: readonly SumRow[]) => new Map(sums.map((row) => [keyOf(row), row]));

/** What is compared with what. */
function comparedOf(query: DashboardQuery, clock: Clock) {
  const period = periodOf(query, clock.today);
  const against = query.against ?? 'before';
  const before = periodBefore(period, clock.today, against);
  const cutAt = before.cutDay === null ? null : new Date(clock.now.getTime() - before.shiftDays * 86_400_000);
  return { period, against, before, cutAt };
}

async function readingOf(database: Database, kept: Kept, before: Before, clock: Clock): Promise<Reading> {
  const over = { from: before.period.from, to: dayAfter(clock.today, -1) };
  return { database, kept, state: await stateOfDays(database, over), clock };
}

/** @returns all stores of a dashboard, the most first; with words: those that have all of them in their name or code. */
export async function readStores(
  database: Database,
  kept: Kept,
  query: DashboardQuery & Readonly<{ q?: string | undefined }>,
  scope: Scope,
  clock: Clock,
): Promise<StoreFigures[]> {
  const { period, before, cutAt } = comparedOf(query, clock);
  const reading = await readingOf(database, kept, before, clock);
  const stores = rankedStores(bySumKey(await readSums(reading, { period, before, cutAt, scope })));
  const words = plain(query.q ?? '').split(/\s+/);
  return stores.filter(({ name, code }) => words.every((word) => plain(`${name} ${code}`).includes(word)));
}

/** Who looks for Montréal may type montreal. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

function conversionOf(visits: Visits | null, sums: readonly SumRow[], isBefore: boolean) {
  if (!visits) return { visits: null, conversion: null };
  const orders = sums.find((row) => row.kind === 'channel' && row.of === 'web' && row.is_before === isBefore);
  return { visits: visits.visits, conversion: ratioText(Number(orders?.sales ?? 0), visits.visits) };
}
