import { drainable } from '@comptoir/service-kit/http/drain';
import { readHeadquartersConfig } from './config.ts';
import { createHeadquartersServer } from './server.ts';

const { port, host, ...config } = readHeadquartersConfig(process.env);
const server = createHeadquartersServer(config).listen(port, host);
const drain = drainable(server);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void drain().then(() => process.exit(0)));
