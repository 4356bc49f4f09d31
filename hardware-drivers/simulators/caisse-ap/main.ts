import { z } from 'zod';
import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startCaisseAp } from './simulator.ts';

const environment = readEnvironment({
  PORT: portNumber,
  CONTROL_PORT: portNumber,
  /** Where transactions outlive the process; without it they do not. */
  STATE_FILE: z.string().optional(),
  CARD_MODE: z.enum(['auto', 'manual']).default('auto'),
  AUTO_MS: z.coerce.number().int().min(0).max(60_000).default(800),
});

untilStopped(
  'payment terminal (Caisse-AP)',
  await startCaisseAp({
    port: environment.PORT,
    controlPort: environment.CONTROL_PORT,
    stateFile: environment.STATE_FILE,
    mode: environment.CARD_MODE,
    autoMs: environment.AUTO_MS,
  }),
);
