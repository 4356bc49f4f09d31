import type { House } from './house.ts';
import type { PlannedProcess } from './plan.ts';
import { describe } from './run-description.ts';
import { carryOut, currentPlan } from './supervision.ts';

/** Adds to what already runs, so that a second run of scripts/up stops nothing that is well. */
export async function extend(house: House, processes: readonly PlannedProcess[]): Promise<void> {
  const known = currentPlan(house.home);
  const names = new Set(processes.map(({ name }) => name));
  const others = known.processes.filter(({ name }) => !names.has(name));
  await carryOut(house.home, {
    processes: [...others, ...processes],
    owner: house.owner,
    run: known.run ?? describe(house, {}),
  });
}

/** Stops one, if it runs. */
export async function without(house: House, name: string): Promise<void> {
  const known = currentPlan(house.home);
  const processes = known.processes.filter((planned) => planned.name !== name);
  if (processes.length === known.processes.length) return;
  await carryOut(house.home, {
    processes,
    owner: house.owner,
    run: known.run ?? describe(house, {}),
  });
}
