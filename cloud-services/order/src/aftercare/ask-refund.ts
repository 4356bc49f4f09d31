/** A refund that a person asks for: checked against what is left, promised, then paid by the worker. */
import { problem, type Tx } from '@comptoir/service-kit';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import type { z } from 'zod';
import type { refundRequest } from '../api.ts';
import { allOf, giftPartOf, moneyOf, refundOfAmountAsked, refundOfLines } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { insertRefund, leftToGive, paymentOf, type Refund, refundsOf } from '../store/payments.ts';
import { refundIdOf } from './move.ts';

/** @throws Problem 409 `nothing-captured`, `more-than-left`. Assumes that the order is locked. */
export async function askRefund(
  tx: Tx,
  order: Order,
  asked: z.infer<typeof refundRequest>,
  told: Readonly<{ by: string; key: string; returnCode?: ReturnReason }>,
): Promise<Refund> {
  const payment = await paymentOf(tx, order.id);
  if (payment ? payment.capturedMinor === 0 : order.giftCard === null)
    throw problem(409, 'nothing-captured', 'Nothing has been taken yet', 'Cancel the order instead.');
  const before = (await refundsOf(tx, order.id)).filter(({ state }) => state !== 'failed');
  const left = leftToGive(payment, order.giftCard, before);
  const leftMinor = left.cardMinor + left.giftMinor;
  const parts =
    'lines' in asked
      ? refundOfLines(order.frozen, allOf(before), asked.lines, asked.includeDelivery)
      : refundOfAmountAsked(order.frozen, before, leftMinor, asked.amountMinor);
  if (parts.amountMinor < 1 || moneyOf(parts) > leftMinor)
    throw problem(409, 'more-than-left', 'This is more than is left to give back', 'Lower the amount.', {
      members: { leftMinor, askedMinor: moneyOf(parts) },
    });
  const id = refundIdOf(order.id, told.key);
  const giftMinor = giftPartOf(moneyOf(parts), left);
  const refund = {
    ...parts,
    giftMinor,
    id,
    orderId: order.id,
    reason: asked.reason,
    by: told.by,
    returnCode: told.returnCode ?? null,
  };
  await insertRefund(tx, refund);
  await owe(tx, order.id, 'refund', id);
  return { ...refund, state: 'owed', at: new Date() };
}
