import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { controlApp, listen, serveControl } from '../control.ts';
import { asScanned, reportsOf } from './reports.ts';

const scansKept = 20;
const scanRequest = z.strictObject({
  /** What the bars say. Trailing or leading blanks are no part of it. */
  text: z.string().trim().min(1).max(2_000),
  aim: z
    .string()
    .regex(/^\][A-Za-z]\w$/)
    .optional(),
});

/** A barcode scanner: whoever connects gets its HID reports. Unplugged, nobody can connect. */
export async function startScanner(options: Readonly<{ port: number; controlPort: number }>) {
  const clients = new Set<Socket>();
  let scans: { text: string; aim: string; at: string; heard: boolean }[] = [];
  let server: Server | null = null;
  let port = options.port;

  async function plugIn(): Promise<void> {
    if (server) return;
    const fresh = createServer((socket) => {
      clients.add(socket);
      socket.resume();
      socket.on('error', () => socket.destroy());
      socket.on('close', () => clients.delete(socket));
    });
    server = fresh;
    port = await listen(fresh, port);
  }

  function unplug(): Promise<void> {
    const old = server;
    server = null;
    for (const socket of clients) socket.destroy();
    return new Promise((resolve) => (old ? old.close(() => resolve()) : resolve()));
  }

  const state = () => ({ plugged: server !== null, connected: clients.size > 0, scans });

  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.post('/scan', (request, response) => {
      const wanted = scanRequest.parse(request.body);
      const scanned = asScanned(wanted.text, wanted.aim);
      const heard = clients.size > 0;
      for (const report of reportsOf(scanned.text, scanned.aim))
        for (const socket of clients) socket.write(report);
      scans = [{ ...scanned, at: new Date().toISOString(), heard }, ...scans].slice(0, scansKept);
      response.status(heard ? 200 : 409).json(state());
    });
    routes.post('/misbehave', async (request, response) => {
      const { unplugged } = z.strictObject({ unplugged: z.boolean() }).parse(request.body);
      await (unplugged ? unplug() : plugIn());
      response.json(state());
    });
  });

  await plugIn();
  const control = await serveControl(app, options.controlPort);
  return {
    get port() {
      return port;
    },
    controlPort: control.port,
    close: async () => {
      await Promise.all([control.close(), unplug()]);
    },
  };
}
