/**
 * Search: the barcode or SKU that was typed comes first, then what holds every word (accent-blind, by beginnings and
 * stems of both languages), the store's own assortment leading; where no word is met, the words that were meant, else
 * names that are alike.
 */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, encodeCursor } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { plainText, type SearchRequest } from '../api.ts';
import { attributeTerm } from '../attributes.ts';
import type { Product } from '../product.ts';
import { correctedQuery } from '../spelling/correct.ts';
import { isInStock } from '../stock.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { countFacets, type Facets, priced } from './facets.ts';
import { findProduct } from './find.ts';
import { tsqueryOf } from './words-query.ts';

export type SearchResult = Readonly<{
  products: readonly Product[];
  facets: Facets;
  total: number;
  nextCursor: string | null;
  correctedQuery?: string;
}>;

/** How alike a name must be to what was typed: letters swapped or missing, not another word. */
const likenessMin = 0.45;
const offsetMax = 10_000;

const cursorSchema = z.object({
  from: z.int().nonnegative().max(offsetMax),
  alike: z.boolean(),
  /** What led the first page does not come again. */
  first: z.guid().nullable(),
  corrected: plainText.max(1_000).optional(),
});
type Place = z.infer<typeof cursorSchema>;

export function search(database: Database, request: SearchRequest): Promise<SearchResult> {
  return database.transaction(async (tx) => {
    await tx.query(`set local pg_trgm.word_similarity_threshold = ${likenessMin}`);
    const place = decodeCursor(cursorSchema, request.cursor);
    if (place) return page(tx, request, place);
    const first = await findProduct(tx, request.query.trim());
    const leads = first !== undefined && (await isWanted(tx, request, first.id));
    const start = { from: 0, alike: false, first: leads ? first.id : null };
    const found = await page(tx, request, start);
    if (found.total > 0 || plainWords(request.query).length === 0) return found;
    const corrected = await correctedQuery(tx, request.query);
    const meant = corrected === undefined ? undefined : await page(tx, request, { ...start, corrected });
    return meant && meant.total > 0 ? meant : page(tx, request, { ...start, alike: true });
  });
}

async function page(queries: Queries, request: SearchRequest, place: Place): Promise<SearchResult> {
  const { from, alike, first, corrected } = place;
  const query = corrected ?? request.query;
  const { condition, relevance, parameters } = conditionOf(
    { ...request, query },
    alike,
    await tsqueryOf(queries, query),
  );
  const rows = await queries.query<{ id: string; total: string }>(
    `select p.id, count(*) over () as total from ${priced}
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
    facets: await countFacets(queries, request.facets, { condition, parameters }),
    total: Number(rows[0]?.total ?? 0) + (leads && !met.includes(first) ? 1 : 0),
    nextCursor:
      rows.length > request.limit && next <= offsetMax ? encodeCursor({ ...place, from: next }) : null,
    ...(corrected === undefined ? {} : { correctedQuery: corrected }),
  };
}

/** Whether the filters let it through. */
async function isWanted(queries: Queries, request: SearchRequest, id: string): Promise<boolean> {
  const { condition, parameters } = conditionOf({ ...request, query: '' }, false, undefined);
  const rows = await queries.query(
    `select from ${priced} where ${condition} and p.id = $${parameters.length + 1}`,
    [...parameters, id],
  );
  return rows.length > 0;
}

const orders: Readonly<Record<SearchRequest['sort'], string | undefined>> = {
  relevance: undefined,
  name: 'p.name_fr',
  price: 'pr.amount_minor',
  '-price': 'pr.amount_minor desc',
};

/** `$1` is the tsquery, or, of what is alike, the words themselves; empty: everything. */
function conditionOf({ query, filters }: SearchRequest, alike: boolean, tsquery: string | undefined) {
  const wanted = alike ? plainWords(query).join(' ') : (tsquery ?? '');
  const parameters: unknown[] = [wanted];
  const conditions = ['not p.archived', 'not p.is_family'];
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  conditions.push(`($1::text = '' or ${alike ? '$1::text <% p.words' : 'p.search @@ $1::text::tsquery'})`);
  where(
    filters.categoryId,
    (id) => `p.category_id in (select id from category where ${id}::uuid in (id, parent_id))`,
  );
  where(filters.priceMin?.amountMinor, (amount) => `pr.amount_minor >= ${amount}::bigint`);
  where(filters.priceMax?.amountMinor, (amount) => `pr.amount_minor <= ${amount}::bigint`);
  for (const [code, values] of Object.entries(filters.attributes ?? {}))
    where(
      values.map((value) => attributeTerm(code, value)),
      (terms) => `p.attribute_terms && ${terms}::text[]`,
    );
  where(filters.inStock, (wantsIt) => `(${isInStock}) = ${wantsIt}::boolean`);
  const relevance = alike ? 'word_similarity($1::text, p.words)' : 'ts_rank(p.search, $1::text::tsquery)';
  return {
    parameters,
    relevance: wanted === '' ? '0::real' : relevance,
    condition: conditions.join(' and '),
  };
}

async function byIds(queries: Queries, ids: readonly string[]): Promise<Product[]> {
  const found = await findProducts(queries, 'p.id = any($1::uuid[])', [ids]);
  const place = new Map(ids.map((id, at) => [id, at]));
  return found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}
