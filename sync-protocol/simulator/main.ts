/** `scripts/simulate`: runs seeds, says what happened, and of a seed that fails, a short script that fails alike. */
import { parseArgs } from 'node:util';
import { faults as faultModel, isFault } from './faults.ts';
import { type Happening, planOf } from './plan.ts';
import { bugs } from './planted/bugs.ts';
import { measure, row, tableHead } from './planted/measure.ts';
import { runSeeds } from './seeds.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { type Failed, mustHaveHappened, Tally } from './tally.ts';

const usage = `scripts/simulate --seed N          replays a seed, event by event; if it fails, shrinks it
scripts/simulate --seeds A..B      runs these seeds
scripts/simulate --seconds N       runs new seeds for so long
scripts/simulate --planted A..B    in how many of these seeds is each planted bug found?`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    seconds: { type: 'string' },
    planted: { type: 'string' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

if (values.seed !== undefined) replay(Number(values.seed));
else if (values.planted !== undefined) await measureBugs(values.planted);
else if (values.seeds !== undefined || values.seconds !== undefined) {
  const tally = new Tally();
  const startedMs = performance.now();
  const [from, to] = values.seeds === undefined ? [Date.now() % 2 ** 31, Infinity] : rangeOf(values.seeds);
  const forMs = Number(values.seconds ?? Infinity) * 1_000;
  await runSeeds(from, to, forMs, (seed, run) => tally.add(seed, run));
  report(tally, (performance.now() - startedMs) / 1_000);
} else say(usage);

function replay(seed: number): void {
  const plan = planOf(seed);
  const run = simulate(plan, (atMs, text) => say(`${clock(atMs)}  ${text}`));
  say(
    `${run.storeHours} store-hours, ${run.sales} sales, ${run.lost} lost with all copies, ${run.stranded} stranded`,
  );
  if (run.failure) tellFailure({ plan, failure: run.failure });
  else say('all invariants held');
}

function report(tally: Tally, seconds: number): void {
  const { runs, storeHours, sales, lost, stranded, faultCount, cold, failed } = tally;
  say(
    `${runs} seeds, ${storeHours} store-hours, ${faultCount} faults, ${sales} sales in ${seconds.toFixed(1)} s`,
  );
  say(`${lost} sales lost with all their copies; ${stranded} on a store's disk alone`);
  for (const [fault, times] of [...tally.faults].sort(([, a], [, b]) => b - a))
    say(`${String(times).padStart(8)}  ${fault}: ${faultModel[fault].means}`);
  for (const mark of mustHaveHappened) say(`${cold.includes(mark) ? '    COLD' : '    warm'}  ${mark}`);
  for (const { plan, failure } of failed)
    say(`FAILED  ${failure.invariant}: replay with scripts/simulate --seed ${plan.seed}`);
  const [first] = failed;
  if (first) tellFailure(first);
}

function tellFailure({ plan, failure }: Failed): void {
  process.exitCode = 1;
  say(`seed ${plan.seed}, ${clock(failure.atMs)}: ${failure.detail}`);
  const short = shrink(plan);
  say(`the same invariant fails with ${short.happenings.length} of ${plan.happenings.length} happenings:`);
  for (const happening of short.happenings) say(`  ${lineOf(happening)}`);
}

async function measureBugs(range: string): Promise<void> {
  const [from, to] = rangeOf(range);
  say(tableHead);
  for (const bug of bugs) say(row(await measure(bug, from, to)));
}

function lineOf({ atMs, edge, what, amount }: Happening): string {
  const means = isFault(what) ? `: ${faultModel[what].means}` : '';
  return `${clock(atMs)}  store ${edge}  ${what} ${amount.toFixed(2)}${means}`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

function rangeOf(text: string): [number, number] {
  const match = /^(\d+)\.\.(\d+)$/.exec(text);
  if (!match) throw new Error(`a range reads 1..100, not ${text}`);
  return [Number(match[1]), Number(match[2])];
}
