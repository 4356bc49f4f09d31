/** Product's catalogue as Cart has copied it: in PostgreSQL, what is asked for often also in memory. */
import { promotedCategories, withPromotions } from '@comptoir/pricing';
import { type BasketRules, basketRules, type Promotion } from '@comptoir/pricing/contract';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { followFeed } from '@comptoir/service-kit/feeds/follow';
import type { Logger } from '@comptoir/service-kit/logger';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import {
  type CatalogueCategory,
  type CatalogueProduct,
  catalogueCategory,
  catalogueProduct,
  cataloguePromotion,
  type FeedRow,
} from '@comptoir/sync-protocol/feeds/rows';
import type { Registry } from 'prom-client';

export type Catalogue = Readonly<{
  /** Those of them that are sold, with the categories that promotions name. */
  products(ids: readonly string[]): Promise<Map<string, CatalogueProduct>>;
  find(by: Readonly<{ sku: string } | { gtin14: string }>): Promise<CatalogueProduct | undefined>;
  /** With the promotions; undefined until the feed has brought them. */
  rules(): Promise<BasketRules | undefined>;
}>;

const rememberedMax = 20_000;

type Parts = Readonly<{
  database: Database;
  logger: Logger;
  metrics: Registry;
  fetch?: HouseFetch;
  onClose(close: () => Promise<void>): void;
}>;

export function openCatalogue(
  { database, logger, metrics, fetch, onClose }: Parts,
  productUrl: string,
): Catalogue {
  const remembered = new Map<string, CatalogueProduct>();
  let rules: BasketRules | undefined;
  let promoted: ((categoryId: string) => string[]) | undefined;
  /** Grows with each change, so that what was read before it is not remembered after it. */
  let changes = 0;
  const follower = followFeed({
    database,
    logger,
    metrics,
    feed: 'catalogue',
    url: productUrl,
    ...(fetch ? { fetch } : {}),
    apply: keepRows,
    sweep: async (tx, generation) => {
      await tx.query('delete from catalogue_product where generation < $1', [generation]);
      await tx.query('delete from catalogue_row where generation < $1', [generation]);
    },
    changed() {
      changes += 1;
      remembered.clear();
      rules = undefined;
      promoted = undefined;
    },
  });
  onClose(() => follower.close());
  const valuesOf = async <Value>(kind: 'promotion' | 'category'): Promise<Value[]> => {
    const rows = await database.query<{ value: Value }>(
      'select value from catalogue_row where key like $1 order by key',
      [`${kind}/%`],
    );
    return rows.map(({ value }) => value);
  };
  const readPromoted = async () => {
    const promotions = await valuesOf<Promotion>('promotion');
    return promotedCategories(promotions, await valuesOf<CatalogueCategory>('category'));
  };

  return {
    async products(ids) {
      const unknown = ids.filter((id) => !remembered.has(id));
      const found = new Map<string, CatalogueProduct>();
      for (const id of ids) {
        const product = remembered.get(id);
        if (product) found.set(id, product);
      }
      if (unknown.length === 0) return found;
      const before = changes;
      const categoriesOf = promoted ?? (await readPromoted());
      if (before === changes) promoted = categoriesOf;
      const rows = await database.query<{ value: CatalogueProduct }>(
        'select value from catalogue_product where id = any($1::text[])',
        [unknown],
      );
      if (remembered.size + rows.length > rememberedMax) remembered.clear();
      for (const row of rows) {
        const categoryIds = categoriesOf(row.value.categoryId);
        const value =
          categoryIds.length === 0
            ? row.value
            : { ...row.value, pricing: { ...row.value.pricing, categoryIds } };
        found.set(value.id, value);
        if (before === changes) remembered.set(value.id, value);
      }
      return found;
    },
    async find(by) {
      const [where, code] = 'sku' in by ? ['sku = $1', by.sku] : ['gtins @> array[$1::text]', by.gtin14];
      const rows = await database.query<{ value: CatalogueProduct }>(
        `select value from catalogue_product where ${where} limit 1`,
        [code],
      );
      return rows[0]?.value;
    },
    async rules() {
      if (rules) return rules;
      const before = changes;
      const [row] = await database.query<{ value: BasketRules }>('select value from catalogue_rules');
      const whole = row && withPromotions(row.value, await valuesOf<Promotion>('promotion'));
      if (before === changes) rules = whole;
      return whole;
    },
  };
}

/** What cannot be read is not sold here: a value of a later release never stops the feed. */
async function keepRows(tx: Tx, rows: readonly FeedRow[], generation: number): Promise<void> {
  const products: CatalogueProduct[] = [];
  const gone: string[] = [];
  await keepOthers(tx, rows, generation);
  for (const { key, value } of rows) {
    if (key === 'rules') {
      const rules = basketRules.safeParse(value);
      if (rules.success)
        await tx.query(
          'insert into catalogue_rules (value) values ($1::jsonb) on conflict (one) do update set value = excluded.value',
          [JSON.stringify(rules.data)],
        );
    }
    if (!key.startsWith('product/')) continue;
    const product = catalogueProduct.safeParse(value);
    if (product.success) products.push(product.data);
    else gone.push(key.slice('product/'.length));
  }
  await tx.query('delete from catalogue_product where id = any($1::text[])', [gone]);
  await tx.query(
    `insert into catalogue_product (id, sku, gtins, value, generation)
     select value ->> 'id', value ->> 'sku', array(select jsonb_array_elements_text(value -> 'gtins')), value, $2
     from unnest($1::jsonb[]) as row (value)
     on conflict (id) do update set sku = excluded.sku, gtins = excluded.gtins, value = excluded.value,
       generation = excluded.generation`,
    [products.map((product) => JSON.stringify(product)), generation],
  );
}

/** Promotions and categories, as they came. */
async function keepOthers(tx: Tx, rows: readonly FeedRow[], generation: number): Promise<void> {
  const others = rows.filter(({ key }) => /^(promotion|category)\//.test(key));
  if (others.length === 0) return;
  const readable = others.filter(
    ({ key, value }) =>
      (key.startsWith('promotion/') ? cataloguePromotion : catalogueCategory).safeParse(value).success,
  );
  await tx.query('delete from catalogue_row where key = any($1::text[])', [others.map(({ key }) => key)]);
  await tx.query(
    `insert into catalogue_row (key, value, generation)
     select key, value, $3 from unnest($1::text[], $2::jsonb[]) as row (key, value)`,
    [readable.map(({ key }) => key), readable.map(({ value }) => JSON.stringify(value)), generation],
  );
}
