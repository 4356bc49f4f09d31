/** For the stores' servers: an order whose goods come back to a till. Source: docs/adr/0080. */
import { problem, type Route, route } from '@comptoir/service-kit';
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { DeviceCaller } from '@comptoir/service-kit/auth/tokens';
import { parseOrderNumber } from '@comptoir/sync-protocol/ids/order-number';
import { returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { z } from 'zod';
import { returnableOf } from '../aftercare/returnable.ts';
import type { OrderParts } from '../parts.ts';
import { findByNumber } from '../store/orders.ts';

export const atStoresRoute = (
  { database, timeZone }: Pick<OrderParts, 'database' | 'timeZone'>,
  device: Guard<DeviceCaller>,
): Route =>
  route({
    method: 'get',
    path: '/api/v1/sync/orders/:number/returnable',
    summary: 'What of an order may come back to a store, for any store of the chain',
    guard: device,
    params: z.object({ number: z.string().max(20) }),
    answers: { 200: returnableOrder },
    async handle({ params }) {
      const number = parseOrderNumber(params.number);
      const order = number === undefined ? undefined : await findByNumber(database, number);
      // One that was never paid for is none.
      if (!order || order.confirmedAt === null)
        throw problem(404, 'unknown-order', 'No such order', 'Check the number: it reads as C-7F3K-92QD.');
      return {
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: await returnableOf(database, order, timeZone),
      };
    },
  });
