/** What many runs came to. */
import type { Fault } from './faults.ts';
import type { Plan } from './plan.ts';
import { planOf } from './plan.ts';
import { type Failure, type Run, simulate } from './simulate.ts';

export type Failed = Readonly<{ plan: Plan; failure: Failure }>;

/** What must have happened in some run: a simulator that never meets these proves nothing about them. */
export const mustHaveHappened = [
  'alert cloud-rewound',
  'alert device-refused',
  'alert epoch-changed',
  'cloud accepted',
  'cloud already-have',
  'cloud bad-chain',
  'cloud bad-frame',
  'cloud damaged original',
  'cloud fork',
  'cloud later',
  'cloud projected',
  'cloud quarantined',
  'cloud stale-session',
  'cloud too-big',
  'feed apply',
  'feed compared',
  'feed drop-cursor',
  'feed loaded',
  'feed mended',
  'feed stage',
  'feed stop-pull',
  'feed swap',
  'feed swap beside',
  'journal damaged',
  'journal forked',
  'journal rolled-back',
  'left journal carried again',
  'witness rolled-back',
  'uploader refused',
] as const;

export class Tally {
  readonly faults = new Map<Fault, number>();
  readonly marks = new Map<string, number>();
  readonly failed: Failed[] = [];
  runs = 0;
  storeHours = 0;
  sales = 0;
  lost = 0;

  run(seed: number): void {
    this.add(seed, simulate(planOf(seed)));
  }

  add(seed: number, run: Run): void {
    this.runs += 1;
    this.storeHours += run.storeHours;
    this.sales += run.sales;
    this.lost += run.lost;
    for (const [fault, times] of run.faults) this.faults.set(fault, (this.faults.get(fault) ?? 0) + times);
    for (const mark of run.marks) this.marks.set(mark, (this.marks.get(mark) ?? 0) + 1);
    if (run.failure) this.failed.push({ plan: planOf(seed), failure: run.failure });
  }

  get faultCount(): number {
    return [...this.faults.values()].reduce((sum, times) => sum + times, 0);
  }

  get cold(): string[] {
    return mustHaveHappened.filter((mark) => !this.marks.has(mark));
  }
}
