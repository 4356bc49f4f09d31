/** The process that a store's computer runs: keeps the agent running, in the release that head office wants. */
import pino from 'pino';
import { readConfig } from './config.ts';
import { Launcher } from './launcher.ts';
import { StateFile } from './state.ts';

try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'edge-launcher' });
  const launcher = new Launcher({
    ...config,
    stateFile: new StateFile(config.releasesDir),
    log,
    now: () => new Date(),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void launcher.stop());
  await launcher.run();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
