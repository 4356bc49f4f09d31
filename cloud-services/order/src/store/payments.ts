/** Payments and refunds in PostgreSQL: `0 <= refunded <= captured <= amount`, checked by the tables themselves. */
import type { Tx } from '@comptoir/service-kit';
import type { ReturnReason } from '@comptoir/sync-protocol/records/return-reason';
import type { Standing } from '../payment/provider.ts';
import { type Left, moneyOf, type RefundParts } from '../refunds.ts';
import { cardHashOf } from '../risk/traits.ts';
import type { Reader } from './reader.ts';

export type Payment = Readonly<{
  id: string;
  orderId: string;
  provider: string;
  reference: string | null;
  state: 'intended' | 'action' | 'authorised' | 'captured' | 'declined' | 'cancelled';
  amountMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  /** What the provider took back of it because it is disputed: it is not there to be refunded. */
  withdrawnMinor: number;
}>;

export type Refund = RefundParts &
  Readonly<{
    /** The part of its money that goes back on the gift card. */
    giftMinor: number;
    /** The part of its money that pays an exchange: it stays where it is, and is that order's to give back. */
    movedMinor: number;
    id: string;
    orderId: string;
    reason: string;
    /** Of what was sent back. */
    returnCode: ReturnReason | null;
    by: string;
    state: 'owed' | 'done' | 'failed';
    at: Date;
  }>;

const paymentColumns = `id, order_id as "orderId", provider, reference, state, amount_minor::float8 as "amountMinor",
  captured_minor::float8 as "capturedMinor", refunded_minor::float8 as "refundedMinor",
  withdrawn_minor::float8 as "withdrawnMinor"`;

export async function paymentOf(from: Reader, orderId: string): Promise<Payment | undefined> {
  const rows: Payment[] = await from.query(`select ${paymentColumns} from payment where order_id = $1`, [
    orderId,
  ]);
  return rows[0];
}

export async function intendPayment(
  tx: Tx,
  payment: Readonly<{ id: string; orderId: string; provider: string; amountMinor: number }>,
): Promise<void> {
  await tx.query(
    `insert into payment (id, order_id, provider, state, amount_minor) values ($1, $2, $3, 'intended', $4) on conflict do nothing`,
    [payment.id, payment.orderId, payment.provider, payment.amountMinor],
  );
}

/** What is captured never shrinks: an older answer never overwrites a newer one. The card of who was erased since is not noted again. */
export async function recordStanding(tx: Tx, paymentId: string, standing: Standing): Promise<void> {
  const captured = standing.at === 'captured' ? standing.capturedMinor : 0;
  await tx.query(
    `update payment set reference = coalesce(nullif($2, ''), reference),
       state = case when state = 'captured' then state else $3 end, captured_minor = greatest(captured_minor, $4),
       card_hash = (select coalesce($5, card_hash) from customer_order o where o.id = order_id and o.contact is not null)
     where id = $1`,
    [paymentId, standing.reference, standing.at, captured, cardHashOf(standing)],
  );
}

const refundColumns = `id, order_id as "orderId", amount_minor::float8 as "amountMinor", points,
  points_minor::float8 as "pointsMinor", gift_minor::float8 as "giftMinor", moved_minor::float8 as "movedMinor",
  delivery_minor::float8 as "deliveryMinor", lines, taxes, reason, return_code as "returnCode", by_whom as by, state, at`;

export const refundsOf = (from: Reader, orderId: string): Promise<Refund[]> =>
  from.query(`select ${refundColumns} from refund where order_id = $1 order by at, id`, [orderId]);

export async function insertRefund(tx: Tx, refund: Omit<Refund, 'state' | 'at'>): Promise<void> {
  await tx.query(
    `insert into refund (id, order_id, amount_minor, delivery_minor, lines, taxes, reason, by_whom, points, points_minor, gift_minor,
       moved_minor, return_code)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing`,
    [
      refund.id,
      refund.orderId,
      refund.amountMinor,
      refund.deliveryMinor,
      JSON.stringify(refund.lines),
      JSON.stringify(refund.taxes),
      refund.reason,
      refund.by,
      refund.points,
      refund.pointsMinor,
      refund.giftMinor,
      refund.movedMinor,
      refund.returnCode,
    ],
  );
}

/** @returns false if it was done before. */
export async function refundDone(tx: Tx, refund: Refund): Promise<boolean> {
  const [rows]: [unknown[]] = await tx.query(
    `update refund set state = 'done' where id = $1 and state = 'owed' returning id`,
    [refund.id],
  );
  if (rows.length === 0) return false;
  await countRefunded(tx, refund.orderId, moneyOf(refund) - refund.giftMinor - refund.movedMinor);
  return true;
}

/** Of this order's payment so much has gone back. */
export async function countRefunded(tx: Tx, orderId: string, amountMinor: number): Promise<void> {
  await tx.query('update payment set refunded_minor = refunded_minor + $2 where order_id = $1', [
    orderId,
    amountMinor,
  ]);
}

/** What is left to give back where it came from, once all that is promised has gone back. */
export function leftToGive(
  payment: Payment | undefined,
  giftCard: Readonly<{ amountMinor: number }> | null,
  refunds: readonly Refund[],
): Left {
  const promised = refunds.filter(({ state }) => state !== 'failed');
  const giftBack = promised.reduce((sum, { giftMinor }) => sum + giftMinor, 0);
  const back = promised.reduce((sum, refund) => sum + moneyOf(refund), 0);
  return {
    cardMinor: Math.max(
      0,
      (payment?.capturedMinor ?? 0) - (payment?.withdrawnMinor ?? 0) - (back - giftBack),
    ),
    giftMinor: (giftCard?.amountMinor ?? 0) - giftBack,
  };
}
