/**
 * One place has packed its part of an order, given it to the carrier, or sends nothing of it; its parcel has arrived. The order itself is as far
 * as the last place that sends anything. Money is taken once, with the first parcel: a provider takes what it holds in one piece.
 */
import { appendEvent, Problem, problem, type Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { askRefund } from '../aftercare/ask-refund.ts';
import { endProlonging, moveOrder, mustNotWait, shipmentOf, type Tracking } from '../aftercare/move.ts';
import type { Quantity } from '../aftercare/removed.ts';
import { writeCalledOff, writePreparation } from '../aftercare/to-prepare.ts';
import { statusChangedEvent } from '../events.ts';
import { tellMoved, tellPart } from '../letters/tell.ts';
import { writeNote } from '../store/notes.ts';
import { type Order, writeMove, writeParts } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { cancelParcels } from '../store/parcels.ts';
import type { Preparation, PreparationState } from './preparation.ts';
import {
  hasLeft,
  isWaiting,
  lessMissing,
  mayBecome,
  parcelOf,
  preparationsOf,
  statusOf,
} from './preparations.ts';

export type PartMove = Readonly<{
  locationId: string;
  to: PreparationState;
  reason?: string | undefined;
  tracking?: Tracking | undefined;
}> &
  Pick<Preparation, 'missing' | 'packed'>;
type By = Readonly<{ by: string; correlationId: string | null }>;

/**
 * @param order locked by the caller, and one that several places send.
 * @throws Problem 404 `not-found` for a place that sends nothing of it; 409 `no-such-move`, `under-review`, `waits-for-return`.
 */
export async function movePart(
  tx: Tx,
  shopUrl: string,
  order: Order,
  move: PartMove,
  told: By,
): Promise<Order> {
  const before = preparationsOf(order);
  const part = partOf(before, move.locationId);
  if (!mayBecome(part.state, move.to)) throw noSuchPartMove(part, move.to);
  mustNotWait(order);
  const { missing = part.missing, packed = part.packed } = move;
  const now: Preparation = {
    ...{ locationId: part.locationId, lines: part.lines, state: move.to },
    ...(missing ? { missing } : {}),
    ...(packed ? { packed } : {}),
  };
  const preparations = before.map((one) => (one === part ? now : one));
  const status = statusOf(order.status, preparations);
  const reason = move.reason ?? null;
  if (status === 'cancelled')
    return moveOrder(tx, shopUrl, order, { status, ...(reason === null ? {} : { reason }) }, told);
  const at = new Date();
  const moved: Order = {
    ...{ ...order, version: order.version + 1, preparations },
    shipments:
      move.to === 'handed-over'
        ? [...order.shipments, { ...shipmentOf(move.tracking, at), locationId: part.locationId }]
        : order.shipments,
  };
  await writeParts(tx, moved);
  await noteOf(tx, order, before, now, told.by, reason);
  await follow(tx, shopUrl, moved, now, { from: part, reason, told });
  if (!preparations.some(isWaiting)) await endProlonging(tx, order.id);
  const there = await moveOn(tx, moved, status, { at, reason, told });
  await writePreparation(tx, there);
  if (move.to === 'delivered') {
    if (there.status !== 'delivered') await tellPart(tx, shopUrl, there, 'delivered', part.locationId);
    else await tellMoved(tx, shopUrl, there);
  }
  return there;
}

/** What one place does, and what follows outside. */
async function follow(
  tx: Tx,
  shopUrl: string,
  order: Order,
  part: Preparation,
  { from, reason, told }: Readonly<{ from: Preparation; reason: string | null; told: By }>,
): Promise<void> {
  const { locationId } = part;
  if (part.state === 'handed-over') {
    await owe(tx, order.id, 'commit-reservation', locationId);
    await owe(tx, order.id, 'capture');
    await tellPart(tx, shopUrl, order, 'shipped', locationId);
  }
  if (part.state === 'called-off') {
    await owe(tx, order.id, 'release-reservation', locationId);
    for (const id of await cancelParcels(tx, order.id, locationId))
      await owe(tx, order.id, 'cancel-parcel', id);
    if (from.state === 'packed') await writeCalledOff(tx, order, locationId);
    await refundLines(tx, order, lessMissing(part), {
      ...{ by: told.by, key: `called off ${locationId}`, reason: reason ?? 'called off' },
    });
  }
}

const shipWay: readonly OrderStatus[] = ['confirmed', 'preparing', 'shipped', 'delivered'];

/** One move after the other, so that its history has them all. */
async function moveOn(
  tx: Tx,
  order: Order,
  to: OrderStatus,
  { at, reason, told }: Readonly<{ at: Date; reason: string | null; told: By }>,
): Promise<Order> {
  let moved = order;
  for (const status of shipWay.slice(shipWay.indexOf(order.status) + 1, shipWay.indexOf(to) + 1)) {
    const from = moved.status;
    moved = await writeMove(tx, moved, status, { reason, by: told.by });
    await appendEvent(tx, statusChangedEvent(moved, from, reason, at, told.correlationId));
  }
  return moved;
}

/** A later telling of what was missing in a parcel that has left already. */
export async function recordPacked(
  tx: Tx,
  order: Order,
  locationId: string,
  told: Pick<Preparation, 'missing' | 'packed'>,
): Promise<Order> {
  const preparations = preparationsOf(order).map((one) =>
    one.locationId === locationId
      ? { ...one, ...told, state: one.state === 'to-prepare' ? ('packed' as const) : one.state }
      : one,
  );
  const recorded = { ...order, preparations };
  await writeParts(tx, recorded);
  return recorded;
}

/**
 * What does not come goes back, as money that was taken. Where nothing is captured yet, or all was given back, a person decides.
 * @param lines none: nothing is done.
 */
export async function refundLines(
  tx: Tx,
  order: Order,
  lines: readonly Quantity[],
  { by, key, reason }: Readonly<{ by: string; key: string; reason: string }>,
): Promise<void> {
  if (lines.length === 0) return;
  try {
    await askRefund(tx, order, { lines: [...lines], includeDelivery: false, reason }, { by, key });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const text = `Il manque des articles, qui n’ont pas pu être remboursés (${error.type}).`;
    await writeNote(tx, order.id, { kind: 'note', text, by });
  }
}

const deeds: Readonly<Record<PreparationState, string>> = {
  'to-prepare': 'à préparer',
  packed: 'emballé',
  'handed-over': 'remis au transporteur',
  delivered: 'livré',
  'called-off': 'n’est pas envoyé',
};

/** The order's own history tells where the whole is. */
async function noteOf(
  tx: Tx,
  { id }: Order,
  before: readonly Preparation[],
  { locationId, state }: Preparation,
  by: string,
  reason: string | null,
): Promise<void> {
  const parcel = parcelOf(before, locationId);
  const which = parcel ? `Colis ${parcel.number} de ${parcel.of}` : 'Colis';
  const why = reason === null ? '' : ` (${reason})`;
  await writeNote(tx, id, { kind: 'note', text: `${which} : ${deeds[state]}${why}.`, by });
}

/**
 * The part that somebody asks for. @param stores of whoever asks; undefined: all.
 * @throws Problem 404 `no-such-part`, 403 for another store's.
 */
export function partFor(
  preparations: readonly Preparation[],
  locationId: string,
  stores: readonly string[] | undefined,
): Preparation {
  const part = partOf(preparations, locationId);
  if (stores === undefined || stores.includes(locationId)) return part;
  throw problem(403, 'forbidden', 'Another store sends that part', 'Ask that store, or head office.');
}

/** @throws Problem 404 for a place that sends nothing of it. */
function partOf(preparations: readonly Preparation[], locationId: string): Preparation {
  const part = preparations.find((one) => one.locationId === locationId);
  if (part) return part;
  throw problem(
    404,
    'no-such-part',
    'That place sends nothing of this order',
    'Read the order again: `preparations` says who sends what.',
    { members: { locationIds: preparations.map((one) => one.locationId) } },
  );
}

const noSuchPartMove = ({ state }: Preparation, to: PreparationState) =>
  problem(
    409,
    'no-such-move',
    `A part that is ${state} cannot become ${to}`,
    hasLeft({ state } as Preparation) ? 'It has left already.' : 'Read the order again.',
    { members: { state } },
  );
