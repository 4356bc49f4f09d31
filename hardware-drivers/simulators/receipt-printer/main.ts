import { z } from 'zod';
import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startReceiptPrinter } from './simulator.ts';

const environment = readEnvironment({
  PORT: portNumber,
  CONTROL_PORT: portNumber,
  /** Dots across: 576 for 80 mm, 384 for 58 mm. */
  WIDTH_DOTS: z.coerce.number().int().min(200).max(1_000).default(576),
  /** Time that a line takes; a real printer does some 40 lines a second. */
  LINE_MS: z.coerce.number().int().min(0).max(1_000).default(15),
});

untilStopped(
  'receipt printer',
  await startReceiptPrinter({
    port: environment.PORT,
    controlPort: environment.CONTROL_PORT,
    widthDots: environment.WIDTH_DOTS,
    lineMs: environment.LINE_MS,
  }),
);
