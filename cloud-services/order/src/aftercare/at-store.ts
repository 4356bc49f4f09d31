/**
 * An order follows what its stores do with it: packed, handed over, put back. A store acts first, perhaps cut off, and tells later; a
 * move that the order has made already, or that its life does not allow any more, changes nothing.
 */

import type { Tx } from '@comptoir/service-kit';
import type { PreparationRecorded } from '@comptoir/service-kit/events/sales';
import { ownReasons } from '../own-reasons.ts';
import { movePart, recordPacked, refundLines } from '../preparations/move-part.ts';
import type { OfProduct, Preparation } from '../preparations/preparation.ts';
import { isSplit, mayBecome, preparationsOf } from '../preparations/preparations.ts';
import { mayMove } from '../states.ts';
import { writeNote } from '../store/notes.ts';
import { lockOrder, type Order } from '../store/orders.ts';
import { moveOrder } from './move.ts';
import { decimal, type Quantity, thousandths } from './removed.ts';
import { forgetCalledOff, writeCalledOff } from './to-prepare.ts';

/** What a person has to look at is noted with the order. One that is not known here is another shop's. */
export async function followStore(tx: Tx, shopUrl: string, told: PreparationRecorded): Promise<void> {
  const order = await lockOrder(tx, told.orderId);
  const part = order && partAt(order, told.storeId);
  if (!part) return;
  switch (told.step) {
    case 'prepared':
      return packed(tx, shopUrl, order, part, told);
    case 'handed-over':
      return handedOver(tx, shopUrl, order, told);
    case 'put-back':
      return putBack(tx, shopUrl, order, told);
  }
}

function partAt(order: Order, storeId: string): Preparation | undefined {
  const all = preparationsOf(order);
  return isSplit(order) ? all.find(({ locationId }) => locationId === storeId) : all[0];
}

async function packed(tx: Tx, shopUrl: string, order: Order, part: Preparation, told: PreparationRecorded) {
  // It had not heard.
  if (part.state === 'called-off') return writeCalledOff(tx, order, told.storeId);
  // Told twice, or sent back long ago.
  if (part.packed || order.status === 'returned') return;
  const isAway = part.state === 'handed-over' || part.state === 'delivered';
  const now = { missing: missingOf(order, part, told), packed: packedIn(told) };
  if (isSplit(order) && now.packed.length === 0 && mayBecome(part.state, 'called-off')) {
    const move = {
      locationId: part.locationId,
      to: 'called-off',
      reason: ownReasons.nothingOnShelf,
    } as const;
    await movePart(tx, shopUrl, order, move, by(told));
    return;
  }
  const moved = isAway
    ? await recordPacked(tx, order, part.locationId, now)
    : isSplit(order)
      ? await movePart(tx, shopUrl, order, { locationId: part.locationId, to: 'packed', ...now }, by(told))
      : await packedWhole(tx, shopUrl, await recordPacked(tx, order, part.locationId, now), told);
  await refundLines(tx, moved, now.missing, { by: 'store', key: told.recordId, reason: ownReasons.missing });
}

async function packedWhole(tx: Tx, shopUrl: string, order: Order, told: PreparationRecorded) {
  const to = order.deliveryMethod === 'collect' ? 'ready-to-collect' : 'preparing';
  return mayMove(order.status, to, order.deliveryMethod)
    ? moveOrder(tx, shopUrl, order, { status: to }, by(told))
    : order;
}

async function handedOver(tx: Tx, shopUrl: string, order: Order, told: PreparationRecorded) {
  // The store packs before it hands over; here the first of both may have come to nothing.
  const ready =
    order.status !== 'ready-to-collect' && mayMove(order.status, 'ready-to-collect', order.deliveryMethod)
      ? await moveOrder(tx, shopUrl, order, { status: 'ready-to-collect' }, by(told))
      : order;
  if (mayMove(ready.status, 'collected', ready.deliveryMethod))
    await moveOrder(tx, shopUrl, ready, { status: 'collected' }, { ...by(told), isMovedByStore: true });
  else if (ready.status !== 'collected')
    await note(tx, order, 'Remise au client par le magasin, mais la commande avait pris une autre voie.');
}

/** Of an order that other places send parts of, the others go on. */
async function putBack(tx: Tx, shopUrl: string, order: Order, told: PreparationRecorded) {
  if (!isSplit(order) && mayMove(order.status, 'cancelled', order.deliveryMethod))
    await moveOrder(tx, shopUrl, order, { status: 'cancelled', reason: told.reason }, by(told));
  await forgetCalledOff(tx, order, told.storeId);
}

/** By lines, what was neither packed nor replaced. */
function missingOf(
  { frozen }: Order,
  part: Preparation,
  { lines = [], substitutions = [] }: PreparationRecorded,
): Quantity[] {
  const missing = new Map<string, number>();
  for (const { productId, ordered, prepared } of lines)
    add(missing, productId, thousandths(ordered) - thousandths(prepared));
  for (const { productId, quantity } of substitutions) add(missing, productId, -thousandths(quantity));
  const products = new Map(frozen.lines.map(({ lineId, productId }) => [lineId, productId]));
  return part.lines.flatMap(({ lineId, quantity }) => {
    const productId = products.get(lineId) ?? '';
    const of = Math.min(missing.get(productId) ?? 0, thousandths(quantity));
    if (of < 1) return [];
    add(missing, productId, -of);
    return [{ lineId, quantity: decimal(of) }];
  });
}

/** What lies in the parcel, by product. */
function packedIn({ lines = [], substitutions = [] }: PreparationRecorded): OfProduct[] {
  const sums = new Map<string, number>();
  for (const { productId, prepared } of lines) add(sums, productId, thousandths(prepared));
  for (const { substituteId, quantity } of substitutions) add(sums, substituteId, thousandths(quantity));
  return [...sums].flatMap(([productId, sum]) => (sum > 0 ? [{ productId, quantity: decimal(sum) }] : []));
}

const add = (sums: Map<string, number>, key: string, count: number) =>
  sums.set(key, (sums.get(key) ?? 0) + count);
const note = (tx: Tx, order: Order, text: string) =>
  writeNote(tx, order.id, { kind: 'note', text, by: 'store' });
const by = ({ by }: PreparationRecorded) => ({ by: by ?? 'store', correlationId: null });
