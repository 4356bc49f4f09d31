/** Money back: what is promised in a transaction, then paid outside. */
import { appendEvent, derivedId, type Tx } from '@comptoir/service-kit';
import { orderRefundedEvent } from '../events.ts';
import { tellRefunded } from '../letters/tell.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import { moneyOf, refundOfEverything } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import { type Owed, owe } from '../store/owed.ts';
import {
  insertRefund,
  type Payment,
  paymentOf,
  promisedBack,
  refundDone,
  refundsOf,
} from '../store/payments.ts';

/** All that is still ours of what was captured, and the points that were taken; what was only held is freed instead. */
export async function giveBackMoney(tx: Tx, order: Order, by: string, reason: string): Promise<void> {
  const payment = await paymentOf(tx, order.id);
  if (!payment) return;
  if (payment.state !== 'captured') return owe(tx, order.id, 'cancel-payment');
  const before = await refundsOf(tx, order.id);
  const leftMinor = payment.capturedMinor - promisedBack(before);
  // Of a checkout that was never confirmed, points were only held: they are let go by themselves.
  const paid = order.confirmedAt === null ? { ...order.frozen, points: null } : order.frozen;
  const parts = refundOfEverything(
    paid,
    before.filter(({ state }) => state !== 'failed'),
    leftMinor,
  );
  if (parts.amountMinor === 0) return;
  const id = allRefundId(order.id);
  await insertRefund(tx, { ...parts, id, orderId: order.id, reason, by });
  await owe(tx, order.id, 'refund', id);
}

/**
 * An order that was confirmed and only held money counts as sold for whoever read `order.confirmed`: letting it go is told as
 * giving it back. A checkout that was never confirmed was told to nobody. Told twice, it is one.
 */
export async function tellLetGo(tx: Tx, order: Order, payment: Payment, timeZone: string): Promise<void> {
  if (order.confirmedAt === null) return;
  const parts = refundOfEverything(order.frozen, [], payment.amountMinor);
  const refund = { ...parts, id: allRefundId(order.id) };
  await appendEvent(tx, orderRefundedEvent(order, payment, refund, new Date(), timeZone));
}

const allRefundId = (orderId: string): string => derivedId('refund', orderId, 'all');

/** Asked by its own id first when it was tried before: two refunds would be a gift. */
export async function payRefund(parts: OrderParts, owed: Owed, order: Order) {
  const refund = (await refundsOf(parts.database, order.id)).find(({ id }) => id === owed.key);
  const payment = await paymentOf(parts.database, order.id);
  if (!refund || !payment?.reference) throw new Error(`refund ${owed.key} has lost its parts`);
  const provider = providerOf(parts, payment.provider);
  const told = { refundId: refund.id, amountMinor: moneyOf(refund), currency: order.currency };
  // Points alone go back by the event.
  const isPaid =
    told.amountMinor === 0 || (owed.tries > 0 && (await provider.findRefund(payment.reference, refund.id)));
  if (!isPaid) await provider.refund(payment.reference, told);
  return {
    async write(tx: Tx) {
      if (!(await refundDone(tx, refund))) return;
      const at = new Date();
      await appendEvent(tx, orderRefundedEvent(order, payment, refund, at, parts.timeZone));
      if (order.status !== 'cancelled') await tellRefunded(tx, parts.shopUrl, order, refund);
    },
  };
}
