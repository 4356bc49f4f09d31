/**
 * An exchange is a return of one order and another order in one: what comes back pays for what is taken, by the amount that the refund would
 * be, and the difference is charged now or refunded when the goods have come. Nothing is packed before: a return that never comes has cost
 * nothing. The money stays at the provider that has it, so that it is not sent back and charged anew.
 */

import { problem, type Tx } from '@comptoir/service-kit';
import { moveOrder } from '../aftercare/move.ts';
import { writePreparation } from '../aftercare/to-prepare.ts';
import { type Exchanged, exchangeIn } from '../gift-card.ts';
import { tellReturnAsked } from '../letters/tell.ts';
import { ownReasons } from '../own-reasons.ts';
import { askReturnParcel } from '../parcels/book.ts';
import type { OrderParts } from '../parts.ts';
import { allOf, giftPartOf, moneyOf, refundOfLines } from '../refunds.ts';
import { findOrder, lockExchangeOf, type Order, writeExchange } from '../store/orders.ts';
import { leftToGive, paymentOf, refundsOf } from '../store/payments.ts';
import type { Reader } from '../store/reader.ts';
import { insertReturn } from '../store/returns.ts';

/**
 * What of these lines may pay for others: the part that a bank card paid, as it would be refunded.
 * @throws Problem 404, 409 `more-than-left` as a refund of them does; 409 `exchange-not-possible` where nothing was paid by card.
 */
export async function worthOf(from: Reader, order: Order, lines: Exchanged['lines']): Promise<number> {
  const payment = await paymentOf(from, order.id);
  const before = (await refundsOf(from, order.id)).filter(({ state }) => state !== 'failed');
  const left = leftToGive(payment, order.giftCard, before);
  const money = moneyOf(refundOfLines(order.frozen, allOf(before), left, lines, false));
  const worthMinor = Math.min(left.cardMinor, money - giftPartOf(money, left));
  if (worthMinor < 1)
    throw problem(
      409,
      'exchange-not-possible',
      'Nothing of this was paid by card',
      'Send it back: you have what you paid with again, and may buy with it.',
    );
  return worthMinor;
}

/** With the confirmation: the return is announced, with its label. That order is not locked: what it may give back is looked at when the goods have come. */
export async function announceExchange(tx: Tx, parts: OrderParts, order: Order): Promise<void> {
  const exchange = exchangeIn(order.giftCard);
  if (!exchange) return;
  const from = await findOrder(tx, exchange.orderId);
  if (!from) throw new Error(`order ${exchange.orderId} is gone`);
  const { returnId: id, orderId, lines, code, reason } = exchange;
  await insertReturn(tx, { id, orderId, lines, code, reason });
  await askReturnParcel(tx, parts, from, id, 'exchange');
  await tellReturnAsked(tx, parts.shopUrl, from, id, true);
}

/**
 * The goods have come: what they pay for may be packed.
 * @returns how much of their money that takes; 0 when it was cancelled, or there is none.
 */
export async function releaseExchange(tx: Tx, returnId: string): Promise<number> {
  const order = await lockExchangeOf(tx, returnId);
  const exchange = order && exchangeIn(order.giftCard);
  if (!exchange?.isWaiting || order?.status !== 'confirmed') return 0;
  const released = {
    ...order,
    version: order.version + 1,
    giftCard: { ...exchange, isWaiting: false },
  };
  await writeExchange(tx, released);
  await writePreparation(tx, released);
  return exchange.amountMinor;
}

/**
 * The return is refused, or never came: what it was to pay for is cancelled, and what was charged for it goes back.
 * @returns whether anything was cancelled.
 */
export async function callOffExchange(
  tx: Tx,
  shopUrl: string,
  returnId: string,
  told: Readonly<{ by: string; correlationId: string | null }>,
): Promise<boolean> {
  const order = await lockExchangeOf(tx, returnId);
  if (!order || !exchangeIn(order.giftCard)?.isWaiting || order.status !== 'confirmed') return false;
  await moveOrder(tx, shopUrl, order, { status: 'cancelled', reason: ownReasons.nothingCameBack }, told);
  return true;
}

/** Goods are not kept for ever for who sends nothing back; as long as a return may be announced at all. */
const waitedDaysMax = 30;

export const isOverdue = ({ giftCard, confirmedAt, status }: Order): boolean =>
  status === 'confirmed' &&
  exchangeIn(giftCard)?.isWaiting === true &&
  confirmedAt !== null &&
  Date.now() - confirmedAt.getTime() > waitedDaysMax * 86_400_000;

/** What comes after all is then a return like any. */
export async function endOverdue(tx: Tx, shopUrl: string, { giftCard }: Order): Promise<void> {
  const exchange = exchangeIn(giftCard);
  if (exchange)
    await callOffExchange(tx, shopUrl, exchange.returnId, { by: 'exchange', correlationId: null });
}
