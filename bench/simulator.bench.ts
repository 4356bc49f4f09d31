/** How much of a chain's life the sync simulator lives through in a minute, on all cores. Nothing is beside it: the goal is a limit. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/system/root.ts';
import { print } from './support/figures.ts';

const SECONDS = 120;
const STORE_HOURS = 20_000;
const FAULTS = 250_000;

const { stdout } = spawnSync(join(root, 'scripts', 'simulate'), ['--seconds', String(SECONDS)], {
  encoding: 'utf8',
});
const said = /(\d+) store-hours, (\d+) faults/.exec(stdout);
if (!said) throw new Error(`the simulator said ${stdout.slice(0, 300)}`);
const [storeHours, faults] = [Number(said[1]), Number(said[2])];
for (const [what, ours, goal] of [
  ['store-hours', storeHours, STORE_HOURS],
  ['faults', faults, FAULTS],
] as const)
  print({
    name: `sync simulator: ${what} in ${SECONDS} s`,
    ours: String(ours),
    peer: '',
    ratio: ours / goal,
    goal: `≥ ${goal}`,
    met: ours >= goal,
  });
