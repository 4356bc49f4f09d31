/**
 * Names and categories from Product's catalogue feed. A product that is no longer sold keeps its name: reports of last year name it.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import { followFeed } from '@comptoir/service-kit/feeds/follow';
import type { Loop } from '@comptoir/service-kit/loop';
import type { Kit } from '@comptoir/service-kit/service';
import { catalogueCategory, catalogueProduct, type FeedRow } from '@comptoir/sync-protocol/feeds/rows';
import { noteMoved } from '../store/category-months.ts';

const productColumns = {
  product_id: 'text',
  sku: 'text',
  name_fr: 'text',
  name_en: 'text',
  category_id: 'text',
  is_gift_card: 'boolean',
};
/** Source: pricing/data/tax-rules.json. */
const giftCardCategory = 'gift-card';
const categoryColumns = {
  category_id: 'text',
  parent_id: 'text',
  name_fr: 'text',
  name_en: 'text',
};

export const followCatalogue = (
  { database, logger, metrics, fetch }: Pick<Kit<never>, 'database' | 'logger' | 'metrics' | 'fetch'>,
  productUrl: string,
): Loop =>
  followFeed({
    ...{ database, logger, metrics, fetch },
    feed: 'catalogue',
    url: productUrl,
    apply: keepNames,
    sweep: async () => undefined,
  });

/** What cannot be read is passed over: a value of a later release never stops the feed. */
async function keepNames(tx: Tx, rows: readonly FeedRow[]): Promise<void> {
  const products = new Map<string, [string, string, string, string, string | null, boolean]>();
  const categories = new Map<string, unknown[]>();
  for (const { key, value } of rows) {
    const product = key.startsWith('product/') ? catalogueProduct.safeParse(value).data : undefined;
    if (product) {
      const { id, sku, name, categoryId, pricing } = product;
      const isGiftCard = pricing.taxCategory === giftCardCategory;
      products.set(id, [id, sku, name.fr, name.en, categoryId, isGiftCard]);
    }
    const category = key.startsWith('category/') ? catalogueCategory.safeParse(value).data : undefined;
    if (category) {
      const { id, parentId, name } = category;
      categories.set(id, [id, parentId, name.fr, name.en]);
    }
  }
  await noteMoved(
    tx,
    [...products.values()].map(([id, , , , categoryId]) => ({ id, categoryId })),
  );
  await insertRows(
    tx,
    'known_product',
    productColumns,
    [...products.values()],
    overwrite('product_id', productColumns),
  );
  await insertRows(
    tx,
    'known_category',
    categoryColumns,
    [...categories.values()],
    overwrite('category_id', categoryColumns),
  );
}

const overwrite = (key: string, columns: Readonly<Record<string, string>>) =>
  `on conflict (${key}) do update set ${Object.keys(columns)
    .filter((name) => name !== key)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;
