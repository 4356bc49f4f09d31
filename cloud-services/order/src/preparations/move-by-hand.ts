/** A move that a person asks for: of the order as a whole, or of the part that one place sends. */
import type { Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import type { z } from 'zod';
import { moveOrder, noSuchMove } from '../aftercare/move.ts';
import type { statusRequest } from '../api.ts';
import { mayMove } from '../states.ts';
import type { Order } from '../store/orders.ts';
import { movePart, partFor } from './move-part.ts';
import type { Preparation, PreparationState } from './preparation.ts';
import { hasLeft, isSplit, mayBecome, preparationsOf } from './preparations.ts';

/** By what it is asked for, in the words of orders. */
const stateOf: Readonly<Partial<Record<OrderStatus, PreparationState>>> = {
  shipped: 'handed-over',
  delivered: 'delivered',
  cancelled: 'called-off',
};

/**
 * Without a place it is asked of all that is not that far: of an order that is partly on its way, what has not left is called off.
 * @param told `stores` of whoever asks, who moves the parts of those alone; undefined: all.
 * @throws Problem as `moveOrder` and `movePart` do.
 */
export async function moveByHand(
  tx: Tx,
  shopUrl: string,
  order: Order,
  { locationId, ...asked }: z.infer<typeof statusRequest>,
  {
    stores,
    ...told
  }: Readonly<{
    by: string;
    correlationId: string | null;
    stores: readonly string[] | undefined;
  }>,
): Promise<Order> {
  const all = preparationsOf(order);
  const mine = all.filter((one) => stores === undefined || stores.includes(one.locationId));
  if (locationId !== undefined) partFor(all, locationId, stores);
  const to = stateOf[asked.status];
  const isWhole =
    locationId === undefined &&
    asked.status === 'cancelled' &&
    !all.some(hasLeft) &&
    mine.length === all.length;
  if (!isSplit(order) || to === undefined || isWhole) return moveOrder(tx, shopUrl, order, asked, told);
  if (locationId === undefined && !mayMove(order.status, asked.status, order.deliveryMethod))
    throw noSuchMove(order, asked.status);
  const parts = mine.filter((one) =>
    locationId === undefined ? mayBecome(one.state, to) : one.locationId === locationId,
  );
  if (parts.length === 0) throw noSuchMove(order, asked.status);
  let moved = order;
  for (const part of parts)
    moved = await movePart(tx, shopUrl, moved, { ...asked, locationId: part.locationId, to }, told);
  return moved;
}

/** Where the part of one place may go by hand, in the words of orders. */
export const partMoves = ({ state }: Preparation): OrderStatus[] =>
  (Object.entries(stateOf) as [OrderStatus, PreparationState][])
    .filter(([, to]) => mayBecome(state, to))
    .map(([status]) => status);
