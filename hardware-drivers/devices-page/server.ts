import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import { askAll, type ControlAddresses, type SampleProduct, sampleProducts } from './devices.ts';
import { renderFragments, renderPage } from './render/page.ts';
import { type Language, wordsIn } from './words.ts';

export type DevicesPageOptions = Readonly<{
  port: number;
  simulators: ControlAddresses;
  /** JSON array of `{gtin, name: {fr, en}}`; read at each visit, so that a new seed shows. */
  samplesFile?: string | undefined;
}>;

const lookEveryMs = 400;

/** What the page may ask of a device, and how that device wants to be asked. */
const actions: Readonly<
  Record<string, Readonly<{ device: keyof ControlAddresses; method: 'POST' | 'PUT' }>>
> = {
  'printer/misbehave': { device: 'printer', method: 'POST' },
  'printer/load-paper': { device: 'printer', method: 'POST' },
  'printer/close-drawer': { device: 'printer', method: 'POST' },
  'printer/power-cycle': { device: 'printer', method: 'POST' },
  'paymentTerminal/card': { device: 'paymentTerminal', method: 'POST' },
  'paymentTerminal/mode': { device: 'paymentTerminal', method: 'POST' },
  'paymentTerminal/misbehave': { device: 'paymentTerminal', method: 'POST' },
  'paymentTerminal/restart': { device: 'paymentTerminal', method: 'POST' },
  'scanner/scan': { device: 'scanner', method: 'POST' },
  'scanner/misbehave': { device: 'scanner', method: 'POST' },
  'caisseAp/card': { device: 'caisseAp', method: 'POST' },
  'caisseAp/mode': { device: 'caisseAp', method: 'POST' },
  'caisseAp/misbehave': { device: 'caisseAp', method: 'POST' },
  'scale/load': { device: 'scale', method: 'POST' },
  'scale/misbehave': { device: 'scale', method: 'POST' },
  'customerDisplay/misbehave': { device: 'customerDisplay', method: 'POST' },
  'labelPrinter/misbehave': { device: 'labelPrinter', method: 'POST' },
  'wan/faults': { device: 'wan', method: 'PUT' },
  'wan/heal': { device: 'wan', method: 'POST' },
};

/** Serves the page of simulated devices; the browser speaks to this server alone, it speaks to the control ports. */
export async function startDevicesPage(
  options: DevicesPageOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const app = express();
  app.disable('x-powered-by');
  const watchers = new Map<Response, { language: Language; sent: Record<string, string> }>();
  let timer: NodeJS.Timeout | null = null;
  let looking = false;

  /** Asks the devices while someone watches, and tells each watcher what has changed. One look at a time. */
  async function look(): Promise<void> {
    looking = true;
    const devices = await askAll(options.simulators);
    for (const [response, watcher] of watchers) {
      const fragments = renderFragments(devices, wordsIn(watcher.language));
      const changed = Object.entries(fragments).filter(([id, markup]) => watcher.sent[id] !== markup);
      if (changed.length > 0) response.write(`data: ${JSON.stringify(Object.fromEntries(changed))}\n\n`);
      watcher.sent = fragments;
    }
    looking = false;
    if (watchers.size > 0) timer = setTimeout(() => void look(), lookEveryMs);
  }
  function lookNow(): void {
    if (looking || watchers.size === 0) return;
    if (timer) clearTimeout(timer);
    void look();
  }

  const page = (language: Language) => async (_request: unknown, response: Response) => {
    const devices = await askAll(options.simulators);
    response.type('html').send(renderPage(devices, readSamples(options.samplesFile), wordsIn(language)));
  };
  app.get('/', page('fr'));
  app.get('/en', page('en'));

  app.get('/events', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    watchers.set(response, { language: request.query.language === 'en' ? 'en' : 'fr', sent: {} });
    response.on('close', () => watchers.delete(response));
    lookNow();
  });

  // A body of this type cannot be sent from another site's page without asking first, and nobody answers that question here.
  app.post('/act/:device/:action', express.json({ type: 'application/json' }), async (request, response) => {
    const wanted = actions[`${request.params.device}/${request.params.action}`];
    if (!wanted || !request.is('application/json')) return void response.sendStatus(404);
    try {
      const answer = await fetch(new URL(`/${request.params.action}`, options.simulators[wanted.device]), {
        method: wanted.method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request.body),
      });
      response
        .status(answer.status)
        .type(answer.headers.get('content-type') ?? 'text/plain')
        .send(await answer.text());
    } catch {
      response.sendStatus(502);
    }
    lookNow();
  });

  const pictures = (folder: 'receipts' | 'labels', device: 'printer' | 'labelPrinter') =>
    app.get(`/${folder}/:file`, async (request, response) => {
      const { file } = request.params;
      if (!/^\d+\.svg$/.test(String(file))) return void response.sendStatus(404);
      try {
        const answer = await fetch(new URL(`/${folder}/${file}`, options.simulators[device]));
        response
          .status(answer.status)
          .set('Cache-Control', 'max-age=3600')
          .type('image/svg+xml')
          .send(await answer.text());
      } catch {
        response.sendStatus(502);
      }
    });
  pictures('receipts', 'printer');
  pictures('labels', 'labelPrinter');

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        watchers.clear();
        if (timer) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readSamples(file: string | undefined): SampleProduct[] {
  if (!file) return [];
  try {
    return sampleProducts.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return []; // Not seeded yet; the page says that there are no samples.
  }
}
