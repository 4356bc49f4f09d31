import { z } from 'zod';
import { startMailCatcher } from './catcher.ts';

const words = 'must be a port number, 0 to 65535';
const portNumber = z.coerce.number(words).int(words).min(0, words).max(65_535, words);
const environment = z
  .object({
    PORT: portNumber,
    CONTROL_PORT: portNumber,
    HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const issue of environment.error.issues) console.error(`${issue.path.join('.')} ${issue.message}`);
  process.exit(78);
}
const { PORT, CONTROL_PORT, HOST } = environment.data;
const catcher = await startMailCatcher({ port: PORT, controlPort: CONTROL_PORT, host: HOST });
process.stdout.write(`mail catcher: ${catcher.controlUrl} (${catcher.smtpUrl})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void catcher.close().then(() => process.exit(0)));
