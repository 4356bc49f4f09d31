/** Uses of a coupon that are counted (for Order, loopback only, and for tills by their store's edge), and codes for a single use. */
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { changeOf } from '../admin/prices.ts';
import { couponBatch, couponBatchRequest, couponCode, couponCodeState } from '../api.ts';
import { batchesOf, codesCsv, codesOf, makeCodes } from '../coupons/codes.ts';
import { holdUse, releaseUse } from '../coupons/uses.ts';
import { sendCsv } from './send-csv.ts';

const ofUse = z.strictObject({ id: z.uuid(), reference: z.uuid() });
/** The very code, where each is for a single use. */
const useBody = z.strictObject({ code: z.string().max(100).optional() });

export function couponUseRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireDevice();
  type Input = { params: z.infer<typeof ofUse>; body: z.infer<typeof useBody> | undefined };
  const hold = async ({ params, body }: Input) => {
    const use = { promotionId: params.id, reference: params.reference, code: body?.code };
    await database.transaction((tx) => holdUse(tx, use));
    return { status: 204, body: null } as const;
  };
  const release = async ({ params }: { params: z.infer<typeof ofUse> }) => {
    const use = { promotionId: params.id, reference: params.reference };
    await database.transaction((tx) => releaseUse(tx, use));
    return { status: 204, body: null } as const;
  };
  const till = '/api/v1/sync/promotions/:id/uses/:reference';
  const order = '/internal/products/promotions/:id/uses/:reference';
  const holding = {
    method: 'put',
    summary: 'Hold a use of a coupon that may be used so often; told twice, it is held once',
    params: ofUse,
    body: useBody.optional(),
    answers: { 204: null },
  } as const;
  const releasing = {
    method: 'post',
    summary: 'Let go a use of a coupon that was held',
    params: ofUse,
    body: z.strictObject({}).optional(),
    answers: { 204: null },
  } as const;
  return [
    route({ ...holding, path: till, guard, handle: hold }),
    route({ ...releasing, path: `${till}/release`, guard, handle: release }),
    route({ ...holding, path: order, handle: hold }),
    route({ ...releasing, path: `${order}/release`, handle: release }),
  ];
}

export function couponCodeRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff(...rolesWith('change-promotions'));
  const path = '/api/v1/products/promotions/:id/coupon-batches';
  const byId = z.strictObject({ id: z.uuid() });
  const byBatch = byId.extend({ batchId: z.uuid() });
  return [
    mutation(database, {
      method: 'post',
      path,
      summary: 'Make codes for a single use of a promotion',
      guard,
      params: byId,
      body: couponBatchRequest,
      answers: { 201: couponBatch },
      async handle(input, tx) {
        const body = await makeCodes(tx, input.params.id, input.body.codes, changeOf(input));
        return { status: 201, body };
      },
    }),
    route({
      method: 'get',
      path,
      summary: 'Batches of codes for a single use, newest first, and how many are used',
      guard,
      params: byId,
      answers: { 200: z.object({ items: z.array(couponBatch) }) },
      handle: async ({ params }) => ({ status: 200, body: { items: await batchesOf(database, params.id) } }),
    }),
    route({
      method: 'get',
      path: `${path}/:batchId/codes`,
      summary: 'The codes of a batch, used or not',
      guard,
      params: byBatch,
      query: z.strictObject({ ...listQuery, state: couponCodeState.optional() }),
      answers: { 200: listOf(couponCode) },
      handle: async ({ params, query }) => ({
        status: 200,
        body: await codesOf(database, params.batchId, query),
      }),
    }),
    route({
      method: 'get',
      path: `${path}/:batchId/codes.csv`,
      summary: 'All codes of a batch, for a mailing or a printer',
      guard,
      params: byBatch,
      answers: { 200: null },
      produces: 'text/csv',
      async handle({ params, request, response }) {
        const language = request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
        const file = await codesCsv(database, params.id, params.batchId, language);
        return sendCsv(response, `coupons-${params.batchId}.csv`, file);
      },
    }),
  ];
}
