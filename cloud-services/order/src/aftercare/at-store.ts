/**
 * An order follows what its store does with it: packed, handed over, put back. The store acts first, perhaps cut off, and tells later; a
 * move that the order has made already, or that its life does not allow any more, changes nothing.
 */
import { Problem, type Tx } from '@comptoir/service-kit';
import type { PreparationRecorded } from '@comptoir/service-kit/events/sales';
import { mayMove } from '../states.ts';
import { writeNote } from '../store/notes.ts';
import { lockOrder, type Order } from '../store/orders.ts';
import { askRefund } from './ask-refund.ts';
import { moveOrder } from './move.ts';

/** What a person has to look at is noted with the order. One that is not known here is another shop's. */
export async function followStore(tx: Tx, shopUrl: string, told: PreparationRecorded): Promise<void> {
  const order = await lockOrder(tx, told.orderId);
  if (!order) return;
  switch (told.step) {
    case 'prepared':
      return packed(tx, shopUrl, order, told);
    case 'handed-over':
      return handedOver(tx, shopUrl, order, told);
    case 'put-back':
      return putBack(tx, shopUrl, order, told);
  }
}

async function packed(tx: Tx, shopUrl: string, order: Order, told: PreparationRecorded) {
  const to = order.deliveryMethod === 'collect' ? 'ready-to-collect' : 'preparing';
  if (!mayMove(order.status, to, order.deliveryMethod)) return;
  const moved = await moveOrder(tx, shopUrl, order, { status: to }, by(told));
  await refundMissing(tx, moved, told);
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

async function putBack(tx: Tx, shopUrl: string, order: Order, told: PreparationRecorded) {
  if (mayMove(order.status, 'cancelled', order.deliveryMethod))
    await moveOrder(tx, shopUrl, order, { status: 'cancelled', reason: told.reason }, by(told));
}

/** What was neither packed nor replaced goes back, as money that was taken. */
async function refundMissing(
  tx: Tx,
  order: Order,
  { recordId, lines = [], substitutions = [] }: PreparationRecorded,
) {
  const missing = new Map(
    lines.map(({ productId, ordered, prepared }) => [productId, Number(ordered) - Number(prepared)]),
  );
  for (const { productId, quantity } of substitutions)
    missing.set(productId, (missing.get(productId) ?? 0) - Number(quantity));
  const back = order.frozen.lines.flatMap(({ lineId, productId, quantity }) => {
    const left = missing.get(productId) ?? 0;
    const of = Math.min(left, Number(quantity));
    if (of < thousandth) return [];
    missing.set(productId, left - of);
    return [{ lineId, quantity: String(Number(of.toFixed(3))) }];
  });
  if (back.length === 0) return;
  const asked = { lines: back, includeDelivery: false, reason: 'missing' };
  try {
    await askRefund(tx, order, asked, { by: 'store', key: recordId });
  } catch (error) {
    // Nothing is captured yet, or all was given back: a person decides.
    if (!(error instanceof Problem)) throw error;
    await note(tx, order, `Il manque des articles, qui n’ont pas pu être remboursés (${error.type}).`);
  }
}

const note = (tx: Tx, order: Order, text: string) =>
  writeNote(tx, order.id, { kind: 'note', text, by: 'store' });
const thousandth = 0.001;
const by = ({ by }: PreparationRecorded) => ({ by: by ?? 'store', correlationId: null });
