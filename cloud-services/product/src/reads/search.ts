/**
 * Search: the barcode or SKU that was typed comes first, then what holds every word (accent-blind, by beginnings and
 * stems of both languages), the store's own assortment leading; where no word is met, the words that were meant, else what
 * holds all words but one.
 */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, encodeCursor } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { plainText, type SearchRequest } from '../api.ts';
import { attributeTerm } from '../attributes/attributes.ts';
import { nameOrder } from '../by-name.ts';
import type { Product } from '../product.ts';
import { correctedQuery, goTogether } from '../spelling/correct.ts';
import { isInStock } from '../stock.ts';
import { type Choice, productOf, readPage, shopPriceMinor, withPrice } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { categoriesBelow } from './categories.ts';
import { countFacets, type Facets } from './facets.ts';
import { idOf } from './find.ts';
import type { Language } from './view.ts';
import { mostOf, tsqueryOf } from './words-query.ts';

type SearchResult = Readonly<{
  products: readonly Product[];
  facets: Facets;
  total: number;
  nextCursor: string | null;
  correctedQuery?: string;
}>;

/** Where so few answer, and so many times more to what may have been meant, something was mistyped; names are not free of slips either. */
const fewMax = 5;
const muchMore = 100;
const offsetMax = 10_000;

const cursorSchema = z.object({
  from: z.int().nonnegative().max(offsetMax),
  most: z.boolean().default(false),
  corrected: plainText.max(1_000).optional(),
});
type Place = z.infer<typeof cursorSchema>;

export async function search(
  database: Database,
  request: SearchRequest,
  language: Language,
): Promise<SearchResult> {
  const page = (place: Place) => pageOf(database, request, language, place);
  const place = decodeCursor(cursorSchema, request.cursor);
  if (place) return (await page(place)).result;
  const start = { from: 0, most: false };
  const { result: found, leads } = await page(start);
  if (leads || found.total > fewMax || plainWords(request.query).length === 0) return found;
  const isFiltered = Object.values(request.filters).some((filter) => filter !== undefined);
  const isMet = found.total > 0 || (isFiltered && (await goTogether(database, plainWords(request.query))));
  // The filters exclude it all: nothing was mistyped.
  if (isMet && found.total === 0) return found;
  const corrected = await correctedQuery(database, request.query, isMet);
  const meant = corrected === undefined ? undefined : (await page({ ...start, corrected })).result;
  if (meant && meant.total > found.total * muchMore) return meant;
  if (isMet) return found;
  return (await page({ ...start, most: true })).result;
}

async function pageOf(database: Database, request: SearchRequest, language: Language, place: Place) {
  const { from, most, corrected } = place;
  const query = corrected ?? request.query;
  const asked = holding(
    most ? ((await mostOf(database, query)) ?? nothing) : await tsqueryOf(database, query),
  );
  const found = foundBy(request, asked);
  const choice = {
    ...found,
    order: [
      { key: found.leads, descending: true },
      ...(ordersIn(language)[request.sort] ?? [
        ...ranked,
        { key: asked.relevance, descending: true },
        { key: 'p.rank' },
      ]),
      { key: 'p.name_fr' },
    ],
    told: { leads: found.leads, total: 'count(*) over ()' },
    limit: request.limit + 1,
    offset: from,
  };
  const [rows, facets] = await Promise.all([
    readPage<{ leads: boolean; total: string }>(database, choice, found.parameters),
    countFacets(database, request.facets, found),
  ]);
  const next = from + request.limit;
  const result: SearchResult = {
    products: rows.slice(0, request.limit).map(productOf),
    facets,
    total: Number(rows[0]?.total ?? 0),
    nextCursor:
      rows.length > request.limit && next <= offsetMax ? encodeCursor({ ...place, from: next }) : null,
    ...(corrected === undefined ? {} : { correctedQuery: corrected }),
  };
  return { result, leads: rows[0]?.leads ?? false };
}

const ranked = [{ key: 'p.rank is not null', descending: true }];
const ordersIn = (
  language: Language,
): Readonly<Record<SearchRequest['sort'], Choice['order'] | undefined>> => ({
  relevance: undefined,
  name: [{ key: nameOrder(language) }],
  price: [{ key: shopPriceMinor }],
  '-price': [{ key: shopPriceMinor, descending: true }],
});

/** What of `product p` is asked for, whatever the filters, and how well it answers; `value` is `$1`. */
type Asked = Readonly<{ condition: string; relevance: string; value: unknown }>;

const everything: Asked = { condition: '$1::text is null', relevance: '0::real', value: null };

/** A query that nothing answers to. */
const nothing = '';

const holding = (tsquery: string | undefined): Asked =>
  tsquery === undefined
    ? everything
    : {
        condition: 'p.search @@ $1::text::tsquery',
        relevance: 'ts_rank(p.search, $1::text::tsquery)',
        value: tsquery,
      };

/** What is asked for, and whatever the query is the code of, as far as the filters let it through. */
function foundBy({ query, filters, sort }: SearchRequest, asked: Asked) {
  const code = idOf(query.trim(), 2);
  const parameters = [asked.value, ...code.parameters];
  const conditions = ['not p.archived', 'not p.is_family', `(${asked.condition} or p.id = ${code.id})`];
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  where(filters.categoryId, (id) => `p.category_id in (${categoriesBelow(`id = ${id}::uuid`)})`);
  where(filters.priceMin?.amountMinor, (amount) => `${shopPriceMinor} >= ${amount}::bigint`);
  where(filters.priceMax?.amountMinor, (amount) => `${shopPriceMinor} <= ${amount}::bigint`);
  for (const [code, values] of Object.entries(filters.attributes ?? {}))
    where(
      values.map((value) => attributeTerm(code, value)),
      (terms) => `p.attribute_terms && ${terms}::text[]`,
    );
  for (const [code, { min = null, max = null }] of Object.entries(filters.ranges ?? {}))
    where(
      JSON.stringify({ code, min, max }),
      (range) =>
        `case when p.attributes -> (${range}::jsonb ->> 'code') ->> 'en' ~ '^-?[0-9]+([.][0-9]+)?$'
           then (p.attributes -> (${range}::jsonb ->> 'code') ->> 'en')::numeric
             between coalesce((${range}::jsonb ->> 'min')::numeric, '-infinity') and coalesce((${range}::jsonb ->> 'max')::numeric, 'infinity')
           else false end`,
    );
  where(filters.inStock, (wantsIt) => `(${isInStock}) = ${wantsIt}::boolean`);
  const isPriced = filters.priceMin ?? filters.priceMax ?? (sort === 'price' || sort === '-price');
  return {
    parameters,
    joined: isPriced ? withPrice : '',
    condition: conditions.join(' and '),
    leads: `coalesce(p.id = ${code.id}, false)`,
  };
}
