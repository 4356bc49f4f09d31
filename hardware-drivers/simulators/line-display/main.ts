import { portNumber, readEnvironment, untilStopped } from '../control.ts';
import { startLineDisplay } from './simulator.ts';

const environment = readEnvironment({ PORT: portNumber, CONTROL_PORT: portNumber });

untilStopped(
  'line display',
  await startLineDisplay({ port: environment.PORT, controlPort: environment.CONTROL_PORT }),
);
