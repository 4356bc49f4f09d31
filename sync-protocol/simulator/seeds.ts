/** Runs seeds on every core: each run is a world of its own. A process takes each n-th seed, so that which seeds are run hangs on no timing. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { planOf } from './plan.ts';
import { type Run, simulate } from './simulate.ts';

type Share = Readonly<{ from: number; to: number; step: number; endsMs: number }>;
export type Ran = (seed: number, run: Run) => void;

/** @param to may be Infinity. @param forMs no seed is begun after it. */
export async function runSeeds(from: number, to: number, forMs: number, ran: Ran): Promise<void> {
  const step = Math.min(availableParallelism(), to - from + 1);
  const endsMs = Date.now() + forMs;
  const shares = Array.from({ length: step }, (_, at): Share => ({ from: from + at, to, step, endsMs }));
  await Promise.all(shares.map((share) => inProcess(share, ran)));
}

function inProcess(share: Share, ran: Ran): Promise<void> {
  return new Promise((resolve, reject) => {
    // `advanced`: the maps of a run stay maps.
    const child = fork(fileURLToPath(import.meta.url), { serialization: 'advanced' });
    child.on('message', ([seed, run]: [number, Run]) => ran(seed, run));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a simulating process ended with ${code}`)),
    );
    child.send(share);
  });
}

async function work({ from, to, step, endsMs }: Share): Promise<void> {
  for (let seed = from; seed <= to && Date.now() < endsMs; seed += step) {
    const run = simulate(planOf(seed));
    await new Promise((sent) => process.send?.([seed, run], sent));
  }
  process.disconnect();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.once('message', work);
