/**
 * Goods of an order that a store took back, as its journal says (ADR 0080): what is left of the order's lines is given back, each return
 * once. What came beyond that came back somewhere else before: it is given back to nobody, and both stores and head office are told. The
 * goods are on the store's shelf by its own record.
 */
import { Problem, type Tx } from '@comptoir/service-kit';
import type { OrderReturnRecorded } from '@comptoir/service-kit/events/sales';
import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import { returnKey } from '../follow-on/give-back.ts';
import { writeNote } from '../store/notes.ts';
import { announcedForExchange, lockOrder, type Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { refundsOf } from '../store/payments.ts';
import { insertReturn, lessAnnounced, type Return, returnsOf } from '../store/returns.ts';
import { askRefund } from './ask-refund.ts';
import { leftOfLine } from './change.ts';
import { decimal, type Quantity, sumOfLine } from './removed.ts';

/** An order that is not known here is another shop's. */
export async function takeBackAtStore(tx: Tx, told: OrderReturnRecorded): Promise<void> {
  const order = await lockOrder(tx, told.orderId);
  if (!order) return;
  const before = await returnsOf(tx, order.id);
  if (before.some(({ id }) => id === told.returnId)) return;
  const { lines, excess } = await judged(tx, order, before, came(order, told));
  await insertReturn(tx, {
    ...{ id: told.returnId, orderId: order.id, state: 'received', code: told.reason, reason: '' },
    ...{ lines, excess, store: { id: told.storeId, name: told.storeName }, at: new Date(told.at) },
  });
  await note(tx, order, 'returned-at-store', told);
  await takeFromAnnounced(tx, before, lines);
  if (lines.length > 0) await refundOf(tx, order, told, lines);
  if (excess.length > 0) {
    await note(tx, order, 'returned-twice', told);
    await owe(tx, order.id, 'tell-double', told.returnId);
  }
}

/** By lines of the order. One that it does not have is none of it. */
const came = ({ frozen }: Order, { lines }: OrderReturnRecorded): Quantity[] =>
  lines.flatMap(({ position, quantity }) => {
    const line = frozen.lines[position - 1];
    return line ? [{ lineId: line.lineId, quantity }] : [];
  });

/** What was announced to pay another order is awaited there: here it counts as gone. */
async function judged(tx: Tx, order: Order, before: readonly Return[], lines: readonly Quantity[]) {
  const given = (await refundsOf(tx, order.id))
    .filter(({ state }) => state !== 'failed')
    .flatMap((refund) => refund.lines);
  const awaited = new Set(await announcedForExchange(tx, order.id));
  const gone = [...given, ...before.filter(({ id }) => awaited.has(id)).flatMap((one) => one.lines)];
  return splitByLeft(lines, (lineId) => leftOfLine(order, gone, lineId));
}

/** Pure. @param leftOf of a line, in thousandths. @returns what is left of what came, and what is beyond it. */
export function splitByLeft(
  came: readonly Quantity[],
  leftOf: (lineId: string) => number,
): Readonly<{ lines: Quantity[]; excess: Quantity[] }> {
  const ids = [...new Set(came.map(({ lineId }) => lineId))];
  const parts = ids.map((lineId) => {
    const all = sumOfLine(came, lineId);
    return { lineId, all, kept: Math.min(all, Math.max(0, leftOf(lineId))) };
  });
  const some = (of: (part: (typeof parts)[number]) => number) =>
    parts.flatMap((part) => (of(part) > 0 ? [{ lineId: part.lineId, quantity: decimal(of(part)) }] : []));
  return { lines: some(({ kept }) => kept), excess: some(({ all, kept }) => all - kept) };
}

/** What was announced to come by post and came to the store is awaited no more. */
async function takeFromAnnounced(tx: Tx, before: readonly Return[], lines: readonly Quantity[]) {
  let rest = lines;
  for (const announced of before.filter(({ state }) => state === 'asked')) {
    const leftOf = (lineId: string) => sumOfLine(announced.lines, lineId);
    const { lines: brought, excess } = splitByLeft(rest, leftOf);
    if (brought.length === 0) continue;
    const awaited = splitByLeft(announced.lines, (lineId) => sumOfLine(brought, lineId)).excess;
    await lessAnnounced(tx, announced, awaited);
    rest = excess;
  }
}

async function refundOf(tx: Tx, order: Order, told: OrderReturnRecorded, lines: Quantity[]) {
  const refund = { lines, includeDelivery: false, reason: returnNumber(told.returnId) };
  const more = { by: 'store', key: returnKey(told.returnId), returnCode: told.reason };
  const unpaid = (why: string) => {
    const text = `Rendu au magasin ${told.storeName}, sans pouvoir être remboursé (${why}).`;
    return writeNote(tx, order.id, { kind: 'note', text, by: 'store' });
  };
  try {
    if (!(await askRefund(tx, order, refund, more))) await unpaid('nothing-left');
  } catch (error) {
    // The goods are there all the same: a person decides about the money.
    if (!(error instanceof Problem)) throw error;
    await unpaid(error.type);
  }
}

const note = (
  tx: Tx,
  order: Order,
  kind: 'returned-at-store' | 'returned-twice',
  told: OrderReturnRecorded,
) => writeNote(tx, order.id, { kind, text: told.storeName, by: told.by });
