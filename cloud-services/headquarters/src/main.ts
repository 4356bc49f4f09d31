import { readHeadquartersConfig } from './config.ts';
import { createHeadquartersServer } from './server.ts';

const { port, host, ...config } = readHeadquartersConfig(process.env);
const server = createHeadquartersServer(config).listen(port, host);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => server.close(() => process.exit(0)));
