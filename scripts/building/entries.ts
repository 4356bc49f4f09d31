/** What is built: processes by esbuild, web apps by Vite. */
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

export const processEntries = {
  product: main('cloud-services/product'),
  inventory: main('cloud-services/inventory'),
  sales: main('cloud-services/sales'),
  cart: main('cloud-services/cart'),
  headquarters: main('cloud-services/headquarters'),
  gateway: main('kong'),
  wan: main('fault-proxy'),
  edge: main('store-edge/agent'),
  printer: device('simulators/receipt-printer', 'receipt-printer'),
  paymentTerminal: device('simulators/payment-terminal', 'payment-terminal'),
  scanner: device('simulators/scanner', 'scanner'),
  devices: device('devices-page', 'devices-page'),
  mail: { package: 'outside-world', entry: 'outside-world/mail-catcher/main.ts', output: 'mail-catcher.mjs' },
  supervisor: { package: 'scripts', entry: 'scripts/system/supervisor/main.ts', output: 'supervisor.mjs' },
} as const satisfies Record<string, ProcessEntry>;

export type ProgramName = keyof typeof processEntries;

/** Further entry points of a package that its process loads by itself: files `*-worker.ts` below `src/`. */
export const workerFolders = ['store-edge/agent/src'] as const;

/** Folders with a `vite.config.ts`; each builds into its own `dist/`. */
export const webApps = {
  terminal: 'store-edge/terminal',
  headquarters: 'cloud-services/headquarters/app',
} as const;
