import { z } from 'zod';
import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startScale } from './simulator.ts';

const environment = readEnvironment({
  PORT: portNumber,
  CONTROL_PORT: portNumber,
  PROTOCOL: z.enum(['8217', 'hid']).default('8217'),
  SETTLE_MS: z.coerce.number().int().min(0).max(60_000).default(600),
});

untilStopped(
  'scale',
  await startScale({
    port: environment.PORT,
    controlPort: environment.CONTROL_PORT,
    protocol: environment.PROTOCOL,
    settleMs: environment.SETTLE_MS,
  }),
);
