/** A second checkout of an order: pieces that go with it, or others in exchange. Whoever may change the order may; it is paid like any. */
import type { CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { addressOf } from '@comptoir/service-kit/auth/guesses';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Route, route } from '@comptoir/service-kit/http/route';
import type { Request } from 'express';
import { z } from 'zod';
import { checkReturnable } from '../aftercare/returns.ts';
import { additionRequest, exchangeRequest, exchangeWorth, exchangeWorthRequest } from '../api.ts';
import type { Worker } from '../checkout/worker.ts';
import { worthOf } from '../follow-on/exchange.ts';
import { openAddition, openExchange } from '../follow-on/open.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder, type Order } from '../store/orders.ts';
import { type Reader, readable, readerGuard } from './access.ts';
import { answers, answersOf, keyed } from './checkout-answer.ts';

const byId = z.strictObject({ id: z.uuid() });

export function followOnRoutes(
  parts: OrderParts,
  worker: Worker,
  customers: CustomerTokens,
  tokens: Tokens,
): Route[] {
  const answerOf = answersOf(parts);
  const guard = readerGuard(customers, tokens, 'change-orders');
  const paid = async (id: string, caller: Reader): Promise<Order> => {
    const order = readable(await findOrder(parts.database, id), caller);
    if (order.confirmedAt === null) throw notFound('order');
    return order;
  };
  const toldOf = (request: Request, correlationId: string) => ({
    key: checkKey(request.get('idempotency-key'), true) ?? '',
    address: addressOf(request),
    correlationId,
  });
  const decided = async ({ orderId, begun }: Awaited<ReturnType<typeof openAddition>>) => {
    await worker.decide(orderId, begun);
    return answerOf(orderId, begun ? {} : { 'idempotency-replayed': 'true' });
  };

  return [
    keyed(
      route({
        method: 'post',
        path: '/api/v1/orders/:id/additions',
        summary: 'Pay for a cart that goes with a paid order, until somebody packs it',
        guard,
        params: byId,
        body: additionRequest,
        answers,
        async handle({ params, body, caller, request, correlationId }) {
          const order = await paid(params.id, caller);
          return decided(await openAddition(parts, order, body, toldOf(request, correlationId)));
        },
      }),
    ),
    keyed(
      route({
        method: 'post',
        path: '/api/v1/orders/:id/exchanges',
        summary: 'Take a cart in exchange for what comes back: the difference is charged now, or refunded',
        guard,
        params: byId,
        body: exchangeRequest,
        answers,
        async handle({ params, body, caller, request, correlationId }) {
          const order = await paid(params.id, caller);
          return decided(await openExchange(parts, order, body, toldOf(request, correlationId)));
        },
      }),
    ),
    route({
      method: 'post',
      path: '/api/v1/orders/:id/exchanges/worth',
      summary: 'What lines of an order would pay for in exchange',
      guard,
      params: byId,
      body: exchangeWorthRequest,
      answers: { 200: exchangeWorth },
      async handle({ params, body, caller }) {
        const order = await paid(params.id, caller);
        await checkReturnable(parts.database, order, body.lines);
        return { status: 200, body: { worthMinor: await worthOf(parts.database, order, body.lines) } };
      },
    }),
  ];
}
