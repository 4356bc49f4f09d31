/** Parcels: asked for in a transaction, booked outside with a name of their own, so that a lost answer makes no second one. */

import { problem, type Tx } from '@comptoir/service-kit';
import { mustNotWait } from '../aftercare/move.ts';
import type { Address } from '../api.ts';
import { type Carrier, CarrierRefused } from '../carrier/carrier.ts';
import { newId, type OrderParts } from '../parts.ts';
import { partFor } from '../preparations/move-part.ts';
import { parcelOf, preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { type Owed, owe } from '../store/owed.ts';
import {
  findParcel,
  insertParcel,
  nextAttempt,
  type Parcel,
  parcelsOf,
  recordBooked,
} from '../store/parcels.ts';
import { followScans } from './follow.ts';

/** Carriers lose a label now and then, not three. */
const attemptsMax = 3;
/** A webhook may be lost: the carrier is asked by ourselves, too. */
const followEverySeconds = 3_600;
/** Of what a customer sends back nobody knows the weight before it is weighed. */
const unknownGrams = 1_000;

export const carrierOf = ({ carrier }: Pick<OrderParts, 'carrier'>): Carrier => {
  if (!carrier)
    throw problem(409, 'no-carrier', 'No carrier is configured', 'Ship it yourself, and enter its number.');
  return carrier;
};

/** The place that packs it: a store that ships is on the label by its own name. @throws NeighbourSilent */
export const senderOf = async (
  { places, shipFrom }: OrderParts,
  locationId: string | null,
): Promise<Address> => (locationId === null ? undefined : await places.sender(locationId)) ?? shipFrom;

/**
 * Which place sends a parcel of it.
 * @param asked as the caller says. @param stores of whoever packs; undefined: all.
 * @throws Problem 404 `no-such-part`, 403 for another store's; 422 `which-place` where it is not said, and several may be meant.
 */
export function placeOf(
  order: Order,
  asked: string | undefined,
  stores: readonly string[] | undefined,
): string | null {
  const all = preparationsOf(order);
  if (asked !== undefined) return partFor(all, asked, stores).locationId;
  const mine = stores ? all.filter(({ locationId }) => stores.includes(locationId)) : all;
  const [first, ...others] = mine.length > 0 ? mine : all;
  if (others.length === 0) return first?.locationId ?? null;
  const members = { locationIds: all.map(({ locationId }) => locationId) };
  throw problem(422, 'which-place', 'Several places send this order', 'Say which one: `locationId`.', {
    members,
  });
}

/**
 * @throws Problem 409 `no-carrier`, `under-review`, `not-packed-now` for an order, or a part of it, that is not being packed, `nowhere-to` without an
 * address.
 */
export async function askParcel(
  tx: Tx,
  parts: OrderParts,
  order: Order,
  asked: Readonly<{ service: string; weightGrams: number; locationId: string | null }>,
  by: string,
): Promise<Parcel> {
  const { name } = carrierOf(parts);
  const part = preparationsOf(order).find(({ locationId }) => locationId === asked.locationId);
  const isPacked = order.status === 'confirmed' || order.status === 'preparing' || order.status === 'shipped';
  if (!isPacked || part?.state === 'called-off')
    throw problem(409, 'not-packed-now', 'This order is not being packed', 'Look at where it stands.', {
      members: { status: order.status },
    });
  mustNotWait(order);
  if (order.delivery?.method !== 'ship')
    throw problem(
      409,
      'nowhere-to',
      'This order is not sent anywhere',
      'It is collected, or its person was erased.',
    );
  return begun(tx, { ...asked, id: newId(), orderId: order.id, returnId: null, carrier: name }, by);
}

/** A label for what is sent back, where the order had come by a carrier. */
export async function askReturnParcel(
  tx: Tx,
  { carrier }: OrderParts,
  order: Order,
  returnId: string,
  by: string,
): Promise<void> {
  if (!carrier || order.delivery?.method !== 'ship') return;
  const out = (await parcelsOf(tx, order.id)).filter(
    (one) => one.returnId === null && one.state === 'booked',
  );
  const weightGrams = out.reduce((sum, one) => sum + one.weightGrams, 0) || unknownGrams;
  const parcel = { id: newId(), orderId: order.id, returnId, locationId: null, carrier: carrier.name };
  await begun(tx, { ...parcel, service: 'regular', weightGrams }, by);
}

async function begun(tx: Tx, parcel: Parameters<typeof insertParcel>[1], by: string): Promise<Parcel> {
  await insertParcel(tx, parcel, by);
  await owe(tx, parcel.orderId, 'book-parcel', parcel.id);
  const written = await findParcel(tx, parcel.id);
  if (!written) throw new Error(`parcel ${parcel.id} is gone`);
  return written;
}

type Paid = Readonly<{ write?: (tx: Tx) => Promise<void> }> | Readonly<{ againInSeconds: number }>;

export async function bookParcel(parts: OrderParts, { key }: Owed, order: Order): Promise<Paid> {
  const parcel = await findParcel(parts.database, key);
  if (parcel?.state !== 'asked' || order.delivery?.method !== 'ship') return {};
  const carrier = carrierOf(parts);
  const { address } = order.delivery;
  const isReturn = parcel.returnId !== null;
  const [from, to]: [Address, Address] = isReturn
    ? [address, parts.shipFrom]
    : [await senderOf(parts, parcel.locationId ?? order.locationId), address];
  const { service, weightGrams } = parcel;
  const reference = parcel.attempt === 1 ? parcel.id : `${parcel.id}:${parcel.attempt}`;
  const booked = await carrier.book({
    ...{ reference, service, weightGrams, from, to, isReturn },
    note: noteOf(order, parcel),
  });
  const label = await carrier.label(booked.id);
  if (label === null) {
    await carrier.cancel(booked.id);
    if (parcel.attempt >= attemptsMax) throw new CarrierRefused('label-lost', 'the carrier lost every label');
    await nextAttempt(parts.database, parcel);
    return { againInSeconds: 0 };
  }
  return {
    async write(tx) {
      await recordBooked(tx, parcel.id, booked, label);
      // The order is locked before its saga, as wherever both are.
      await followScans(tx, parts, parcel.id, booked.scans);
      await owe(tx, order.id, 'follow-parcel', parcel.id, followEverySeconds);
    },
  };
}

/** On the label, for whoever packs and whoever opens it: `C-7K2M-41QX · 1/2`. */
function noteOf(order: Order, { locationId }: Parcel): string {
  const which = locationId === null ? null : parcelOf(preparationsOf(order), locationId);
  return [order.number, ...(which ? [`${which.number}/${which.of}`] : [])].join(' · ');
}

/** Its order was cancelled. What nobody knows, or is on its way already, stays. */
export async function cancelParcel(parts: OrderParts, { key }: Owed): Promise<Paid> {
  const parcel = await findParcel(parts.database, key);
  if (!parcel?.carrierId || !parts.carrier) return {};
  await parts.carrier.cancel(parcel.carrierId).catch((error: unknown) => {
    if (!(error instanceof CarrierRefused && error.code === 'on-its-way')) throw error;
  });
  return {};
}

/** Asked each hour until it has arrived, or nobody waits for it any more. */
export async function followParcel(parts: OrderParts, { key }: Owed): Promise<Paid> {
  const parcel = await findParcel(parts.database, key);
  if (!parcel?.carrierId || parcel.state !== 'booked' || !parts.carrier) return {};
  const { scans } = await parts.carrier.read(parcel.carrierId);
  await parts.database.transaction((tx) => followScans(tx, parts, parcel.id, scans));
  const last = scans.at(-1)?.status;
  const isOver = last === 'delivered' || last === 'voided' || Date.now() > parcel.askedAt.getTime() + lostMs;
  return isOver ? {} : { againInSeconds: followEverySeconds };
}
/** Then the carrier has lost it, and a person was told long ago. */
const lostMs = 60 * 86_400_000;
