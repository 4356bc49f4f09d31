/** Uses of a coupon that are counted: for Order (loopback only), and for tills by their store's edge. */
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { holdUse, releaseUse } from '../promotion-uses.ts';

const ofUse = z.strictObject({ id: z.uuid(), reference: z.uuid() });

export function promotionUseRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireDevice();
  const hold = async ({ params }: { params: z.infer<typeof ofUse> }) => {
    const use = { promotionId: params.id, reference: params.reference };
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
    body: z.strictObject({}).optional(),
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
