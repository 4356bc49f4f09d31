import { readHeadquartersConfig } from './config.ts';
import { createHeadquartersServer } from './server.ts';

const { port, ...config } = readHeadquartersConfig(process.env);
const server = createHeadquartersServer(config).listen(port, '127.0.0.1');
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => server.close(() => process.exit(0)));
