/** Best sellers, and the top of the category tree: one pass over what was sold, of which only the day that runs is read anew. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Dashboard } from '../api.ts';
import type { Period } from '../facts/period.ts';
import type { Parts, Reading } from './reading.ts';
import { type Scope, scopeParameters } from './scope.ts';
import { soldProducts } from './sold-products.ts';

const topMax = 10;

/** `root` is the category at the top of its tree; null: none that is known. */
type Sold = { product_id: string; root: string | null; quantity: string; amount_minor: string };
type NameRow = {
  kind: 'product' | 'category';
  id: string;
  sku: string | null;
  fr: string | null;
  en: string | null;
  quantity: string | null;
};

export async function readProducts(
  { database, kept, state }: Reading,
  { over, running }: Parts,
  scope: Scope,
): Promise<Pick<Dashboard, 'byCategory' | 'topProducts'>> {
  const lists = await Promise.all([
    over ? kept.rows(JSON.stringify(['sold', over, scope]), state, () => soldIn(database, over, scope)) : [],
    running ? soldIn(database, running, scope) : [],
  ]);
  const sold = lists.flat();
  const best = addUp(sold, ({ product_id }) => product_id)
    .filter(([, amountMinor]) => amountMinor > 0)
    .slice(0, topMax);
  const categories = addUp(sold, ({ root }) => root ?? '');
  const isBest = new Set(best.map(([id]) => id));
  const names = await namesOf(
    database,
    sold.filter(({ product_id }) => isBest.has(product_id)),
    categories.map(([id]) => id),
  );
  const named = (kind: NameRow['kind'], of: string) =>
    names.find((row) => row.kind === kind && row.id === of);
  return {
    topProducts: best.map(([productId, amountMinor]) => {
      const row = named('product', productId);
      return {
        productId,
        sku: row?.sku ?? null,
        name: nameOf(row),
        quantity: row?.quantity ?? '0',
        amountMinor,
      };
    }),
    byCategory: categories.map(([id, amountMinor]) => ({
      categoryId: id === '' ? null : id,
      name: nameOf(named('category', id)),
      amountMinor,
    })),
  };
}

const nameOf = (row: NameRow | undefined) =>
  row && row.fr !== null && row.en !== null ? { fr: row.fr, en: row.en } : null;

/** @returns the most first; of the same, by id, and what has none last. */
function addUp(sold: readonly Sold[], idOf: (row: Sold) => string): [id: string, amountMinor: number][] {
  const sums = new Map<string, number>();
  for (const row of sold) sums.set(idOf(row), (sums.get(idOf(row)) ?? 0) + Number(row.amount_minor));
  return [...sums].sort(
    ([a, amountA], [b, amountB]) =>
      amountB - amountA || Number(a === '') - Number(b === '') || (a < b ? -1 : 1),
  );
}

function soldIn(database: Database, period: Period, scope: Scope): Promise<Sold[]> {
  const parameters = scopeParameters(scope);
  return database.query<Sold>(
    `with recursive sold as materialized (${soldProducts(period, parameters)}),
     root as (
       select category_id, category_id as root_id from known_category where parent_id is null
       union all
       select child.category_id, root.root_id from root join known_category child on child.parent_id = root.category_id
     )
     select product_id, root_id as root, quantity::text, amount_minor
     from sold left join known_product using (product_id) left join root using (category_id)`,
    parameters,
  );
}

/** Decimals are added by PostgreSQL, which counts in them. */
const namesOf = (database: Database, best: readonly Sold[], categoryIds: readonly string[]) =>
  database.query<NameRow>(
    `select 'product' as kind, id, sku, name_fr as fr, name_en as en, quantity
     from (select id, trim_scale(sum(quantity))::text as quantity from unnest($1::text[], $2::numeric[]) best (id, quantity) group by id) best
       left join known_product on product_id = id
     union all select 'category', category_id, null, name_fr, name_en, null from known_category where category_id = any($3::text[])`,
    [best.map(({ product_id }) => product_id), best.map(({ quantity }) => quantity), categoryIds],
  );
