import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { pricedEtagOf } from '../admin/prices.ts';
import {
  type AttributeDefinition,
  categoryTreeView,
  type ProductView,
  plainText,
  productView,
  type SearchAnswer,
  searchAnswer,
  searchRequest,
} from '../api.ts';
import { readDefinitions } from '../attributes/definitions.ts';
import { type Definitions, shownRange, shownValue } from '../attributes/read-value.ts';
import type { Product } from '../product.ts';
import { readCategories } from '../reads/categories.ts';
import type { Facets } from '../reads/facets.ts';
import { findProduct, variantsOf } from '../reads/find.ts';
import { listProducts, listSort } from '../reads/list.ts';
import { search } from '../reads/search.ts';
import { inLanguage, type Language, languageOf, viewOf } from '../reads/view.ts';
import { readAvailability } from '../stock.ts';

const texts = { texts: z.literal('both').optional() };
const vary = { vary: 'Accept-Language, Authorization', 'cache-control': 'no-cache' };

/** Each with its family's variants, and with what is known of its stock. */
async function listed(
  database: Database,
  products: readonly Product[],
  language: Language,
  storeId?: string,
): Promise<ProductView[]> {
  const variants = await variantsOf(database, products);
  const ids = [...products, ...[...variants.values()].flat()].map(({ id }) => id);
  const stock = await readAvailability(database, [...new Set(ids)], storeId);
  const definitions = await definitionsFor(database, products);
  return products.map((product) =>
    viewOf(product, { language, stock, definitions, variants: variants.get(product.id) ?? [] }),
  );
}

const definitionsByCode = (all: readonly AttributeDefinition[]): Definitions =>
  new Map(all.map((one) => [one.code, one]));

/** Asked for only where a family's variants differ by attributes. */
const definitionsFor = async (database: Database, products: readonly Product[]) =>
  definitionsByCode(
    products.some(({ optionCodes }) => optionCodes.length > 0) ? await readDefinitions(database) : [],
  );

const listing = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/products',
    summary: 'Products, page by page',
    query: z.strictObject({
      ...listQuery,
      ...texts,
      category: plainText.max(100).optional(),
      q: plainText.max(200).optional(),
      sort: listSort.default('rank'),
      updatedSince: z.iso.datetime().optional(),
      channel: z.enum(['web', 'pos']).default('pos'),
      /** Whose stock `available` tells; that of all places unless told. */
      storeId: plainText.min(1).max(100).optional(),
    }),
    answers: { 200: listOf(productView) },
    async handle({ query, request }) {
      const language = languageOf(request, query.texts);
      const { products, nextCursor } = await listProducts(database, query, language);
      const items = await listed(database, products, language, query.storeId);
      return { status: 200, headers: vary, body: { items, nextCursor } };
    },
  });

const one = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/:id',
    summary: 'A product by its id, its SKU or its GTIN',
    params: z.strictObject({ id: plainText.max(60) }),
    query: z.strictObject(texts),
    answers: { 200: productView },
    async handle({ params, query, request }) {
      const product = await findProduct(database, params.id);
      if (!product) throw notFound('product');
      const variants = await variantsOf(database, [product]);
      const body = viewOf(product, {
        language: languageOf(request, query.texts),
        variants: variants.get(product.id) ?? [],
        definitions: await definitionsFor(database, [product]),
      });
      return {
        status: 200,
        headers: { ...vary, etag: pricedEtagOf(product, body.price?.amountMinor ?? null) },
        body,
      };
    },
  });

const searching = (database: Database): Route =>
  route({
    method: 'post',
    path: '/api/v1/products/search',
    summary: 'Search: barcode first, accent-blind',
    query: z.strictObject(texts),
    body: searchRequest,
    answers: {
      200: searchAnswer,
    },
    async handle({ body, query, request }) {
      const language = languageOf(request, query.texts);
      const { products, facets, ...found } = await search(database, body, language);
      const items = await listed(database, products, language);
      const definitions = facets.attributes ? await readDefinitions(database) : [];
      return {
        status: 200,
        headers: vary,
        body: { items, ...found, facets: facetsIn(facets, definitionsByCode(definitions), language) },
      };
    },
  });

/** What is defined and no filter is left out; what nobody defined is filtered by as it is. */
const facetsIn = (
  { attributes, ...facets }: Facets,
  definitions: Definitions,
  language: Language,
): SearchAnswer['facets'] => ({
  ...facets,
  ...(attributes
    ? {
        attributes: attributes
          .filter(({ code }) => definitions.get(code)?.isFilter !== false)
          .map((facet) => facetIn(facet, definitions.get(facet.code), language)),
      }
    : {}),
});

function facetIn(
  { code, values, ranges }: NonNullable<Facets['attributes']>[number],
  definition: AttributeDefinition | undefined,
  language: Language,
) {
  return {
    code,
    ...(definition && { name: inLanguage(definition.name, language) }),
    values: values.map(({ value, count }) => ({
      value: inLanguage(value, language),
      ...(definition && { label: inLanguage(shownValue(definition, value), language) }),
      count,
    })),
    ...(ranges && {
      ranges: ranges.map((range) => ({
        ...range,
        label: inLanguage(shownRange(definition, range), language),
      })),
    }),
  };
}

const categories = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/categories',
    summary: 'The category tree, with counts',
    query: z.strictObject(texts),
    answers: { 200: categoryTreeView },
    async handle({ query, request }) {
      return {
        status: 200,
        headers: vary,
        body: await readCategories(database, languageOf(request, query.texts)),
      };
    },
  });

export const readRoutes = (database: Database): Route[] => [
  listing(database),
  searching(database),
  categories(database),
];
/** Goes last: its path takes any word. */
export const oneProductRoute = one;
