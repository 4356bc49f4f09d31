/** What the provider keeps. Names on the wire are Stripe's. Source: https://docs.stripe.com/api/payment_intents/object */
import { randomBytes } from 'node:crypto';
import { type Outcome, readyTokens } from './cards.ts';

export type PaymentMethod = Readonly<{
  id: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  name: string | null;
  created: number;
  outcome: Outcome;
}>;

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type LastError = Readonly<{ code: string; declineCode: string | null; message: string }>;

export type Intent = Readonly<{
  id: string;
  secret: string;
  amount: number;
  currency: string;
  status: IntentStatus;
  manualCapture: boolean;
  paymentMethod: string | null;
  returnUrl: string | null;
  metadata: Readonly<Record<string, string>>;
  description: string | null;
  received: number;
  refunded: number;
  chargeId: string | null;
  lastError: LastError | null;
  created: number;
}>;

export type Refund = Readonly<{
  id: string;
  intent: string;
  amount: number;
  metadata: Readonly<Record<string, string>>;
  reason: string | null;
  created: number;
}>;

export type Dispute = Readonly<{
  id: string;
  /** Of an intent, or of a PayPal order. */
  payment: string;
  amount: number;
  fee: number;
  reason: string;
  state: 'open' | 'answered' | 'won' | 'lost';
  dueBy: number;
  created: number;
}>;

export const newId = (prefix: string): string =>
  `${prefix}_${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}`;
export const seconds = (): number => Math.floor(Date.now() / 1000);

export const methodView = (method: PaymentMethod) => ({
  id: method.id,
  object: 'payment_method',
  type: 'card',
  billing_details: { name: method.name, email: null, phone: null, address: null },
  card: { brand: method.brand, last4: method.last4, exp_month: method.expMonth, exp_year: method.expYear },
  created: method.created,
  customer: null,
  livemode: false,
  metadata: {},
});

/** @param origin of the provider itself: where its challenge page is. */
export const intentView = (intent: Intent, origin: string, expand: readonly string[] = []) => ({
  id: intent.id,
  object: 'payment_intent',
  amount: intent.amount,
  amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
  amount_received: intent.received,
  capture_method: intent.manualCapture ? 'manual' : 'automatic',
  client_secret: intent.secret,
  confirmation_method: 'automatic',
  created: intent.created,
  currency: intent.currency,
  description: intent.description,
  last_payment_error: intent.lastError && errorView(intent.lastError),
  latest_charge: expand.includes('latest_charge') ? chargeView(intent) : intent.chargeId,
  livemode: false,
  metadata: intent.metadata,
  next_action:
    intent.status === 'requires_action'
      ? {
          type: 'redirect_to_url',
          redirect_to_url: {
            url: `${origin}/3ds/${intent.id}?secret=${intent.secret}`,
            return_url: intent.returnUrl,
          },
        }
      : null,
  payment_method: intent.paymentMethod,
  payment_method_types: ['card'],
  status: intent.status,
});

const lentCard = 'pm_card_visa_lent';
const fingerprintOf = ({ id, paymentMethod }: Intent) =>
  `fp_${paymentMethod === null || (paymentMethod in readyTokens && paymentMethod !== lentCard) ? id : paymentMethod}`;

const chargeView = (intent: Intent) =>
  intent.chargeId && {
    id: intent.chargeId,
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.received,
    amount_refunded: intent.refunded,
    captured: intent.received > 0,
    currency: intent.currency,
    paid: true,
    payment_intent: intent.id,
    payment_method_details: { type: 'card', card: { fingerprint: fingerprintOf(intent) } },
    refunded: intent.received > 0 && intent.refunded === intent.received,
    status: 'succeeded',
  };

export const errorView = ({ code, declineCode, message }: LastError) => ({
  type: 'card_error',
  code,
  ...(declineCode ? { decline_code: declineCode } : {}),
  message,
});

export const refundView = (refund: Refund, { currency, chargeId }: Intent) => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  charge: chargeId,
  created: refund.created,
  currency,
  metadata: refund.metadata,
  payment_intent: refund.intent,
  reason: refund.reason,
  status: 'succeeded',
});
