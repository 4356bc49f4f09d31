/** A payment provider that moves no money and otherwise behaves like Stripe, or like PayPal. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { Behaviour } from '../behaving/misbehaviour.ts';
import { stripeApi } from './api.ts';
import { cardFields } from './card-fields.ts';
import { challengePage, type Language } from './challenge.ts';
import { createDisputes, moveDispute, openDispute } from './disputes.ts';
import { Ledger } from './ledger.ts';
import { type Intent, intentView } from './objects.ts';
import { misbehaviour, type Operation, type ProviderBehaviour } from './operations.ts';
import { paymentsPage } from './page.ts';
import { createPayments, type Payments } from './payments.ts';
import { paypalApi } from './paypal.ts';
import { createWebhooks } from './webhooks.ts';

export type ProviderOptions = Readonly<{
  /** 0 lets the system choose. */
  port: number;
  secretKey: string;
  publishableKey: string;
  /** Where the shop wants to hear of events, and the secret that signs them. */
  /** The address to listen at; 127.0.0.1 unless told. */
  host?: string;
  webhook?: Readonly<{ url: string; secret: string }>;
  /** What must survive a restart; without it, all is forgotten. */
  stateFile?: string;
}>;

export type RunningProvider = Readonly<{ url: string; port: number; close(): Promise<void> }>;

export async function startProvider(options: ProviderOptions): Promise<RunningProvider> {
  const ledger = new Ledger(options.stateFile);
  const behaviour = new Behaviour<Operation>();
  const webhooks = createWebhooks(options.webhook, behaviour);
  let url = '';
  const origin = () => url;
  const payments = createPayments(ledger, origin, (type, intent) =>
    webhooks.tell(type, intentView(intent, url)),
  );
  const app = express();
  app.disable('x-powered-by');
  // `expand[]=` and `created[gte]=`, as Stripe writes them.
  app.set('query parser', 'extended');
  const keys = { secret: options.secretKey, publishable: options.publishableKey };
  app.use(
    ['/v1/oauth2', '/v1/notifications', '/v1/customer', '/v2'],
    paypalApi({ ledger, behaviour, origin, secret: keys.secret }),
  );
  app.use('/v1', stripeApi({ ledger, payments, behaviour, origin, keys }));
  pages(app, ledger, payments);
  control(app, behaviour, createDisputes(ledger, webhooks.tell));

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    close: () =>
      new Promise((resolve) => {
        webhooks.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pages(app: Express, ledger: Ledger, payments: Payments): void {
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/', (request, response) => {
    const language = request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
    response.type('html').send(paymentsPage(ledger.list('intent'), language));
  });
  app.get('/card-fields', (_request, response) => {
    response.set('cache-control', 'no-store').type('html').send(cardFields);
  });
  app
    .route('/3ds/:id')
    .all((_request, response, next) => {
      // A bank's page is in nobody's frame. Source: EMV 3-D Secure leaves it to the issuer; so do we.
      response.set({ 'content-security-policy': "frame-ancestors 'none'", 'cache-control': 'no-store' });
      next();
    })
    .get((request, response) => {
      const intent = challenged(ledger, request.params.id, request.query.secret);
      if (!intent) return void response.status(404).type('text').send('No such payment.');
      if (intent.status !== 'requires_action') return void response.redirect(303, returnAddress(intent));
      const asked = request.query.language ?? request.acceptsLanguages('fr', 'en');
      const language: Language = asked === 'en' ? 'en' : 'fr';
      response
        .type('html')
        .send(challengePage(intent, payments.methodOf(intent.paymentMethod ?? '').last4, language));
    })
    .post(express.urlencoded({ extended: false }), (request, response) => {
      const intent = challenged(ledger, request.params.id, request.query.secret);
      if (!intent) return void response.status(404).type('text').send('No such payment.');
      response.redirect(
        303,
        returnAddress(payments.answerChallenge(intent, request.body?.answer === 'approve')),
      );
    });
}

function challenged(ledger: Ledger, id: string, secret: unknown): Intent | undefined {
  const intent = ledger.get('intent', id);
  return intent && intent.secret === secret && intent.returnUrl !== null ? intent : undefined;
}

/** Source: https://docs.stripe.com/payments/3d-secure, Redirect: what is added to the return_url. */
function returnAddress(intent: Intent): string {
  const address = new URL(intent.returnUrl ?? '');
  const well = intent.status === 'requires_capture' || intent.status === 'succeeded';
  address.searchParams.set('payment_intent', intent.id);
  address.searchParams.set('payment_intent_client_secret', intent.secret);
  address.searchParams.set('redirect_status', well ? 'succeeded' : 'failed');
  return address.href;
}

function control(
  app: Express,
  behaviour: ProviderBehaviour,
  disputes: ReturnType<typeof createDisputes>,
): void {
  app.post('/_control/disputes', express.json(), (request, response) => {
    const asked = openDispute.safeParse(request.body);
    const dispute = asked.success ? disputes.open(asked.data) : undefined;
    if (!dispute) return void response.status(400).json({ error: 'Nothing was taken of this payment.' });
    response.json({ id: dispute.id });
  });
  app.post('/_control/disputes/:id', express.json(), (request, response) => {
    const asked = moveDispute.safeParse(request.body);
    const dispute = asked.success ? disputes.move(request.params.id, asked.data.state) : undefined;
    if (!dispute) return void response.status(400).json({ error: 'No such dispute, or no such state.' });
    response.json({ id: dispute.id });
  });
  app.get('/_control/state', (_request, response) => void response.json(behaviour.now));
  app.post('/_control/misbehave', express.json(), (request, response) => {
    const told = misbehaviour.safeParse(request.body);
    if (!told.success) return void response.status(400).json({ error: told.error.issues });
    behaviour.set(told.data);
    response.json(told.data);
  });
}
