/**
 * Payments that their payers dispute, as Stripe tells of them and as PayPal does. The money and a fee are taken at once; what is
 * won comes back, its fee does not. Source: https://docs.stripe.com/api/disputes/object,
 * https://developer.paypal.com/docs/api/customer-disputes/v1/, https://docs.stripe.com/disputes/how-disputes-work.
 */
import { z } from 'zod';
import type { Ledger } from './ledger.ts';
import { type Dispute, newId, seconds } from './objects.ts';
import type { PaypalOrder } from './paypal-objects.ts';

/** What a control call tells: a payment is disputed, or how a dispute goes on. */
export const openDispute = z.strictObject({
  payment: z.string(),
  reason: z.string().default('fraudulent'),
  fee: z.int().nonnegative().default(1_500),
  dueInDays: z.int().default(20),
});
export const moveDispute = z.strictObject({ state: z.enum(['answered', 'won', 'lost']) });

const daySeconds = 86_400;

export function createDisputes(ledger: Ledger, tell: (type: string, object: unknown) => void) {
  const paypalOf = (dispute: Dispute) => ledger.get('paypal', dispute.payment);
  /** PayPal's shop hears of nothing here: it asks. */
  const told = (dispute: Dispute, type: string): Dispute => {
    if (!paypalOf(dispute)) tell(type, disputeView(dispute));
    return dispute;
  };
  return {
    /** @returns undefined for a payment of which nothing was taken. */
    open({ payment, reason, fee, dueInDays }: z.infer<typeof openDispute>): Dispute | undefined {
      const amount = ledger.get('intent', payment)?.received ?? captured(ledger.get('paypal', payment));
      if (!amount) return undefined;
      const created = seconds();
      const dueBy = created + dueInDays * daySeconds;
      return told(
        ledger.put('dispute', {
          ...{ id: newId('du'), payment, amount, fee, reason, state: 'open', dueBy, created },
        }),
        'charge.dispute.created',
      );
    },
    move(id: string, state: Dispute['state']): Dispute | undefined {
      const dispute = ledger.get('dispute', id);
      if (!dispute) return undefined;
      const isOver = state === 'won' || state === 'lost';
      return told(
        ledger.put('dispute', { ...dispute, state }),
        isOver ? 'charge.dispute.closed' : 'charge.dispute.updated',
      );
    },
  };
}

const captured = (order: PaypalOrder | undefined): number =>
  order?.capture ? Math.round(Number(order.capture.value) * 100) : 0;

const stripeStates = { open: 'needs_response', answered: 'under_review', won: 'won', lost: 'lost' } as const;

export const disputeView = ({ id, payment, amount, fee, reason, state, dueBy, created }: Dispute) => ({
  ...{ id, object: 'dispute', amount, currency: 'cad', reason, created },
  status: stripeStates[state],
  payment_intent: payment,
  evidence_details: { due_by: dueBy, has_evidence: state !== 'open', past_due: false, submission_count: 0 },
  balance_transactions: [
    { object: 'balance_transaction', amount: -amount, fee, net: -amount - fee },
    ...(state === 'won' ? [{ object: 'balance_transaction', amount, fee: 0, net: amount }] : []),
  ],
  metadata: {},
});

const paypalStates = {
  open: 'WAITING_FOR_SELLER_RESPONSE',
  answered: 'UNDER_REVIEW',
  won: 'RESOLVED',
  lost: 'RESOLVED',
} as const;

export function paypalDisputeView(dispute: Dispute, order: PaypalOrder) {
  const { id, amount, fee, reason, state, dueBy } = dispute;
  const money = (minor: number) => ({ currency_code: order.currency, value: (minor / 100).toFixed(2) });
  const moved = (type: 'DEBIT' | 'CREDIT', minor: number, why: string) => ({
    ...{ affected_party: 'SELLER', amount: money(minor), type, reason: why },
  });
  return {
    dispute_id: id,
    reason: reason.toUpperCase(),
    status: paypalStates[state],
    dispute_amount: money(amount),
    seller_response_due_date: new Date(dueBy * 1_000).toISOString(),
    disputed_transactions: [{ seller_transaction_id: order.capture?.id, custom: order.customId }],
    ...(state === 'won' || state === 'lost'
      ? {
          dispute_outcome: {
            outcome_code: state === 'won' ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR',
          },
        }
      : {}),
    money_movements: [
      moved('DEBIT', amount, 'DISPUTE_SETTLEMENT'),
      moved('DEBIT', fee, 'DISPUTE_FEE'),
      ...(state === 'won' ? [moved('CREDIT', amount, 'DISPUTE_SETTLEMENT')] : []),
    ],
  };
}
