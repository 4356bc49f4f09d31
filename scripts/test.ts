/** scripts/test: everything that must hold, stage by stage; the last line alone is `N passed, N failed`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './system/root.ts';
import { reports, runStage, type Stage, type StageResult } from './testing/stage.ts';

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const script = (name: string) => join(root, 'scripts', name);

/** A workspace each; the cruiser wants to be told where to begin. */
const sources = [
  ...['pricing', 'gs1', 'sync-protocol', 'hardware-drivers', 'fault-proxy', 'ui-kit', 'store-edge'],
  ...['cloud-services', 'kong', 'conformance', 'scripts', 'journeys', 'bench'],
];

function vitest(name: string, projects: readonly string[]): Stage {
  const figures = join(reports, `${name}.json`);
  const options = [
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${figures}`,
  ];
  return {
    name,
    figures,
    command: [bin('vitest'), ...options, ...projects.map((project) => `--project=${project}`)],
  };
}

/** The case files that the project keeps, wherever their package does. */
function caseFiles(): string[] {
  return ['pricing', 'gs1', 'sync-protocol', 'hardware-drivers', 'conformance']
    .map((folder) => join(root, folder, 'test', 'cases'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.json'));
}

const stages: readonly Stage[] = [
  { name: 'browser and Redis', command: [bin('tsx'), script('testing/prepare.ts')] },
  { name: 'types of processes', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of web apps', command: [bin('tsc'), '-p', 'tsconfig.web.json'] },
  { name: 'format and lint', command: [bin('biome'), 'ci', '--reporter=summary', '.'] },
  {
    name: 'who imports whom',
    command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...sources],
  },
  { name: 'nothing unused', command: [bin('knip'), '--no-progress', '--no-config-hints'] },
  vitest('pure', ['pure']),
  vitest('services', ['services']),
  { name: 'conformance', command: [script('conformance'), ...caseFiles()] },
  { name: 'build', command: [script('build')] },
  vitest('journeys', ['journeys']),
];

/** `scripts/test types journeys` runs only the stages whose names begin so. */
const wanted = process.argv.slice(2);
const chosen = stages.filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
const results: StageResult[] = [];
for (const stage of chosen) results.push(await runStage(stage));
const sum = (of: (result: StageResult) => number) => results.reduce((total, result) => total + of(result), 0);
const failed = sum((result) => result.failed);
process.stdout.write(`${sum((result) => result.passed)} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
