/** `scripts/simulate --files`: the sync simulator over the agent's own files. */
import { parseArgs } from 'node:util';
import { planOf } from '../../../sync-protocol/simulator/plan.ts';
import { sayFound } from '../../../sync-protocol/simulator/planted/measure.ts';
import { Tally } from '../../../sync-protocol/simulator/tally.ts';
import { rangeOf, replay, report } from '../../../sync-protocol/simulator/told.ts';
import { neverInFiles, simulateInFiles } from './in-files.ts';
import { bugsInFiles, inFiles } from './planted/bugs.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'boolean' },
    seed: { type: 'string' },
    seeds: { type: 'string' },
    seconds: { type: 'string' },
    planted: { type: 'string' },
  },
});

if (values.seed !== undefined) replay(Number(values.seed), simulateInFiles);
else if (values.planted !== undefined) await sayFound(bugsInFiles, rangeOf(values.planted), inFiles);
else {
  const startedMs = performance.now();
  const [from, to] = values.seeds === undefined ? [Date.now() % 2 ** 31, Infinity] : rangeOf(values.seeds);
  const forMs = Number(values.seconds ?? (values.seeds === undefined ? 60 : Infinity)) * 1_000;
  const tally = new Tally();
  for (let seed = from; seed <= to && performance.now() - startedMs < forMs; seed += 1)
    tally.add(seed, simulateInFiles(planOf(seed)));
  const seconds = (performance.now() - startedMs) / 1_000;
  report(tally, seconds, simulateInFiles, { how: '--files ', cannot: neverInFiles });
}
