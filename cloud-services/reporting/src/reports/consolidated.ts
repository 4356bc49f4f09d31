/** Consolidated sales: one kind of row, and totals that are those of the ledgers to the cent, whatever the grouping. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Consolidated, GroupBy, Measures } from '../api.ts';
import type { Period } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { figureNames } from '../store/rollups.ts';
import type { FigureRow } from './figures.ts';
import { inScope, type Scope, scopeParameters } from './scope.ts';
import { soldProducts } from './sold-products.ts';

type Row = Consolidated['rows'][number];
type Rows = Readonly<{ rows: Row[]; totals: Measures }>;
type Read = (database: Database, period: Period, scope: Scope) => Promise<Rows>;

export const readConsolidated = (
  database: Database,
  groupBy: GroupBy,
  period: Period,
  scope: Scope,
): Promise<Rows> => readers[groupBy](database, period, scope);

const inPeriod = 'business_date between $3::date and $4::date';

function wholeDocuments(table: string, key: string, label = 'null::json', join = ''): Read {
  return async (database, period, scope) => {
    const found = await database.query<FigureRow & { key: string; label: Row['label'] }>(
      `select ${key} as key, ${label} as label, ${figureNames.map((name) => `sum(${name})::bigint as ${name}`).join(', ')}
       from ${liveFacts}.${table} f ${join} where ${inPeriod} and ${inScope} group by 1, ${label === 'null::json' ? '1' : 'l.location_id'} order by 1`,
      [...scopeParameters(scope), period.from, period.to],
    );
    const rows = found.map((row) => ({ key: row.key, label: row.label, ...measuresOf(row) }));
    return { rows, totals: addUp(rows) };
  };
}

const measuresOf = (row: FigureRow): Measures => ({
  sales: Number(row.sales),
  returns: Number(row.returns),
  subtotalMinor: Number(row.subtotal_minor),
  discountMinor: Number(row.discount_minor),
  deliveryMinor: Number(row.delivery_minor),
  taxMinor: Number(row.tax_minor),
  roundingMinor: Number(row.rounding_minor),
  totalMinor: Number(row.total_minor),
});

/** What only has an amount: taxes and tenders. */
function codes(table: 'by_tax' | 'by_tender'): Read {
  return async (database, period, scope) => {
    const found = await database.query<{ key: string; documents: string; amount_minor: string }>(
      `select code as key, sum(documents)::bigint as documents, sum(amount_minor)::bigint as amount_minor
       from ${liveFacts}.${table} where ${inPeriod} and ${inScope} group by 1 order by 1`,
      [...scopeParameters(scope), period.from, period.to],
    );
    const rows = found.map((row) =>
      amountRow(row.key, null, Number(row.documents), Number(row.amount_minor)),
    );
    return { rows, totals: { ...addUp(rows), ...(await documentCounts(database, period, scope)) } };
  };
}

const amountRow = (key: string, label: Row['label'], sales: number, totalMinor: number): Row => ({
  key,
  label,
  sales,
  returns: null,
  subtotalMinor: null,
  discountMinor: null,
  deliveryMinor: null,
  taxMinor: null,
  roundingMinor: null,
  totalMinor,
});

/** Documents with two tenders are one sale. */
async function documentCounts(database: Database, period: Period, scope: Scope) {
  const { totals } = await readers.channel(database, period, scope);
  return { sales: totals.sales };
}

/** Before taxes. Delivery belongs to no category; what is left is told as `other`, so that nothing is hidden. */
const byCategory: Read = async (database, period, scope) => {
  const parameters = scopeParameters(scope);
  const found = await database.query<{
    key: string | null;
    label: Row['label'];
    documents: string;
    amount_minor: string;
  }>(
    `select c.category_id as key, sum(documents)::bigint as documents, sum(amount_minor)::bigint as amount_minor,
       case when c.category_id is null then null else json_build_object('fr', c.name_fr, 'en', c.name_en) end as label
     from (${soldProducts(period, parameters)}) sold left join known_product using (product_id)
     left join known_category c using (category_id) group by c.category_id order by c.name_fr collate "fr-x-icu" nulls last, c.category_id`,
    parameters,
  );
  const { totals } = await readers.channel(database, period, scope);
  const rows = found
    .filter(({ key }) => key !== null)
    .map(({ key, label, documents, amount_minor }) =>
      amountRow(key ?? '', label, Number(documents), Number(amount_minor)),
    );
  const sum = (of: readonly Row[]) => of.reduce((all, { totalMinor }) => all + totalMinor, 0);
  const beforeTaxMinor = totals.totalMinor - (totals.taxMinor ?? 0);
  const deliveryMinor = totals.deliveryMinor ?? 0;
  if (deliveryMinor !== 0)
    rows.push(amountRow('delivery', { fr: 'Livraison', en: 'Delivery' }, 0, deliveryMinor));
  const unnamed = found.find(({ key }) => key === null);
  const otherMinor = beforeTaxMinor - sum(rows);
  if (otherMinor !== 0 || unnamed)
    rows.push(
      amountRow(
        'other',
        { fr: 'Sans catégorie', en: 'No category' },
        Number(unnamed?.documents ?? 0),
        otherMinor,
      ),
    );
  return { rows, totals: { ...addUp(rows), sales: totals.sales } };
};

const place =
  "case when l.location_id is null then null else json_build_object('fr', l.name, 'en', l.name) end";

const readers: Readonly<Record<GroupBy, Read>> = {
  day: wholeDocuments('by_day', 'business_date::text'),
  week: wholeDocuments('by_day', "date_trunc('week', business_date)::date::text"),
  month: wholeDocuments('by_day', "date_trunc('month', business_date)::date::text"),
  store: wholeDocuments('by_day', 'store_id', place, 'left join location l on l.location_id = f.store_id'),
  channel: wholeDocuments('by_day', 'channel'),
  cashier: wholeDocuments('by_cashier', 'cashier_id'),
  tender: codes('by_tender'),
  tax: codes('by_tax'),
  category: byCategory,
};

function addUp(rows: readonly Measures[]): Measures {
  const sum = (name: keyof Measures) => rows.reduce((all, row) => all + (row[name] ?? 0), 0);
  const known = (name: keyof Measures) => (rows.some((row) => row[name] === null) ? null : sum(name));
  return {
    sales: sum('sales'),
    returns: known('returns'),
    subtotalMinor: known('subtotalMinor'),
    discountMinor: known('discountMinor'),
    deliveryMinor: known('deliveryMinor'),
    taxMinor: known('taxMinor'),
    roundingMinor: known('roundingMinor'),
    totalMinor: sum('totalMinor'),
  };
}
