import { z } from 'zod';
import { startCarrier } from './carrier.ts';

const words = 'must be a port number, 0 to 65535';
const environment = z
  .object({
    PORT: z.coerce.number(words).int(words).min(0, words).max(65_535, words),
    HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    API_KEY: z.string().min(8, 'must have 8 characters or more'),
    WEBHOOK_URL: z.url('must be an address'),
    WEBHOOK_SECRET: z.string().min(8, 'must have 8 characters or more'),
    STATE_FILE: z.string().optional(),
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const issue of environment.error.issues) console.error(`${issue.path.join('.')} ${issue.message}`);
  process.exit(78);
}
const { PORT, HOST, API_KEY, WEBHOOK_URL, WEBHOOK_SECRET, STATE_FILE } = environment.data;
const carrier = await startCarrier({
  port: PORT,
  host: HOST,
  key: API_KEY,
  webhook: { url: WEBHOOK_URL, secret: WEBHOOK_SECRET },
  ...(STATE_FILE ? { stateFile: STATE_FILE } : {}),
});
process.stdout.write(`carrier: ${carrier.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void carrier.close().then(() => process.exit(0)));
