/** What rules would have come to: purchases of the last month under those in force and under others, and in which tier customers would be. */
import type { PurchaseRow } from '../history/purchase.ts';
import type { Asked } from '../store/customers.ts';
import { chainsOf } from './categories.ts';
import { pointsOf, sumOf } from './earn.ts';
import { rulesAt } from './rule-versions.ts';
import type { EarningRules } from './rules.ts';
import { monthsAfter } from './tiers.ts';

const days = 30;
const purchasesMax = 20_000;
const dayMs = 86_400_000;

export async function previewOf(asked: Asked, rules: EarningRules, now: Date) {
  const { rules: inForce } = await rulesAt(asked, now);
  const purchases = (await asked.query(
    `select at, business_date::text, lines, bought_minor, returned_minor, returned_lines, tier, line_categories from purchase
     where at > $1 and customer_id is not null order by at desc limit $2`,
    [new Date(now.getTime() - days * dayMs), purchasesMax],
  )) as PurchaseRow[];
  // Purchases of before there were bonuses do not say which categories theirs are in.
  const unknown = purchases.filter((row) => row.line_categories === null).flatMap(({ lines }) => lines ?? []);
  const chains = new Map(
    await chainsOf(
      asked,
      unknown.map(({ productId }) => productId),
    ),
  );
  const comeTo = (one: EarningRules) =>
    purchases.reduce((sum, purchase) => sum + sumOf(pointsOf(one, earningOf(purchase, one, chains))), 0);
  return {
    days,
    purchases: purchases.length,
    /** There were more: the newest were counted. */
    isPart: purchases.length === purchasesMax,
    points: { before: comeTo(inForce), after: comeTo(rules) },
    tiers: tiersOf(await tierCounts(asked, inForce, now), await tierCounts(asked, rules, now)),
  };
}

/** A tier of before there were rules as data is the first. */
const earningOf = (
  row: PurchaseRow,
  rules: EarningRules,
  chains: ReadonlyMap<string, readonly string[]>,
) => ({
  boughtMinor: Number(row.bought_minor),
  returnedMinor: Number(row.returned_minor),
  returned: row.returned_lines,
  tier: row.tier ?? rules.tiers[0]?.code ?? '',
  businessDate: row.business_date ?? row.at?.toISOString().slice(0, 10) ?? '',
  lines: (row.lines ?? []).map(({ productId, amountMinor }) => ({
    ...{ productId, amountMinor },
    categories: row.line_categories?.[productId] ?? chains.get(productId) ?? [],
  })),
});

/** Customers who have ever earned, by tier; whoever is kept by grace alone counts below. */
async function tierCounts(asked: Asked, { tiers, tierMonths }: EarningRules, now: Date) {
  const rows = (await asked.query(
    `select width_bucket(greatest(earned, 0), $1::int[]) as tier, count(*)::int as customers from (
       select a.customer_id, case when $2::timestamptz is null then a.earned else coalesce((
         select sum(points)::int from points_entry e
         where e.customer_id = a.customer_id and reason in ('purchase', 'return') and e.at > $2), 0) end as earned
       from loyalty_account a) as each group by 1`,
    [tiers.map(({ fromPoints }) => fromPoints), tierMonths === null ? null : monthsAfter(now, -tierMonths)],
  )) as { tier: number; customers: number }[];
  return tiers.map(({ code }, at) => ({
    code,
    customers: rows.find(({ tier }) => tier === at + 1)?.customers ?? 0,
  }));
}

type Counts = readonly Readonly<{ code: string; customers: number }>[];
const tiersOf = (before: Counts, after: Counts) =>
  after.map(({ code, customers }) => ({
    code,
    before: before.find((one) => one.code === code)?.customers ?? 0,
    after: customers,
  }));
