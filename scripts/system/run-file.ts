/**
 * `$COMPTOIR_HOME/run.json`: what a running copy tells its clients, tests, benches and the seed. Nobody hard-codes a port.
 * Source: docs/operations.md; what is not built has no key.
 */
import { homeFrom, readWhole } from './home.ts';

export interface DemoStaff {
  readonly name: string;
  readonly role: string;
  /** For the till. */
  readonly pin?: string;
  /** For head office. */
  readonly login?: string;
  readonly password?: string;
}

/** What the seed made. It writes this as `$COMPTOIR_HOME/demo.json`; `scripts/up` adds the rest of `Run['demo']`. */
export interface DemoFile {
  readonly staff: readonly DemoStaff[];
  /** The store that has the edge (MTL01). */
  readonly storeId: string;
  /** Its register 1. */
  readonly registerId: string;
  /** Some products worth scanning. */
  readonly gtins: readonly string[];
  /** Of the shop. */
  readonly customer?: Readonly<{ email: string; password: string }>;
}

/** A process each, with a port as a device and one to play with it. */
export const simulatorNames = [
  'printer',
  'paymentTerminal',
  'caisseAp',
  'scanner',
  'scale',
  'customerDisplay',
  'labelPrinter',
] as const;
export type SimulatorName = (typeof simulatorNames)[number];

export interface Run {
  readonly gateway: string;
  readonly edge: string;
  readonly terminal: string;
  readonly headquarters: string;
  /** Every call of the API, with what it takes and answers. */
  readonly docs: string;
  readonly devices: string;
  readonly backOffice: string;
  /** Page of the second screen of the first register. */
  readonly customerDisplay: string;
  readonly storefront: string;
  /** The payment provider's own page and API. */
  readonly provider: string;
  /** The carrier's own page, on which parcels are moved on, and API. */
  readonly carrier: string;
  /** Page of the mail catcher, with an API. */
  readonly mail: string;
  /** Control address of the WAN switch between edge and gateway. */
  readonly wan: string;
  /** Control addresses. */
  readonly simulators: Readonly<Record<SimulatorName, string>>;
  /** Health, readiness and figures, one row an instance: `cart`, `cart2` and `cart3` are the same service. */
  readonly services: Readonly<Record<string, string>>;
  /** Their interfaces, for programs of the house with a certificate of its authority alone. */
  readonly interfaces: Readonly<Record<string, string>>;
  /** Not there where Prometheus cannot be had. */
  readonly prometheus?: string;
  /** Not there where Alertmanager cannot be had. */
  readonly alertmanager?: string;
  /** Page of traces, which also takes them (OTLP over HTTP); not there with `COMPTOIR_TRACES=0`. */
  readonly traces?: string;
  /** Superuser's address. */
  readonly postgres: string;
  readonly redis: string;
  readonly pids: Readonly<Record<string, number>>;
  readonly demo: Partial<DemoFile> & {
    readonly apiKey: string;
    /** Head office's first login, also in `staff`. */
    readonly admin: Readonly<{ login: string; password: string }>;
    /** Register number → one-time code that ties a browser to it: open `terminal#pair=CODE`. */
    readonly pairingCodes?: Readonly<Record<string, string>>;
  };
}

/** @throws Error with one sentence when nothing runs here. */
export function readRun(homeDirectory = process.env.COMPTOIR_HOME): Run {
  const home = homeFrom(homeDirectory);
  const run = readWhole<Run>(home.run);
  if (run === undefined) throw new Error(`${home.run} does not exist: type scripts/up first.`);
  return run;
}
