import { readStorefrontConfig } from './config.ts';
import { loadPageRenderer } from './http/page-renderer.ts';
import { createStorefrontServer } from './server.ts';

const config = readStorefrontConfig(process.env);
const server = createStorefrontServer(config, await loadPageRenderer(config.appDist)).listen(
  config.port,
  '127.0.0.1',
);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
