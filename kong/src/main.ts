import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { createGateway } from './gateway.ts';
import { loadDeclaration } from './load.ts';
import { readSettings } from './settings.ts';

/** EX_CONFIG of sysexits.h: trying again does not help. */
const exitMisconfigured = 78;

function refuseToStart(faults: readonly string[]): never {
  for (const fault of faults) console.error(`gateway cannot start: ${fault}`);
  process.exit(exitMisconfigured);
}

const read = readSettings(process.env);
if (!read.ok) refuseToStart(read.faults);
const { settings } = read;
const loaded = loadDeclaration(readFileSync(settings.configPath, 'utf8'));
if (!loaded.ok) refuseToStart(loaded.faults.map((fault) => `${settings.configPath}: ${fault}`));

const log = pino({ name: 'gateway', level: settings.logLevel });
const gateway = createGateway(loaded.declaration, log);
gateway.server.once('error', (error) => {
  log.fatal({ error }, 'the gateway cannot listen');
  process.exit(1);
});
gateway.server.listen(settings.port, '127.0.0.1', () =>
  log.info({ port: settings.port }, 'the gateway listens'),
);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void gateway.close().then(() => process.exit(0)));
