/** Takes traces by OTLP and shows them: on the machine of whoever runs a whole house. Others have a collector. */
import { z } from 'zod';
import { startViewer } from './server.ts';
import { openSpanStore } from './span-store.ts';

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535),
    HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    /** A folder of its own; what is in it may be thrown away. */
    TRACES_DIR: z.string().min(1),
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const { path, message } of environment.error.issues)
    console.error(`traces cannot start: ${path.join('.')} cannot be used: ${message}.`);
  process.exit(78);
}
const { PORT: port, HOST: host, TRACES_DIR: directory } = environment.data;
const store = openSpanStore(directory);
const viewer = await startViewer({ port, host, store });
process.stdout.write(`traces: ${viewer.address}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void viewer.close().then(() => {
      store.close();
      process.exit(0);
    });
  });
