import { createServer, type Socket } from 'node:net';
import { controlApp, listen, serveControl } from '../control.ts';
import { faults } from './faults.ts';
import { printerMechanism } from './mechanism.ts';
import { renderSvg } from './render-svg.ts';
import { renderText } from './render-text.ts';
import { tokenise } from './tokenise.ts';

export type ReceiptPrinterSimulatorOptions = Readonly<{
  port: number;
  controlPort: number;
  widthDots?: number;
  lineMs?: number;
}>;

/** A receipt printer on a TCP port: serves one client at a time, a second waits or is refused. */
export async function startReceiptPrinter(options: ReceiptPrinterSimulatorOptions) {
  const widthDots = options.widthDots ?? 576;
  const conduct = { silent: false, refuseSecondClient: false, dropAfterBytes: null as number | null };
  let client: Socket | null = null;
  let waiting: Socket[] = [];

  const mechanism = printerMechanism({
    lineMs: options.lineMs ?? 0,
    answer: (bytes) => {
      if (!conduct.silent) client?.write(Uint8Array.from(bytes));
    },
  });

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (!client) return serve(socket);
    if (conduct.refuseSecondClient) return socket.destroy();
    socket.pause();
    waiting.push(socket);
    socket.on('close', () => {
      waiting = waiting.filter((one) => one !== socket);
    });
  });

  function serve(socket: Socket): void {
    client = socket;
    let rest: Uint8Array = new Uint8Array();
    socket.on('data', (packet: Buffer) => {
      const allowed = conduct.dropAfterBytes === null ? packet : packet.subarray(0, conduct.dropAfterBytes);
      const read = tokenise(Buffer.concat([rest, allowed]));
      rest = read.rest;
      for (const command of read.commands) mechanism.receive(command);
      if (conduct.dropAfterBytes === null) return;
      conduct.dropAfterBytes -= allowed.length;
      if (conduct.dropAfterBytes > 0) return;
      conduct.dropAfterBytes = null;
      socket.resetAndDestroy();
    });
    socket.on('close', () => {
      client = null;
      mechanism.clientGone();
      const next = waiting.shift();
      if (next) serve(next);
    });
    socket.resume();
  }

  function powerCycle(): void {
    for (const socket of [client, ...waiting]) socket?.destroy();
    waiting = [];
    mechanism.powerCycle();
  }

  const state = () => ({
    ...mechanism.state(),
    ...conduct,
    connected: client !== null,
    waitingClients: waiting.length,
    receipts: mechanism
      .receipts()
      .map(({ number, startedAt, end, items }) => ({ number, startedAt, end, items: items.length })),
  });

  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(state()));
    routes.get('/receipts', (_request, response) => void response.json(state().receipts));
    routes.get('/receipts/:file', (request, response) => {
      const [, number, form] = /^(\d+)\.(svg|txt)$/.exec(request.params.file) ?? [];
      const receipt = mechanism.receipts().find((one) => String(one.number) === number);
      if (!receipt) return void response.sendStatus(404);
      if (form === 'svg') response.type('image/svg+xml').send(renderSvg(receipt, widthDots));
      else response.type('text/plain').send(renderText(receipt, widthDots));
    });
    routes.post('/misbehave', (request, response) => {
      const wanted = faults.partial().parse(request.body);
      conduct.silent = wanted.silent ?? conduct.silent;
      conduct.refuseSecondClient = wanted.refuseSecondClient ?? conduct.refuseSecondClient;
      conduct.dropAfterBytes = wanted.dropAfterBytes ?? conduct.dropAfterBytes;
      mechanism.misbehave(wanted);
      response.json(state());
    });
    const action = (path: string, act: () => void) =>
      routes.post(path, (_request, response) => {
        act();
        response.json(state());
      });
    action('/load-paper', mechanism.loadPaper);
    action('/close-drawer', mechanism.closeDrawer);
    action('/power-cycle', powerCycle);
  });

  const port = await listen(server, options.port);
  const control = await serveControl(app, options.controlPort);
  return {
    port,
    controlPort: control.port,
    close: async () => {
      mechanism.stop();
      for (const socket of [client, ...waiting]) socket?.destroy();
      await Promise.all([control.close(), new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}
