/** What is told of one product in a period: sold, against the period before, against its stock, and what was earned with it. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { ProductFigures } from '../api.ts';
import type { Period } from '../facts/period.ts';
import { ratioText } from './figures.ts';
import { type Scope, scopeParameters } from './scope.ts';
import { soldProducts } from './sold-products.ts';

type ProductRow = {
  product_id: string;
  sku: string | null;
  name_fr: string | null;
  name_en: string | null;
  quantity: string;
  amount_minor: string;
  before_minor: string;
  on_hand: string | null;
  unit_cost_minor: string | null;
};

export type ProductOrder = 'most-sold' | 'least-sold';

const orders: Readonly<Record<ProductOrder, string>> = {
  'most-sold': 'where amount_minor > 0 order by amount_minor desc, product_id',
  // In stock, whether sold or not.
  'least-sold': 'where on_hand > 0 and name_fr is not null order by quantity, on_hand desc, product_id',
};

export async function productFigures(
  database: Database,
  periods: Readonly<{ period: Period; before: Period }>,
  scope: Scope,
  order: ProductOrder,
  page: Readonly<{ limit: number; offset?: number }>,
): Promise<ProductFigures[]> {
  const parameters = scopeParameters(scope);
  const sold = soldProducts(periods.period, parameters);
  const before = soldProducts(periods.before, parameters);
  parameters.push(periods.period.to);
  const to = `$${parameters.length}`;
  parameters.push(page.limit, page.offset ?? 0);
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
       from sold full join ${order === 'least-sold' ? 'stock' : '(select * from stock where product_id in (select product_id from sold)) stock'} using (product_id)
       left join before using (product_id) left join known_product p using (product_id) left join cost using (product_id)
     )
     select product_id, sku, name_fr, name_en, trim_scale(quantity)::text as quantity, amount_minor, before_minor,
       trim_scale(on_hand)::text as on_hand, unit_cost_minor
     from all_of_them ${orders[order]} limit $${parameters.length - 1} offset $${parameters.length}`,
    parameters,
  );
  return rows.map(figuresOfProduct);
}

function figuresOfProduct(row: ProductRow): ProductFigures {
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
  };
}
