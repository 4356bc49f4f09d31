/** The HTTP interface that the official library speaks to. Source: https://docs.stripe.com/api */
import { createHash } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { answerAs } from '../behaving/answer-as.ts';
import { cardOf } from './cards.ts';
import { disputeView } from './disputes.ts';
import type { Ledger, Remembered } from './ledger.ts';
import { intentView, methodView, newId, refundView, seconds } from './objects.ts';
import { type Operation, ownFault, type ProviderBehaviour } from './operations.ts';
import type { Payments } from './payments.ts';
import { invalidRequest, noSuch, Refusal } from './refusal.ts';
import { matching } from './search.ts';

const text = z.string().max(500);
const whole = z.coerce.number().int();
const yes = z.enum(['true', 'false']).transform((value) => value === 'true');
const told = z.record(z.string(), text).default({});
const list = z
  .union([z.array(z.string()), z.record(z.string(), z.string()).transform(Object.values)])
  .default([]);

const createRequest = z.object({
  amount: whole.min(1).max(99_999_999),
  currency: z.string().length(3).toLowerCase(),
  payment_method: text.optional(),
  confirm: yes.default(false),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).default('automatic'),
  return_url: z.url().optional(),
  metadata: told,
  description: text.optional(),
  expand: list,
});
const confirmRequest = z.object({
  payment_method: text.optional(),
  return_url: z.url().optional(),
  expand: list,
});
const captureRequest = z.object({ amount_to_capture: whole.optional(), expand: list });
const refundRequest = z.object({
  payment_intent: text,
  amount: whole.optional(),
  metadata: told,
  reason: text.optional(),
});
const cardRequest = z.object({
  type: z.literal('card'),
  card: z.object({
    number: z.string().transform((value) => value.replace(/[\s-]/g, '')),
    exp_month: whole.min(1).max(12),
    exp_year: whole.min(2000).max(2100),
    cvc: z.string().regex(/^\d{3,4}$/),
  }),
  billing_details: z.object({ name: text.optional() }).optional(),
});

export type ApiParts = Readonly<{
  ledger: Ledger;
  payments: Payments;
  behaviour: ProviderBehaviour;
  origin: () => string;
  keys: Readonly<{ secret: string; publishable: string }>;
}>;

