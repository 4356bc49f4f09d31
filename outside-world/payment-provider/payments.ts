/** What may happen to a payment. Source: https://docs.stripe.com/payments/paymentintents/lifecycle */
import { readyTokens } from './cards.ts';
import type { Ledger } from './ledger.ts';
import {
  errorView,
  type Intent,
  intentView,
  newId,
  type PaymentMethod,
  type Refund,
  seconds,
} from './objects.ts';
import { invalidRequest, noSuch, Refusal } from './refusal.ts';

export type Payments = ReturnType<typeof createPayments>;
type Told = Readonly<Record<string, string>>;

/** Source: https://docs.stripe.com/currencies, minimum charge amounts. */
const amountMin = 50;

export function createPayments(
  ledger: Ledger,
  origin: () => string,
  tell: (type: string, intent: Intent) => void,
) {
  const keep = (intent: Intent, event?: string): Intent => {
    ledger.put('intent', intent);
    if (event) tell(event, intent);
    return intent;
  };

  function intentOf(id: string): Intent {
    const intent = ledger.get('intent', id);
    if (!intent) throw noSuch('payment_intent', id);
    return intent;
  }

  function methodOf(id: string): PaymentMethod {
    const ready = readyTokens[id];
    const method: PaymentMethod | undefined = ready
      ? { ...ready, id, expMonth: 12, expYear: 2040, name: null, created: seconds() }
      : ledger.get('method', id);
    if (!method) throw noSuch('PaymentMethod', id);
    return method;
  }

  const take = (intent: Intent): Intent => {
    const chargeId = newId('ch');
    return intent.manualCapture
      ? keep(
          { ...intent, status: 'requires_capture', chargeId, lastError: null },
          'payment_intent.amount_capturable_updated',
        )
      : keep(
          { ...intent, status: 'succeeded', chargeId, received: intent.amount, lastError: null },
          'payment_intent.succeeded',
        );
  };

  const fail = (intent: Intent, code: string, declineCode: string | null, message: string): Intent =>
    keep(
      {
        ...intent,
        status: 'requires_payment_method',
        paymentMethod: null,
        lastError: { code, declineCode, message },
      },
      'payment_intent.payment_failed',
    );

  function confirm(intent: Intent): Intent {
    if (intent.status !== 'requires_confirmation') throw wrongState(intent, 'confirmed');
    const { outcome } = methodOf(intent.paymentMethod ?? '');
    if (outcome.kind === 'approve') return take(intent);
    if (outcome.kind === 'challenge') {
      if (!intent.returnUrl)
        throw invalidRequest('A return_url is needed for this payment.', { param: 'return_url' });
      return keep({ ...intent, status: 'requires_action' }, 'payment_intent.requires_action');
    }
    const failed = fail(intent, outcome.code, outcome.declineCode, outcome.message);
    throw new Refusal(402, {
      ...(failed.lastError ? errorView(failed.lastError) : {}),
      payment_intent: intentView(failed, origin()),
    });
  }

  return {
    intentOf,
    methodOf,
    create(told: {
      amount: number;
      currency: string;
      manualCapture: boolean;
      paymentMethod: string | null;
      returnUrl: string | null;
      metadata: Told;
      description: string | null;
      confirm: boolean;
    }): Intent {
      const { confirm: confirmed, ...fields } = told;
      if (fields.amount < amountMin)
        throw invalidRequest('Amount must be at least $0.50 cad', {
          code: 'amount_too_small',
          param: 'amount',
        });
      if (fields.paymentMethod !== null) methodOf(fields.paymentMethod);
      const id = newId('pi');
      const intent = keep({
        ...fields,
        id,
        secret: `${id}_secret_${newId('s')}`,
        status: fields.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
        received: 0,
        refunded: 0,
        chargeId: null,
        lastError: null,
        created: seconds(),
      });
      return confirmed ? confirm(intent) : intent;
    },
    confirm(id: string, paymentMethod: string | null, returnUrl: string | null): Intent {
      const intent = intentOf(id);
      const chosen = paymentMethod ?? intent.paymentMethod;
      const ready = intent.status === 'requires_confirmation' || intent.status === 'requires_payment_method';
      return confirm(
        chosen !== null && ready
          ? keep({
              ...intent,
              paymentMethod: methodOf(chosen).id,
              returnUrl: returnUrl ?? intent.returnUrl,
              status: 'requires_confirmation',
            })
          : intent,
      );
    },
    capture(id: string, amount: number | null): Intent {
      const intent = intentOf(id);
      if (intent.status !== 'requires_capture') throw wrongState(intent, 'captured');
      const received = amount ?? intent.amount;
      if (received < 1 || received > intent.amount)
        throw invalidRequest('amount_to_capture is out of range.');
      return keep({ ...intent, status: 'succeeded', received }, 'payment_intent.succeeded');
    },
    cancel(id: string): Intent {
      const intent = intentOf(id);
      if (intent.status === 'succeeded' || intent.status === 'canceled') throw wrongState(intent, 'canceled');
      return keep({ ...intent, status: 'canceled' }, 'payment_intent.canceled');
    },
    refund(id: string, amount: number | null, metadata: Told, reason: string | null): Refund {
      const intent = intentOf(id);
      if (intent.status !== 'succeeded') throw wrongState(intent, 'refunded');
      const left = intent.received - intent.refunded;
      const asked = amount ?? left;
      if (left === 0)
        throw invalidRequest('Charge has already been refunded.', { code: 'charge_already_refunded' });
      if (asked < 1 || asked > left)
        throw invalidRequest(
          `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`,
        );
      const refund = { id: newId('re'), intent: id, amount: asked, metadata, reason, created: seconds() };
      ledger.put('refund', refund);
      keep({ ...intent, refunded: intent.refunded + asked }, 'charge.refunded');
      return refund;
    },
    /** The customer's answer on the challenge page; a second one changes nothing. */
    answerChallenge(intent: Intent, approved: boolean): Intent {
      if (intent.status !== 'requires_action') return intent;
      return approved
        ? take(intent)
        : fail(
            intent,
            'payment_intent_authentication_failure',
            'authentication_failed',
            'We are unable to authenticate your payment method.',
          );
    },
  };
}

const wrongState = (intent: Intent, what: string) =>
  invalidRequest(`This PaymentIntent's status is ${intent.status}: it cannot be ${what}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: { id: intent.id, status: intent.status },
  });
