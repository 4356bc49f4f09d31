/** What the simulators share: reading the environment, and the HTTP server by which people and tests play with the device. */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';

/** An Express app that any page may call: a simulator guards nothing. Wrong bodies are told, not thrown. */
export function controlApp(routes: (app: Express) => void): Express {
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
  routes(app);
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
  return app;
}

/** Listens on 127.0.0.1; port 0 takes any free one. @returns the port. */
export function listen(server: HttpServer | NetServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export async function serveControl(
  app: Express,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(app);
  return {
    port: await listen(server, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portWords = 'must be a port number, 0 to 65535';
export const portNumber = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords);

/** The environment, checked; one clear sentence per fault, then exit. */
export function readEnvironment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const read = z.object(shape).safeParse(process.env);
  if (read.success) return read.data;
  for (const issue of read.error.issues) console.error(`${issue.path.join('.')}: ${issue.message}`);
  process.exit(1);
}

/** Runs until told to stop. */
export function untilStopped(
  name: string,
  running: Readonly<{ port: number; controlPort: number; close(): Promise<void> }>,
): void {
  process.stdout.write(
    `${name}: device on 127.0.0.1:${running.port}, control on http://127.0.0.1:${running.controlPort}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void running.close().then(() => process.exit(0)));
  }
}
