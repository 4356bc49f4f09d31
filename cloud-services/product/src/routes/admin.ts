/** What head office changes. Every change is a transaction that also tells the tills. */
import { basketRules, money } from '@comptoir/pricing/contract';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { categoryTree, replaceCategories } from '../admin/categories.ts';
import { editProduct, productEdit } from '../admin/edit.ts';
import { changeOf, changePrice, etagOf, priceHistory } from '../admin/prices.ts';
import { currentRules, replaceRules } from '../admin/rules.ts';
import { categoryView, productView } from '../api.ts';
import { readCategories } from '../reads/categories.ts';
import { viewOf } from '../reads/view.ts';

const byId = z.strictObject({ id: z.uuid() });

export function adminRoutes(database: Database, tokens: Tokens): Route[] {
  const headOffice = tokens.requireStaff('head-office');
  return [
    mutation(database, {
      method: 'put',
      path: '/api/v1/products/rules',
      summary: 'Replace the rules that all tills price with',
      guard: headOffice,
      body: basketRules,
      answers: { 200: basketRules },
      async handle({ body, caller }, tx) {
        await replaceRules(tx, body, caller.id);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/products/rules',
      summary: 'The rules in force',
      answers: { 200: basketRules },
      handle: async () => ({ status: 200, body: await currentRules(database) }),
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/products/:id/price',
      summary: 'Change a price; the tills have it at once',
      guard: headOffice,
      params: byId,
      body: money,
      answers: { 200: productView },
      async handle(input, tx) {
        const product = await changePrice(tx, input.params.id, input.body, changeOf(input));
        return { status: 200, headers: { etag: etagOf(product) }, body: viewOf(product, [], 'both') };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/products/:id/prices',
      summary: 'Every price that a product had, newest first, and who set it',
      guard: headOffice,
      params: byId,
      answers: {
        200: z.object({
          items: z.array(
            z.object({
              price: money,
              validFrom: z.string(),
              validTo: z.string().nullable(),
              changedBy: z.string(),
            }),
          ),
        }),
      },
      handle: async ({ params }) => ({
        status: 200,
        body: { items: await priceHistory(database, params.id) },
      }),
    }),
    mutation(database, {
      method: 'patch',
      path: '/api/v1/products/:id',
      summary: 'Correct a product',
      guard: headOffice,
      params: byId,
      body: productEdit,
      answers: { 200: productView },
      async handle(input, tx) {
        const product = await editProduct(tx, input.params.id, input.body, changeOf(input));
        return { status: 200, headers: { etag: etagOf(product) }, body: viewOf(product, [], 'both') };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/categories',
      summary: 'Replace the category tree',
      guard: headOffice,
      body: categoryTree,
      answers: { 200: z.object({ items: z.array(categoryView) }) },
      async handle({ body }, tx) {
        await replaceCategories(tx, body.items);
        return { status: 200, body: { items: await readCategories(tx, 'both') } };
      },
    }),
  ];
}
