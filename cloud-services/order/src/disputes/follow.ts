/** A payment is disputed: its provider is asked how it stands, and what has changed is written, told to staff and to the books. */
import { appendEvent, type Tx } from '@comptoir/service-kit';
import { disputeMovedEvent } from '../events.ts';
import { tellDisputed } from '../letters/disputed.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import type { Dispute } from '../payment/provider.ts';
import { disputesOf, writeDispute } from '../store/disputes.ts';
import { writeNote } from '../store/notes.ts';
import { lockOrder, type Order } from '../store/orders.ts';
import type { Owed } from '../store/owed.ts';
import { paymentOf } from '../store/payments.ts';

/** Webhooks are lost: whatever is not decided is asked for by ourselves, too. */
const askEverySeconds = 86_400;

/** One debt asks each day until the dispute is over; each event is one of its own, asked for at once. */
export const disputeKey = (disputeId: string, eventId?: string): string =>
  eventId === undefined ? disputeId : `${disputeId} ${eventId}`;

/** @returns when to ask again, as whoever pays what is owed wants it. */
export async function followDispute(
  parts: OrderParts,
  { key }: Owed,
  order: Order,
): Promise<Readonly<Record<string, never>> | Readonly<{ againInSeconds: number }>> {
  const [disputeId = '', eventId] = key.split(' ');
  const payment = await paymentOf(parts.database, order.id);
  if (!payment) throw new Error(`order ${order.id} has no payment that could be disputed`);
  const told = await providerOf(parts, payment.provider).readDispute(disputeId);
  await parts.database.transaction((tx) => recordDispute(tx, parts, order.id, payment.provider, told));
  const isOver = told.state === 'won' || told.state === 'lost';
  return isOver || eventId !== undefined ? {} : { againInSeconds: askEverySeconds };
}

async function recordDispute(
  tx: Tx,
  { disputesMail, timeZone }: OrderParts,
  orderId: string,
  provider: string,
  told: Dispute,
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Error(`order ${orderId} is gone`);
  const before = (await disputesOf(tx, orderId)).find(({ id }) => id === told.id);
  const moved = {
    withdrawnMinor: told.withdrawnMinor - (before?.withdrawnMinor ?? 0),
    feeMinor: told.feeMinor - (before?.feeMinor ?? 0),
  };
  const isMoved = moved.withdrawnMinor !== 0 || moved.feeMinor !== 0;
  if (before?.state === told.state && !isMoved) return;
  const version = await writeDispute(tx, orderId, told);
  if (before?.state !== told.state) {
    await writeNote(tx, orderId, { kind: `dispute-${told.state}`, text: told.reason, by: provider });
    if (disputesMail) await tellDisputed(tx, { mail: disputesMail, timeZone }, order, told);
  }
  if (isMoved)
    await appendEvent(tx, disputeMovedEvent(order, provider, { ...told, version }, moved, timeZone));
}
