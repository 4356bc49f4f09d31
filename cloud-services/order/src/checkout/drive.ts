/** Takes an order's lease and does what is to be done for it: the checkout first, then what is owed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { errorFields } from '@comptoir/service-kit';
import { inSpan } from '@comptoir/tracing';
import { payOwed } from '../aftercare/pay-owed.ts';
import type { OrderParts } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import type { Begun as BegunDebts } from '../store/owed.ts';
import { endLease, type Lease, LeaseLost, type Saga, takeLease } from '../store/sagas.ts';
import { backoffMs } from './lost-answers.ts';
import { type Known, runStep } from './run.ts';

/** Shorter waits are waited out here; for longer ones the sweeper comes back. */
const waitHereMsMax = 1_000;

/** What a checkout has just come to, for whoever would have to read it. */
export type Decided = Readonly<{ saga: Saga; order: Order }>;

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
  onDecided: (decided?: Decided) => void = () => {},
): Promise<boolean> {
  const lease = begun?.lease ?? (await takeLease(parts, orderId));
  if (!lease) return false;
  const { traceparent } = lease.saga;
  return inSpan('checkout', { traceparent }, () => driveLeased(parts, lease, begun, onDecided));
}

async function driveLeased(
  parts: OrderParts,
  lease: Lease,
  begun: Begun | undefined,
  onDecided: (decided?: Decided) => void,
): Promise<boolean> {
  const { orderId } = lease.saga;
  let { saga } = lease;
  let waitMs: number | null = null;
  try {
    const end = await carryOn(parts, saga, begun);
    ({ saga, waitMs } = end);
    if (saga.state === 'confirmed') onDecided(end.begun && { saga, order: end.begun.order });
    if (saga.state === 'confirmed' || saga.state === 'failed') await payOwed(parts, saga, end.begun);
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
): Promise<{ saga: Saga; waitMs: number | null; begun?: BegunDebts | undefined }> {
  let saga = taken;
  let known = begun;
  for (;;) {
    const turn = await runStep(parts, saga, known);
    saga = turn.saga;
    known = turn.next === 'go-on' ? turn.known : undefined;
    if (turn.next === 'done') return { saga, waitMs: null, begun: turn.begun };
    if (turn.next === 'go-on') continue;
    if (turn.waitMs > waitHereMsMax || saga.state === 'awaiting-action') return { saga, waitMs: turn.waitMs };
    await sleep(turn.waitMs);
  }
}
