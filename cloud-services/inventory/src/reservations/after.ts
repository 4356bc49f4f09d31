/** What becomes of what is held for a buyer. Only a movement moves: a reservation narrows what may be promised. */
import { appendEvents, derivedId, notFound, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { ReservationExpired } from '@comptoir/service-kit/events/inventory';
import type { StockHereMovement } from '@comptoir/sync-protocol/feeds/rows';
import type { z } from 'zod';
import type { Movement } from '../stock.ts';
import { readWish } from '../store/cart-wishes.ts';
import { applyMovements } from '../store/ledger.ts';
import {
  cartOf,
  insertReservation,
  type Line,
  linesOf,
  lockBalances,
  lockCart,
  lockOverdue,
  lockReservation,
  moveReserved,
  prolongRow,
  type Reservation,
  setState,
} from '../store/reservations.ts';
import { difference } from './allocate.ts';
import type { prolongRequest, reservationAnswer } from './api.ts';
import { giveBack } from './cart-hold.ts';
import { inText, inThousandths } from './lock-stock.ts';
import { over } from './over.ts';

type Told = z.input<typeof reservationAnswer>;
const expiredBatchMax = 100;

/** While it is held it may be prolonged, even if its time has passed and nobody swept it yet. */
export async function prolong(
  tx: Tx,
  id: string,
  { ttlSeconds }: z.infer<typeof prolongRequest>,
): Promise<Told> {
  const found = await held(tx, id);
  const [expiresAt, lines] = await Promise.all([prolongRow(tx, id, ttlSeconds), linesOf(tx, id)]);
  return told({ ...found, expiresAt }, lines);
}

/**
 * Frees what is held; a repeat changes nothing. An id that never was is remembered as released, so that a late original
 * is refused (docs, Reliability, Saga). What an order held goes back to its cart, if that wants it.
 */
export async function release(tx: Tx, id: string): Promise<Told> {
  const cartId = await cartOf(tx, id);
  if (cartId !== null) await lockCart(tx, cartId);
  const tombstone = {
    id,
    reference: 'released before it was held',
    cartId: null,
    state: 'released',
  } as const;
  await insertReservation(tx, tombstone, 0);
  const found = await lockReservation(tx, id);
  if (!found) throw notFound('reservation');
  if (found.state === 'committed') throw over(found.state);
  const lines = await linesOf(tx, id);
  if (found.state === 'held') {
    const wish = cartId === null || found.reference === cartId ? undefined : await readWish(tx, cartId);
    if (cartId !== null && wish) await giveBack(tx, cartId, wish, found);
    else await free(tx, found, lines, 'released');
  }
  return told({ ...found, state: found.state === 'expired' ? 'expired' : 'released' }, lines);
}

/** Turns it into movements, which the location is told by its feed; a repeat moves nothing. */
export async function commit(tx: Tx, id: string, now: Date): Promise<Told> {
  const found = await lockReservation(tx, id);
  if (!found) throw notFound('reservation');
  const lines = await linesOf(tx, id);
  if (found.state === 'committed') return told(found, lines);
  if (found.state !== 'held') throw over(found.state);
  await free(tx, found, lines, 'committed');
  const movements = lines.map(
    ({ locationId, productId, quantity }): Movement => ({
      movementId: derivedId('reservation', id, locationId, productId),
      locationId,
      productId,
      quantity: `-${quantity}`,
      reason: 'sale',
      origin: 'head-office',
      reference: found.reference,
      at: now,
    }),
  );
  await applyMovements(tx, movements);
  await writeFeedRows(
    tx,
    'stock-here',
    movements.map(({ movementId, locationId, productId, quantity, reason, at }) => ({
      scope: locationId,
      key: `movement/${movementId}`,
      value: { movementId, productId, quantity, reason, at: at.toISOString() } satisfies StockHereMovement,
    })),
  );
  return told({ ...found, state: 'committed' }, lines);
}

export async function readReservation(tx: Tx, id: string): Promise<Told> {
  const found = await lockReservation(tx, id);
  if (!found) throw notFound('reservation');
  return told(found, await linesOf(tx, id));
}

/** Frees what was held too long. @returns whether there may be more. */
export async function expireOverdue(tx: Tx): Promise<boolean> {
  const overdue = await lockOverdue(tx, expiredBatchMax);
  const all: Line[] = [];
  for (const { id } of overdue) all.push(...(await linesOf(tx, id)));
  // Every balance of the batch at once and in order: reservation by reservation would take them in any order.
  await lock(tx, all);
  for (const reservation of overdue) {
    await free(tx, reservation, await linesOf(tx, reservation.id), 'expired');
  }
  await appendEvents(
    tx,
    overdue.map(({ id, reference, expiresAt }) => ({
      id: derivedId('reservation.expired', id),
      type: 'reservation.expired',
      key: reference,
      data: { reservationId: id, reference, at: expiresAt.toISOString() } satisfies ReservationExpired,
    })),
  );
  return overdue.length === expiredBatchMax;
}

async function held(tx: Tx, id: string): Promise<Reservation> {
  const found = await lockReservation(tx, id);
  if (!found) throw notFound('reservation');
  if (found.state !== 'held') throw over(found.state);
  return found;
}

async function free(
  tx: Tx,
  { id }: Reservation,
  lines: readonly Line[],
  state: 'released' | 'expired' | 'committed',
): Promise<void> {
  const locked = await lock(tx, lines);
  await moveReserved(tx, locked, difference(lines.map(inThousandths), []).map(inText));
  await setState(tx, id, state);
}

const lock = (tx: Tx, lines: readonly Line[]) =>
  lockBalances(
    tx,
    lines.map((line) => line.locationId),
    lines.map((line) => line.productId),
  );

const told = ({ id, reference, state, expiresAt }: Reservation, lines: readonly Line[]): Told => ({
  reservationId: id,
  reference,
  state,
  lines: lines.map(({ productId, locationId, quantity }) => ({ productId, locationId, quantity })),
  expiresAt: expiresAt.toISOString(),
});
