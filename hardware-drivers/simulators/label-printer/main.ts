import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startLabelPrinter } from './simulator.ts';

const environment = readEnvironment({ PORT: portNumber, CONTROL_PORT: portNumber });

untilStopped(
  'label printer',
  await startLabelPrinter({ port: environment.PORT, controlPort: environment.CONTROL_PORT }),
);
