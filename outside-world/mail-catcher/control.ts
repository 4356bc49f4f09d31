/** The HTTP side: the page, its API, the SMS gateway and the switches for faults. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Response } from 'express';
import { z } from 'zod';
import type { Message, Messages } from './messages.ts';
import { type Misbehaviour, misbehaviour } from './misbehaviour.ts';
import { page } from './page.ts';

/** A telephone number as gateways want it. Source: ITU-T E.164. */
const smsRequest = z.object({
  to: z.string().regex(/^\+[1-9]\d{6,14}$/),
  text: z.string().min(1).max(1_600),
});

export type Behaviour = { now: Misbehaviour };
export type RunningControl = Readonly<{ port: number; close(): Promise<void> }>;

export async function startControl(
  at: Readonly<{ port: number; host: string }>,
  messages: Messages,
  behaviour: Behaviour,
): Promise<RunningControl> {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.set({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,POST,DELETE',
      'access-control-allow-headers': 'content-type, idempotency-key',
    });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  app.use(express.json());
  app.get('/healthz', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/', (_request, response) => void response.type('html').send(page));
  reading(app, messages);
  app.post('/sms', async (request, response) =>
    takeSms(request.body, request.get('idempotency-key'), response),
  );
  app.get('/state', (_request, response) => void response.json(behaviour.now));
  app.post('/misbehave', (request, response) => {
    const told = misbehaviour.safeParse(request.body);
    if (told.success) behaviour.now = told.data;
    response.status(told.success ? 200 : 400).json(told.success ? behaviour.now : told.error.issues);
  });

  async function takeSms(body: unknown, reference: string | undefined, response: Response): Promise<void> {
    const { refuse, delayMs, loseAnswer } = behaviour.now;
    if (refuse) return void response.status(503).json({ error: 'the gateway is down' });
    const told = smsRequest.safeParse(body);
    if (!told.success) return void response.status(400).json({ error: told.error.issues[0]?.message });
    const { to, text } = told.data;
    const { id } = messages.add({
      kind: 'sms',
      from: 'Comptoir',
      to: [to],
      subject: '',
      text,
      html: null,
      reference: reference ?? null,
    });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    if (loseAnswer) response.destroy();
    else response.status(201).json({ id });
  }

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reading(app: Express, messages: Messages): void {
  app.get('/api/messages', ({ query }, response) => {
    const to = typeof query.to === 'string' ? query.to : undefined;
    response.json({ items: messages.list(to) });
  });
  app.delete('/api/messages', (_request, response) => {
    messages.clear();
    response.status(204).end();
  });
  app.get('/api/messages/:id', ({ params }, response) => {
    const message = messages.find(params.id);
    if (message) response.json(message);
    else response.status(404).json({ error: 'no such message' });
  });
  app.get('/api/messages/:id/html', ({ params }, response) => sendHtml(messages.find(params.id), response));
  app.get('/api/changes', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    const end = messages.onChange(() => response.write('data: changed\n\n'));
    request.on('close', end);
  });
}

/** What a stranger wrote runs no script and loads nothing from elsewhere, also when opened in a window of its own. */
function sendHtml(message: Message | undefined, response: Response): void {
  if (!message) return void response.status(404).end();
  response
    .set(
      'content-security-policy',
      "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    )
    .type('html')
    .send(message.html ?? '');
}
