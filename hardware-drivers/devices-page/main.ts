import { z } from 'zod';
import { controlAddresses } from './devices.ts';
import { startDevicesPage } from './server.ts';

const simulators = z
  .string('must be JSON with the control addresses of all simulators and of wan')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .pipe(controlAddresses);

const portWords = 'must be a port number, 0 to 65535';
const portNumber = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords);

const environment = z
  .object({
    PORT: portNumber,
    SIMULATORS: simulators,
    SAMPLE_GTINS_FILE: z.string().optional(),
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const issue of environment.error.issues) console.error(`${issue.path.join('.')}: ${issue.message}`);
  process.exit(1);
}

const { PORT, SIMULATORS, SAMPLE_GTINS_FILE } = environment.data;
const page = await startDevicesPage({ port: PORT, simulators: SIMULATORS, samplesFile: SAMPLE_GTINS_FILE });
process.stdout.write(`devices page: http://127.0.0.1:${page.port}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void page.close().then(() => process.exit(0)));
