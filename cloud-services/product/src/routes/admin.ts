/** What head office changes. Every change is a transaction that also tells the tills. */
import { basketRules, money } from '@comptoir/pricing/contract';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { categoryTree, replaceCategories } from '../admin/categories.ts';
import { changeCost } from '../admin/cost.ts';
import { createProduct, newProduct } from '../admin/create.ts';
import { editProduct, productEdit } from '../admin/edit.ts';
import { changeOf, changePrice, etagOf, priceHistory } from '../admin/prices.ts';
import { currentRules, replaceRules } from '../admin/rules.ts';
import { categoryTreeView, plainText, priceSheetRow, productCost, productView, proposal } from '../api.ts';
import { proposeIfNeeded } from '../four-eyes/proposals.ts';
import { readCategories } from '../reads/categories.ts';
import { readPriceSheet } from '../reads/price-sheet.ts';
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
      async handle(input, tx) {
        await replaceRules(tx, input.body, changeOf(input));
        return { status: 200, body: input.body };
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
      answers: { 200: productView, 202: proposal },
      async handle(input, tx) {
        const change = changeOf(input);
        const asked = { do: 'set-price', productId: input.params.id, price: input.body } as const;
        const waits = await proposeIfNeeded(tx, asked, change);
        if (waits) return { status: 202, body: waits };
        const product = await changePrice(tx, input.params.id, input.body, change);
        return {
          status: 200,
          headers: { etag: etagOf(product) },
          body: viewOf(product, { language: 'both' }),
        };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/products/:id/cost',
      summary: 'What a product costs the house; no till is told',
      guard: headOffice,
      params: byId,
      body: productCost,
      answers: { 200: productCost },
      async handle(input, tx) {
        await changeCost(tx, input.params.id, input.body.cost, changeOf(input));
        return { status: 200, body: input.body };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/products/price-sheet',
      summary: 'Products with their own price, their cost, and what lists say of them',
      guard: headOffice,
      query: z.strictObject({ ...listQuery, q: plainText.max(200).default('') }),
      answers: { 200: listOf(priceSheetRow) },
      handle: async ({ query }) => ({ status: 200, body: await readPriceSheet(database, query) }),
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
      method: 'post',
      path: '/api/v1/products',
      summary: 'Create a product, a family, or a variant of one; the tills have it at once',
      guard: headOffice,
      body: newProduct,
      answers: { 201: productView },
      async handle(input, tx) {
        const product = await createProduct(tx, input.body, changeOf(input));
        return {
          status: 201,
          headers: { etag: etagOf(product) },
          body: viewOf(product, { language: 'both' }),
        };
      },
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
        return {
          status: 200,
          headers: { etag: etagOf(product) },
          body: viewOf(product, { language: 'both' }),
        };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/categories',
      summary: 'Replace the category tree',
      guard: headOffice,
      body: categoryTree,
      answers: { 200: categoryTreeView },
      async handle(input, tx) {
        await replaceCategories(tx, input.body.items, changeOf(input));
        return { status: 200, body: await readCategories(tx, 'both') };
      },
    }),
  ];
}
