/** Promotions, as head office writes them. */
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { changeOf } from '../admin/prices.ts';
import {
  changePromotion,
  createPromotion,
  endPromotion,
  etagOf,
  promotionHistoryOf,
  promotions,
} from '../admin/promotions.ts';
import { promotionHistory, promotionRequest, promotionView } from '../api.ts';

const byId = z.strictObject({ id: z.uuid() });
const path = '/api/v1/products/promotions';

export function promotionRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff(...rolesWith('change-promotions'));
  return [
    route({
      method: 'get',
      path,
      summary: 'All promotions, those that begin last first',
      guard,
      answers: { 200: z.object({ items: z.array(promotionView) }) },
      handle: async () => ({ status: 200, body: { items: await promotions(database) } }),
    }),
    route({
      method: 'get',
      path: `${path}/:id/history`,
      summary: 'What a promotion was, newest first, and who changed it',
      guard,
      params: byId,
      answers: { 200: promotionHistory },
      handle: async ({ params }) => ({
        status: 200,
        body: { items: await promotionHistoryOf(database, params.id) },
      }),
    }),
    mutation(database, {
      method: 'post',
      path,
      summary: 'Create a promotion; the tills have it at once',
      guard,
      body: promotionRequest,
      answers: { 201: promotionView },
      async handle(input, tx) {
        const body = await createPromotion(tx, input.body, changeOf(input));
        return { status: 201, headers: { etag: etagOf(body) }, body };
      },
    }),
    mutation(database, {
      method: 'put',
      path: `${path}/:id`,
      summary: 'Change a promotion',
      guard,
      params: byId,
      body: promotionRequest,
      answers: { 200: promotionView },
      async handle(input, tx) {
        const body = await changePromotion(tx, input.params.id, input.body, changeOf(input));
        return { status: 200, headers: { etag: etagOf(body) }, body };
      },
    }),
    mutation(database, {
      method: 'post',
      path: `${path}/:id/end`,
      summary: 'End a promotion now; baskets that are open keep it for four hours',
      guard,
      params: byId,
      answers: { 200: promotionView },
      async handle(input, tx) {
        const body = await endPromotion(tx, input.params.id, changeOf(input), new Date());
        return { status: 200, headers: { etag: etagOf(body) }, body };
      },
    }),
  ];
}
