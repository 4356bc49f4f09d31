/**
 * Who may import whom. Source: docs/architecture.md, "Who may import whom". A new package that breaks a rule fails.
 * Tests may use `scripts/system` and `service-kit`'s test helpers, and nothing else beyond these rules.
 */

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Folders of all workspaces, as package.json names them. */
const workspaces = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'))
  .workspaces.flatMap((entry) =>
    entry.endsWith('/*')
      ? readdirSync(join(__dirname, entry.slice(0, -2))).map((name) => `${entry.slice(0, -1)}${name}`)
      : [entry],
  )
  .filter((folder) => existsSync(join(__dirname, folder, 'package.json')));

/** Each service imports these, and never another service: services meet over HTTP and events only. */
const services = ['product', 'customer', 'cart', 'order', 'inventory', 'sales', 'reporting'];
const everyService = ['cloud-services/service-kit', 'pricing', 'gs1', 'sync-protocol', 'tracing'];

/** What hands out a web app is the same whoever does. */
const webFiles = 'cloud-services/service-kit/src/http/web-files.ts';

/** A workspace and the workspaces of ours that it may import; itself always. */
const mayImport = {
  pricing: [],
  tracing: [],
  gs1: [],
  'hardware-drivers': [],
  'fault-proxy': [],
  'outside-world': [],
  'sync-protocol': ['pricing'],
  'ui-kit': ['pricing'],
  'store-edge/agent': ['pricing', 'gs1', 'sync-protocol', 'hardware-drivers', 'tracing'],
  'store-edge/launcher': ['sync-protocol'],
  'store-edge/terminal': [
    'pricing',
    'gs1',
    'sync-protocol',
    'hardware-drivers',
    'ui-kit',
    'store-edge/agent/src/api.ts',
  ],
  'cloud-services/service-kit': ['pricing', 'sync-protocol', 'tracing'],
  ...Object.fromEntries(services.map((name) => [`cloud-services/${name}`, everyService])),
  // Its receipts are the same document, in the same bytes, as those of the tills.
  'cloud-services/sales': [...everyService, 'hardware-drivers'],
  // Of a service, a web app knows the types of its HTTP interface.
  'cloud-services/headquarters': [
    'ui-kit',
    'pricing',
    webFiles,
    'cloud-services/service-kit/src/http/drain.ts',
    ...services.map((name) => `cloud-services/${name}/src/api.ts`),
    // Reporting's is told by what is asked.
    ...['documents', 'insights', 'targets'].map((part) => `cloud-services/reporting/src/${part}/api.ts`),
    // A list without the checks of bodies.
    'cloud-services/reporting/src/groupings.ts',
  ],
  'cloud-services/storefront': [
    'tracing',
    'ui-kit',
    'pricing',
    webFiles,
    // A page reads, limits and reckons as the services do.
    'cloud-services/service-kit/src/address-text.ts',
    'cloud-services/service-kit/src/beside-card.ts',
    'cloud-services/service-kit/src/postal-codes/canada.ts',
    'cloud-services/service-kit/src/postal-codes/check.ts',
    'cloud-services/service-kit/src/escaped.ts',
    'cloud-services/service-kit/src/http/drain.ts',
    // What a customer shows at the counter has one form.
    'sync-protocol/src/ids/collect-proof.ts',
    'sync-protocol/src/records/return-reason.ts',
    ...services.map((name) => `cloud-services/${name}/src/api.ts`),
  ],
  'store-edge/back-office': [
    'ui-kit',
    'pricing',
    'gs1',
    'hardware-drivers',
    'store-edge/agent/src/api.ts',
    'store-edge/agent/src/back-office/api.ts',
  ],
  conformance: ['pricing', 'gs1', 'sync-protocol', 'hardware-drivers'],
  // A connection into the house is opened alike by whoever opens it.
  kong: ['tracing', 'cloud-services/service-kit/src/tls/kept-sessions.ts'],
  grafana: [],
};
/** They look at the whole, and nobody imports them. */
const outside = ['kong', 'conformance', 'scripts', 'journeys', 'bench'];

