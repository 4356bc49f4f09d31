import { z } from 'zod';
import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startScanner } from './simulator.ts';

const environment = readEnvironment({
  PORT: portNumber,
  CONTROL_PORT: portNumber,
  WIRE: z.enum(['hid', 'serial']).default('hid'),
});

untilStopped(
  'scanner',
  await startScanner({
    port: environment.PORT,
    controlPort: environment.CONTROL_PORT,
    wire: environment.WIRE,
  }),
);
