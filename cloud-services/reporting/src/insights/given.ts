/** What was given away and what came back, from rollups: discounts by what gave them, returns by reason, acts by cashier. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Period } from '../facts/period.ts';
import { inScope, type Scope, scopeParameters } from '../reports/scope.ts';
import { liveFacts } from '../store/record.ts';
import type { CashierActs, Discounts, ReturnReasons } from './api.ts';

const inPeriod = `business_date between $3::date and $4::date and ${inScope}`;
const parametersOf = ({ from, to }: Period, scope: Scope) => [...scopeParameters(scope), from, to];
const promotionSource = 'promotion/';

export async function readDiscounts(
  database: Database,
  period: Period,
  scope: Scope,
): Promise<Pick<Discounts, 'soldMinor' | 'totalMinor' | 'rows'>> {
  const parameters = parametersOf(period, scope);
  const [rows, [sold]] = await Promise.all([
    database.query<{ source: string; reason: string; documents: number; amount_minor: string }>(
      `select source, reason, sum(documents)::int as documents, sum(amount_minor)::bigint as amount_minor
       from ${liveFacts}.by_discount where ${inPeriod} group by 1, 2 order by 4 desc, 1, 2`,
      parameters,
    ),
    database.query<{ minor: string | null }>(
      `select sum(subtotal_minor)::bigint as minor from ${liveFacts}.by_day where ${inPeriod}`,
      parameters,
    ),
  ]);
  const told = rows.map(({ source, reason, documents, amount_minor }) => ({
    source,
    promotionId: source.startsWith(promotionSource) ? source.slice(promotionSource.length) : null,
    reason: reason || null,
    documents,
    amountMinor: Number(amount_minor),
  }));
  const totalMinor = told.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { soldMinor: Number(sold?.minor ?? 0), totalMinor, rows: told };
}

export async function readReturnReasons(
  database: Database,
  period: Period,
  scope: Scope,
): Promise<Pick<ReturnReasons, 'totalMinor' | 'returns' | 'rows'>> {
  const found = await database.query<{ reason: string; returns: number; minor: string }>(
    `select reason, sum(returns)::int as returns, -sum(subtotal_minor)::bigint as minor
     from ${liveFacts}.by_return_reason where ${inPeriod} group by 1 order by 3 desc, 1`,
    parametersOf(period, scope),
  );
  const rows = found.map(({ reason, returns, minor }) => ({ reason, returns, amountMinor: Number(minor) }));
  return {
    totalMinor: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    returns: rows.reduce((sum, { returns }) => sum + returns, 0),
    rows,
  };
}

export async function readCashierActs(
  database: Database,
  period: Period,
  scope: Scope,
): Promise<CashierActs['rows']> {
  const rows = await database.query<CashierRow>(
    `with sold as (
       select cashier_id, sum(sales) as sales, sum(returns) as returns, -sum(returned_minor) as returned_minor
       from ${liveFacts}.by_cashier where ${inPeriod} group by 1
     ), given as (
       select cashier_id, sum(documents) as discounts, sum(amount_minor) as discount_minor
       from ${liveFacts}.by_discount where source like 'manual-%' and ${inPeriod} group by 1
     ), done as (
       select cashier_id, coalesce(sum(acts) filter (where kind = 'void'), 0) as voids,
         coalesce(sum(acts) filter (where kind = 'price-override'), 0) as overrides,
         coalesce(sum(amount_minor) filter (where kind = 'price-override'), 0) as override_minor,
         coalesce(sum(acts) filter (where kind = 'no-sale'), 0) as no_sales,
         coalesce(sum(acts) filter (where kind = 'approval'), 0) as approvals
       from ${liveFacts}.by_act where ${inPeriod} group by 1
     )
     select cashier_id, ${measures.map((name) => `coalesce(${name}, 0)::bigint as ${name}`).join(', ')}
     from sold full join given using (cashier_id) full join done using (cashier_id) where cashier_id <> ''`,
    parametersOf(period, scope),
  );
  return rows
    .map(actsOfCashier)
    .sort(
      (a, b) => (b.perHundredSales ?? 0) - (a.perHundredSales ?? 0) || a.cashierId.localeCompare(b.cashierId),
    );
}

const measures = [
  'sales',
  'returns',
  'returned_minor',
  'discounts',
  'discount_minor',
  'voids',
  'overrides',
  'override_minor',
  'no_sales',
  'approvals',
] as const;
type CashierRow = Readonly<Record<(typeof measures)[number], string> & { cashier_id: string }>;

function actsOfCashier(row: CashierRow): CashierActs['rows'][number] {
  const [sales, discounts] = [Number(row.sales), Number(row.discounts)];
  const [voids, overrides, noSales] = [Number(row.voids), Number(row.overrides), Number(row.no_sales)];
  const acts = discounts + voids + overrides + noSales;
  return {
    cashierId: row.cashier_id,
    sales,
    returns: Number(row.returns),
    returnedMinor: Number(row.returned_minor),
    discounts,
    discountMinor: Number(row.discount_minor),
    voids,
    overrides,
    overrideMinor: Number(row.override_minor),
    noSales,
    approvals: Number(row.approvals),
    perHundredSales: sales === 0 ? null : Math.round((acts / sales) * 1_000) / 10,
  };
}