const lawless = workspaces.filter((folder) => !(folder in mayImport) && !outside.includes(folder));
if (lawless.length > 0)
  throw new Error(`say in .dependency-cruiser.cjs what ${lawless.join(', ')} may import`);

const escaped = (path) => path.replaceAll('.', '\\.');
const inside = (paths) =>
  `^(${paths.map((path) => `${escaped(path)}${path.endsWith('.ts') ? '$' : '/'}`).join('|')})`;
const ours = inside([...new Set(workspaces.map((folder) => folder.split('/')[0]))]);
/** Tests, and what only tests use. */
const tests = '(\\.test\\.tsx?$|/test/|/testing/)';

const workspaceRules = Object.entries(mayImport).map(([workspace, allowed]) => ({
  name: `${workspace.replaceAll('/', '-')}-imports-what-it-may`,
  comment: `${workspace} may import of ours: ${allowed.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^${workspace}/`, pathNot: tests },
  to: { path: ours, pathNot: inside([workspace, ...allowed]) },
}));

/** Tests know their own workspace, what that may import, and the helpers that start real servers. */
const testRules = Object.entries(mayImport).map(([workspace, allowed]) => ({
  name: `${workspace.replaceAll('/', '-')}-tests-import-what-they-may`,
  severity: 'error',
  from: { path: `^${workspace}/.*${tests}` },
  to: {
    path: ours,
    pathNot: inside([
      workspace,
      ...allowed,
      'scripts/system',
      'cloud-services/service-kit',
      'fault-proxy',
      'outside-world',
      'pricing',
      'sync-protocol',
    ]),
  },
}));

/** Sales holds much: its folders know each other as services do, not at all, but for the helpers at its root. */
const salesFolders = [
  'journal',
  'stock',
  'staff',
  'fleet',
  'places',
  'value',
  'receipts',
  'legacy',
  'releases',
  'values',
  'returns',
  'trail',
];
const salesRules = salesFolders.map((folder) => ({
  name: `sales-${folder}-keeps-to-itself`,
  comment: 'What a folder of Sales lets the others know, it says in its index.ts or in events.',
  severity: 'error',
  from: { path: `^cloud-services/sales/src/${folder}/` },
  to: {
    path: `^cloud-services/sales/src/(${salesFolders.join('|')})/`,
    pathNot: [`^cloud-services/sales/src/${folder}/`, '/index\\.ts$'],
  },
}));

module.exports = {
  forbidden: [
    ...workspaceRules,
    ...testRules,
    ...salesRules,
    {
      name: 'nobody-imports-what-looks-at-the-whole',
      severity: 'error',
      from: { path: ours, pathNot: inside(outside) },
      to: { path: inside(['kong', 'conformance', 'journeys', 'bench']) },
    },
    {
      name: 'a-simulator-knows-nothing-of-its-driver',
      comment: 'Else both could be wrong in the same way.',
      severity: 'error',
      from: { path: '^hardware-drivers/(simulators|devices-page)/' },
      to: { path: '^hardware-drivers/src/' },
    },
    {
      name: 'a-driver-knows-nothing-of-its-simulator',
      severity: 'error',
      from: { path: '^hardware-drivers/src/' },
      to: { path: '^hardware-drivers/(simulators|devices-page)/' },
    },
    {
      name: 'pure-packages-do-no-io',
      comment: 'pricing and sync-protocol take time, randomness and transport as arguments.',
      severity: 'error',
      from: { path: '^(pricing|sync-protocol)/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: {
        path: '^(pricing|gs1|sync-protocol|hardware-drivers|fault-proxy|tracing|store-edge/agent|store-edge/launcher|cloud-services|kong)/',
        pathNot: [tests, 'vite\\.config\\.ts$', '/headquarters/app/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|data|\\.comptoir)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
