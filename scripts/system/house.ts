/** Which processes make up the house, and with what environment each is started. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessName, processEntries, webApps } from '../building/entries.ts';
import { databaseUrl, type ServiceDatabase } from './databases.ts';
import type { Home } from './home.ts';
import type { PlannedProcess } from './plan.ts';
import type { PortName, Ports } from './ports.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { redisUrl } from './redis.ts';
import { root } from './root.ts';

/** Each has a database, a role and a port of its own name. Adding a service begins here. */
export const serviceNames = ['product', 'inventory', 'sales'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const secretNames = ['postgres', ...serviceNames, 'demoApplicationKey', 'admin'] as const;
export type Secrets = Readonly<Record<string, string>>;

export interface House {
  readonly home: Home;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** The house ends with this process. */
  readonly owner?: ProcessIdentity | undefined;
}

export const addressOf = (ports: Ports, name: PortName) => `http://127.0.0.1:${ports[name]}`;

export function databasesOf({ secrets }: House): readonly ServiceDatabase[] {
  return serviceNames.map((name) => ({ name, password: secretOf(secrets, name) }));
}

export function secretOf(secrets: Secrets, name: string): string {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(`the home has no secret ${name}`);
  return secret;
}

/** Everything but the stores (their own modules know them) and the edge (it needs a code from Sales first). */
export function cloudAndDevices(house: House): readonly PlannedProcess[] {
  const { home, ports } = house;
  const simulators = {
    printer: addressOf(ports, 'printerControl'),
    paymentTerminal: addressOf(ports, 'paymentTerminalControl'),
    scanner: addressOf(ports, 'scannerControl'),
    wan: addressOf(ports, 'wanControl'),
  };
  return [
    ...serviceNames.map((name) => service(house, name)),
    nodeProcess('gateway', {
      PORT: String(ports.gateway),
      KONG_CONFIG: home.kong,
      KONG_CONFIG_SHA256: digestOf(home.kong),
    }),
    nodeProcess('wan', {
      PORT: String(ports.wan),
      TARGET: `127.0.0.1:${ports.gateway}`,
      CONTROL_PORT: String(ports.wanControl),
    }),
    ...(['printer', 'paymentTerminal', 'scanner'] as const).map((name) =>
      nodeProcess(name, {
        PORT: String(ports[name]),
        CONTROL_PORT: String(ports[`${name}Control`]),
        STATE_FILE: join(home.simulators, `${name}.json`),
      }),
    ),
    nodeProcess('devices', {
      PORT: String(ports.devices),
      SIMULATORS: JSON.stringify(simulators),
    }),
    nodeProcess('headquarters', {
      PORT: String(ports.headquarters),
      GATEWAY_URL: addressOf(ports, 'gateway'),
      APP_DIST: join(root, webApps.headquarters, 'dist'),
    }),
  ];
}

function service(house: House, name: ServiceName): PlannedProcess {
  const { home, ports, secrets } = house;
  const own: Partial<Record<ServiceName, Record<string, string>>> = {
    sales: { KEYS_DIR: home.keys, BOOTSTRAP_ADMIN_PASSWORD: secretOf(secrets, 'admin') },
  };
  return nodeProcess(name, {
    PORT: String(ports[name]),
    DATABASE_URL: databaseUrl({ name, password: secretOf(secrets, name) }, ports.postgres),
    REDIS_URL: redisUrl(ports.redis),
    SALES_URL: addressOf(ports, 'sales'),
    ...own[name],
  });
}

/** @param enrolmentCode needed at its first start only; it stays in the plan so that a second start changes nothing. */
export function edge({ home, ports }: House, enrolmentCode: string): PlannedProcess {
  return nodeProcess('edge', {
    PORT: String(ports.edge),
    DATA_DIR: home.edge,
    CLOUD_URL: addressOf(ports, 'wan'),
    ENROLMENT_CODE: enrolmentCode,
    TERMINAL_DIST: join(root, webApps.terminal, 'dist'),
    PRINTER: `tcp://127.0.0.1:${ports.printer}`,
    PAYMENT_TERMINAL: `${addressOf(ports, 'paymentTerminal')}/nexo`,
    PAYMENT_TERMINAL_POIID: 'MTL01-1',
    SCANNER: `tcp://127.0.0.1:${ports.scanner}`,
    DEVICES_REGISTER: '1',
  });
}

function nodeProcess(name: ProcessName, env: Readonly<Record<string, string>>): PlannedProcess {
  const { package: folder, output } = processEntries[name];
  const program = join(root, folder, 'dist', output);
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', program],
    env: { LOG_LEVEL: 'info', ...env },
    cwd: root,
    stopSignal: 'SIGTERM',
    version: digestOf(program),
    isStore: false,
  };
}

const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
