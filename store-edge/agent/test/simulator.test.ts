/** The sync simulator's worlds, faults and checks over the agent's real journal and replica files. */
import { expect, test } from 'vitest';
import { planOf } from '../../../sync-protocol/simulator/plan.ts';
import { measure } from '../../../sync-protocol/simulator/planted/measure.ts';
import { Tally } from '../../../sync-protocol/simulator/tally.ts';
import { neverInFiles, simulateInFiles } from '../simulator/in-files.ts';
import { bugsInFiles, inFiles } from '../simulator/planted/bugs.ts';

/** That together meet everything that must happen, and are soon run. */
const fixedSeeds = [45, 62, 70, 75, 83, 32, 481];

const ran = (seeds: readonly number[]): Tally => {
  const tally = new Tally();
  for (const seed of seeds) tally.add(seed, simulateInFiles(planOf(seed)));
  // Replay with scripts/simulate --files --seed.
  expect(tally.failed.map(({ plan, failure }) => ({ seed: plan.seed, ...failure }))).toEqual([]);
  return tally;
};

test('E7, E13: real files under every fault, with torn logs, power cuts, restores and clones, agree with the cloud in the end', () => {
  const tally = ran(fixedSeeds);
  expect(tally.cold).toEqual(neverInFiles);
  for (const fault of ['edge-crash', 'writes-vanished', 'edge-restored', 'cloned', 'bit-flip'] as const)
    expect(tally.faults.get(fault), fault).toBeGreaterThan(0);
}, 120_000);

test('E7, E13: so does a seed that nobody has run before', () => {
  ran([Date.now() % 2 ** 31]);
}, 60_000);

test('a seed gives the same run in files each time', () => {
  const told = () => {
    const lines: string[] = [];
    simulateInFiles(planOf(83), (atMs, text) => lines.push(`${atMs} ${text}`));
    return lines;
  };
  expect(told()).toEqual(told());
}, 60_000);

test.each(bugsInFiles.map((bug) => [bug.name, bug] as const))(
  'a bug planted into what the agent does to its files is found: %s',
  async (_name, bug) => {
    expect((await measure(bug, [bug.seed, bug.seed], { worlds: inFiles })).found).toBe(1);
  },
  60_000,
);
