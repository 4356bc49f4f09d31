/**
 * Calls at a steady rate, whatever becomes of those before: the n-th is due at its own moment, and its time is counted from there.
 * A service that stalls is then seen to stall for everyone who would have come meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './caller.ts';

export type Load = Readonly<{
  timesMs: readonly number[];
  /** Answers that were no success, by status; 0 is no answer at all. */
  failures: ReadonlyMap<number, number>;
}>;

export async function openLoop(
  { ratePerSecond, seconds }: Readonly<{ ratePerSecond: number; seconds: number }>,
  call: (n: number) => Promise<Answer>,
): Promise<Load> {
  const timesMs: number[] = [];
  const failures = new Map<number, number>();
  const running = new Set<Promise<void>>();
  const beginMs = performance.now();
  const count = Math.round(ratePerSecond * seconds);
  for (let n = 0; n < count; n += 1) {
    const dueMs = beginMs + (n * 1_000) / ratePerSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 1) await sleep(earlyMs);
    const one = call(n)
      .then(
        ({ status }) => status,
        () => 0,
      )
      .then((status) => {
        timesMs.push(performance.now() - dueMs);
        if (status < 200 || status > 299) failures.set(status, (failures.get(status) ?? 0) + 1);
        running.delete(one);
      });
    running.add(one);
  }
  await Promise.all(running);
  return { timesMs, failures };
}

export const failuresOf = ({ failures }: Load): string =>
  failures.size === 0
    ? ''
    : `; failed: ${[...failures].map(([status, count]) => `${count} × ${status || 'no answer'}`).join(', ')}`;