export function stripeApi({ ledger, payments, behaviour, origin, keys }: ApiParts): Router {
  const router = Router();
  router.use(express.urlencoded({ extended: true, limit: 65_536 }));

  /** Checks the key, replays what was asked before, misbehaves when told to. */
  const serve =
    (operation: Operation | 'method', work: (request: Request) => unknown) =>
    async (request: Request, response: Response): Promise<void> => {
      const key = (request.get('authorization') ?? '').replace(/^Bearer /, '');
      const allowed = key === keys.secret || (operation === 'method' && key === keys.publishable);
      if (!allowed)
        return send(response, {
          status: 401,
          body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided.' } },
        });
      const fault = operation === 'method' ? { delayMs: 0 } : behaviour.faultFor(operation);
      await answerAs(response, fault, ownFault, () => traced(remembered(request, work)));
    };

  function remembered(
    request: Request,
    work: (request: Request) => unknown,
  ): { status: number; body: unknown } {
    const key = request.method === 'POST' ? request.get('idempotency-key') : undefined;
    const asked = createHash('sha256')
      .update(JSON.stringify([request.path, request.body ?? null]))
      .digest('hex');
    const first = key === undefined ? undefined : ledger.get('answer', key);
    if (first && first.asked !== asked)
      return refused(() => {
        throw new Refusal(400, {
          type: 'idempotency_error',
          message:
            'Keys for idempotent requests can only be used with the same parameters they were first used with.',
        });
      });
    if (first) return first;
    const answer = refused(() => work(request));
    return key === undefined
      ? answer
      : ledger.put('answer', { id: key, asked, ...answer } satisfies Remembered);
  }

  router.post(
    '/payment_methods',
    serve('method', (request) => {
      const { card, billing_details } = parse(cardRequest, request.body);
      const known = cardOf(card.number);
      if (!known)
        throw new Refusal(402, {
          type: 'card_error',
          code: 'incorrect_number',
          param: 'number',
          message: 'Your card number is incorrect.',
        });
      const method = ledger.put('method', {
        id: newId('pm'),
        brand: known.brand,
        last4: card.number.slice(-4),
        expMonth: card.exp_month,
        expYear: card.exp_year,
        name: billing_details?.name ?? null,
        created: seconds(),
        outcome: known.outcome,
      });
      return methodView(method);
    }),
  );
  router.get(
    '/payment_methods/:id',
    serve('retrieve', ({ params }) => methodView(payments.methodOf(String(params.id)))),
  );

  router.post(
    '/payment_intents',
    serve('create', ({ body }) => {
      const asked = parse(createRequest, body);
      const intent = payments.create({
        amount: asked.amount,
        currency: asked.currency,
        manualCapture: asked.capture_method === 'manual',
        paymentMethod: asked.payment_method ?? null,
        returnUrl: asked.return_url ?? null,
        metadata: asked.metadata,
        description: asked.description ?? null,
        confirm: asked.confirm,
      });
      return intentView(intent, origin(), asked.expand);
    }),
  );
  router.get(
    '/disputes/:id',
    serve('retrieve', ({ params }) => {
      const dispute = ledger.get('dispute', String(params.id));
      if (!dispute) throw noSuch('dispute', String(params.id));
      return disputeView(dispute);
    }),
  );
  router.get(
    '/payment_intents/search',
    serve('search', ({ query }) =>
      page(
        '/v1/payment_intents/search',
        ledger.list('intent').filter(matching(String(query.query ?? ''))),
        query,
        'search_result',
      ),
    ),
  );
  router.get(
    '/payment_intents',
    serve('search', ({ query }) => {
      const since = Number((query.created as Record<string, string> | undefined)?.gte ?? 0);
      return page(
        '/v1/payment_intents',
        ledger.list('intent').filter(({ created }) => created >= since),
        query,
        'list',
      );
    }),
  );
  router.get(
    '/payment_intents/:id',
    serve('retrieve', ({ params, query }) =>
      intentView(payments.intentOf(String(params.id)), origin(), list.parse(query.expand ?? [])),
    ),
  );
  router.post(
    '/payment_intents/:id/confirm',
    serve('confirm', ({ params, body }) => {
      const { payment_method, return_url, expand } = parse(confirmRequest, body);
      return intentView(
        payments.confirm(String(params.id), payment_method ?? null, return_url ?? null),
        origin(),
        expand,
      );
    }),
  );
  router.post(
    '/payment_intents/:id/capture',
    serve('capture', ({ params, body }) => {
      const { amount_to_capture, expand } = parse(captureRequest, body);
      return intentView(payments.capture(String(params.id), amount_to_capture ?? null), origin(), expand);
    }),
  );
  router.post(
    '/payment_intents/:id/cancel',
    serve('cancel', ({ params }) => intentView(payments.cancel(String(params.id)), origin())),
  );

  router.post(
    '/refunds',
    serve('refund', ({ body }) => {
      const { payment_intent, amount, metadata, reason } = parse(refundRequest, body);
      const refund = payments.refund(payment_intent, amount ?? null, metadata, reason ?? null);
      return refundView(refund, payments.intentOf(refund.intent));
    }),
  );
  router.get(
    '/refunds/:id',
    serve('retrieve', ({ params }) => {
      const refund = ledger.get('refund', String(params.id));
      if (!refund) throw noSuch('refund', String(params.id));
      return refundView(refund, payments.intentOf(refund.intent));
    }),
  );
  router.get(
    '/refunds',
    serve('search', ({ query }) => ({
      object: 'list',
      url: '/v1/refunds',
      has_more: false,
      data: ledger
        .list('refund')
        .filter(({ intent }) => query.payment_intent === undefined || intent === query.payment_intent)
        .map((refund) => refundView(refund, payments.intentOf(refund.intent))),
    })),
  );
  router.use((request, response) =>
    send(response, {
      status: 404,
      body: {
        error: {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${request.method}: ${request.path}).`,
        },
      },
    }),
  );
  return router;

  function page(
    url: string,
    intents: ReturnType<typeof ledger.list<'intent'>>,
    query: Request['query'],
    object: string,
  ) {
    const limit = Math.min(Number(query.limit ?? 10) || 10, 100);
    const after =
      query.starting_after === undefined ? -1 : intents.findIndex(({ id }) => id === query.starting_after);
    const shown = intents.slice(after + 1, after + 1 + limit);
    const data = shown.map((intent) =>
      intentView(intent, origin(), list.parse(query.expand ?? []).map(ofItem)),
    );
    const more = intents.length > after + 1 + limit;
    return object === 'list'
      ? { object, url, has_more: more, data }
      : { object, url, has_more: more, data, next_page: null };
  }
}

/** In lists, `data.latest_charge` names the field of each item. */
const ofItem = (path: string) => path.replace(/^data\./, '');

function parse<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalidRequest(issue?.message ?? 'Invalid request', { param: issue?.path.join('.') });
}

function refused(work: () => unknown): { status: number; body: unknown } {
  try {
    return { status: 200, body: work() };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    throw error;
  }
}

const send = (response: Response, { status, body }: Readonly<{ status: number; body: unknown }>): void =>
  void response.status(status).set('request-id', newId('req')).json(body);

const traced = <A extends object>(answer: A) => ({ ...answer, headers: { 'request-id': newId('req') } });
