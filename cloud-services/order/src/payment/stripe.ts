/**
 * Stripe, by its official library. Payments are held first and captured later (`capture_method: manual`).
 * Lost answers: a key gives the first answer again for 24 h; a payment is found by its metadata, first by search (which
 * is behind by up to a minute), then among those made since. Source: https://docs.stripe.com/api, Idempotent requests;
 * https://docs.stripe.com/search, Data freshness.
 */
import { cardMinorMin } from '@comptoir/service-kit/beside-card';
import Stripe from 'stripe';
import {
  AnswerLost,
  type Attempt,
  type Dispute,
  type PaymentOption,
  type PaymentProvider,
  ProviderRefused,
  providerTimeoutMs,
  type Standing,
  WebhookRefused,
  webhookAgeMaxSeconds,
} from './provider.ts';

export type StripeOptions = Readonly<{
  name: string;
  secretKey: string;
  webhookSecret: string;
  option: PaymentOption;
  /** Stripe's own unless told. */
  apiBase?: string;
}>;

const expand = ['latest_charge'];
/** Payments are looked for from a little before we began: clocks differ. */
const clockDifferenceSeconds = 120;

export function stripeProvider({
  name,
  secretKey,
  webhookSecret,
  option,
  apiBase,
}: StripeOptions): PaymentProvider {
  const stripe = new Stripe(secretKey, {
    ...(apiBase ? addressOf(apiBase) : {}),
    // The saga retries, by its own rules: two layers that retry would only hide how often.
    maxNetworkRetries: 0,
    timeout: providerTimeoutMs,
    telemetry: false,
  });

  return {
    name,
    option,
    amountMinorMin: cardMinorMin,
    async authorise(attempt: Attempt, key) {
      try {
        const intent = await stripe.paymentIntents.create(
          {
            amount: attempt.amountMinor,
            currency: attempt.currency.toLowerCase(),
            payment_method: attempt.paymentMethodToken,
            capture_method: 'manual',
            confirm: true,
            return_url: attempt.returnUrl,
            description: attempt.description,
            metadata: { order: attempt.orderId, attempt: attempt.attemptId },
            expand,
          },
          { idempotencyKey: key },
        );
        return standingOf(intent);
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError)
          return {
            reference: error.payment_intent?.id ?? '',
            at: 'declined',
            declineCode: error.decline_code || error.code || 'card_declined',
          };
        // Nothing came of it, and nothing would: a token that is not known, or was used, is a card that does not work.
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409)
          return { reference: '', at: 'declined', declineCode: error.code ?? 'invalid_request' };
        throw meant(error);
      }
    },
    async find({ attemptId, begunAt }) {
      try {
        const query = `metadata['attempt']:'${attemptId}'`;
        const { data } = await stripe.paymentIntents.search({
          query,
          limit: 1,
          expand: ['data.latest_charge'],
        });
        if (data[0]) return standingOf(data[0]);
        const gte = Math.floor(begunAt.getTime() / 1000) - clockDifferenceSeconds;
        for await (const intent of stripe.paymentIntents.list({
          created: { gte },
          limit: 100,
          expand: ['data.latest_charge'],
        }))
          if (intent.metadata.attempt === attemptId) return standingOf(intent);
        return undefined;
      } catch (error) {
        throw meant(error);
      }
    },
    read: (reference) => asked(() => stripe.paymentIntents.retrieve(reference, { expand })),
    capture: (reference, amountMinor, _currency, key) =>
      settled(reference, () =>
        stripe.paymentIntents.capture(
          reference,
          { amount_to_capture: amountMinor, expand },
          { idempotencyKey: key },
        ),
      ),
    cancel: (reference, key) =>
      settled(reference, () => stripe.paymentIntents.cancel(reference, { expand }, { idempotencyKey: key })),
    async refund(reference, { refundId, amountMinor }) {
      try {
        await stripe.refunds.create(
          { payment_intent: reference, amount: amountMinor, metadata: { refund: refundId } },
          { idempotencyKey: refundId },
        );
      } catch (error) {
        throw meant(error);
      }
    },
    async findRefund(reference, refundId) {
      try {
        for await (const refund of stripe.refunds.list({ payment_intent: reference, limit: 100 }))
          if (refund.metadata?.refund === refundId) return true;
        return false;
      } catch (error) {
        throw meant(error);
      }
    },
    async readDispute(id) {
      try {
        return disputeOf(await stripe.disputes.retrieve(id));
      } catch (error) {
        throw meant(error);
      }
    },
    async readWebhook(payload, headers) {
      const signature = String(headers['stripe-signature'] ?? '');
      try {
        const event = stripe.webhooks.constructEvent(payload, signature, webhookSecret, webhookAgeMaxSeconds);
        const told = event.data.object as Told;
        const isDispute = told.object === 'dispute';
        const reference = told.object === 'payment_intent' ? told.id : isDispute ? told.payment_intent : null;
        return {
          ...{ eventId: event.id, type: event.type, reference: reference ?? null },
          attemptId: told.metadata?.attempt ?? null,
          disputeId: isDispute ? (told.id ?? null) : null,
        };
      } catch (error) {
        const reason = error instanceof Error && /tolerance/.test(error.message) ? 'too-old' : 'forged';
        throw new WebhookRefused(reason, error);
      }
    },
  };

  async function asked(call: () => Promise<Stripe.PaymentIntent>): Promise<Standing> {
    try {
      return standingOf(await call());
    } catch (error) {
      throw meant(error);
    }
  }

  /** A payment that is no longer as the call wants it is told as it is: it was done before, or overtaken. */
  async function settled(reference: string, call: () => Promise<Stripe.PaymentIntent>): Promise<Standing> {
    try {
      return standingOf(await call());
    } catch (error) {
      if (
        error instanceof Stripe.errors.StripeInvalidRequestError &&
        error.code === 'payment_intent_unexpected_state'
      )
        return asked(() => stripe.paymentIntents.retrieve(reference, { expand }));
      throw meant(error);
    }
  }
}

