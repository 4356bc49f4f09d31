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
import { correctedQuery, goTogether } from '../spelling/correct.ts';
import { isInStock } from '../stock.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { countFacets, type Facets, priced } from './facets.ts';
import { findProduct } from './find.ts';
import { tsqueryOf } from './words-query.ts';

type SearchResult = Readonly<{
  products: readonly Product[];
  facets: Facets;
  total: number;
  nextCursor: string | null;
  correctedQuery?: string;
}>;

/** How alike a name must be to what was typed: letters swapped or missing, not another word. */
const likenessMin = 0.45;
/** However many names are alike, so many of the likest are shown. */
const alikeMax = 500;
/** More words than these make looking for likeness dear, and say no more. */
const alikeWordsMax = 3;
/** Where so few answer, and so many times more to what may have been meant, something was mistyped; names are not free of slips either. */
const fewMax = 5;
const muchMore = 100;
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
    if (leads || found.total > fewMax || plainWords(request.query).length === 0) return found;
    const isMet = await goTogether(tx, plainWords(request.query));
    // The filters exclude it all: nothing was mistyped.
    if (isMet && found.total === 0) return found;
    const corrected = await correctedQuery(tx, request.query, isMet);
    const meant = corrected === undefined ? undefined : await page(tx, request, { ...start, corrected });
    if (meant && meant.total > found.total * muchMore) return meant;
    return isMet ? found : page(tx, request, { ...start, alike: true });
  });
}

async function page(queries: Queries, request: SearchRequest, place: Place): Promise<SearchResult> {
  const { from, alike, first, corrected } = place;
  const query = corrected ?? request.query;
  const { condition, relevance, parameters } = conditionOf(
    request.filters,
    alike ? await likest(queries, query) : await holdingAll(queries, query),
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
  const { condition, parameters } = conditionOf(request.filters, everything);
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

/** What of `product p` is asked for, whatever the filters, and how well it answers; `value` is `$1`. */
type Asked = Readonly<{ condition: string; relevance: string; value: unknown }>;

const everything: Asked = { condition: '$1::text is null', relevance: '0::real', value: null };

async function holdingAll(queries: Queries, query: string): Promise<Asked> {
  const tsquery = await tsqueryOf(queries, query);
  if (tsquery === undefined) return everything;
  return {
    condition: 'p.search @@ $1::text::tsquery',
    relevance: 'ts_rank(p.search, $1::text::tsquery)',
    value: tsquery,
  };
}

/** Found once: looking for likeness is dear, and page and facets ask for the same. */
async function likest(queries: Queries, query: string): Promise<Asked> {
  const rows = await queries.query<{ id: string }>(
    `select p.id from product p where $1::text <% p.words and not p.archived and not p.is_family
     order by word_similarity($1::text, p.words) desc, p.id limit ${alikeMax}`,
    [plainWords(query).slice(0, alikeWordsMax).join(' ')],
  );
  return {
    condition: 'p.id = any($1::uuid[])',
    relevance: '-array_position($1::uuid[], p.id)',
    value: rows.map(({ id }) => id),
  };
}

function conditionOf(filters: SearchRequest['filters'], asked: Asked) {
  const parameters = [asked.value];
  const conditions = ['not p.archived', 'not p.is_family', asked.condition];
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
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
  return { parameters, relevance: asked.relevance, condition: conditions.join(' and ') };
}

async function byIds(queries: Queries, ids: readonly string[]): Promise<Product[]> {
  const found = await findProducts(queries, 'p.id = any($1::uuid[])', [ids]);
  const place = new Map(ids.map((id, at) => [id, at]));
  return found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}
