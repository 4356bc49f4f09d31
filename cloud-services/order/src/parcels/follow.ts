/**
 * An order follows its parcels: it is shipped when the first is picked up, delivered when all are there. What comes twice, late or in the
 * wrong order is known by its number: only what a parcel has become last is told.
 */
import type { Tx } from '@comptoir/service-kit';
import { moveOrder } from '../aftercare/move.ts';
import type { ParcelStatus } from '../api.ts';
import type { Scan } from '../carrier/carrier.ts';
import { tellParcel } from '../letters/tell.ts';
import type { OrderParts } from '../parts.ts';
import { mayMove } from '../states.ts';
import { writeNote } from '../store/notes.ts';
import { lockOrder, type Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
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
  if (moved.status !== 'shipped' || (status !== 'out-for-delivery' && status !== 'exception')) return;
  await tellParcel(tx, parts.shopUrl, moved, status, `${parcel.id}:${parcel.scans.at(-1)?.sequence}`);
  await owe(tx, order.id, 'text', status);
}

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
  const shipped = mayMove(order.status, 'shipped', order.deliveryMethod)
    ? await moveOrder(tx, shopUrl, order, { status: 'shipped', tracking }, byCarrier)
    : order;
  const out = (await parcelsOf(tx, order.id)).filter(
    ({ returnId, state }) => returnId === null && state !== 'cancelled',
  );
  const isAllThere = out.every((one) => statusOf(one) === 'delivered');
  return isAllThere && mayMove(shipped.status, 'delivered', shipped.deliveryMethod)
    ? moveOrder(tx, shopUrl, shipped, { status: 'delivered' }, byCarrier)
    : shipped;
}

/** For whoever will receive it. */
async function noteReturn(tx: Tx, order: Order, { trackingNumber }: Parcel, status: ParcelStatus) {
  if (status !== 'picked-up' && status !== 'delivered') return;
  const words = status === 'delivered' ? 'est arrivé' : 'est en route';
  const text = `Le colis de retour ${trackingNumber ?? ''} ${words}.`;
  await writeNote(tx, order.id, { kind: 'note', text, by: 'carrier' });
}
