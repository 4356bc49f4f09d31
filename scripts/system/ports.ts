/** Which port each process listens on, and how to find free ones. Everything listens on 127.0.0.1. */
import { createServer } from 'node:net';

/** Offset of each process from the port base (`COMPTOIR_PORT_BASE`). Nobody else knows these numbers: they read run.json. */
const offsets = {
  gateway: 0,
  wan: 1,
  edge: 2,
  headquarters: 3,
  devices: 4,
  wanControl: 5,
  storefront: 6,
  // Further instances (`COMPTOIR_INSTANCES`), wherever both a port and the one of its interface were free.
  product2: 7,
  product3: 8,
  inventory2: 9,
  inventory3: 19,
  sales2: 22,
  sales3: 23,
  customer2: 24,
  customer3: 25,
  order2: 26,
  order3: 27,
  reporting2: 28,
  reporting3: 29,
  product: 10,
  inventory: 11,
  sales: 12,
  customer: 13,
  cart: 14,
  cart2: 15,
  cart3: 16,
  order: 17,
  reporting: 18,
  postgres: 20,
  redis: 21,
  replica: 51,
  // Servers of carts (`--redis-cluster`), and how they speak among themselves.
  cartStore1: 52,
  cartStore2: 53,
  cartStore3: 54,
  cartStore1Cluster: 55,
  cartStore2Cluster: 56,
  cartStore3Cluster: 57,
  printer: 30,
  printerControl: 31,
  paymentTerminal: 32,
  paymentTerminalControl: 33,
  scanner: 34,
  scannerControl: 35,
  scale: 36,
  scaleControl: 37,
  customerDisplay: 38,
  customerDisplayControl: 39,
  smtp: 40,
  mail: 41,
  provider: 42,
  prometheus: 43,
  labelPrinter: 44,
  labelPrinterControl: 45,
  caisseAp: 46,
  caisseApControl: 47,
  alertmanager: 48,
  carrier: 49,
  traces: 50,
} as const;

export type PortName = keyof typeof offsets;
export type Ports = Readonly<Record<PortName, number>>;

const portNames = Object.keys(offsets) as PortName[];
export const isPortName = (name: string): name is PortName => Object.hasOwn(offsets, name);

/** The ports of one running copy. */
export function portsFrom(base: number): Ports {
  return Object.fromEntries(portNames.map((name) => [name, base + offsets[name]])) as Record<
    PortName,
    number
  >;
}

/**
 * The port base asked for by `COMPTOIR_PORT_BASE`, undefined where it asks for none.
 * @throws Error with one clear sentence when it is not a number from 1024 to 55000.
 */
export function portBaseFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const base = Number(text);
  if (!Number.isInteger(base) || base < 1024 || base > 55_000)
    throw new Error(`COMPTOIR_PORT_BASE is "${text}": it must be a whole number from 1024 to 55000.`);
  return base;
}

/** Whether nobody listens on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago, picked by the system. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port was given'));
        else resolve(address.port);
      });
    });
  });
}
