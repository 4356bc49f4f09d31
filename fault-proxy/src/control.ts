import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { faults } from './faults.ts';
import type { FaultProxy } from './proxy.ts';

/** `GET /state`, `PUT /faults`, `POST /heal`: whoever can reach it may break the wire, so it listens on this machine only. */
export async function serveControl(
  proxy: FaultProxy,
  port: number,
): Promise<{ port: number; server: Server }> {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Allow-Methods': '*',
    });
    if (request.method === 'OPTIONS') response.sendStatus(204);
    else next();
  });
  app.use(express.json());
  app.get('/state', (_request, response) => void response.json(proxy.state()));
  app.put('/faults', (request, response) => {
    proxy.set(faults.partial().parse(request.body));
    response.json(proxy.state());
  });
  app.post('/heal', (_request, response) => {
    proxy.heal();
    response.json(proxy.state());
  });
  const onError: ErrorRequestHandler = (error, _request, response, _next) => {
    const detail =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : String(error instanceof Error ? error.message : error);
    response
      .status(400)
      .type('application/problem+json')
      .send(JSON.stringify({ type: '/problems/bad-request', status: 400, detail }));
  };
  app.use(onError);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}
