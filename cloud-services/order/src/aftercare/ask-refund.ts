/** A refund that a person asks for: checked against what is left, promised, then paid by the worker. */
import { problem, type Tx } from '@comptoir/service-kit';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import type { z } from 'zod';
import type { refundRequest } from '../api.ts';
import { exchangeIn, providerMinor } from '../gift-card.ts';
import { allOf, giftPartOf, moneyOf, refundOfAmountAsked, refundOfLines } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { insertRefund, leftToGive, paymentOf, type Refund, refundsOf } from '../store/payments.ts';
import { refundIdOf, waitsForReturn } from './move.ts';
import { checkPieces } from './removed.ts';

/**
 * Assumes that the order is locked.
 * @param told `movedMinor`: so much of the money pays another order, and stays where it is.
 * @returns null for lines that give nothing back: they cost nothing, or no money is left of the order.
 * @throws Problem 409 `nothing-captured`, `more-than-left`, `exchange-needs-all`, `waits-for-return`; 422 `whole-pieces`.
 */
export async function askRefund(
  tx: Tx,
  order: Order,
  asked: z.infer<typeof refundRequest>,
  told: Readonly<{ by: string; key: string; movedMinor?: number; returnCode?: ReturnReason }>,
): Promise<Refund | null> {
  if (exchangeIn(order.giftCard)?.isWaiting) throw waitsForReturn();
  if ('lines' in asked) checkPieces(order.frozen, asked.lines);
  const payment = await paymentOf(tx, order.id);
  if (payment ? payment.capturedMinor === 0 : providerMinor(order) > 0)
    throw problem(409, 'nothing-captured', 'Nothing has been taken yet', 'Cancel the order instead.');
  const before = (await refundsOf(tx, order.id)).filter(({ state }) => state !== 'failed');
  const left = leftToGive(payment, order.giftCard, before);
  const leftMinor = left.cardMinor + left.giftMinor;
  const parts =
    'lines' in asked
      ? refundOfLines(order.frozen, allOf(before), left, asked.lines, asked.includeDelivery)
      : refundOfAmountAsked(order.frozen, before, leftMinor, asked.amountMinor);
  if (moneyOf(parts) > leftMinor)
    throw problem(409, 'more-than-left', 'This is more than is left to give back', 'Lower the amount.', {
      members: { leftMinor, askedMinor: moneyOf(parts) },
    });
  const id = refundIdOf(order.id, told.key);
  const giftMinor = giftPartOf(moneyOf(parts), left);
  const movedMinor = told.movedMinor ?? 0;
  if (movedMinor > moneyOf(parts) - giftMinor)
    throw problem(
      409,
      'exchange-needs-all',
      'What came is worth less than what it pays for',
      'Receive all that was announced, or refuse the return: the exchange is then called off.',
      { members: { movedMinor, worthMinor: moneyOf(parts) - giftMinor } },
    );
  if (parts.amountMinor < 1) return null;
  const refund = {
    ...parts,
    giftMinor,
    movedMinor,
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
