/**
 * PayPal, by its REST interface: an order that the payer approves on PayPal's page, then authorised, captured, refunded.
 * Lost answers: `PayPal-Request-Id` gives the first answer again; our reference is the order's id from its creation on, and
 * until then nothing can have been taken, since the payer has approved nothing.
 * Source: https://developer.paypal.com/docs/api/orders/v2/, https://developer.paypal.com/docs/api/payments/v2/
 */
import { z } from 'zod';
import {
  AnswerLost,
  type Dispute,
  type PaymentProvider,
  ProviderRefused,
  providerTimeoutMs,
  type Standing,
  WebhookRefused,
  webhookAgeMaxSeconds,
} from './provider.ts';

type PaypalOptions = Readonly<{ apiBase: string; clientId: string; clientSecret: string; webhookId: string }>;

const amount = z.object({ value: z.string() });
const paypalOrder = z.object({
  id: z.string(),
  status: z.string(),
  links: z.array(z.object({ href: z.string(), rel: z.string() })).default([]),
  purchase_units: z.array(
    z.object({
      payments: z
        .object({
          authorizations: z.array(z.object({ id: z.string(), status: z.string() })).default([]),
          captures: z.array(z.object({ id: z.string(), amount })).default([]),
          refunds: z
            .array(z.object({ id: z.string(), amount, custom_id: z.string().optional() }))
            .default([]),
        })
        .optional(),
    }),
  ),
});
type PaypalOrder = z.infer<typeof paypalOrder>;
const webhookEvent = z.object({
  id: z.string(),
  event_type: z.string(),
  resource: z.union([
    z.object({
      dispute_id: z.string(),
      disputed_transactions: z.array(z.object({ custom: z.string().optional() })).default([]),
    }),
    z.object({
      id: z.string(),
      custom_id: z.string().optional(),
      supplementary_data: z.object({ related_ids: z.object({ order_id: z.string() }) }).optional(),
    }),
  ]),
});
/** Source: https://developer.paypal.com/docs/api/customer-disputes/v1/ */
const paypalDispute = z.object({
  dispute_id: z.string(),
  reason: z.string(),
  status: z.string(),
  dispute_amount: amount,
  seller_response_due_date: z.string().optional(),
  dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
  money_movements: z
    .array(z.object({ affected_party: z.string(), amount, type: z.string(), reason: z.string().optional() }))
    .default([]),
});

const answerCharsMax = 1_000_000;

/** @throws Error for more than any answer of its kind. */
async function textOf(answer: Response): Promise<string> {
  let text = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.length > answerCharsMax) throw new Error('the answer has no end');
  }
  return text;
}

/** @throws AnswerLost for what is not JSON: it may have worked. */
function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AnswerLost('PayPal answered what is no JSON', false, error);
  }
}

class Refused extends Error {
  readonly status: number;
  readonly issue: string;
  constructor(status: number, issue: string) {
    super(`${status} ${issue}`);
    this.status = status;
    this.issue = issue;
  }
}

