/** Gives up a checkout that waits for its customer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { payOwed } from '../aftercare/pay-owed.ts';
import type { OrderParts } from '../parts.ts';
import { endLease, type Lease, takeLease } from '../store/sagas.ts';
import { failCheckout } from './fail.ts';
import { runStep } from './run.ts';

/** A provider that has just told us something makes us look at the payment: that is soon over. */
const leasedMsMax = 4_000;
const leasedAgainMs = 50;

/** @returns false when it went another way meanwhile, or somebody keeps it. */
export async function abandon(parts: OrderParts, orderId: string): Promise<boolean> {
  const lease = await leaseSoon(parts, orderId);
  if (!lease) return false;
  let { saga } = lease;
  try {
    // The provider is asked first: what the customer has just approved is not thrown away.
    if (saga.state === 'awaiting-action') ({ saga } = await runStep(parts, saga));
    if (saga.state === 'awaiting-action')
      saga = await failCheckout(parts, saga, orderId, { type: 'payment-abandoned' });
    if (saga.state === 'failed') await payOwed(parts, saga);
  } finally {
    await endLease(parts.database, { saga, asked: lease.asked }, saga.state === 'failed' ? null : 0);
  }
  return saga.state === 'failed';
}

async function leaseSoon(parts: OrderParts, orderId: string): Promise<Lease | undefined> {
  const giveUpAt = Date.now() + leasedMsMax;
  for (;;) {
    const lease = await takeLease(parts, orderId);
    if (lease || Date.now() >= giveUpAt) return lease;
    await sleep(leasedAgainMs);
  }
}
