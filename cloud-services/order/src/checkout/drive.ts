/** Takes an order's lease and does what is to be done for it: the checkout first, then what is owed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { errorFields } from '@comptoir/service-kit';
import { inSpan } from '@comptoir/tracing';
import { payOwed } from '../aftercare/pay-owed.ts';
import type { OrderParts } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import { endLease, type Lease, LeaseLost, type Saga, takeLease } from '../store/sagas.ts';
import { backoffMs, type Known, runStep } from './run.ts';

/** Shorter waits are waited out here; for longer ones the sweeper comes back. */
const waitHereMsMax = 1_000;

/** A checkout that was written this moment, leased to its writer. */
export type Begun = Readonly<{ lease: Lease; order: Order }>;

/**
 * @param begun without it, the lease has to be had first.
 * @param onDecided called once the checkout is confirmed, failed and undone, or waits for somebody; the rest goes on.
 * @returns whether the lease could be had, and kept.
 */
export async function drive(
  parts: OrderParts,
  orderId: string,
  begun?: Begun,
  onDecided = () => {},
): Promise<boolean> {
  const lease = begun?.lease ?? (await takeLease(parts.database, orderId, parts.leaseMs));
  if (!lease) return false;
  const { traceparent } = lease.saga;
  return inSpan('checkout', { traceparent }, () => driveLeased(parts, lease, begun, onDecided));
}

async function driveLeased(
  parts: OrderParts,
  lease: Lease,
  begun: Begun | undefined,
  onDecided: () => void,
): Promise<boolean> {
  const { orderId } = lease.saga;
  let { saga } = lease;
  let waitMs: number | null = null;
  try {
    ({ saga, waitMs } = await carryOn(parts, saga, begun));
    if (saga.state === 'confirmed') onDecided();
    if (saga.state === 'confirmed' || saga.state === 'failed') await payOwed(parts, saga);
  } catch (error) {
    if (error instanceof LeaseLost) return false;
    parts.logger.error({ ...errorFields(error), orderId }, 'a checkout stopped; it is tried again');
    waitMs = backoffMs(Math.min(saga.tries + 4, 7));
  }
  await endLease(parts.database, { saga, asked: lease.asked } satisfies Lease, waitMs);
  onDecided();
  return true;
}

async function carryOn(
  parts: OrderParts,
  taken: Saga,
  begun: Known | undefined,
): Promise<{ saga: Saga; waitMs: number | null }> {
  let saga = taken;
  let known = begun;
  for (;;) {
    const turn = await runStep(parts, saga, known);
    saga = turn.saga;
    known = turn.next === 'go-on' ? turn.known : undefined;
    if (turn.next === 'done') return { saga, waitMs: null };
    if (turn.next === 'go-on') continue;
    if (turn.waitMs > waitHereMsMax || saga.state === 'awaiting-action') return { saga, waitMs: turn.waitMs };
    await sleep(turn.waitMs);
  }
}
