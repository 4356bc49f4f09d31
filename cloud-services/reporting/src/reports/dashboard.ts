/** The dashboard, from rollups alone: its time does not grow with the number of sales. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Dashboard, DashboardQuery } from '../api.ts';
import { reportCurrency } from '../facts/document.ts';
import { addDays, type Before, daysOf, type Period, periodBefore, periodOf } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { figuresOf, ratioText } from './figures.ts';
import { inScope, type Scope, scopeParameters } from './scope.ts';
import { type Visits, visitsBetween } from './shop-visits.ts';
import { soldRows } from './sold-products.ts';
import { readSums, type SumRow } from './sums.ts';

/** Beyond, an hour's sum says little, and costs much. */
const hoursDaysMax = 31;
const topMax = 10;

export type Clock = Readonly<{ now: Date; today: string; homeTimeZone: string }>;

export async function readDashboard(
  database: Database,
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
  const [sums, hours, products, visits, visitsBefore] = await Promise.all([
    readSums(database, { period, before, cutAt, scope }),
    daysOf(period) > hoursDaysMax ? null : readHours(database, period, before, scope, clock.homeTimeZone),
    readProducts(database, period, scope),
    visitsOf(period),
    visitsOf(before.period),
  ]);
  const paired = (kind: SumRow['kind'], of: string) => pairOf(sums, kind, of);
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

function pairOf(sums: readonly SumRow[], kind: SumRow['kind'], of: string) {
  const row = (isBefore: boolean) =>
    sums.find((one) => one.kind === kind && one.of === of && one.is_before === isBefore);
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

async function readHours(
  database: Database,
  period: Period,
  { period: earlier, shiftDays }: Before,
  scope: Scope,
  homeTimeZone: string,
): Promise<Dashboard['byHour']> {
  type HourRow = { hour: number; is_before: boolean; sales: string; total_minor: string };
  const rows = await database.query<HourRow>(
    // Moments first, then clocks: turning one into the other costs more than adding it up.
    `select extract(hour from slot at time zone coalesce(time_zone, $7))::int as hour, is_before,
       sum(sales)::bigint as sales, sum(total_minor)::bigint as total_minor
     from (
       select slot, l.time_zone, business_date < $3::date as is_before, sum(sales) as sales, sum(total_minor) as total_minor
       from ${liveFacts}.by_slot left join location l on l.location_id = store_id
       where business_date between $5::date and $4::date and not business_date between $6::date + 1 and $3::date - 1 and ${inScope}
       group by 1, 2, 3
     ) slots group by 1, 2`,
    [
      ...scopeParameters(scope),
      period.from,
      period.to,
      earlier.from,
      addDays(period.to, -shiftDays),
      homeTimeZone,
    ],
  );
  return Array.from({ length: 24 }, (_, hour) => {
    const of = (isBefore: boolean) => rows.find((row) => row.hour === hour && row.is_before === isBefore);
    return {
      hour,
      revenueMinor: Number(of(false)?.total_minor ?? 0),
      sales: Number(of(false)?.sales ?? 0),
      beforeRevenueMinor: Number(of(true)?.total_minor ?? 0),
      beforeSales: Number(of(true)?.sales ?? 0),
    };
  });
}

/** Best sellers, and the top of the category tree: one pass over what was sold. */
async function readProducts(
  database: Database,
  period: Period,
  scope: Scope,
): Promise<Pick<Dashboard, 'byCategory' | 'topProducts'>> {
  const parameters = scopeParameters(scope);
  const rows = soldRows(period, parameters);
  const [row] = await database.query<{
    top: Dashboard['topProducts'] | null;
    categories: Dashboard['byCategory'] | null;
  }>(
    `with recursive sold as materialized (
       select product_id, sum(amount_minor)::bigint as amount_minor from (${rows}) sold group by product_id
     ),
     root as (
       select category_id, category_id as root_id, name_fr, name_en from known_category where parent_id is null
       union all
       select child.category_id, root.root_id, root.name_fr, root.name_en from root join known_category child on child.parent_id = root.category_id
     ),
     best as (select * from sold where amount_minor > 0 order by amount_minor desc, product_id limit ${topMax}),
     -- Decimals add up slowly: only those that are told.
     quantities as (
       select product_id, sum(quantity) as quantity from (${rows}) sold where product_id in (select product_id from best) group by product_id
     ),
     categories as (
       select root_id, root.name_fr, root.name_en, sum(amount_minor)::bigint as amount_minor
       from sold left join known_product p using (product_id) left join root using (category_id) group by 1, 2, 3
     )
     select
       (select json_agg(json_build_object('productId', product_id, 'sku', p.sku,
          'name', case when p.product_id is null then null else json_build_object('fr', p.name_fr, 'en', p.name_en) end,
          'quantity', trim_scale(quantity)::text, 'amountMinor', amount_minor) order by amount_minor desc, product_id)
        from best join quantities using (product_id) left join known_product p using (product_id)) as top,
       (select json_agg(json_build_object('categoryId', root_id,
          'name', case when root_id is null then null else json_build_object('fr', name_fr, 'en', name_en) end,
          'amountMinor', amount_minor) order by amount_minor desc, root_id) from categories) as categories`,
    parameters,
  );
  return { topProducts: row?.top ?? [], byCategory: row?.categories ?? [] };
}
