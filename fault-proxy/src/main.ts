import { z } from 'zod';
import { serveControl } from './control.ts';
import { createFaultProxy } from './proxy.ts';

const portWords = 'must be a port number, 0 to 65535';
const portNumber = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords);

const environment = z
  .object({
    PORT: portNumber,
    CONTROL_PORT: portNumber,
    TARGET: z.string('must be host:port').regex(/^.+:\d+$/, 'must be host:port'),
  })
  .safeParse(process.env);
if (!environment.success) {
  for (const issue of environment.error.issues) console.error(`${issue.path.join('.')}: ${issue.message}`);
  process.exit(1);
}

const { PORT, CONTROL_PORT, TARGET } = environment.data;
const proxy = await createFaultProxy({ port: PORT, target: TARGET });
const control = await serveControl(proxy, CONTROL_PORT);
process.stdout.write(
  `fault proxy: 127.0.0.1:${proxy.port} → ${TARGET}, control on http://127.0.0.1:${control.port}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    control.server.closeAllConnections();
    control.server.close();
    void proxy.close().then(() => process.exit(0));
  });
}
