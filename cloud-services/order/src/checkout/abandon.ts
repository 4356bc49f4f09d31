/** Gives up a checkout that waits for its customer. */
import { payOwed } from '../aftercare/pay-owed.ts';
import type { OrderParts } from '../parts.ts';
import { endLease, takeLease } from '../store/sagas.ts';
import { failCheckout } from './fail.ts';
import { runStep } from './run.ts';

/** @returns false when it went another way meanwhile, or somebody has it. */
export async function abandon(parts: OrderParts, orderId: string): Promise<boolean> {
  const lease = await takeLease(parts.database, orderId, parts.leaseMs);
  if (!lease) return false;
  let { saga } = lease;
  try {
    // The provider is asked first: what the customer has just approved is not thrown away.
    if (saga.state === 'awaiting-action') ({ saga } = await runStep(parts, saga));
    if (saga.state === 'awaiting-action')
      saga = await payOwed(parts, await failCheckout(parts, saga, orderId, { type: 'payment-abandoned' }));
  } finally {
    await endLease(parts.database, { saga, asked: lease.asked }, saga.state === 'failed' ? null : 0);
  }
  return saga.state === 'failed';
}
