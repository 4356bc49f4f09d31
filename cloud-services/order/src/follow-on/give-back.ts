/**
 * What paid beside the provider goes back the way it came: onto the gift card; or, of an exchange, through the payment of the order
 * whose goods came back, where the money has stayed. Of goods that never came there is none.
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import type { Exchanged } from '../gift-card.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import type { Order } from '../store/orders.ts';
import { countRefunded, paymentOf, refundsOf } from '../store/payments.ts';

export type WriteBeside = (tx: Tx) => Promise<void>;
export const nothingToWrite: WriteBeside = async () => undefined;

type Asked = Readonly<{ id: string; amountMinor: number }>;

/** The key of a return's refund. */
export const returnKey = (returnId: string): string => `return ${returnId}`;

/** @returns what is to be written once it has gone back. Done twice, it is done once. */
export async function giveBackBeside(
  parts: OrderParts,
  order: Order,
  refund: Asked,
  isRetry: boolean,
): Promise<WriteBeside> {
  const { giftCard } = order;
  if (!giftCard || refund.amountMinor === 0) return nothingToWrite;
  if (giftCard.kind === 'exchange') return giveBackMoved(parts, giftCard, refund, isRetry);
  await parts.giftCards.giveBack(giftCard, order, refund);
  return nothingToWrite;
}

async function giveBackMoved(
  parts: OrderParts,
  { orderId, returnId }: Exchanged,
  { id: ofOrder, amountMinor }: Asked,
  isRetry: boolean,
): Promise<WriteBeside> {
  const id = derivedId('refund', orderId, returnKey(returnId));
  const [payment, refunds] = [
    await paymentOf(parts.database, orderId),
    await refundsOf(parts.database, orderId),
  ];
  const moved = refunds.find((one) => one.id === id)?.movedMinor ?? 0;
  if (moved === 0) return nothingToWrite;
  if (!payment?.reference) throw new Error(`the exchange of order ${orderId} has no payment`);
  // The part that the order's own card paid goes back under the refund's own id.
  const refundId = derivedId('refund', ofOrder, 'exchange');
  const provider = providerOf(parts, payment.provider);
  if (!isRetry || !(await provider.findRefund(payment.reference, refundId)))
    await provider.refund(payment.reference, { refundId, amountMinor, currency: 'CAD' });
  return (tx) => countRefunded(tx, orderId, amountMinor);
}
