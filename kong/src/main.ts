import { createHash } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { pino } from 'pino';
import { trustedAddresses } from './client-ip.ts';
import { createGateway } from './gateway.ts';
import { loadDeclaration } from './load.ts';
import { readSettings } from './settings.ts';
import { traceBy } from './tracing.ts';

/** EX_CONFIG of sysexits.h: trying again does not help. */
const exitMisconfigured = 78;
/** How soon a new file is taken; looking costs one call of the system. */
const lookEveryMs = 500;

function refuseToStart(faults: readonly string[]): never {
  for (const fault of faults) console.error(`gateway cannot start: ${fault}`);
  process.exit(exitMisconfigured);
}

function readConfig(path: string) {
  const text = readFileSync(path, 'utf8');
  return { loaded: loadDeclaration(text), version: createHash('sha256').update(text).digest('hex') };
}

const read = readSettings(process.env);
if (!read.ok) refuseToStart(read.faults);
const { settings } = read;
const { configPath } = settings;
const { loaded, version } = readConfig(configPath);
if (!loaded.ok) refuseToStart(loaded.faults.map((fault) => `${configPath}: ${fault}`));

const log = pino({ name: 'gateway', level: settings.logLevel });
const tracing = traceBy(loaded.declaration);
const gateway = createGateway(loaded.declaration, log, {
  version,
  trusted: trustedAddresses(settings.trustedIps),
});
gateway.server.once('error', (error) => {
  log.fatal({ error }, 'the gateway cannot listen');
  process.exit(1);
});
gateway.server.listen(settings.port, settings.host, () =>
  log.info({ port: settings.port }, 'the gateway listens'),
);

/** A file with a fault changes nothing: what runs is better than what cannot. */
async function takeNewFile(): Promise<void> {
  const next = readConfig(configPath);
  if (!next.loaded.ok) return log.error({ faults: next.loaded.faults }, 'the new file is not taken');
  gateway.change(next.loaded.declaration, next.version);
  await tracing.change(next.loaded.declaration);
  log.info({ version: next.version }, 'a new file is in force');
}
watchFile(
  configPath,
  { interval: lookEveryMs },
  () => void takeNewFile().catch((error: unknown) => log.error({ error }, 'the new file is not taken')),
);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    unwatchFile(configPath);
    void gateway
      .close()
      .then(tracing.close)
      .then(() => process.exit(0));
  });