function cardOf(charge: Stripe.PaymentIntent['latest_charge']): { card?: string } {
  const told = charge && typeof charge === 'object' ? charge.payment_method_details?.card?.fingerprint : null;
  return told ? { card: told } : {};
}

function standingOf(intent: Stripe.PaymentIntent): Standing {
  const { id: reference, latest_charge: charge } = intent;
  switch (intent.status) {
    case 'requires_capture':
      return { reference, ...cardOf(charge), at: 'authorised' };
    case 'succeeded':
      return {
        reference,
        ...cardOf(charge),
        at: 'captured',
        capturedMinor: intent.amount_received,
        refundedMinor: charge && typeof charge === 'object' ? charge.amount_refunded : 0,
      };
    case 'requires_action':
      return { reference, at: 'action', url: intent.next_action?.redirect_to_url?.url ?? '' };
    case 'canceled':
      return { reference, at: 'cancelled' };
    case 'processing':
      throw new AnswerLost('the payment is still being processed', false);
    default: {
      const { decline_code, code } = intent.last_payment_error ?? {};
      return { reference, at: 'declined', declineCode: decline_code ?? code ?? 'card_declined' };
    }
  }
}

type Told = Readonly<{
  id?: string;
  object?: string;
  payment_intent?: string | null;
  metadata?: Readonly<Record<string, string>>;
}>;

/** Inquiries (`warning_…`) take no money yet, and are answered like a dispute. Source: https://docs.stripe.com/api/disputes/object */
function disputeOf(told: Stripe.Dispute): Dispute {
  const { due_by } = told.evidence_details;
  return {
    ...{ id: told.id, reason: told.reason, amountMinor: told.amount, state: disputeStateOf(told.status) },
    withdrawnMinor: told.balance_transactions.reduce((sum, { amount }) => sum - amount, 0),
    feeMinor: told.balance_transactions.reduce((sum, { fee }) => sum + fee, 0),
    answerBy: due_by === null ? null : new Date(due_by * 1_000),
  };
}

function disputeStateOf(status: string): Dispute['state'] {
  if (status === 'won' || status === 'lost') return status;
  if (status === 'warning_closed' || status === 'prevented') return 'won';
  return status.endsWith('under_review') ? 'answered' : 'open';
}

/** What an error means for us. Source: https://docs.stripe.com/error-handling */
function meant(error: unknown): unknown {
  const { errors } = Stripe;
  if (error instanceof AnswerLost) return error;
  if (error instanceof errors.StripeAPIError) return new AnswerLost('the provider had a fault', true, error);
  if (
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeRateLimitError ||
    (error instanceof errors.StripeError && error.statusCode === 409)
  )
    return new AnswerLost('the provider did not answer', false, error);
  if (error instanceof errors.StripeError) return new ProviderRefused(error.message, error);
  return error;
}

function addressOf(apiBase: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiBase);
  const scheme = protocol === 'http:' ? 'http' : 'https';
  return { host: hostname, port: port || (scheme === 'http' ? '80' : '443'), protocol: scheme };
}
