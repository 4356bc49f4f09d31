import { z } from 'zod';
import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startPaymentTerminal } from './simulator.ts';

const environment = readEnvironment({
  PORT: portNumber,
  CONTROL_PORT: portNumber,
  /** Where charges and answers outlive the process; without it they do not. */
  STATE_FILE: z.string().optional(),
  /** `auto`: a customer taps a card by herself. `manual`: waits for `POST /card`. */
  CARD_MODE: z.enum(['auto', 'manual']).default('auto'),
  AUTO_MS: z.coerce.number().int().min(0).max(60_000).default(800),
  STEP_MS: z.coerce.number().int().min(0).max(60_000).default(600),
});

untilStopped(
  'payment terminal',
  await startPaymentTerminal({
    port: environment.PORT,
    controlPort: environment.CONTROL_PORT,
    stateFile: environment.STATE_FILE,
    mode: environment.CARD_MODE,
    autoMs: environment.AUTO_MS,
    stepMs: environment.STEP_MS,
  }),
);
