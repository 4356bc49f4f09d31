/** Cuts a failing plan down: takes happenings out, in ever smaller pieces, as long as the same invariant fails without them. */
import { type Happening, hourMs, type Plan } from './plan.ts';
import { type Run, simulate } from './simulate.ts';

/** A plan is run at most so often; the shortest found by then is what one gets. */
const runsMax = 400;

/** @param run what runs a plan: the simulator itself, or one with a bug planted. */
export function shrink(plan: Plan, run: (plan: Plan) => Run = simulate): Plan {
  const first = run(plan).failure;
  if (!first) return plan;
  let runs = 0;
  const fails = (candidate: Plan): boolean => {
    runs += 1;
    return runs <= runsMax && run(candidate).failure?.invariant === first.invariant;
  };
  const untilThen = { ...plan, hours: Math.min(plan.hours, Math.ceil(first.atMs / hourMs)) };
  let best = fails(untilThen) ? untilThen : plan;
  for (let pieces = 2; pieces <= best.happenings.length * 2 && runs < runsMax; pieces *= 2) {
    const size = Math.max(1, Math.ceil(best.happenings.length / pieces));
    for (let at = 0; at < best.happenings.length && runs < runsMax; ) {
      const candidate = { ...best, happenings: without(best.happenings, at, size) };
      if (fails(candidate)) best = candidate;
      else at += size;
    }
  }
  return best;
}

const without = (all: readonly Happening[], at: number, size: number): Happening[] => [
  ...all.slice(0, at),
  ...all.slice(at + size),
];
