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

type Told = Parameters<typeof openAddition>[3];
type Opened = Awaited<ReturnType<typeof openAddition>>;
type Asked<Body> = Readonly<{
  params: z.infer<typeof byId>;
  body: Body;
  caller: Reader;
  request: Request;
  correlationId: string;
}>;

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
  /** A checkout of the order is opened, and worked on until it is decided. */
  const openedBy =
    <Body>(open: (parts: OrderParts, order: Order, body: Body, told: Told) => Promise<Opened>) =>
    async ({ params, body, caller, request, correlationId }: Asked<Body>) => {
      const order = await paid(params.id, caller);
      const key = checkKey(request.get('idempotency-key'), true) ?? '';
      const told = { key, address: addressOf(request), correlationId };
      const { orderId, begun } = await open(parts, order, body, told);
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
        handle: openedBy(openAddition),
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
        handle: openedBy(openExchange),
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
        await checkReturnable(parts, order, body.lines);
        return { status: 200, body: { worthMinor: await worthOf(parts.database, order, body.lines) } };
      },
    }),
  ];
}
