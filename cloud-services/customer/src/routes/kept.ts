/** What a customer keeps for later: a list that is the same on every device. */
import { ownOnly } from '@comptoir/service-kit/auth/customer-tokens';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { keptAnswer } from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { dropProduct, keepProduct, keptProducts } from '../store/kept-products.ts';
import type { Guards } from './guards.ts';

const path = '/api/v1/customers/:id/kept';
const byProduct = z.strictObject({ id: z.uuid(), product_id: z.string().min(1).max(60) });

export const keptRoutes = ({ database, now }: CustomerParts, { customer }: Guards): Route[] => [
  route({
    method: 'get',
    path,
    summary: 'What is kept for later, newest first',
    guard: customer,
    params: z.strictObject({ id: z.uuid() }),
    answers: { 200: keptAnswer },
    async handle({ params: { id }, caller }) {
      ownOnly(caller, id, 'customer');
      return {
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: { items: await keptProducts(database, id) },
      };
    },
  }),
  mutation(database, {
    method: 'put',
    path: `${path}/:product_id`,
    summary: 'Keep a product for later',
    guard: customer,
    params: byProduct,
    answers: { 204: null },
    async handle({ params: { id, product_id: product }, caller }, tx) {
      ownOnly(caller, id, 'customer');
      await keepProduct(tx, id, product, now());
      return { status: 204, body: null };
    },
  }),
  mutation(database, {
    method: 'delete',
    path: `${path}/:product_id`,
    summary: 'Keep a product no longer',
    guard: customer,
    params: byProduct,
    answers: { 204: null },
    async handle({ params: { id, product_id: product }, caller }, tx) {
      ownOnly(caller, id, 'customer');
      await dropProduct(tx, id, product);
      return { status: 204, body: null };
    },
  }),
];
