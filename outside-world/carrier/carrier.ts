/** A carrier that moves nothing and otherwise behaves like one: rates, parcels with labels, signed tracking. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { z } from 'zod';
import type { Target } from '../behaving/deliver.ts';
import { carrierApi } from './api.ts';
import { CarrierBehaviour, misbehaviour } from './operations.ts';
import { parcelsPage, trackingPage } from './page.ts';
import { Parcels, statuses } from './parcels.ts';
import { createTracking } from './webhooks.ts';

export type CarrierOptions = Readonly<{
  /** 0 lets the system choose. */
  port: number;
  /** The address to listen at; 127.0.0.1 unless told. */
  host?: string;
  key: string;
  /** Where the shop wants to hear of scans, and the secret that signs them. */
  webhook?: Target;
  /** What must survive a restart; without it, all is forgotten. */
  stateFile?: string;
}>;
export type RunningCarrier = Readonly<{ url: string; close(): Promise<void> }>;

export async function startCarrier(options: CarrierOptions): Promise<RunningCarrier> {
  const parcels = new Parcels(options.stateFile);
  const behaviour = new CarrierBehaviour();
  const tracking = createTracking(options.webhook, behaviour);
  let url = '';
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.use(
    '/v1',
    carrierApi({ parcels, behaviour, key: options.key, origin: () => url, told: tracking.tell }),
  );
  pages(app, parcels);
  control(app, parcels, behaviour, tracking);

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        tracking.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pages(app: Express, parcels: Parcels): void {
  const languageOf = (request: express.Request) =>
    request.acceptsLanguages('fr', 'en') === 'en' ? ('en' as const) : ('fr' as const);
  app.get('/', (request, response) => {
    response.type('html').send(parcelsPage(parcels.list(), languageOf(request)));
  });
  app.get('/track/:number', (request, response) => {
    const parcel = parcels.byNumber(request.params.number);
    if (!parcel) return void response.status(404).type('text').send('Colis inconnu. No such parcel.');
    response.type('html').send(trackingPage(parcel, languageOf(request)));
  });
}

const scanRequest = z.object({ trackingNumber: z.string(), status: z.enum(statuses) });

function control(
  app: Express,
  parcels: Parcels,
  behaviour: CarrierBehaviour,
  tracking: ReturnType<typeof createTracking>,
): void {
  app.post('/_control/misbehave', express.json(), (request, response) => {
    const told = misbehaviour.safeParse(request.body);
    if (!told.success) return void response.status(400).json({ error: told.error.issues });
    const { loseLabels, ...faults } = told.data;
    behaviour.set(faults);
    behaviour.labelsToLose = loseLabels;
    response.json(told.data);
  });
  /** The driver's scanner. A form of the page, or JSON. */
  app.post('/_control/scan', express.json(), express.urlencoded({ extended: false }), (request, response) => {
    const told = scanRequest.safeParse(request.body);
    const parcel = told.success ? parcels.byNumber(told.data.trackingNumber) : undefined;
    if (!told.success || !parcel)
      return void response.status(400).json({ error: 'unknown parcel or status' });
    tracking.tell(parcels.scan(parcel, told.data.status));
    if (request.is('json')) return void response.json({ scanned: true });
    response.redirect(303, '/');
  });
}
