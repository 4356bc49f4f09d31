import { z } from 'zod';
import { startProvider } from './provider.ts';

const words = 'must be a port number, 0 to 65535';
const environment = z
  .object({
    PORT: z.coerce.number(words).int(words).min(0, words).max(65_535, words),
    HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    SECRET_KEY: z.string().min(8, 'must have 8 characters or more'),
    PUBLISHABLE_KEY: z.string().default('pk_test_comptoir'),
    WEBHOOK_URL: z.url('must be an address').optional(),
    WEBHOOK_SECRET: z.string().min(8, 'must have 8 characters or more').optional(),
    STATE_FILE: z.string().optional(),
  })
  .refine((told) => (told.WEBHOOK_URL === undefined) === (told.WEBHOOK_SECRET === undefined), {
    message: 'WEBHOOK_URL and WEBHOOK_SECRET go together',
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const issue of environment.error.issues) console.error(`${issue.path.join('.')} ${issue.message}`);
  process.exit(78);
}
const { PORT, HOST, SECRET_KEY, PUBLISHABLE_KEY, WEBHOOK_URL, WEBHOOK_SECRET, STATE_FILE } = environment.data;
const provider = await startProvider({
  port: PORT,
  host: HOST,
  secretKey: SECRET_KEY,
  publishableKey: PUBLISHABLE_KEY,
  ...(WEBHOOK_URL && WEBHOOK_SECRET ? { webhook: { url: WEBHOOK_URL, secret: WEBHOOK_SECRET } } : {}),
  ...(STATE_FILE ? { stateFile: STATE_FILE } : {}),
});
process.stdout.write(`payment provider: ${provider.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void provider.close().then(() => process.exit(0)));
