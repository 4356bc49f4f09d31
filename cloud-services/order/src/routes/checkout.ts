/** Paying for a cart. Not one transaction: the checkout is durable by itself, and this answers what it has come to. */
import { problem } from '@comptoir/service-kit';
import type { CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { addressOf } from '@comptoir/service-kit/auth/guesses';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import { checkoutRequest, findGiftCardRequest, giftCardFound, paymentOptions } from '../api.ts';
import { openCheckout } from '../checkout/open.ts';
import type { Worker } from '../checkout/worker.ts';
import { hashOf, readCode } from '../gift-card.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder } from '../store/orders.ts';
import { readable, readerGuard } from './access.ts';
import { answers, answersOf, keyed } from './checkout-answer.ts';

export function checkoutRoutes(
  parts: OrderParts,
  worker: Worker,
  customers: CustomerTokens,
  tokens: Tokens,
): Route[] {
  const answerOf = answersOf(parts);

  return [
    route({
      method: 'get',
      path: '/api/v1/orders/payment-options',
      summary: 'How one may pay; the first is the default',
      answers: { 200: paymentOptions },
      async handle() {
        return {
          status: 200,
          body: { providers: [...parts.providers.values()].map(({ option }) => option) },
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/orders/gift-cards/find',
      summary: 'What a gift card or a store credit holds, before it is paid with',
      body: findGiftCardRequest,
      answers: { 200: giftCardFound },
      async handle({ body }) {
        const card = await findGiftCard(parts, body.code);
        const { kind, last4, balanceMinor } = card;
        const headers = { 'cache-control': 'no-store' };
        return { status: 200, headers, body: { kind, last4, balanceMinor: Math.max(0, balanceMinor) } };
      },
    }),
    keyed(
      route({
        method: 'post',
        path: '/api/v1/orders/checkout',
        summary: 'Pay for a cart: 201 confirmed, or 202 with what the customer must do or wait for',
        guard: customers.optionalCustomer(),
        body: checkoutRequest,
        answers,
        async handle({ body, caller, request, correlationId }) {
          const key = checkKey(request.get('idempotency-key'), true) ?? '';
          const stop = parts.measures.checkoutSeconds.startTimer();
          const address = addressOf(request);
          const asked = { request: body, customerId: caller?.id ?? null, key, correlationId, address };
          const { orderId, begun } = await openCheckout(parts, asked);
          const decided = await worker.decide(orderId, begun);
          const answer = answerOf(orderId, begun ? {} : { 'idempotency-replayed': 'true' }, decided);
          const outcome = await answer.then(
            ({ body: { status } }) => status,
            () => 'refused',
          );
          stop({ outcome });
          if (begun) parts.measures.checkouts.inc({ outcome });
          return answer;
        },
      }),
    ),
    route({
      method: 'post',
      path: '/api/v1/orders/:id/resume',
      summary:
        'Back from 3-D Secure, or curious: looks at the payment now and tells what the checkout has come to',
      guard: readerGuard(customers, tokens),
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({}).optional(),
      answers,
      async handle({ params, caller }) {
        readable(await findOrder(parts.database, params.id), caller);
        await worker.decide(params.id);
        return answerOf(params.id);
      },
    }),
  ];
}

/** @throws Problem 404 for a code that nobody issued, 409 for a card that is blocked. */
async function findGiftCard({ giftCards }: OrderParts, code: string) {
  const card = await giftCards.find(hashOf(readCode(code))).catch((error: unknown) => {
    if (error instanceof NeighbourRefused && error.type === 'unknown-value')
      throw problem(404, 'unknown-gift-card', 'No such gift card', 'Check its code.');
    throw error;
  });
  if (card.isBlocked)
    throw problem(409, 'gift-card-refused', 'The gift card cannot be used', 'Pay otherwise, or write to us.');
  return card;
}
