/** What a checkout has come to, as an answer or a refusal; the same for every way that one is begun. */
import { problem } from '@comptoir/service-kit';
import type { Route } from '@comptoir/service-kit/http/route';
import { type CheckoutAnswer, checkoutConfirmed, checkoutPending, type Failure } from '../api.ts';
import type { Decided } from '../checkout/drive.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder } from '../store/orders.ts';
import { findSaga } from '../store/sagas.ts';
import { checkoutAnswerOf } from '../views.ts';

export const answers = { 201: checkoutConfirmed, 202: checkoutPending };

export const answersOf =
  (parts: OrderParts) =>
  async (orderId: string, headers: Record<string, string> = {}, decided?: Decided) => {
    const { order, saga } = decided ?? (await read(parts, orderId));
    const answer = checkoutAnswerOf(order, saga.state, saga.action);
    if (!answer) throw refusalOf(saga.failure ?? { type: 'payment-abandoned' }, orderId);
    return told(answer, { ...headers, 'cache-control': 'no-store' });
  };

async function read({ database }: OrderParts, orderId: string): Promise<Decided> {
  const [order, saga] = await Promise.all([findOrder(database, orderId), findSaga(database, orderId)]);
  if (!order || !saga) throw new Error(`the checkout ${orderId} is gone`);
  return { order, saga };
}

/** Its key is kept with the checkout itself. */
export const keyed = (declared: Route): Route => ({ ...declared, idempotency: 'required' });

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
