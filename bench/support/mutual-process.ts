/** Started by `mutual-tls.bench.ts`: one service's application twice, in the clear and for its house alone; tells both addresses. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, createMetrics } from '@comptoir/service-kit/http/app';
import { route } from '@comptoir/service-kit/http/route';
import { createLogger } from '@comptoir/service-kit/logger';
import { openIdentity } from '@comptoir/service-kit/tls/identity';
import { createMutualServer } from '@comptoir/service-kit/tls/mutual-server';
import { z } from 'zod';

const [, , identityPath = ''] = process.argv;
const logger = createLogger('bench', 'warn');
const product = { id: '0193a000-0000-7000-8000-000000000001', text: 'x'.repeat(1_200) };
const routes = [
  route({
    method: 'get',
    path: '/api/v1/products/one',
    summary: 'As large as a product',
    answers: { 200: z.object({ id: z.string(), text: z.string() }) },
    handle: async () => ({ status: 200, body: product }),
  }),
];
const app = createApp({
  ...{ service: 'products', version: '1.0.0', logger, routes },
  readiness: {},
  metrics: createMetrics(),
});
const listen = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
const identity = openIdentity(identityPath, logger);
const clear = await listen(createServer(app));
const mutual = await listen(createMutualServer(identity, logger, {}, app));
process.send?.({ clear: `http://127.0.0.1:${clear}`, mutual: `https://127.0.0.1:${mutual}` });
