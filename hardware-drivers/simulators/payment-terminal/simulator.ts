import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { controlApp, listen, serveControl } from '../control.ts';
import { cardKinds, faults } from './faults.ts';
import { answerTo, nexoRequest } from './messages.ts';
import { type TerminalKey, terminalCrypto } from './sealed.ts';
import { paymentTerminal, type Reply, type TerminalOptions } from './terminal.ts';

export type PaymentTerminalSimulatorOptions = TerminalOptions &
  Readonly<{
    port: number;
    controlPort: number;
    /** Then what is not sealed with it is refused. */
    key?: TerminalKey | undefined;
  }>;

const requestBytesMax = 100_000;

/** A payment terminal that speaks nexo Sale to POI 3.0 as JSON over HTTP at `/nexo`. */
export async function startPaymentTerminal(options: PaymentTerminalSimulatorOptions) {
  const terminal = paymentTerminal(options);
  const crypto = options.key && terminalCrypto(options.key);
  const server = createServer((request, response) => void serve(request, response));
  server.on('connection', (socket) => {
    if (terminal.off) socket.destroy();
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== '/nexo') return void response.writeHead(404).end();
    const text = await bodyOf(request);
    if (text === null) return void request.destroy();
    if (terminal.silent) return;
    const clear = crypto ? crypto.open(text) : text;
    if (clear === null) return void response.writeHead(400).end('not sealed with this terminal’s key');
    const parsed = nexoRequest.safeParse(parseJson(clear));
    if (!parsed.success) return void response.writeHead(400).end(z.prettifyError(parsed.error));
    const message = parsed.data.SaleToPOIRequest;
    const header = message.MessageHeader;
    const reply = (result: Reply) => {
      if (terminal.silent || result.kind === 'nothing') return;
      if (result.kind === 'cut') return void request.socket.destroy();
      if (result.body === null) return void response.writeHead(200).end();
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const told = answerTo(header, header.MessageCategory, result.body);
      response.end(JSON.stringify(crypto ? crypto.seal(told, terminal.sealsBadly()) : told));
    };
    const answer = (body: Record<string, unknown> | null) => reply({ kind: 'answer', body });

    if (message.PaymentRequest) return terminal.pay(header, message.PaymentRequest, reply);
    if (message.TransactionStatusRequest)
      return answer(terminal.status(message.TransactionStatusRequest.MessageReference));
    if (message.ReversalRequest) return terminal.reverse(header, message.ReversalRequest, reply);
    if (message.AbortRequest) {
      terminal.abort(message.AbortRequest.MessageReference);
      return answer(null);
    }
    if (header.MessageCategory === 'Diagnosis') return answer(terminal.diagnosis());
    response.writeHead(400).end(`${header.MessageCategory} is not spoken here`);
  }

  const app = controlApp((routes) => {
    routes.get('/state', (_request, response) => void response.json(terminal.state()));
    routes.post('/card', (request, response) => {
      const { kind } = z.strictObject({ kind: cardKinds }).parse(request.body);
      response.status(terminal.card(kind) ? 200 : 409).json(terminal.state());
    });
    routes.post('/mode', (request, response) => {
      terminal.setMode(z.strictObject({ mode: z.enum(['auto', 'manual']) }).parse(request.body).mode);
      response.json(terminal.state());
    });
    routes.post('/misbehave', (request, response) => {
      terminal.misbehave(faults.partial().parse(request.body));
      response.json(terminal.state());
    });
    routes.post('/restart', (_request, response) => {
      terminal.restart();
      server.closeAllConnections();
      response.json(terminal.state());
    });
  });

  const port = await listen(server, options.port);
  const control = await serveControl(app, options.controlPort);
  return {
    port,
    controlPort: control.port,
    close: async () => {
      terminal.stop();
      server.closeAllConnections();
      await Promise.all([control.close(), new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size > requestBytesMax) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
