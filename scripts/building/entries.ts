/** What is built: processes by esbuild, web apps by Vite. */
import { join } from 'node:path';
import { root } from '../system/root.ts';

export interface ProcessEntry {
  /** Folder of the workspace package, whose `dist/` gets the bundle. */
  readonly package: string;
  readonly entry: string;
  /** File name in `dist/`. */
  readonly output: string;
}

const main = (folder: string): ProcessEntry => ({
  package: folder,
  entry: `${folder}/src/main.ts`,
  output: 'main.mjs',
});
const device = (folder: string, name: string): ProcessEntry => ({
  package: 'hardware-drivers',
  entry: `hardware-drivers/${folder}/main.ts`,
  output: `${name}.mjs`,
});
const outside = (folder: string): ProcessEntry => ({
  package: 'outside-world',
  entry: `outside-world/${folder}/main.ts`,
  output: `${folder}.mjs`,
});

export const processEntries = {
  product: main('cloud-services/product'),
  inventory: main('cloud-services/inventory'),
  sales: main('cloud-services/sales'),
  customer: main('cloud-services/customer'),
  cart: main('cloud-services/cart'),
  order: main('cloud-services/order'),
  reporting: main('cloud-services/reporting'),
  headquarters: main('cloud-services/headquarters'),
  storefront: main('cloud-services/storefront'),
  traces: { package: 'tracing', entry: 'tracing/viewer/main.ts', output: 'traces.mjs' },
  gateway: main('kong'),
  wan: main('fault-proxy'),
  edge: main('store-edge/agent'),
  launcher: main('store-edge/launcher'),
  printer: device('simulators/receipt-printer', 'receipt-printer'),
  paymentTerminal: device('simulators/payment-terminal', 'payment-terminal'),
  scanner: device('simulators/scanner', 'scanner'),
  scale: device('simulators/scale', 'scale'),
  customerDisplay: device('simulators/line-display', 'line-display'),
  labelPrinter: device('simulators/label-printer', 'label-printer'),
  caisseAp: device('simulators/caisse-ap', 'caisse-ap'),
  devices: device('devices-page', 'devices-page'),
  mail: outside('mail-catcher'),
  provider: outside('payment-provider'),
  carrier: outside('carrier'),
  kongRender: { package: 'scripts', entry: 'scripts/kong-render.ts', output: 'kong-render.mjs' },
  verifyArchive: {
    package: 'scripts',
    entry: 'scripts/verifying/archive-main.ts',
    output: 'verify-archive.mjs',
  },
  wal: { package: 'scripts', entry: 'scripts/backing-up/wal-main.ts', output: 'wal.mjs' },
  backups: { package: 'scripts', entry: 'scripts/backing-up/nightly-main.ts', output: 'backups.mjs' },
  certificates: {
    package: 'scripts',
    entry: 'scripts/system/certificates/main.ts',
    output: 'certificates.mjs',
  },
  supervisor: { package: 'scripts', entry: 'scripts/system/supervisor/main.ts', output: 'supervisor.mjs' },
} as const satisfies Record<string, ProcessEntry>;

export type ProgramName = keyof typeof processEntries;

/** Head office hands it out to whoever verifies an archive. */
export const verifierFile = join(
  root,
  processEntries.verifyArchive.package,
  'dist',
  processEntries.verifyArchive.output,
);

/** Further entry points of a package that its process loads by itself: files `*-worker.ts` below `src/`. */
export const workerFolders = ['store-edge/agent/src', 'cloud-services/reporting/src'] as const;

export interface WebApp {
  /** Has a `vite.config.ts`; builds into its own `dist/`. */
  readonly folder: string;
  /** In `dist/`: without it nothing was built. */
  readonly product: string;
}

const page = (folder: string): WebApp => ({ folder, product: 'index.html' });

export const webApps = {
  terminal: page('store-edge/terminal'),
  backOffice: page('store-edge/back-office'),
  headquarters: page('cloud-services/headquarters/app'),
  apiDocs: page('cloud-services/headquarters/api-docs'),
  /** Rendered on the server first: one build makes both sides. */
  storefront: { folder: 'cloud-services/storefront/app', product: 'server/server.js' },
} as const satisfies Record<string, WebApp>;
export type WebAppName = keyof typeof webApps;

export const distOf = (name: WebAppName) => join(root, webApps[name].folder, 'dist');
