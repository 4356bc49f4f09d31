/**
 * A person has looked at an order that was held for it. Accepted, it goes on from where a checkout ends: its money is taken and
 * its store is told. Refused, it is cancelled: what was only held is let go.
 */

import { problem, type Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import type { reviewRequest } from '../api.ts';
import { tellConfirmed } from '../letters/tell.ts';
import { ownReasons } from '../own-reasons.ts';
import type { OrderParts } from '../parts.ts';
import { writeNote } from '../store/notes.ts';
import { type Order, writeReview } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { paymentOf } from '../store/payments.ts';
import { moveOrder } from './move.ts';
import { writePreparation } from './to-prepare.ts';

/**
 * @param order locked by the caller, of the version that its reader saw.
 * @throws Problem 409 `not-under-review`: somebody has decided, or its customer has cancelled it.
 */
export async function decideReview(
  tx: Tx,
  parts: Pick<OrderParts, 'shopUrl' | 'captureAt' | 'timeZone'>,
  order: Order,
  { decision, reason }: z.infer<typeof reviewRequest>,
  told: Readonly<{ by: string; correlationId: string | null }>,
): Promise<Order> {
  if (order.review !== 'open' || order.status !== 'confirmed')
    throw problem(
      409,
      'not-under-review',
      'Nobody has to look at this order any more',
      'It has been decided, or cancelled. Read it again.',
    );
  const review = decision === 'accept' ? 'accepted' : 'refused';
  const decided: Order = { ...order, review, version: order.version + 1 };
  await writeReview(tx, decided);
  await writeNote(tx, order.id, { kind: review, text: reason, by: told.by });
  // The reason is ours: a customer is told that it is cancelled, and that nothing is taken.
  if (review === 'refused')
    return moveOrder(
      tx,
      parts.shopUrl,
      decided,
      { status: 'cancelled', reason: ownReasons.refusedByReview },
      told,
    );
  if (parts.captureAt === 'confirmation' && (await paymentOf(tx, order.id)))
    await owe(tx, order.id, 'capture');
  await writePreparation(tx, decided);
  await tellConfirmed(tx, parts, decided);
  return decided;
}
