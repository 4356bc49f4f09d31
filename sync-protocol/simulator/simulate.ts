/** Runs a plan from its beginning to the peace after it, and says what happened. The same plan gives the same run, always. */
import { type Invariant, Violation } from './checks.ts';
import type { Fault } from './faults.ts';
import { inMemory, type Places } from './places.ts';
import type { Plan } from './plan.ts';
import { hourMs } from './plan.ts';
import { type Tell, World } from './world.ts';

export type Failure = Readonly<{ invariant: Invariant | 'crash'; detail: string; atMs: number }>;
export type Run = Readonly<{
  failure: Failure | null;
  storeHours: number;
  sales: number;
  lost: number;
  faults: ReadonlyMap<Fault, number>;
  marks: ReadonlySet<string>;
}>;

export function simulate(plan: Plan, tell: Tell = () => {}, places: Places = inMemory): Run {
  const world = new World(plan, tell, places);
  let failure: Failure | null = null;
  try {
    world.agenda.runUntil(plan.hours * hourMs);
    world.heal();
    world.check();
  } catch (error) {
    failure = { ...failureOf(error), atMs: world.agenda.nowMs };
  } finally {
    places.end();
  }
  const { witness, faults, marks } = world;
  const { sales, lost } = witness;
  return { failure, storeHours: plan.edges * plan.hours, sales, lost, faults, marks };
}

function failureOf(error: unknown): Omit<Failure, 'atMs'> {
  if (error instanceof Violation) return { invariant: error.invariant, detail: error.message };
  return {
    invariant: 'crash',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
