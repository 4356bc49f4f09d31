import { startTracing } from '@comptoir/tracing';
import { readStorefrontConfig } from './config.ts';
import { loadPageRenderer } from './http/page-renderer.ts';
import { createStorefrontServer } from './server.ts';

const config = readStorefrontConfig(process.env);
const tracing = startTracing({ service: 'storefront', isBorder: true, environment: process.env });
const server = createStorefrontServer(config, await loadPageRenderer(config.appDist)).listen(
  config.port,
  config.host,
);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close(() => void tracing.close().then(() => process.exit(0)));
    server.closeIdleConnections();
  });
