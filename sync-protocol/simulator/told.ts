/** What `scripts/simulate` prints. Sets the exit code where a seed fails. */
import { faults as faultModel, isFault } from './faults.ts';
import { type Happening, type Plan, planOf } from './plan.ts';
import { shrink } from './shrink.ts';
import type { Run } from './simulate.ts';
import { type Failed, mustHaveHappened, type Tally } from './tally.ts';
import type { Tell } from './world.ts';

export type Simulate = (plan: Plan, tell?: Tell) => Run;
export const say = (line: string) => void process.stdout.write(`${line}\n`);

/** @param run what runs a plan: in memory, or in files. */
export function replay(seed: number, run: Simulate): void {
  const plan = planOf(seed);
  const ran = run(plan, (atMs, text) => say(`${clock(atMs)}  ${text}`));
  say(`${ran.storeHours} store-hours, ${ran.sales} sales, ${ran.lost} lost with all copies`);
  if (ran.failure) tellFailure({ plan, failure: ran.failure }, run);
  else say('all invariants held');
}

/** @param how further words of the command that replays. @param cannot marks that such runs never meet. */
export function report(
  tally: Tally,
  seconds: number,
  run: Simulate,
  { how = '', cannot = [] }: Readonly<{ how?: string; cannot?: readonly string[] }> = {},
): void {
  const { runs, storeHours, sales, lost, faultCount, cold, failed } = tally;
  say(
    `${runs} seeds, ${storeHours} store-hours, ${faultCount} faults, ${sales} sales in ${seconds.toFixed(1)} s`,
  );
  say(`${lost} sales lost with all their copies`);
  for (const [fault, times] of [...tally.faults].sort(([, a], [, b]) => b - a))
    say(`${String(times).padStart(8)}  ${fault}: ${faultModel[fault].means}`);
  for (const mark of mustHaveHappened.filter((name) => !cannot.includes(name)))
    say(`${cold.includes(mark) ? '    COLD' : '    warm'}  ${mark}`);
  for (const { plan, failure } of failed)
    say(`FAILED  ${failure.invariant}: replay with scripts/simulate ${how}--seed ${plan.seed}`);
  const [first] = failed;
  if (first) tellFailure(first, run);
}

function tellFailure({ plan, failure }: Failed, run: Simulate): void {
  process.exitCode = 1;
  say(`seed ${plan.seed}, ${clock(failure.atMs)}: ${failure.detail}`);
  const short = shrink(plan, run);
  say(`the same invariant fails with ${short.happenings.length} of ${plan.happenings.length} happenings:`);
  for (const happening of short.happenings) say(`  ${lineOf(happening)}`);
}

function lineOf({ atMs, edge, what, amount }: Happening): string {
  const means = isFault(what) ? `: ${faultModel[what].means}` : '';
  return `${clock(atMs)}  store ${edge}  ${what} ${amount.toFixed(2)}${means}`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

export function rangeOf(text: string): [number, number] {
  const match = /^(\d+)\.\.(\d+)$/.exec(text);
  if (!match) throw new Error(`a range reads 1..100, not ${text}`);
  return [Number(match[1]), Number(match[2])];
}
