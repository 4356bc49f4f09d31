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
  endedPlaces,
  endLines,
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
    else {
      await free(tx, lines);
      await setState(tx, id, 'released');
    }
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
  await free(tx, lines);
  await setState(tx, id, 'committed');
  await moveOut(tx, found, lines, now);
  return told({ ...found, state: 'committed' }, lines);
}

type Part = Readonly<{ locationId: string; lines?: readonly Omit<Line, 'locationId'>[] | undefined }>;

/**
 * What one place held of it ends: released, or committed as what has left it. A repeat changes nothing. With the last place it is over as a whole.
 * @throws Problem 404 where that place holds nothing of it; 409 `reservation-over` once it ended another way.
 */
export async function endPart(
  tx: Tx,
  id: string,
  { locationId, lines: left }: Part,
  state: 'released' | 'committed',
  now: Date,
): Promise<Told> {
  const found = await lockReservation(tx, id);
  if (!found) throw notFound('reservation');
  const lines = await linesOf(tx, id);
  const ended = await endedPlaces(tx, id);
  const before = ended.get(locationId) ?? (found.state === 'held' ? undefined : found.state);
  if (before === state) return told(found, lines);
  if (before !== undefined) throw over(before);
  const here = lines.filter((line) => line.locationId === locationId);
  if (here.length === 0) throw notFound('place');
  const gone = (left ?? here).map((line) => ({ ...line, locationId }));
  // What moves is locked with what is freed, in one order.
  await lock(tx, [...here, ...gone]);
  await free(tx, here);
  await endLines(tx, id, locationId, state);
  if (state === 'committed') await moveOut(tx, found, gone, now);
  const rest = lines.filter((line) => line.locationId !== locationId);
  if (rest.length > 0) return told(found, rest);
  const last = state === 'committed' || [...ended.values()].includes('committed') ? 'committed' : 'released';
  await setState(tx, id, last);
  return told({ ...found, state: last }, rest);
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
    await free(tx, await linesOf(tx, reservation.id));
    await setState(tx, reservation.id, 'expired');
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

async function free(tx: Tx, lines: readonly Line[]): Promise<void> {
  const locked = await lock(tx, lines);
  await moveReserved(tx, locked, difference(lines.map(inThousandths), []).map(inText));
}

async function moveOut(tx: Tx, { id, reference }: Reservation, lines: readonly Line[], at: Date) {
  const movements = lines.map(
    ({ locationId, productId, quantity }): Movement => ({
      movementId: derivedId('reservation', id, locationId, productId),
      locationId,
      productId,
      quantity: `-${quantity}`,
      reason: 'sale',
      origin: 'head-office',
      reference,
      at,
    }),
  );
  await applyMovements(tx, movements);
  await writeFeedRows(
    tx,
    'stock-here',
    movements.map(({ movementId, locationId, productId, quantity, reason }) => ({
      scope: locationId,
      key: `movement/${movementId}`,
      value: { movementId, productId, quantity, reason, at: at.toISOString() } satisfies StockHereMovement,
    })),
  );
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
