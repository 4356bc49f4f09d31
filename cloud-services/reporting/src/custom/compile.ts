/**
 * A choice as one parameterised statement. Pure. Every word of SQL is from the tables below; what people wrote is a parameter. Rollups
 * answer where they know all that is asked for, facts do otherwise.
 */
import { coveredBy, type Period, wholeMonths } from '../facts/period.ts';
import { type CustomReport, type Dimension, type Grain, grainOf, type Measure } from './api.ts';

type Place = (value: unknown) => string;
type Source = Readonly<{
  from: string | ((period: Period, place: Place) => string);
  knows: ReadonlySet<Dimension>;
  isRollup: boolean;
  /** It has categories, not products. */
  isByCategory?: true;
}>;
export type Statement = Readonly<{ sql: string; parameters: unknown[]; isRollup: boolean }>;

const months: readonly Dimension[] = ['month', 'channel'];
const days: readonly Dimension[] = ['day', 'week', 'month', 'weekday', 'channel'];
const places: readonly Dimension[] = [...days, 'store'];
const everything: readonly Dimension[] = [...places, 'hour', 'kind', 'register', 'cashier'];

/** What is grouped by; it is told as text. A `timestamp` is truncated without the time zones that a date goes through, for each row. */
const columnOf: Readonly<Record<Exclude<Dimension, 'hour'>, string>> = {
  day: 'x.business_date',
  week: "date_trunc('week', x.business_date::timestamp)::date",
  month: "date_trunc('month', x.business_date::timestamp)::date",
  // 1 is a Monday, as 2024-01-01 was.
  weekday: "((x.business_date - date '2024-01-01') % 7 + 7) % 7 + 1",
  store: 'x.store_id',
  channel: 'x.channel',
  kind: 'x.kind',
  register: "coalesce(x.register_id, '')",
  cashier: "coalesce(x.cashier_id, '')",
  category: "coalesce(p.category_id, '')",
  product: 'x.product_id',
  tender: 'x.code',
  tax: 'x.code',
};

const sumOf: Readonly<Record<Measure, string>> = {
  sales: 'sum(x.sales)::bigint',
  returns: 'sum(x.returns)::bigint',
  totalMinor: 'sum(x.total_minor)::bigint',
  subtotalMinor: 'sum(x.subtotal_minor)::bigint',
  discountMinor: 'sum(x.discount_minor)::bigint',
  deliveryMinor: 'sum(x.delivery_minor)::bigint',
  taxMinor: 'sum(x.tax_minor)::bigint',
  roundingMinor: 'sum(x.rounding_minor)::bigint',
  quantity: 'trim_scale(sum(x.quantity))::text',
  amountMinor: 'sum(x.amount_minor)::bigint',
  paidMinor: 'sum(x.amount_minor)::bigint',
  chargedMinor: 'sum(x.amount_minor)::bigint',
};

const rollup = (schema: string, table: string, knows: readonly Dimension[]): Source => ({
  from: `${schema}.${table} x`,
  knows: new Set(knows),
  isRollup: true,
});
/** @param within what else their rows are found by. */
const parts = (
  schema: string,
  table: string,
  columns: string,
  knows: readonly Dimension[],
  within = 'true',
): Source => ({
  from: `(select d.business_date, d.store_id, d.channel, d.at, d.kind, d.register_id, d.cashier_id, ${columns}
    from ${schema}.document d join ${schema}.${table} f using (document_id) where ${within}) x`,
  knows: new Set(knows),
  isRollup: false,
});

/** What was sold: whole months from one rollup, the days around them from the other. `business_date` of a month is its first day. */
const soldIn = (
  period: Period,
  place: Place,
  { table, monthTable, columns }: Readonly<{ table: string; monthTable: string; columns: string }>,
): string[] => {
  const { days: around, months: whole } = wholeMonths(period);
  const select = (from: string, date: string, of: Period) =>
    `select ${date} as business_date, ${columns}, quantity, amount_minor from ${from} where ${date} between ${place(of.from)}::date and ${place(of.to)}::date`;
  return [
    ...around.map((of) => select(table, 'business_date', of)),
    ...(whole ? [select(monthTable, 'month', whole)] : []),
  ];
};
const byMonths = (
  schema: string,
  table: string,
  monthTable: string,
  knows: readonly Dimension[],
): Source => ({
  from: (period, place) => {
    const columns = ['product_id', 'channel', ...(knows.includes('store') ? ['store_id'] : [])].join(', ');
    const of = { table: `${schema}.${table}`, monthTable: `${schema}.${monthTable}`, columns };
    return `(${soldIn(period, place, of).join(' union all ')}) x`;
  },
  knows: new Set(knows),
  isRollup: true,
});

/** By the category of each product now: months that are kept so, of the other days products. @param isAll stores together. */
const byCategory = (schema: string, kept: readonly Period[], isAll: boolean): Source => ({
  from: (period, place) => {
    const { pieces, gaps } = coveredBy(period, kept);
    const [suffix, columns] = isAll ? ['_all', 'channel'] : ['', 'channel, store_id'];
    const products = gaps.flatMap((gap) =>
      soldIn(gap, place, {
        table: `${schema}.by_product${suffix}`,
        monthTable: `${schema}.by_product_month${suffix}`,
        columns: `product_id, ${columns}`,
      }),
    );
    return `(${[
      `select month as business_date, ${columns}, category_id, quantity, amount_minor from category_month
        where store_id ${isAll ? '=' : '<>'} '' and month = any(${place(pieces.map(({ from }) => from))}::date[])`,
      ...(products.length > 0
        ? [
            `select business_date, ${columns}, coalesce(category_id, ''), quantity, amount_minor
              from (${products.join(' union all ')}) sold left join known_product using (product_id)`,
          ]
        : []),
    ].join(' union all ')}) x`;
  },
  knows: new Set<Dimension>([...months, 'category', ...(isAll ? [] : (['store'] as const))]),
  isRollup: true,
  isByCategory: true,
});

