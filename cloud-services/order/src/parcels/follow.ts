/**
 * An order follows its parcels: it is shipped when the first is picked up, delivered when all are there. What comes twice, late or in the
 * wrong order is known by its number: only what a parcel has become last is told.
 */
import type { Tx } from '@comptoir/service-kit';
import { moveOrder, type Tracking } from '../aftercare/move.ts';
import type { ParcelStatus } from '../api.ts';
import type { Scan } from '../carrier/carrier.ts';
import { tellParcel } from '../letters/tell.ts';
import type { OrderParts } from '../parts.ts';
import { movePart } from '../preparations/move-part.ts';
import { isSplit, mayBecome, preparationsOf } from '../preparations/preparations.ts';
import { mayMove } from '../states.ts';
import { writeNote } from '../store/notes.ts';
import { lockOrder, type Order } from '../store/orders.ts';
import { findParcel, insertScans, type Parcel, parcelsOf } from '../store/parcels.ts';

const onItsWay: ReadonlySet<ParcelStatus> = new Set([
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'delivered',
  'exception',
]);

export const statusOf = ({ scans }: Pick<Parcel, 'scans'>): ParcelStatus | null =>
  scans.at(-1)?.status ?? null;

export async function followScans(
  tx: Tx,
  parts: Pick<OrderParts, 'shopUrl' | 'carrier'>,
  parcelId: string,
  scans: readonly Scan[],
): Promise<void> {
  const seen = await findParcel(tx, parcelId);
  if (!seen) return;
  const order = await lockOrder(tx, seen.orderId);
  // Of two that tell at once, the second sees what the first wrote.
  const before = await findParcel(tx, parcelId);
  if (!order || !before || (await insertScans(tx, parcelId, scans)) === 0) return;
  const parcel = await findParcel(tx, parcelId);
  const status = parcel && statusOf(parcel);
  if (
    !parcel ||
    !status ||
    parcel.scans.length === 0 ||
    parcel.scans.at(-1)?.sequence === before.scans.at(-1)?.sequence
  )
    return;
  if (parcel.returnId !== null) return noteReturn(tx, order, parcel, status);
  if (parcel.state === 'cancelled') return;
  const moved = await move(tx, parts, order, parcel, status);
  const part = preparationsOf(moved).find(({ locationId }) => locationId === placeOf(moved, parcel));
  if (part?.state !== 'handed-over' || (status !== 'out-for-delivery' && status !== 'exception')) return;
  await tellParcel(tx, parts.shopUrl, moved, status, {
    about: `${parcel.id}:${parcel.scans.at(-1)?.sequence}`,
    place: isSplit(moved) ? part.locationId : undefined,
  });
}

/** Parcels of before say no place: then there was one alone. */
const placeOf = (order: Order, { locationId }: Parcel): string | null => locationId ?? order.locationId;

const byCarrier = { by: 'carrier', correlationId: null };

async function move(
  tx: Tx,
  { shopUrl, carrier }: Pick<OrderParts, 'shopUrl' | 'carrier'>,
  order: Order,
  parcel: Parcel,
  status: ParcelStatus,
): Promise<Order> {
  if (!onItsWay.has(status)) return order;
  const tracking = {
    carrier: carrier?.title ?? parcel.carrier,
    ...(parcel.trackingNumber === null ? {} : { number: parcel.trackingNumber }),
    ...(parcel.trackingUrl === null ? {} : { url: parcel.trackingUrl }),
  };
  const out = (await parcelsOf(tx, order.id)).filter(
    ({ returnId, state }) => returnId === null && state !== 'cancelled',
  );
  if (isSplit(order)) {
    const locationId = placeOf(order, parcel) ?? '';
    const here = out.filter((one) => placeOf(order, one) === locationId);
    return movePartWith(tx, shopUrl, order, { locationId, tracking, isAllThere: isAllThere(here) });
  }
  const shipped = mayMove(order.status, 'shipped', order.deliveryMethod)
    ? await moveOrder(tx, shopUrl, order, { status: 'shipped', tracking }, byCarrier)
    : order;
  return isAllThere(out) && mayMove(shipped.status, 'delivered', shipped.deliveryMethod)
    ? moveOrder(tx, shopUrl, shipped, { status: 'delivered' }, byCarrier)
    : shipped;
}

const isAllThere = (out: readonly Parcel[]): boolean => out.every((one) => statusOf(one) === 'delivered');

/** The part of one place is on its way with its first parcel, and there with its last. */
async function movePartWith(
  tx: Tx,
  shopUrl: string,
  order: Order,
  told: Readonly<{ locationId: string; tracking: Tracking; isAllThere: boolean }>,
): Promise<Order> {
  let moved = order;
  for (const to of ['handed-over', ...(told.isAllThere ? (['delivered'] as const) : [])] as const) {
    const { locationId, tracking } = told;
    const part = preparationsOf(moved).find((one) => one.locationId === locationId);
    if (part && mayBecome(part.state, to))
      moved = await movePart(tx, shopUrl, moved, { locationId, to, tracking }, byCarrier);
  }
  return moved;
}

/** For whoever will receive it. */
async function noteReturn(tx: Tx, order: Order, { trackingNumber }: Parcel, status: ParcelStatus) {
  if (status !== 'picked-up' && status !== 'delivered') return;
  const words = status === 'delivered' ? 'est arrivé' : 'est en route';
  const text = `Le colis de retour ${trackingNumber ?? ''} ${words}.`;
  await writeNote(tx, order.id, { kind: 'note', text, by: 'carrier' });
}
