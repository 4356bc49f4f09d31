/** What stands in a store: its edge agent, the cable to the cloud, simulated devices and the page to play with them. */
import { join } from 'node:path';
import { distOf } from '../../building/entries.ts';
import { addressOf, type House } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { simulatorNames } from '../run-file.ts';
import { simulatorAddresses } from '../simulators.ts';
import { tracesEnvironment } from '../traces.ts';
import { nodeProcess } from './node-process.ts';

export function cableAndDevices({ home, ports }: House): readonly PlannedProcess[] {
  const simulators = { ...simulatorAddresses(ports), wan: addressOf(ports, 'wanControl') };
  const wan = {
    PORT: String(ports.wan),
    TARGET: `127.0.0.1:${ports.gateway}`,
    CONTROL_PORT: String(ports.wanControl),
  };
  return [
    nodeProcess('wan', { program: 'wan', env: wan }),
    ...simulatorNames.map((name) =>
      nodeProcess(name, {
        program: name,
        env: {
          PORT: String(ports[name]),
          CONTROL_PORT: String(ports[`${name}Control`]),
          STATE_FILE: join(home.simulators, `${name}.json`),
        },
      }),
    ),
    nodeProcess('devices', {
      program: 'devices',
      env: {
        PORT: String(ports.devices),
        SIMULATORS: JSON.stringify(simulators),
        SAMPLE_GTINS_FILE: home.samples,
      },
    }),
  ];
}

/** @param enrolmentCode needed at its first start only; it stays in the plan so that a second start changes nothing. */
export function edge(house: House, enrolmentCode: string): PlannedProcess {
  const { home, ports } = house;
  return nodeProcess('edge', {
    program: 'edge',
    env: {
      PORT: String(ports.edge),
      DATA_DIR: home.edge,
      CLOUD_URL: addressOf(ports, 'wan'),
      // The line to the gateway that customers have is another one.
      RECEIPTS_URL: addressOf(ports, 'gateway'),
      ENROLMENT_CODE: enrolmentCode,
      TERMINAL_DIST: distOf('terminal'),
      BACK_OFFICE_DIST: distOf('backOffice'),
      PRINTER: `tcp://127.0.0.1:${ports.printer}`,
      PAYMENT_TERMINAL: `${addressOf(ports, 'paymentTerminal')}/nexo`,
      PAYMENT_TERMINAL_POIID: 'MTL01-1',
      SCANNER: `tcp://127.0.0.1:${ports.scanner}`,
      SCALE: `tcp://127.0.0.1:${ports.scale}`,
      CUSTOMER_DISPLAY: `tcp://127.0.0.1:${ports.customerDisplay}`,
      LABEL_PRINTER: `tcp://127.0.0.1:${ports.labelPrinter}`,
      DEVICES_REGISTER: '1',
      ...tracesEnvironment(house),
    },
  });
}
