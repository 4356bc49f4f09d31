/** For the stores' servers: points that pay at a till, and who was written down there. Source: docs/adr/0039, 0060. */
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { DeviceCaller } from '@comptoir/service-kit/auth/tokens';
import { problem } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { proposeCustomerRequest, proposedCustomer } from '@comptoir/sync-protocol/wire/customers';
import {
  type PointsLeft,
  pointsLeft,
  releasePointsRequest,
  spendPointsRequest,
} from '@comptoir/sync-protocol/wire/points';
import { z } from 'zod';
import { paying } from '../loyalty/load-rules.ts';
import { holdPoints, releasePoints } from '../loyalty/spend.ts';
import { loyaltyOf } from '../loyalty/standing.ts';
import type { CustomerParts } from '../parts.ts';
import { propose } from '../proposals/propose.ts';
import type { Asked } from '../store/customers.ts';

const bySpend = z.object({ spendId: z.uuid() });

export const storeRoutes = (parts: CustomerParts, device: Guard<DeviceCaller>): Route[] => [
  route({
    method: 'put',
    path: '/api/v1/sync/points/spends/:spendId',
    summary: 'Take loyalty points for a sale at a till, once',
    guard: device,
    params: bySpend,
    body: spendPointsRequest,
    answers: { 200: pointsLeft },
    async handle({ params, body: { customerId, points, amountMinor } }) {
      const { pointMinor } = paying;
      if (points * pointMinor !== amountMinor)
        throw problem(409, 'points-worth', 'A point pays another amount', 'Take them anew.', {
          members: { pointMinor },
        });
      const body = await parts.database.transaction(async (tx) => {
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
      const body = await parts.database.transaction(async (tx) => {
        await releasePoints(tx, params.spendId, customerId);
        return leftOf(tx, customerId);
      });
      return { status: 200, body };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/sync/customers/:customerId',
    summary: 'Tell of a customer who was written down at a till, once',
    guard: device,
    params: z.object({ customerId: z.uuid() }),
    body: proposeCustomerRequest,
    answers: { 200: proposedCustomer },
    async handle({ params, body, caller, correlationId }) {
      const told = { id: params.customerId, storeId: caller.store, ...body };
      return {
        status: 200,
        body: await parts.database.transaction((tx) => propose(tx, parts, told, correlationId)),
      };
    },
  }),
];

async function leftOf(asked: Asked, customerId: string): Promise<PointsLeft> {
  const { points } = await loyaltyOf(asked, customerId);
  return { points: Math.max(0, points), pointMinor: paying.pointMinor };
}
