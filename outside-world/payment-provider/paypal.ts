/**
 * The part of PayPal's REST interface that a shop needs. Source: https://developer.paypal.com/docs/api/orders/v2/ and
 * https://developer.paypal.com/docs/api/payments/v2/
 */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { answerAs } from '../behaving/answer-as.ts';
import { paypalDisputeView } from './disputes.ts';
import type { Ledger } from './ledger.ts';
import { newId } from './objects.ts';
import { type Operation, ownFault, type ProviderBehaviour } from './operations.ts';
import type { PaypalOrder } from './paypal-objects.ts';

const amount = z.object({
  currency_code: z.string().length(3),
  value: z.string().regex(/^\d{1,7}(\.\d{2})?$/),
});
const createRequest = z.object({
  intent: z.literal('AUTHORIZE'),
  purchase_units: z
    .array(z.object({ custom_id: z.string(), amount, description: z.string().optional() }))
    .length(1),
  payment_source: z.object({
    paypal: z.object({ experience_context: z.object({ return_url: z.url(), cancel_url: z.url() }) }),
  }),
});

type Parts = Readonly<{ ledger: Ledger; behaviour: ProviderBehaviour; origin: () => string; secret: string }>;
type Answer = { status: number; body: unknown };

/** Any client id; the secret is the provider's secret key, and so is the access token that it buys. */
export function paypalApi({ ledger, behaviour, origin, secret }: Parts): Router {
  const router = Router();
  router.use(express.json(), express.urlencoded({ extended: false }));
  router.post('/token', (request, response) => {
    const [, password] = Buffer.from((request.get('authorization') ?? '').slice(6), 'base64')
      .toString()
      .split(':');
    if (password !== secret) return void response.status(401).json({ error: 'invalid_client' });
    response.json({ access_token: secret, token_type: 'Bearer', expires_in: 32_400 });
  });

  const serve =
    (operation: Operation, work: (request: Request) => Answer) =>
    async (request: Request, response: Response): Promise<void> => {
      if (request.get('authorization') !== `Bearer ${secret}`)
        return void response
          .status(401)
          .json({ name: 'AUTHENTICATION_FAILURE', message: 'Authentication failed.' });
      const key = request.method === 'POST' ? request.get('paypal-request-id') : undefined;
      await answerAs(response, behaviour.faultFor(operation), ownFault, () => {
        const first = key === undefined ? undefined : ledger.get('answer', `paypal:${key}`);
        if (first) return first;
        const answer = work(request);
        return key === undefined
          ? answer
          : ledger.put('answer', { id: `paypal:${key}`, asked: request.path, ...answer });
      });
    };

  const view = (order: PaypalOrder) => ({
    id: order.id,
    status: order.status,
    intent: 'AUTHORIZE',
    links: [
      { href: `${origin()}/v2/checkout/orders/${order.id}`, rel: 'self', method: 'GET' },
      { href: `${origin()}/v2/approve/${order.id}`, rel: 'payer-action', method: 'GET' },
    ],
    purchase_units: [
      {
        custom_id: order.customId,
        amount: { currency_code: order.currency, value: order.value },
        payments: {
          authorizations: order.authorization ? [{ ...order.authorization, custom_id: order.customId }] : [],
          captures: order.capture
            ? [{ id: order.capture.id, status: 'COMPLETED', amount: money(order, order.capture.value) }]
            : [],
          refunds: order.refunds.map(({ id, value, customId }) => ({
            id,
            status: 'COMPLETED',
            amount: money(order, value),
            ...(customId === null ? {} : { custom_id: customId }),
          })),
        },
      },
    ],
  });

  router.post(
    '/checkout/orders',
    serve('create', ({ body }) => {
      const asked = createRequest.safeParse(body);
      const [unit] = asked.success ? asked.data.purchase_units : [];
      if (!asked.success || !unit) return refuse(400, 'INVALID_REQUEST');
      const { return_url, cancel_url } = asked.data.payment_source.paypal.experience_context;
      const order = ledger.put('paypal', {
        id: newId('PP').toUpperCase().replace('_', ''),
        status: 'PAYER_ACTION_REQUIRED',
        value: unit.amount.value,
        currency: unit.amount.currency_code,
        customId: unit.custom_id,
        returnUrl: return_url,
        cancelUrl: cancel_url,
        authorization: null,
        capture: null,
        refunds: [],
      });
      return { status: 201, body: view(order) };
    }),
  );
  router.get(
    '/checkout/orders/:id',
    serve('retrieve', ({ params }) => {
      const order = ledger.get('paypal', String(params.id));
      return order ? { status: 200, body: view(order) } : refuse(404, 'RESOURCE_NOT_FOUND');
    }),
  );
  router.post(
    '/checkout/orders/:id/authorize',
    serve('confirm', ({ params }) => {
      const order = ledger.get('paypal', String(params.id));
      if (!order) return refuse(404, 'RESOURCE_NOT_FOUND');
      if (order.status === 'PAYER_ACTION_REQUIRED') return refuse(422, 'ORDER_NOT_APPROVED');
      if (order.status !== 'APPROVED') return refuse(422, 'ORDER_ALREADY_AUTHORIZED');
      const done = ledger.put('paypal', {
        ...order,
        status: 'COMPLETED',
        authorization: { id: newId('A').toUpperCase(), status: 'CREATED' },
      });
      return { status: 201, body: view(done) };
    }),
  );
  router.post(
    '/payments/authorizations/:id/capture',
    serve('capture', ({ params, body }) => {
      const order = ledger.list('paypal').find(({ authorization }) => authorization?.id === params.id);
      if (!order?.authorization) return refuse(404, 'RESOURCE_NOT_FOUND');
      if (order.authorization.status !== 'CREATED') return refuse(422, 'AUTHORIZATION_ALREADY_CAPTURED');
      const value: string = body?.amount?.value ?? order.value;
      const capture = { id: newId('C').toUpperCase(), value };
      ledger.put('paypal', {
        ...order,
        authorization: { ...order.authorization, status: 'CAPTURED' },
        capture,
      });
      return { status: 201, body: { id: capture.id, status: 'COMPLETED' } };
    }),
  );
  router.post(
    '/payments/authorizations/:id/void',
    serve('cancel', ({ params }) => {
      const order = ledger.list('paypal').find(({ authorization }) => authorization?.id === params.id);
      if (!order?.authorization) return refuse(404, 'RESOURCE_NOT_FOUND');
      if (order.authorization.status === 'CAPTURED') return refuse(422, 'PREVIOUSLY_CAPTURED');
      ledger.put('paypal', {
        ...order,
        status: 'VOIDED',
        authorization: { ...order.authorization, status: 'VOIDED' },
      });
      return { status: 204, body: undefined };
    }),
  );
  router.post(
    '/payments/captures/:id/refund',
    serve('refund', ({ params, body }) => {
      const order = ledger.list('paypal').find(({ capture }) => capture?.id === params.id);
      if (!order?.capture) return refuse(404, 'RESOURCE_NOT_FOUND');
      const value: string = body?.amount?.value ?? order.capture.value;
      const given = order.refunds.reduce((sum, one) => sum + cents(one.value), 0);
      if (cents(value) + given > cents(order.capture.value)) return refuse(422, 'REFUND_AMOUNT_EXCEEDED');
      const refund = { id: newId('R').toUpperCase(), value, customId: body?.custom_id ?? null };
      ledger.put('paypal', { ...order, refunds: [...order.refunds, refund] });
      return { status: 201, body: { id: refund.id, status: 'COMPLETED' } };
    }),
  );
  router.get(
    '/disputes/:id',
    serve('retrieve', ({ params }) => {
      const dispute = ledger.get('dispute', String(params.id));
      const order = dispute && ledger.get('paypal', dispute.payment);
      return dispute && order
        ? { status: 200, body: paypalDisputeView(dispute, order) }
        : refuse(404, 'RESOURCE_NOT_FOUND');
    }),
  );
  router.post(
    '/verify-webhook-signature',
    serve('retrieve', ({ body }) => ({
      status: 200,
      body: {
        verification_status: body?.transmission_sig === `signed-with-${secret}` ? 'SUCCESS' : 'FAILURE',
      },
    })),
  );
  /** The payer's page, in one step: approve, or refuse with `?refuse`. */
  router.get('/approve/:id', (request, response) => {
    const order = ledger.get('paypal', request.params.id);
    if (!order) return void response.status(404).end();
    if (request.query.refuse !== undefined) return void response.redirect(303, order.cancelUrl);
    if (order.status === 'PAYER_ACTION_REQUIRED') ledger.put('paypal', { ...order, status: 'APPROVED' });
    response.redirect(303, order.returnUrl);
  });
  return router;
}

const cents = (value: string) => Math.round(Number(value) * 100);
const money = ({ currency }: PaypalOrder, value: string) => ({ currency_code: currency, value });
const refuse = (status: number, name: string): Answer => ({
  status,
  body: { name, message: name, details: [{ issue: name }] },
});
