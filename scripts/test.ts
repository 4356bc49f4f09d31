/** scripts/test: everything that must hold, stage by stage; the last line alone is `N passed, N failed`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './system/root.ts';
import { reports, runStage, type Stage, type StageResult } from './testing/stage.ts';

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const script = (name: string) => join(root, 'scripts', name);

/** The top folders of all workspaces: the cruiser wants to be told where to begin. */
const { workspaces }: { workspaces: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sources = [...new Set(workspaces.map((folder) => folder.split('/')[0] ?? folder))];

function vitest(name: string, projects: readonly string[], more: readonly string[] = []): Stage {
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
    command: [bin('vitest'), ...options, ...projects.map((project) => `--project=${project}`), ...more],
  };
}

/** Case files of the kinds that scripts/conformance knows. */
const caseFiles = ['pricing', 'gs1', 'sync-protocol', 'hardware-drivers'].flatMap((folder) => {
  const cases = join(root, folder, 'test', 'cases');
  const files = existsSync(cases) ? readdirSync(cases) : [];
  // tax-rates.json is what cases are computed with, not a list of them.
  return files
    .filter((file) => file.endsWith('.json') && file !== 'tax-rates.json')
    .map((file) => join(cases, file));
});

/** Each keeps one core busy: two go at once. */
const checks: readonly Stage[] = [
  { name: 'browser and Redis', command: [bin('tsx'), script('testing/prepare.ts')] },
  { name: 'types of processes', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of web apps', command: [bin('tsc'), '-p', 'tsconfig.web.json'] },
  { name: 'build', command: [script('build')] },
  {
    name: 'who imports whom',
    command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...sources],
  },
  { name: 'nothing unused', command: [bin('knip'), '--no-progress', '--no-config-hints'] },
  { name: 'format and lint', command: [bin('biome'), 'ci', '--reporter=summary', '.'] },
  { name: 'bill of materials', command: [script('sbom')] },
  { name: 'conformance', command: [script('conformance'), ...caseFiles] },
];

// They wait for leases, processes and databases more than they compute, and fill the machine.
const services = vitest('services', ['services'], ['--maxWorkers=4']);
/** Journeys wait for pages half of their time, one after the other: what only computes goes beside them, on one core. */
const together: readonly Stage[] = [
  vitest('pure', ['pure'], ['--maxWorkers=1']),
  vitest('journeys', ['journeys']),
];

/** `scripts/test types journeys` runs only the stages whose names begin so. */
const wanted = process.argv.slice(2);
const chosen = (stages: readonly Stage[]) =>
  stages.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
const results: StageResult[] = [];

/** Takes the next one until none is left. */
async function work(queue: Iterator<Stage>): Promise<void> {
  for (let next = queue.next(); !next.done; next = queue.next()) results.push(await runStage(next.value));
}
const queue = chosen(checks).values();
await Promise.all([work(queue), work(queue)]);
await work(chosen([services]).values());
await Promise.all(chosen(together).map((stage) => work([stage].values())));

const sum = (of: (result: StageResult) => number) => results.reduce((total, result) => total + of(result), 0);
const failed = sum((result) => result.failed);
process.stdout.write(`${sum((result) => result.passed)} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
