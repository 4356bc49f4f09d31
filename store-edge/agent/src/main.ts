/** Starts the agent of one store from the environment: reads, wires, listens, nothing else. */
import { mkdirSync } from 'node:fs';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import { startTracing, traceFields } from '@comptoir/tracing';
import pino from 'pino';
import { type Agent, startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { rememberDoubt } from './database/doubt.ts';
import { startHourlyCopies } from './database/hourly-copies.ts';
import { openDevices } from './devices/open-devices.ts';
import { openPictures } from './pictures/pictures.ts';
import { openLauncherLink } from './release/launcher-link.ts';
import { makeRoom } from './release/make-room.ts';
import { enrol } from './sync/enrolment.ts';
import { createSync } from './sync/start-sync.ts';
import { AGENT_VERSION } from './version.ts';

/** Whatever is still open then ends with the process: what matters is on disk already. */
const STOP_LIMIT_MS = 3_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'edge-agent', mixin: traceFields });
  const tracing = startTracing({ service: 'edge', isBorder: true, environment: process.env });
  const { dataDir, cloudUrl, enrolmentCode } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fatal = (error: unknown) => {
    log.fatal({ err: error }, 'the disk failed: starting anew from what it holds');
    rememberDoubt(dataDir);
    process.exit(1);
  };
  const launcher = openLauncherLink(process);
  const { onTrial, failed } = launcher.facts;
  let agent: Agent | undefined;
  const end = () => {
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    void (agent?.stop() ?? Promise.resolve()).then(tracing.close).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  launcher.onGone(end);
  const identity = await enrol({ dataDir, cloudUrl, enrolmentCode, agentVersion: AGENT_VERSION, log });
  agent = await startAgent({
    dataDir,
    port: config.port,
    host: config.host,
    terminalDist: config.terminalDist,
    backOfficeDist: config.backOfficeDist,
    pictures: openPictures({ dataDir, cloudUrl }),
    devicesRegister: config.devicesRegister,
    devices: openDevices(config),
    enrolment: identity,
    receiptsUrl: config.receiptsUrl,
    cloudPublicKey: fromBase64(identity.cloudPublicKey) ?? new Uint8Array(),
    sign: (text) => identity.keys.inForce.sign(text),
    isOurs: (text, signature) => identity.keys.isOurs(text, signature),
    startSync: createSync({
      cloudUrl,
      identity,
      log,
      release: {
        agentVersion: AGENT_VERSION,
        ...(failed ? { failedRelease: failed } : {}),
        onWanted: (version) => void launcher.tell({ type: 'wanted', version }),
      },
    }),
    log,
    fatal,
    growsLog: true,
    ...(onTrial ? { onTrial: launcher.accepted } : {}),
  });
  if (config.backupDir) startHourlyCopies(dataDir, config.backupDir, log);
  makeRoom({ agent, launcher, dataDir, quietMs: config.upgradeQuietMs, log });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
