/** For Order and Cart: loopback only, not routed by the gateway. */
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { holdRequest, internalCustomer, internalPoints, internalPromotions } from '../api.ts';
import { paying } from '../loyalty/load-rules.ts';
import { promotionStandingOf } from '../loyalty/promotions.ts';
import { holdPoints, releasePoints } from '../loyalty/spend.ts';
import { loyaltyOf } from '../loyalty/standing.ts';
import type { CustomerParts } from '../parts.ts';
import { internalViewOf } from '../views.ts';

const byId = z.strictObject({ id: z.uuid() });
const ofOrder = z.strictObject({ id: z.uuid(), order_id: z.uuid() });

export const internalRoutes = ({ database, vault }: CustomerParts): Route[] => [
  route({
    method: 'get',
    path: '/internal/customers/:id',
    summary: 'What an order needs to know of its customer',
    params: byId,
    answers: { 200: internalCustomer },
    async handle({ params }) {
      return { status: 200, body: await internalViewOf(database, vault, params.id) };
    },
  }),
  route({
    method: 'get',
    path: '/internal/customers/:id/points',
    summary: 'What a cart may be paid with',
    params: byId,
    answers: { 200: internalPoints },
    async handle({ params }) {
      const { points } = await loyaltyOf(database, params.id);
      const { pointMinor, leftToPayMinorMin } = paying;
      return { status: 200, body: { points: Math.max(0, points), pointMinor, leftToPayMinorMin } };
    },
  }),
  route({
    method: 'get',
    path: '/internal/customers/:id/promotions',
    summary: 'What promotions ask of a customer',
    params: byId,
    answers: { 200: internalPromotions },
    async handle({ params }) {
      const { tier } = await loyaltyOf(database, params.id);
      return { status: 200, body: { tier, ...(await promotionStandingOf(database, params.id)) } };
    },
  }),
  route({
    method: 'put',
    path: '/internal/customers/:id/points/holds/:order_id',
    summary: 'Hold points for an order that is being paid; told twice, they are held once',
    params: ofOrder,
    body: holdRequest,
    answers: { 204: null },
    async handle({ params, body }) {
      const { id: customerId, order_id: orderId } = params;
      await database.transaction((tx) =>
        holdPoints(tx, { holdId: orderId, customerId, points: body.points }),
      );
      return { status: 204, body: null };
    },
  }),
  route({
    method: 'post',
    path: '/internal/customers/:id/points/holds/:order_id/release',
    summary: 'Let go what was held for an order that will not be',
    params: ofOrder,
    body: z.strictObject({}).optional(),
    answers: { 204: null },
    async handle({ params }) {
      await database.transaction((tx) => releasePoints(tx, params.order_id, params.id));
      return { status: 204, body: null };
    },
  }),
];
