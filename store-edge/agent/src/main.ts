/** Starts the agent of one store from the environment: reads, wires, listens, nothing else. */
import { mkdirSync } from 'node:fs';
import pino from 'pino';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { openDevices } from './devices/open-devices.ts';
import { openPictures } from './pictures/pictures.ts';
import { enrol } from './sync/enrolment.ts';
import { createSync } from './sync/start-sync.ts';
import { AGENT_VERSION } from './version.ts';

/** Whatever is still open then ends with the process: what matters is on disk already. */
const STOP_LIMIT_MS = 3_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'edge-agent' });
  const { dataDir, cloudUrl, enrolmentCode } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fatal = (error: unknown) => {
    log.fatal({ err: error }, 'the disk failed: starting anew from what it holds');
    process.exit(1);
  };
  const identity = await enrol({ dataDir, cloudUrl, enrolmentCode, agentVersion: AGENT_VERSION, log });
  const agent = await startAgent({
    dataDir,
    port: config.port,
    terminalDist: config.terminalDist,
    backOfficeDist: config.backOfficeDist,
    pictures: openPictures({ dataDir, cloudUrl }),
    devicesRegister: config.devicesRegister,
    devices: openDevices(config),
    enrolment: identity,
    startSync: createSync({ cloudUrl, identity, log }),
    log,
    fatal,
    growsLog: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
      void agent.stop().then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
