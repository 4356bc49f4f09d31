/** Where people and tests play with the simulated devices. */
import { addressOf } from './house.ts';
import type { Ports } from './ports.ts';
import { type SimulatorName, simulatorNames } from './run-file.ts';

export const simulatorAddresses = (ports: Ports): Record<SimulatorName, string> =>
  Object.fromEntries(simulatorNames.map((name) => [name, addressOf(ports, `${name}Control`)])) as Record<
    SimulatorName,
    string
  >;
