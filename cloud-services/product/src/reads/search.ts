/**
 * Search: the barcode or SKU that was typed comes first, then what holds every word (accent-blind, by beginnings and
 * stems of both languages), the store's own assortment leading; where no word is met, names that are alike.
 */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, encodeCursor } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import type { Product } from '../product.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { findProduct } from './find.ts';
import { tsqueryOf } from './words-query.ts';

export type SearchRequest = Readonly<{
  query: string;
  filters: Readonly<{
    categoryId?: string | undefined;
    priceMinMinor?: number | undefined;
    priceMaxMinor?: number | undefined;
  }>;
  facets: readonly 'category'[];
  sort: 'relevance' | 'name' | 'price' | '-price';
  limit: number;
  cursor: string | undefined;
}>;

export type Found = Readonly<{
  products: readonly Product[];
  facets: { category?: { id: string; count: number }[] };
  total: number;
  nextCursor: string | null;
}>;

/** How alike a name must be to what was typed: letters swapped or missing, not another word. */
const likenessMin = 0.45;
const offsetMax = 10_000;

const cursorSchema = z.object({
  from: z.int().nonnegative().max(offsetMax),
  alike: z.boolean(),
  /** What led the first page does not come again. */
  first: z.string().nullable(),
});
type Place = z.infer<typeof cursorSchema>;

export function search(database: Database, request: SearchRequest): Promise<Found> {
  return database.transaction(async (tx) => {
    await tx.query(`set local pg_trgm.word_similarity_threshold = ${likenessMin}`);
    const place = decodeCursor(cursorSchema, request.cursor);
    if (place) return page(tx, request, place);
    const first = await findProduct(tx, request.query.trim());
    const start = {
      from: 0,
      alike: false,
      first: first && !first.archived && !first.isFamily ? first.id : null,
    };
    const found = await page(tx, request, start);
    if (found.total > 0 || plainWords(request.query).length === 0) return found;
    return page(tx, request, { ...start, alike: true });
  });
}

async function page(queries: Queries, request: SearchRequest, place: Place): Promise<Found> {
  const { from, alike, first } = place;
  const { condition, relevance, parameters } = conditionOf(
    request,
    alike,
    await tsqueryOf(queries, request.query),
  );
  const rows = await queries.query<{ id: string; total: string }>(
    `select p.id, count(*) over () as total from product p
     left join price pr on pr.product_id = p.id and pr.channel = '*' and pr.valid_to is null
     where ${condition}
     order by ${orders[request.sort] ?? `(p.rank is not null) desc, ${relevance} desc, p.rank`}, p.name_fr, p.id
     limit ${request.limit + 1} offset ${from}`,
    parameters,
  );
  const met = rows.slice(0, request.limit).map(({ id }) => id);
  const ids = met.filter((id) => id !== first);
  const leads = from === 0 && first !== null;
  const next = from + request.limit;
  return {
    products: await byIds(queries, leads ? [first, ...ids] : ids),
    facets: request.facets.includes('category')
      ? { category: await countCategories(queries, condition, parameters) }
      : {},
    total: Number(rows[0]?.total ?? 0) + (leads && !met.includes(first) ? 1 : 0),
    nextCursor:
      rows.length > request.limit && next <= offsetMax ? encodeCursor({ ...place, from: next }) : null,
  };
}

const orders: Readonly<Record<SearchRequest['sort'], string | undefined>> = {
  relevance: undefined,
  name: 'p.name_fr',
  price: 'pr.amount_minor',
  '-price': 'pr.amount_minor desc',
};

/** `$1` is the tsquery, or, of what is alike, the words themselves; empty: everything. */
function conditionOf({ query, filters }: SearchRequest, alike: boolean, tsquery: string | undefined) {
  const { categoryId, priceMinMinor, priceMaxMinor } = filters;
  const wanted = alike ? plainWords(query).join(' ') : (tsquery ?? '');
  const parameters = [wanted, categoryId ?? null, priceMinMinor ?? null, priceMaxMinor ?? null];
  const matching = alike ? '$1::text <% p.words' : 'p.search @@ $1::text::tsquery';
  const relevance = alike ? 'word_similarity($1::text, p.words)' : 'ts_rank(p.search, $1::text::tsquery)';
  return {
    parameters,
    relevance: wanted === '' ? '0::real' : relevance,
    condition: `not p.archived and not p.is_family and ($1::text = '' or ${matching})
      and ($2::uuid is null or p.category_id in (select id from category where $2 in (id, parent_id)))
      and ($3::bigint is null or pr.amount_minor >= $3) and ($4::bigint is null or pr.amount_minor <= $4)`,
  };
}

async function byIds(queries: Queries, ids: readonly string[]): Promise<Product[]> {
  const found = await findProducts(queries, 'p.id = any($1::uuid[])', [ids]);
  const place = new Map(ids.map((id, at) => [id, at]));
  return found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

async function countCategories(queries: Queries, condition: string, parameters: unknown[]) {
  const rows = await queries.query<{ id: string; count: string }>(
    `select p.category_id as id, count(*) from product p
     left join price pr on pr.product_id = p.id and pr.channel = '*' and pr.valid_to is null
     where ${condition} group by 1 order by 2 desc, 1`,
    parameters,
  );
  return rows.map(({ id, count }) => ({ id, count: Number(count) }));
}
