import { drainable } from '@comptoir/service-kit/http/drain';
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
/** As long as a checkout takes whose bank is slow. */
const patienceMs = 12_000;
const drain = drainable(server, patienceMs);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await drain();
    await tracing.close();
    process.exit(0);
  });
