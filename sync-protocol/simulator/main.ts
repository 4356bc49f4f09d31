/** `scripts/simulate`: runs seeds, says what happened, and of a seed that fails, a short script that fails alike. */
import { parseArgs } from 'node:util';
import { bugs } from './planted/bugs.ts';
import { sayFound } from './planted/measure.ts';
import { runSeeds } from './seeds.ts';
import { simulate } from './simulate.ts';
import { Tally } from './tally.ts';
import { rangeOf, replay, report, say } from './told.ts';

const usage = `scripts/simulate --seed N          replays a seed, event by event; if it fails, shrinks it
scripts/simulate --seeds A..B      runs these seeds
scripts/simulate --seconds N       runs new seeds for so long
scripts/simulate --planted A..B    in how many of these seeds is each planted bug found?
scripts/simulate --files …         the same over the agent's own SQLite files`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    seconds: { type: 'string' },
    planted: { type: 'string' },
  },
});

if (values.seed !== undefined) replay(Number(values.seed), simulate);
else if (values.planted !== undefined) await sayFound(bugs, rangeOf(values.planted));
else if (values.seeds !== undefined || values.seconds !== undefined) {
  const tally = new Tally();
  const startedMs = performance.now();
  const [from, to] = values.seeds === undefined ? [Date.now() % 2 ** 31, Infinity] : rangeOf(values.seeds);
  const forMs = Number(values.seconds ?? Infinity) * 1_000;
  await runSeeds(from, to, forMs, (seed, run) => tally.add(seed, run));
  report(tally, (performance.now() - startedMs) / 1_000, simulate);
} else say(usage);