export function paypalProvider({
  apiBase,
  clientId,
  clientSecret,
  webhookId,
}: PaypalOptions): PaymentProvider {
  let token: { value: string; until: number } | undefined;

  async function accessToken(): Promise<string> {
    if (token && token.until > Date.now()) return token.value;
    const answer = await send('/v1/oauth2/token', {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token, expires_in } = z
      .object({ access_token: z.string(), expires_in: z.number() })
      .parse(answer);
    token = { value: access_token, until: Date.now() + (expires_in - 60) * 1_000 };
    return access_token;
  }

  async function send(path: string, init: RequestInit): Promise<unknown> {
    let answer: Response;
    let text: string;
    try {
      // Its secret goes nowhere else, whatever address it answers.
      const bounded = { redirect: 'error', signal: AbortSignal.timeout(providerTimeoutMs) } as const;
      answer = await fetch(`${apiBase}${path}`, { ...init, ...bounded });
      text = await textOf(answer);
    } catch (error) {
      throw new AnswerLost('PayPal did not answer', false, error);
    }
    if (answer.status >= 500 || answer.status === 429)
      throw new AnswerLost('PayPal had a fault', answer.status !== 429);
    const body = parsed(text);
    if (answer.ok) return body;
    const told = z
      .object({ details: z.array(z.object({ issue: z.string() })).optional(), name: z.string().optional() })
      .safeParse(body);
    throw new Refused(answer.status, told.data?.details?.[0]?.issue ?? told.data?.name ?? 'refused');
  }

  async function call(method: 'GET' | 'POST', path: string, key?: string, body?: unknown): Promise<unknown> {
    return send(path, {
      method,
      headers: {
        authorization: `Bearer ${await accessToken()}`,
        'content-type': 'application/json',
        prefer: 'return=representation',
        ...(key === undefined ? {} : { 'paypal-request-id': key }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
  }
  const readOrder = async (reference: string): Promise<PaypalOrder> =>
    paypalOrder.parse(await final(call('GET', `/v2/checkout/orders/${reference}`)));

  /** Approved by the payer: held now. The key derives from the order, so that it is held once. */
  async function standing(order: PaypalOrder): Promise<Standing> {
    if (order.status !== 'APPROVED') return standingOf(order);
    try {
      const path = `/v2/checkout/orders/${order.id}/authorize`;
      return standingOf(paypalOrder.parse(await call('POST', path, `${order.id}:authorize`)));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.issue === 'ORDER_ALREADY_AUTHORIZED') return standingOf(await readOrder(order.id));
      return { reference: order.id, at: 'declined', declineCode: error.issue.toLowerCase() };
    }
  }

  return {
    name: 'paypal',
    option: { provider: 'paypal', kind: 'redirect' },
    amountMinorMin: 1,
    async authorise({ attemptId, description, amountMinor, currency, returnUrl }, key) {
      const created = await final(
        call('POST', '/v2/checkout/orders', key, {
          intent: 'AUTHORIZE',
          purchase_units: [{ custom_id: attemptId, description, amount: amountOf(amountMinor, currency) }],
          payment_source: {
            paypal: { experience_context: { return_url: returnUrl, cancel_url: returnUrl } },
          },
        }),
      );
      return standing(paypalOrder.parse(created));
    },
    /** PayPal cannot be asked by our id. An order whose creation was lost was approved by nobody: it lapses. */
    find: async () => undefined,
    read: async (reference) => standing(await readOrder(reference)),
    async capture(reference, amountMinor, currency, key) {
      const order = await readOrder(reference);
      const [authorization] = unitOf(order).authorizations;
      if (authorization?.status === 'CREATED')
        await final(
          call('POST', `/v2/payments/authorizations/${authorization.id}/capture`, key, {
            amount: amountOf(amountMinor, currency),
          }),
          'AUTHORIZATION_ALREADY_CAPTURED',
        );
      return standingOf(await readOrder(reference));
    },
    async cancel(reference, key) {
      const order = await readOrder(reference);
      const [authorization] = unitOf(order).authorizations;
      // What was never approved holds nothing, and is left to lapse.
      if (!authorization) return { reference, at: 'cancelled' };
      if (authorization.status === 'CREATED')
        await final(
          call('POST', `/v2/payments/authorizations/${authorization.id}/void`, key),
          'PREVIOUSLY_CAPTURED',
          'PREVIOUSLY_VOIDED',
        );
      return standingOf(await readOrder(reference));
    },
    async refund(reference, { refundId, amountMinor, currency }) {
      const [capture] = unitOf(await readOrder(reference)).captures;
      if (!capture) throw new ProviderRefused('nothing was captured');
      await final(
        call('POST', `/v2/payments/captures/${capture.id}/refund`, refundId, {
          amount: amountOf(amountMinor, currency),
          custom_id: refundId,
        }),
      );
    },
    findRefund: async (reference, refundId) =>
      unitOf(await readOrder(reference)).refunds.some(({ custom_id }) => custom_id === refundId),
    async readDispute(id) {
      return disputeOf(paypalDispute.parse(await final(call('GET', `/v1/customer/disputes/${id}`))));
    },
    async readWebhook(payload, headers) {
      const event = webhookEvent.safeParse(jsonOf(payload));
      if (!event.success) throw new WebhookRefused('malformed', event.error);
      const header = (name: string) => String(headers[name] ?? '');
      const sentAt = Date.parse(header('paypal-transmission-time'));
      if (!(Date.now() - sentAt < webhookAgeMaxSeconds * 1_000)) throw new WebhookRefused('too-old');
      const answer = await call('POST', '/v1/notifications/verify-webhook-signature', undefined, {
        auth_algo: header('paypal-auth-algo'),
        cert_url: header('paypal-cert-url'),
        transmission_id: header('paypal-transmission-id'),
        transmission_sig: header('paypal-transmission-sig'),
        transmission_time: header('paypal-transmission-time'),
        webhook_id: webhookId,
        webhook_event: jsonOf(payload),
      });
      const verified = z.object({ verification_status: z.string() }).parse(answer);
      if (verified.verification_status !== 'SUCCESS') throw new WebhookRefused('forged');
      const { id, event_type, resource } = event.data;
      if ('dispute_id' in resource) {
        const attemptId = resource.disputed_transactions[0]?.custom ?? null;
        return { eventId: id, type: event_type, reference: null, attemptId, disputeId: resource.dispute_id };
      }
      const reference = resource.supplementary_data?.related_ids.order_id ?? resource.id;
      return {
        ...{ eventId: id, type: event_type, reference, attemptId: resource.custom_id ?? null },
        disputeId: null,
      };
    },
  };
}

/** @param harmless refusals that say that it was done before. */
async function final(work: Promise<unknown>, ...harmless: string[]): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (harmless.includes(error.issue)) return undefined;
    throw new ProviderRefused(`PayPal refused: ${error.message}`, error);
  }
}

const unitOf = (order: PaypalOrder) =>
  order.purchase_units[0]?.payments ?? { authorizations: [], captures: [], refunds: [] };

function standingOf(order: PaypalOrder): Standing {
  const reference = order.id;
  const { authorizations, captures, refunds } = unitOf(order);
  if (captures[0])
    return {
      reference,
      at: 'captured',
      capturedMinor: minorOf(captures[0].amount.value),
      refundedMinor: refunds.reduce((sum, one) => sum + minorOf(one.amount.value), 0),
    };
  if (authorizations[0]?.status === 'VOIDED' || order.status === 'VOIDED')
    return { reference, at: 'cancelled' };
  if (authorizations[0]) return { reference, at: 'authorised' };
  const url = order.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href ?? '';
  return { reference, at: 'action', url };
}

/** Fees are movements too, and are told apart by their reasons. */
function disputeOf(told: z.infer<typeof paypalDispute>): Dispute {
  const ours = told.money_movements.filter(({ affected_party }) => affected_party === 'SELLER');
  const sumOf = (isFee: boolean) =>
    ours
      .filter(({ reason = '' }) => reason.endsWith('FEE') === isFee)
      .reduce((sum, { type, amount: { value } }) => sum + (type === 'DEBIT' ? 1 : -1) * minorOf(value), 0);
  const { seller_response_due_date: due } = told;
  return {
    ...{ id: told.dispute_id, reason: told.reason.toLowerCase(), state: disputeStateOf(told) },
    amountMinor: minorOf(told.dispute_amount.value),
    withdrawnMinor: sumOf(false),
    feeMinor: sumOf(true),
    answerBy: due === undefined ? null : new Date(due),
  };
}

function disputeStateOf({ status, dispute_outcome }: z.infer<typeof paypalDispute>): Dispute['state'] {
  if (status === 'RESOLVED')
    return /SELLER_FAVOU?R|CANCELED/.test(dispute_outcome?.outcome_code ?? '') ? 'won' : 'lost';
  return status === 'UNDER_REVIEW' || status === 'WAITING_FOR_BUYER_RESPONSE' ? 'answered' : 'open';
}

/** Two decimals: PayPal takes CAD so. Source: https://developer.paypal.com/api/rest/reference/currency-codes/ */
const amountOf = (amountMinor: number, currency: string) => ({
  currency_code: currency,
  value: `${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`,
});
const minorOf = (value: string): number => Math.round(Number(value) * 100);

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch (error) {
    throw new WebhookRefused('malformed', error);
  }
}
