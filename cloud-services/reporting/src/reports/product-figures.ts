/** What is told of one product in a period: sold, against the period before, against its stock, and what was earned with it. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Analytics, ProductFigures } from '../api.ts';
import { daysOf, type Period } from '../facts/period.ts';
import { ratioText } from './figures.ts';
import { type Scope, scopeParameters } from './scope.ts';
import { soldProducts } from './sold-products.ts';

type ProductRow = {
  order: ProductOrder;
  product_id: string;
  sku: string | null;
  name_fr: string | null;
  name_en: string | null;
  quantity: string;
  amount_minor: string;
  before_minor: string;
  on_hand: string | null;
  unit_cost_minor: string | null;
  /** Of all that is sold, what the products before it bring in. */
  share_before: string | null;
};

export type ProductOrder = 'most-sold' | 'least-sold';

const orders: Readonly<Record<ProductOrder, Readonly<{ where: string; by: string }>>> = {
  'most-sold': { where: 'amount_minor > 0', by: 'amount_minor desc, product_id' },
  // In stock, whether sold or not.
  'least-sold': {
    where: 'on_hand > 0 and name_fr is not null',
    by: 'quantity, on_hand desc, product_id',
  },
};

/** @property abc of one class alone. */
type Page = Readonly<{ limit: number; offset?: number; abc?: ProductFigures['abc'] | undefined }>;

/** @returns a page in each order: what was sold is read once for all of them. */
export async function productFigures<Order extends ProductOrder>(
  database: Database,
  periods: Readonly<{ period: Period; before: Period }>,
  scope: Scope,
  pages: Readonly<Record<Order, Page>>,
): Promise<Record<Order, ProductFigures[]>> {
  const parameters = scopeParameters(scope);
  const sold = soldProducts(periods.period, parameters);
  const before = soldProducts(periods.before, parameters);
  parameters.push(periods.period.to);
  const to = `$${parameters.length}`;
  const asked = Object.keys(pages) as Order[];
  const inOrder = asked.map((order) => {
    const { limit, offset = 0, abc } = pages[order];
    const { where, by } = orders[order];
    parameters.push(limit, offset);
    return `(select '${order}' as "order", * from ranked where ${where}${abc ? ` and ${classSql} = '${abc}'` : ''} order by ${by} limit $${parameters.length - 1} offset $${parameters.length})`;
  });
  const rows = await database.query<ProductRow>(
    `with sold as materialized (${sold}), before as materialized (${before}),
     stock as materialized (
       select product_id, sum(on_hand) as on_hand from stock_level where $1::text[] is null or location_id = any($1) group by product_id
     ),
     cost as materialized (
       select distinct on (product_id) product_id, unit_cost_minor from product_cost where valid_from <= ${to}::date
       order by product_id, valid_from desc
     ),
     all_of_them as (
       select product_id, p.sku, p.name_fr, p.name_en, coalesce(sold.quantity, 0) as quantity, coalesce(sold.amount_minor, 0) as amount_minor,
         coalesce(before.amount_minor, 0) as before_minor, stock.on_hand, cost.unit_cost_minor
       from sold full join stock using (product_id)
       left join before using (product_id) left join known_product p using (product_id) left join cost using (product_id)
     ),
     ranked as materialized (
       select *, (sum(greatest(amount_minor, 0)) over (order by amount_minor desc, product_id) - greatest(amount_minor, 0))::float8
         / nullif(sum(greatest(amount_minor, 0)) over (), 0)::float8 as share_before
       from all_of_them
     )
     select "order", product_id, sku, name_fr, name_en, trim_scale(quantity)::text as quantity, amount_minor, before_minor,
       trim_scale(on_hand)::text as on_hand, unit_cost_minor, share_before
     from (${inOrder.join(' union all ')}) pages`,
    parameters,
  );
  const days = daysOf(periods.period);
  const pageOf = (order: Order) =>
    rows.filter((row) => row.order === order).map((row) => figuresOfProduct(row, days));
  return Object.fromEntries(asked.map((order) => [order, pageOf(order)])) as Record<Order, ProductFigures[]>;
}

function figuresOfProduct(row: ProductRow, days: number): ProductFigures {
  const [amountMinor, beforeAmountMinor, quantity] = [
    Number(row.amount_minor),
    Number(row.before_minor),
    Number(row.quantity),
  ];
  const onHand = row.on_hand === null ? null : Number(row.on_hand);
  return {
    productId: row.product_id,
    sku: row.sku,
    name: row.name_fr === null || row.name_en === null ? null : { fr: row.name_fr, en: row.name_en },
    quantity: row.quantity,
    amountMinor,
    beforeAmountMinor,
    trend: ratioText(amountMinor - beforeAmountMinor, beforeAmountMinor),
    onHand: row.on_hand,
    sellThrough: onHand === null || onHand < 0 ? null : ratioText(quantity, quantity + onHand),
    marginMinor:
      row.unit_cost_minor === null ? null : amountMinor - Math.round(quantity * Number(row.unit_cost_minor)),
    abc: abcOf(amountMinor, row.share_before),
    stockTurn: onHand === null || onHand <= 0 ? null : ratioText(quantity * (yearDays / days), onHand),
    daysOfCover: onHand === null || onHand < 0 || quantity <= 0 ? null : ratioText(onHand * days, quantity),
  };
}

const yearDays = 365;
/** Source: the rule of Pareto as stock keepers use it; head office's definition says the same. */
const [lastOfA, lastOfB] = [0.8, 0.95];

/** A product is of the class in which it begins: the one that crosses 80 per cent is still an A. */
function abcOf(amountMinor: number, shareBefore: string | null): ProductFigures['abc'] {
  if (amountMinor <= 0 || shareBefore === null) return 'C';
  return Number(shareBefore) < lastOfA ? 'A' : Number(shareBefore) < lastOfB ? 'B' : 'C';
}

/** The same, of something sold. */
const classSql = `case when share_before < ${lastOfA} then 'A' when share_before < ${lastOfB} then 'B' else 'C' end`;

/** Of what brought anything in. */
export async function productClasses(
  database: Database,
  period: Period,
  scope: Scope,
): Promise<Analytics['classes']> {
  const parameters = scopeParameters(scope);
  const rows = await database.query<{ abc: ProductFigures['abc']; products: number; minor: string }>(
    `with sold as (${soldProducts(period, parameters)}),
     ranked as (
       select amount_minor, (sum(amount_minor) over (order by amount_minor desc, product_id) - amount_minor)::float8
         / (sum(amount_minor) over ())::float8 as share_before
       from sold where amount_minor > 0
     )
     select ${classSql} as abc,
       count(*)::int as products, sum(amount_minor)::bigint as minor
     from ranked group by 1 order by 1`,
    parameters,
  );
  return rows.map(({ abc, products, minor }) => ({ abc, products, amountMinor: Number(minor) }));
}
