import { z } from 'zod';

/** How the scale misbehaves, until set anew. */
export const scaleFaults = z.strictObject({
  /** Somebody leans on the counter: the weight never settles. */
  motion: z.boolean(),
  /** Zeroed with something on the platter, which was then taken off. */
  underZero: z.boolean(),
  overCapacity: z.boolean(),
  /** Keeps its connection and answers nothing. */
  silent: z.boolean(),
  unplugged: z.boolean(),
});
export type ScaleFaults = z.infer<typeof scaleFaults>;

export const wellScale: ScaleFaults = {
  motion: false,
  underZero: false,
  overCapacity: false,
  silent: false,
  unplugged: false,
};

/** A counter scale of 15 kg by 5 g, as delicatessens have them. */
const capacityGrams = 15_000;
const divisionGrams = 5;

export type Measured =
  | Readonly<{ is: 'weight'; grams: number }>
  | Readonly<{ is: 'motion' | 'underZero' | 'overCapacity' }>;

/** What lies on the scale, and what its cells make of it. */
export function platter(settleMs: number) {
  let loadGrams = 0;
  let settledAtMs = 0;
  return {
    load(grams: number, nowMs: number): void {
      loadGrams = grams;
      settledAtMs = nowMs + settleMs;
    },
    loadGrams: () => loadGrams,
    measure(faults: ScaleFaults, nowMs: number): Measured {
      if (faults.motion || nowMs < settledAtMs) return { is: 'motion' };
      if (faults.underZero) return { is: 'underZero' };
      if (faults.overCapacity || loadGrams > capacityGrams) return { is: 'overCapacity' };
      return { is: 'weight', grams: Math.round(loadGrams / divisionGrams) * divisionGrams };
    },
  };
}
