/** Which categories what was bought is in, as the catalogue's feed tells; kept with the purchase, so that a product that moves changes no points. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import { followFeed } from '@comptoir/service-kit/feeds/follow';
import type { Loop } from '@comptoir/service-kit/loop';
import type { Kit } from '@comptoir/service-kit/service';
import { catalogueCategory, catalogueProduct, type FeedRow } from '@comptoir/sync-protocol/feeds/rows';
import type { PurchaseRow } from '../history/purchase.ts';
import type { Asked } from '../store/customers.ts';
import type { EarningPurchase } from './earn.ts';

export const followCategories = (
  { database, logger, metrics, fetch }: Pick<Kit<never>, 'database' | 'logger' | 'metrics' | 'fetch'>,
  productUrl: string,
): Loop =>
  followFeed({
    ...{ database, logger, metrics, fetch },
    feed: 'catalogue',
    url: productUrl,
    apply: keepCategories,
    sweep: async () => undefined,
  });

/** What cannot be read is passed over: a value of a later release never stops the feed. */
async function keepCategories(tx: Tx, rows: readonly FeedRow[]): Promise<void> {
  const products = new Map<string, unknown[]>();
  const parents = new Map<string, unknown[]>();
  for (const { key, value } of rows) {
    const product = key.startsWith('product/') ? catalogueProduct.safeParse(value).data : undefined;
    if (product) products.set(product.id, [product.id, product.categoryId]);
    const category = key.startsWith('category/') ? catalogueCategory.safeParse(value).data : undefined;
    if (category) parents.set(category.id, [category.id, category.parentId]);
  }
  await insertRows(
    tx,
    'product_category',
    { product_id: 'text', category_id: 'text' },
    [...products.values()],
    'on conflict (product_id) do update set category_id = excluded.category_id',
  );
  await insertRows(
    tx,
    'category_parent',
    { category_id: 'text', parent_id: 'text' },
    [...parents.values()],
    'on conflict (category_id) do update set parent_id = excluded.parent_id',
  );
}

/** Of a product that is not known yet, none: it is asked again when something more is heard of the purchase. */
export async function withCategories(
  tx: Tx,
  { lines, line_categories: known }: Pick<PurchaseRow, 'lines' | 'line_categories'>,
): Promise<EarningPurchase['lines']> {
  const bought = lines ?? [];
  const unknown = bought.map(({ productId }) => productId).filter((id) => (known?.[id] ?? []).length === 0);
  const found = new Map(unknown.length === 0 ? [] : await chainsOf(tx, unknown));
  return bought.map(({ productId, amountMinor }) => {
    const kept = known?.[productId] ?? [];
    return { productId, amountMinor, categories: kept.length > 0 ? kept : (found.get(productId) ?? []) };
  });
}

/** A tree that a fault made a ring of ends at this depth. */
const depthMax = 12;

/** Of each product its category, with all above it. */
export async function chainsOf(asked: Asked, productIds: readonly string[]): Promise<[string, string[]][]> {
  const rows = (await asked.query(
    `with recursive chain as (
       select product_id, category_id, 1 as depth from product_category where product_id = any($1) and category_id is not null
       union all
       select c.product_id, p.parent_id, c.depth + 1 from chain c join category_parent p on p.category_id = c.category_id
       where p.parent_id is not null and c.depth < $2
     ) select product_id, array_agg(category_id order by depth) as categories from chain group by product_id`,
    [[...new Set(productIds)], depthMax],
  )) as { product_id: string; categories: string[] }[];
  return rows.map(({ product_id: id, categories }) => [id, categories]);
}
