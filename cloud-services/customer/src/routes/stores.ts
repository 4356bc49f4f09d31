/** For the stores' servers: points that pay at a till, while a customer waits. Source: docs/adr/0039. */
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { DeviceCaller } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import {
  type PointsLeft,
  pointsLeft,
  releasePointsRequest,
  spendPointsRequest,
} from '@comptoir/sync-protocol/wire/points';
import { z } from 'zod';
import { rulesInForce } from '../loyalty/load-rules.ts';
import { holdPoints, releasePoints } from '../loyalty/spend.ts';
import { loyaltyOf } from '../loyalty/standing.ts';
import type { Asked } from '../store/customers.ts';

const bySpend = z.object({ spendId: z.uuid() });

export const storeRoutes = (database: Database, device: Guard<DeviceCaller>): Route[] => [
  route({
    method: 'put',
    path: '/api/v1/sync/points/spends/:spendId',
    summary: 'Take loyalty points for a sale at a till, once',
    guard: device,
    params: bySpend,
    body: spendPointsRequest,
    answers: { 200: pointsLeft },
    async handle({ params, body: { customerId, points, amountMinor } }) {
      const { pointMinor } = rulesInForce;
      if (points * pointMinor !== amountMinor)
        throw problem(409, 'points-worth', 'A point pays another amount', 'Take them anew.', {
          members: { pointMinor },
        });
      const body = await database.transaction(async (tx) => {
        await holdPoints(tx, { holdId: params.spendId, customerId, points });
        return leftOf(tx, customerId);
      });
      return { status: 200, body };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/sync/points/spends/:spendId/release',
    summary: 'Let go of loyalty points that were taken for a sale that is not made',
    guard: device,
    params: bySpend,
    body: releasePointsRequest,
    answers: { 200: pointsLeft },
    async handle({ params, body: { customerId } }) {
      const body = await database.transaction(async (tx) => {
        await releasePoints(tx, params.spendId, customerId);
        return leftOf(tx, customerId);
      });
      return { status: 200, body };
    },
  }),
];

async function leftOf(asked: Asked, customerId: string): Promise<PointsLeft> {
  const { points } = await loyaltyOf(asked, customerId);
  return { points: Math.max(0, points), pointMinor: rulesInForce.pointMinor };
}
