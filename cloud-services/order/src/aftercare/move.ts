/** Moves that people make, and all that follows from them, in one transaction. */
import { appendEvent, derivedId, problem, type Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import type { z } from 'zod';
import type { shipment, statusRequest } from '../api.ts';
import { statusChangedEvent } from '../events.ts';
import { exchangeIn } from '../gift-card.ts';
import { tellMoved } from '../letters/tell.ts';
import { preparationsOf } from '../preparations/preparations.ts';
import { givesMoneyBack, isHandOver, mayMove, movesFrom } from '../states.ts';
import { type Order, writeMove, writeReview } from '../store/orders.ts';
import { forgive, owe } from '../store/owed.ts';
import { cancelParcels } from '../store/parcels.ts';
import { giveBackMoney } from './give-back.ts';
import { writeCalledOff, writePreparation } from './to-prepare.ts';

/**
 * @param order locked by the caller, of the version that its reader saw.
 * @param told `isMovedByStore`: the goods left by the store's own record, so the reservation only ends.
 * @throws Problem 409 `no-such-move` with where it may go from here, `under-review`, `waits-for-return`.
 */
export async function moveOrder(
  tx: Tx,
  shopUrl: string,
  order: Order,
  { status: to, reason, tracking }: Omit<z.infer<typeof statusRequest>, 'locationId'>,
  told: Readonly<{ by: string; correlationId: string | null; isMovedByStore?: boolean }>,
): Promise<Order> {
  if (!mayMove(order.status, to, order.deliveryMethod)) throw noSuchMove(order, to);
  if (to !== 'cancelled') mustNotWait(order);
  const at = new Date();
  const written = await writeMove(tx, order, to, { reason: reason ?? null, by: told.by });
  // Cancelled before anybody has looked: nobody has to any more.
  const moved = order.review === 'open' ? { ...written, review: null } : written;
  if (order.review === 'open') await writeReview(tx, moved);
  const shipments = to === 'shipped' ? [...order.shipments, shipmentOf(tracking, at)] : order.shipments;
  if (to === 'shipped')
    await tx.query('update customer_order set shipments = $2::jsonb where id = $1', [
      order.id,
      JSON.stringify(shipments),
    ]);
  if (isHandOver(to)) {
    await endProlonging(tx, order.id);
    if (told.isMovedByStore) await owe(tx, order.id, 'release-reservation');
    // What a place has packed is what leaves it.
    else await owe(tx, order.id, 'commit-reservation', order.preparations?.[0]?.locationId);
    await owe(tx, order.id, 'capture');
  }
  if (to === 'cancelled') {
    await forgive(tx, order.id, 'capture');
    await endProlonging(tx, order.id);
    await owe(tx, order.id, 'release-reservation');
    for (const id of await cancelParcels(tx, order.id)) await owe(tx, order.id, 'cancel-parcel', id);
  }
  if (givesMoneyBack(to)) await giveBackMoney(tx, moved, told.by, reason ?? to);
  await appendEvent(tx, statusChangedEvent(moved, order.status, reason ?? null, at, told.correlationId));
  await writePreparation(tx, moved);
  if (to === 'cancelled')
    for (const { locationId, state } of preparationsOf(order))
      if (state === 'packed') await writeCalledOff(tx, moved, locationId);
  const now = { ...moved, shipments };
  await tellMoved(tx, shopUrl, now);
  return now;
}

/** It comes back each half day by itself; begun or not, it is over now. */
export const endProlonging = (tx: Tx, orderId: string): Promise<unknown> =>
  tx.query(
    `update owed set done_at = now() where order_id = $1 and kind = 'prolong-reservation' and done_at is null`,
    [orderId],
  );

export type Tracking = z.infer<typeof statusRequest>['tracking'];

export const shipmentOf = (tracking: Tracking, at: Date): z.infer<typeof shipment> => ({
  carrier: tracking?.carrier ?? null,
  trackingNumber: tracking?.number ?? null,
  url: tracking?.url ?? null,
  shippedAt: at.toISOString(),
});

/** @throws Problem 409 `under-review`, `waits-for-return`. */
export function mustNotWait({ review, giftCard }: Order): void {
  if (review === 'open') throw underReview();
  if (exchangeIn(giftCard)?.isWaiting) throw waitsForReturn();
}

/** Nothing is packed, sent or changed before a person has looked. */
export const underReview = () =>
  problem(
    409,
    'under-review',
    'Somebody has to look at this order first',
    'Accept or refuse it in the order console; its customer may cancel it.',
  );

/** What pays for it has not come yet. */
export const waitsForReturn = () =>
  problem(
    409,
    'waits-for-return',
    'This order waits for what comes back of another',
    'Receive that return first; until then it may be cancelled, and nothing else.',
  );

export function noSuchMove(order: Order, to: OrderStatus) {
  const moves = movesFrom(order.status, order.deliveryMethod);
  return problem(
    409,
    'no-such-move',
    `An order that is ${order.status} cannot become ${to}`,
    moves.length > 0 ? `From here: ${moves.join(', ')}.` : 'This is where its life ends.',
    { members: { status: order.status, moves } },
  );
}

/** The id of a refund derives from the key of its request, so that the same request twice is one refund. */
export const refundIdOf = (orderId: string, key: string): string => derivedId('refund', orderId, key);
