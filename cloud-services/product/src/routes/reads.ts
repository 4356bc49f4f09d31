import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { etagOf } from '../admin/prices.ts';
import { categoryView, productView, searchAnswer, searchRequest } from '../api.ts';
import { readCategories } from '../reads/categories.ts';
import { findProduct, variantsOf } from '../reads/find.ts';
import { listProducts, listSort } from '../reads/list.ts';
import { search } from '../reads/search.ts';
import { languageOf, viewOf } from '../reads/view.ts';

const texts = { texts: z.literal('both').optional() };
const vary = { vary: 'Accept-Language, Authorization', 'cache-control': 'no-cache' };

const listing = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/products',
    summary: 'Products, page by page',
    query: z.strictObject({
      ...listQuery,
      ...texts,
      category: z.string().optional(),
      q: z.string().max(200).optional(),
      sort: listSort.default('rank'),
      updatedSince: z.iso.datetime().optional(),
      channel: z.enum(['web', 'pos']).default('pos'),
    }),
    answers: { 200: listOf(productView) },
    async handle({ query, request }) {
      const { products, nextCursor } = await listProducts(database, query);
      const variants = await variantsOf(database, products);
      const language = languageOf(request, query.texts);
      const items = products.map((product) => viewOf(product, variants.get(product.id) ?? [], language));
      return { status: 200, headers: vary, body: { items, nextCursor } };
    },
  });

const one = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/:id',
    summary: 'A product by its id, its SKU or its GTIN',
    params: z.strictObject({ id: z.string().max(60) }),
    query: z.strictObject(texts),
    answers: { 200: productView },
    async handle({ params, query, request }) {
      const product = await findProduct(database, params.id);
      if (!product) throw notFound('product');
      const variants = await variantsOf(database, [product]);
      const body = viewOf(product, variants.get(product.id) ?? [], languageOf(request, query.texts));
      return { status: 200, headers: { ...vary, etag: etagOf(product) }, body };
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
      const { products, ...found } = await search(database, { ...body, cursor: body.cursor });
      const variants = await variantsOf(database, products);
      const language = languageOf(request, query.texts);
      const items = products.map((product) => viewOf(product, variants.get(product.id) ?? [], language));
      return { status: 200, headers: vary, body: { items, ...found } };
    },
  });

const categories = (database: Database): Route =>
  route({
    method: 'get',
    path: '/api/v1/categories',
    summary: 'The category tree, with counts',
    query: z.strictObject(texts),
    answers: { 200: z.object({ items: z.array(categoryView) }) },
    async handle({ query, request }) {
      return {
        status: 200,
        headers: vary,
        body: { items: await readCategories(database, languageOf(request, query.texts)) },
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
