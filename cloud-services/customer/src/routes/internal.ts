/** For Order and Cart: loopback only, not routed by the gateway. */
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { internalCustomer } from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { internalViewOf } from '../views.ts';

export const internalRoutes = ({ database, vault }: CustomerParts): Route[] => [
  route({
    method: 'get',
    path: '/internal/customers/:id',
    summary: 'What an order needs to know of its customer',
    params: z.strictObject({ id: z.uuid() }),
    answers: { 200: internalCustomer },
    async handle({ params }) {
      return { status: 200, body: await internalViewOf(database, vault, params.id) };
    },
  }),
];
