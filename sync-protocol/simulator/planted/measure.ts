/** Builds the simulator with one text of one source in another's place, and counts the seeds that notice. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Invariant } from '../checks.ts';
import type * as Plans from '../plan.ts';
import type * as Simulations from '../simulate.ts';
import { say } from '../told.ts';
import type { Bug } from './bugs.ts';

const packageFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** From here packages of others are found: they hold no bug of ours, and are loaded once for all builds. */
const buildsFolder = resolve(packageFolder, '../node_modules/.cache');

/** A simulator that bugs are planted into. */
export type Worlds = Readonly<{
  /** Where the bugs' files are. */
  packageFolder: string;
  /** Below it; what exports `planOf` and `simulate`. */
  entry: string;
  /** Packages of others. */
  external: readonly string[];
}>;
export const inMemory: Worlds = {
  packageFolder,
  entry: 'simulator/planted/entry.ts',
  external: ['zod', '@noble/*'],
};
type Simulator = Pick<typeof Simulations, 'simulate'> & Pick<typeof Plans, 'planOf'>;
type Found = Readonly<{
  bug: Bug;
  seeds: number;
  found: number;
  firstSeed: number | null;
  by: ReadonlySet<Invariant | 'crash'>;
}>;

export async function withBug({ name, file, from, to }: Bug, worlds = inMemory): Promise<Simulator> {
  const { packageFolder, entry, external } = worlds;
  const path = join(packageFolder, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`“${name}”: ${file} does not hold the text once`);
  await mkdir(buildsFolder, { recursive: true });
  const folder = await mkdtemp(join(buildsFolder, 'planted-'));
  try {
    const outfile = join(folder, 'simulator.mjs');
    await build({
      entryPoints: [join(packageFolder, entry)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      external: [...external],
      plugins: [
        {
          name: 'plant',
          setup: ({ onLoad }) =>
            onLoad({ filter: /\.ts$/ }, (loaded) =>
              loaded.path === path ? { contents: source.replace(from, () => to), loader: 'ts' } : undefined,
            ),
        },
      ],
    });
    return (await import(pathToFileURL(outfile).href)) as Simulator;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param enough stops when it was found so often. */
export async function measure(
  bug: Bug,
  [fromSeed, toSeed]: readonly [number, number],
  { enough = Infinity, worlds = inMemory } = {},
): Promise<Found> {
  const { simulate, planOf } = await withBug(bug, worlds);
  const by = new Set<Invariant | 'crash'>();
  let [seeds, found] = [0, 0];
  let firstSeed: number | null = null;
  for (let seed = fromSeed; seed <= toSeed && found < enough; seed += 1) {
    seeds += 1;
    const { failure } = simulate(planOf(seed));
    if (!failure) continue;
    found += 1;
    firstSeed ??= seed;
    by.add(failure.invariant);
  }
  return { bug, seeds, found, firstSeed, by };
}

/** In how many seeds each is found, as a table. */
export async function sayFound(
  bugs: readonly Bug[],
  seeds: readonly [number, number],
  worlds = inMemory,
): Promise<void> {
  say('| planted bug | where | found in | first seed | by |');
  say('| --- | --- | --- | --- | --- |');
  for (const bug of bugs) say(row(await measure(bug, seeds, { worlds })));
}

const row = ({ bug, seeds, found, firstSeed, by }: Found): string =>
  `| ${bug.name} | \`${bug.file}\` | ${found} of ${seeds} seeds | ${firstSeed ?? 'none'} | ${[...by].sort().join(', ')} |`;
