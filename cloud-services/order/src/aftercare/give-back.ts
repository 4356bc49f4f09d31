/** Money back: what is promised in a transaction, then paid outside. */
import { appendEvent, derivedId, type Tx } from '@comptoir/service-kit';
import { orderRefundedEvent } from '../events.ts';
import { giveBackBeside, nothingToWrite, type WriteBeside } from '../follow-on/give-back.ts';
import { tellRefunded } from '../letters/tell.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import { giftPartOf, moneyOf, refundOfEverything } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import { type Owed, owe } from '../store/owed.ts';
import {
  insertRefund,
  leftToGive,
  type Payment,
  paymentOf,
  type Refund,
  refundDone,
  refundsOf,
} from '../store/payments.ts';

/** All that is still ours of what was captured, and the points that were taken; what was only held is freed instead. */
export async function giveBackMoney(tx: Tx, order: Order, by: string, reason: string): Promise<void> {
  const payment = await paymentOf(tx, order.id);
  if (payment && payment.state !== 'captured') return owe(tx, order.id, 'cancel-payment');
  const before = await refundsOf(tx, order.id);
  // Of a checkout that was never confirmed, points and gift cards were only held: they are let go by themselves.
  const isConfirmed = order.confirmedAt !== null;
  const paid = isConfirmed ? order.frozen : { ...order.frozen, points: null };
  const left = leftToGive(payment, isConfirmed ? order.giftCard : null, before);
  const parts = refundOfEverything(
    paid,
    before.filter(({ state }) => state !== 'failed'),
    left,
  );
  if (parts.amountMinor === 0) return;
  const id = allRefundId(order.id);
  const giftMinor = giftPartOf(moneyOf(parts), left);
  const refund = { ...parts, giftMinor, movedMinor: 0, id, orderId: order.id, reason, by, returnCode: null };
  await insertRefund(tx, refund);
  await owe(tx, order.id, 'refund', id);
}

/**
 * An order that was confirmed and only held money counts as sold for whoever read `order.confirmed`: letting it go is told as
 * giving it back. A checkout that was never confirmed was told to nobody. Told twice, it is one.
 */
export async function tellLetGo(tx: Tx, order: Order, payment: Payment, timeZone: string): Promise<void> {
  if (order.confirmedAt === null) return;
  const giftMinor = order.giftCard?.amountMinor ?? 0;
  const parts = refundOfEverything(order.frozen, [], { cardMinor: payment.amountMinor, giftMinor });
  const refund = { ...parts, giftMinor, movedMinor: 0, id: allRefundId(order.id), returnCode: null };
  await appendEvent(tx, orderRefundedEvent(order, payment, refund, new Date(), timeZone));
}

/** Of an order that only held money at its provider, what paid beside it was spent already: all of it goes back, once, by the id of that refund. */
export async function giveBackAllBeside(
  parts: OrderParts,
  order: Order,
  isRetry: boolean,
): Promise<WriteBeside> {
  const { giftCard } = order;
  if (!giftCard || order.confirmedAt === null) return nothingToWrite;
  const refund = { id: allRefundId(order.id), amountMinor: giftCard.amountMinor };
  return giveBackBeside(parts, order, refund, isRetry);
}

const allRefundId = (orderId: string): string => derivedId('refund', orderId, 'all');

/** Asked by its own id first when it was tried before: two refunds would be a gift. A gift card takes the same id once by itself. */
export async function payRefund(parts: OrderParts, owed: Owed, order: Order) {
  const refund = (await refundsOf(parts.database, order.id)).find(({ id }) => id === owed.key);
  const payment = await paymentOf(parts.database, order.id);
  if (!refund) throw new Error(`refund ${owed.key} has lost its parts`);
  // Points alone go back by the event.
  await refundCard(parts, owed, order, payment, refund);
  const beside = { id: refund.id, amountMinor: refund.giftMinor };
  const writeBeside = await giveBackBeside(parts, order, beside, owed.tries > 0);
  return {
    async write(tx: Tx) {
      if (!(await refundDone(tx, refund))) return;
      await writeBeside(tx);
      const at = new Date();
      await appendEvent(tx, orderRefundedEvent(order, payment, refund, at, parts.timeZone));
      if (order.status !== 'cancelled') await tellRefunded(tx, parts.shopUrl, order, refund);
    },
  };
}

async function refundCard(
  parts: OrderParts,
  owed: Owed,
  order: Order,
  payment: Payment | undefined,
  refund: Refund,
): Promise<void> {
  const amountMinor = moneyOf(refund) - refund.giftMinor - refund.movedMinor;
  if (amountMinor === 0) return;
  if (!payment?.reference) throw new Error(`refund ${refund.id} has no payment`);
  const provider = providerOf(parts, payment.provider);
  if (owed.tries > 0 && (await provider.findRefund(payment.reference, refund.id))) return;
  await provider.refund(payment.reference, { refundId: refund.id, amountMinor, currency: order.currency });
}
