/** Paying for a cart. Not one transaction: the checkout is durable by itself, and this answers what it has come to. */
import { problem } from '@comptoir/service-kit';
import type { CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { addressOf } from '@comptoir/service-kit/auth/guesses';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { checkKey } from '@comptoir/service-kit/http/idempotency';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import {
  type CheckoutAnswer,
  checkoutConfirmed,
  checkoutPending,
  checkoutRequest,
  type Failure,
  findGiftCardRequest,
  giftCardFound,
  paymentOptions,
} from '../api.ts';
import { openCheckout } from '../checkout/open.ts';
import type { Worker } from '../checkout/worker.ts';
import { hashOf, readCode } from '../gift-card.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder } from '../store/orders.ts';
import { findSaga } from '../store/sagas.ts';
import { checkoutAnswerOf } from '../views.ts';
import { readable, readerGuard } from './access.ts';

export function checkoutRoutes(
  parts: OrderParts,
  worker: Worker,
  customers: CustomerTokens,
  tokens: Tokens,
): Route[] {
  const answers = { 201: checkoutConfirmed, 202: checkoutPending };

  async function answerOf(orderId: string, headers: Record<string, string> = {}) {
    const [order, saga] = await Promise.all([
      findOrder(parts.database, orderId),
      findSaga(parts.database, orderId),
    ]);
    if (!order || !saga) throw new Error(`the checkout ${orderId} is gone`);
    const answer = checkoutAnswerOf(order, saga.state, saga.action);
    if (!answer) throw refusalOf(saga.failure ?? { type: 'payment-abandoned' }, orderId);
    return told(answer, { ...headers, 'cache-control': 'no-store' });
  }

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
          await worker.decide(orderId, begun);
          const answer = answerOf(orderId, begun ? {} : { 'idempotency-replayed': 'true' });
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

/** Its key is kept with the checkout itself. */
const keyed = (declared: Route): Route => ({ ...declared, idempotency: 'required' });

const told = (answer: CheckoutAnswer, headers: Record<string, string>) =>
  answer.status === 'confirmed'
    ? ({ status: 201, body: answer, headers } as const)
    : ({ status: 202, body: answer, headers } as const);

function refusalOf(failure: Failure, orderId: string) {
  if (failure.type === 'short')
    return problem(
      409,
      'short',
      'There is not enough left of something',
      'Lower the quantities told as short. Nothing was charged.',
      {
        members: { orderId, short: failure.short ?? [] },
      },
    );
  if (failure.type === 'points-short')
    return problem(
      409,
      'points-short',
      'There are not so many points left',
      'Calculate the cart anew with fewer points. Nothing was charged.',
      { members: { orderId } },
    );
  if (failure.type === 'coupon-used-up')
    return problem(
      409,
      'coupon-used-up',
      'A coupon was used elsewhere',
      'Calculate the cart anew without it. Nothing was charged.',
      { members: { orderId } },
    );
  if (failure.type === 'gift-card-short')
    return problem(
      409,
      'gift-card-short',
      'There is not so much on the gift card',
      'Take what is left on it, and pay the rest otherwise. Nothing was charged.',
      { members: { orderId, balanceMinor: failure.balanceMinor ?? 0 } },
    );
  if (failure.type === 'gift-card-refused')
    return problem(
      409,
      'gift-card-refused',
      'The gift card cannot be used',
      'Pay otherwise, or write to us. Nothing was charged.',
      { members: { orderId } },
    );
  if (failure.type === 'payment-declined')
    return problem(
      402,
      'payment-declined',
      'The payment was declined',
      'Nothing was charged. Try another card, with a new Idempotency-Key.',
      {
        members: { orderId, declineCode: failure.declineCode ?? 'card_declined' },
      },
    );
  if (failure.type === 'order-refused')
    return problem(
      402,
      'order-refused',
      'We cannot take this order',
      'Nothing was charged. Write to us, or buy in one of our stores.',
      { members: { orderId } },
    );
  return problem(
    402,
    'payment-abandoned',
    'The payment was not completed',
    'Nothing was charged. Check out again, with a new Idempotency-Key.',
    {
      members: { orderId },
    },
  );
}