/** From the smallest to the largest; what asks for no product is answered without them. */
const sourcesOf: Readonly<Record<Grain, (schema: string, kept: readonly Period[]) => readonly Source[]>> = {
  document: (schema) => [
    rollup(schema, 'by_day_all', days),
    rollup(schema, 'by_day', places),
    rollup(schema, 'by_cashier', [...places, 'kind', 'register', 'cashier']),
    {
      // A half hour lies in one hour of any clock.
      from: `(select *, slot as at from ${schema}.by_slot) x`,
      knows: new Set([...places, 'hour']),
      isRollup: true,
    },
    {
      from: `(select *, (kind = 'sale')::int as sales, (kind = 'return')::int as returns from ${schema}.document) x`,
      knows: new Set(everything),
      isRollup: false,
    },
  ],
  line: (schema, kept) => [
    byCategory(schema, kept, true),
    byCategory(schema, kept, false),
    rollup(schema, 'by_cashier_line', [...places, 'kind', 'register', 'cashier']),
    byMonths(schema, 'by_product_all', 'by_product_month_all', [...months, 'product', 'category']),
    rollup(schema, 'by_product_all', [...days, 'product', 'category']),
    byMonths(schema, 'by_product', 'by_product_month', [...months, 'store', 'product', 'category']),
    rollup(schema, 'by_product', [...places, 'product', 'category']),
    parts(
      schema,
      'line',
      'f.product_id, f.quantity, f.amount_minor',
      [...everything, 'product', 'category'],
      'f.business_date between $1::date and $2::date',
    ),
  ],
  tender: (schema) => [
    rollup(schema, 'by_tender', [...places, 'tender']),
    parts(schema, 'tender', 'f.code, f.amount_minor', [...everything, 'tender']),
  ],
  tax: (schema) => [
    rollup(schema, 'by_tax', [...places, 'tax']),
    parts(schema, 'tax', 'f.code, f.amount_minor', [...everything, 'tax']),
  ],
};

export type Bounds = Readonly<{
  from: string;
  to: string;
  storeIds: readonly string[] | null;
  channel: string | null;
  /** The clock where a store's own is not known. */
  homeTimeZone: string;
  /** Months of which sums by category are kept, as the days that they sum up. */
  keptMonths?: readonly Period[];
}>;

/** @param schema a name of ours. @param rowsMax one more is asked for, so that too many are seen. */
export function compile(
  { measures, dimensions, filters }: CustomReport,
  { from, to, storeIds, channel, homeTimeZone, keptMonths = [] }: Bounds,
  schema: string,
  rowsMax: number,
): Statement {
  const grain = grainOf(measures[0] ?? 'totalMinor');
  const asked = new Set<Dimension>([...dimensions, ...(Object.keys(filters) as Dimension[])]);
  if (storeIds) asked.add('store');
  const source = sourcesOf[grain](schema, keptMonths).find(({ knows }) =>
    [...asked].every((name) => knows.has(name)),
  );
  if (!source) throw new Error(`nothing knows ${[...asked].join(', ')} of a ${grain}`);
  const parameters: unknown[] = [from, to];
  const place: Place = (value) => `$${parameters.push(value)}`;
  const rows = typeof source.from === 'string' ? source.from : source.from({ from, to }, place);
  const isByHour = asked.has('hour');
  const hour = isByHour
    ? `to_char(x.at at time zone coalesce(l.time_zone, ${place(homeTimeZone)}), 'HH24')`
    : '';
  const hasProducts = asked.has('category') && !source.isByCategory;
  const columnFor = (name: Dimension) => {
    if (name === 'hour') return hour;
    return name === 'category' && source.isByCategory ? 'x.category_id' : columnOf[name];
  };
  const where = [
    'x.business_date between $1::date and $2::date',
    ...(storeIds ? [`x.store_id = any(${place(storeIds)}::text[])`] : []),
    ...(channel ? [`x.channel = ${place(channel)}`] : []),
    ...Object.entries(filters).map(
      ([name, values]) => `${columnFor(name as Dimension)} = any(${place(values)}::text[])`,
    ),
  ];
  const columns = dimensions.map(columnFor);
  const keys = columns.map((column, at) => `(${column})::text as k${at}`);
  const sums = measures.map((name, at) => `${sumOf[name]} as m${at}`);
  // All groups are made before some are left out: told how many are wanted, PostgreSQL looks up line by line what it had better join.
  const sql = `with sums as materialized (
    select ${[...keys, ...sums].join(', ')} from ${rows}
    ${hasProducts ? 'left join known_product p on p.product_id = x.product_id' : ''}
    ${isByHour ? 'left join location l on l.location_id = x.store_id' : ''}
    where ${where.join(' and ')} ${columns.length > 0 ? `group by ${columns.join(', ')}` : ''}
  ) select * from sums ${columns.length > 0 ? `order by ${columns.map((_, at) => `k${at}`).join(', ')}` : ''} limit ${rowsMax + 1}`;
  return { sql, parameters, isRollup: source.isRollup };
}
