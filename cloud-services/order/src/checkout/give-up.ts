/** Ends a checkout that goes nowhere, because a person says so: whatever it may have done is owed back. */
import { problem } from '@comptoir/service-kit';
import type { OrderParts } from '../parts.ts';
import { endLease, findSaga, takeLease } from '../store/sagas.ts';
import { failCheckout } from './fail.ts';

const isOver = (state: string) => state === 'confirmed' || state === 'failed';

/** @throws Problem 409 `checkout-over` for one that has ended meanwhile, `checkout-in-progress` while it is being carried on. */
export async function giveUp(parts: OrderParts, orderId: string): Promise<void> {
  const seen = await findSaga(parts.database, orderId);
  if (seen && isOver(seen.state)) throw over(seen.state);
  const lease = await takeLease(parts, orderId);
  if (!lease)
    throw problem(
      409,
      'checkout-in-progress',
      'This checkout is being carried on right now',
      'Look again in a moment.',
      { headers: { 'retry-after': '2' } },
    );
  let { saga } = lease;
  try {
    if (isOver(saga.state)) throw over(saga.state);
    saga = await failCheckout(parts, saga, orderId, { type: 'payment-abandoned' });
  } finally {
    await endLease(parts.database, { saga, asked: lease.asked }, 0);
  }
}

const over = (state: string) =>
  problem(409, 'checkout-over', `This checkout is ${state}`, 'Look at the order anew.', {
    members: { state },
  });
