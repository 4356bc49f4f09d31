/** People at work while a redundant process is ended every few seconds, and brought back by the supervisor. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from '../system/home.ts';
import { signal } from '../system/process-identity.ts';
import { restartOneByOne } from '../system/rolling-restart.ts';
import { waitUntil } from '../system/wait-until.ts';
import type { People } from './people.ts';
import { Tally } from './tally.ts';
import { processOf, redundantInstances } from './victims.ts';

const killEveryMs = 5_000;
const recoveryTimeoutMs = 120_000;

export interface Soaked {
  readonly tally: Tally;
  /** In the order in which they were ended. */
  readonly ended: readonly string[];
}

/** @param pick of so many, the index of the next one to end. */
export async function soak(
  home: Home,
  people: People,
  seconds: number,
  pick: (count: number) => number,
  note: (text: string) => void,
): Promise<Soaked> {
  const tally = new Tally();
  const ended: string[] = [];
  const untilMs = performance.now() + seconds * 1_000;
  const work = people.act(untilMs, tally.add);
  while (performance.now() + killEveryMs < untilMs) {
    await sleep(killEveryMs);
    const candidates = await redundantInstances(home);
    const victim = candidates[pick(candidates.length)];
    if (victim === undefined) continue;
    signal(processOf(home, victim), 'SIGKILL');
    ended.push(victim);
    note(`${ended.length}, now ${victim}`);
  }
  await work;
  return { tally, ended };
}

/** Every instance restarted in good order, one after the other, under the same people. */
export async function roll(home: Home, people: People, note: (text: string) => void): Promise<Soaked> {
  const tally = new Tally();
  const ended: string[] = [];
  let isOver = false;
  const work = (async () => {
    while (!isOver) await people.act(performance.now() + 1_000, tally.add);
  })();
  try {
    await restartOneByOne(home, [], (text) => {
      ended.push(text);
      note(text);
    });
  } finally {
    isOver = true;
    await work;
  }
  return { tally, ended: ended.slice(0, -1) };
}

export interface Recovered {
  readonly name: string;
  /** From its end until everything that people do was done once, one after the other. */
  readonly afterMs: number;
  /** Of those who asked meanwhile. */
  readonly tally: Tally;
}

/** Ends one that there is only once. @throws Error when the house is not well again in time. */
export async function endSingle(home: Home, people: People, name: string): Promise<Recovered> {
  const victim = processOf(home, name);
  const tally = new Tally();
  const begunMs = performance.now();
  signal(victim, 'SIGKILL');
  await waitUntil(`the house is well after ${name} was ended`, recoveryTimeoutMs, async () => {
    const round = new Tally();
    await people.once((action) => {
      tally.add(action);
      round.add(action);
    });
    return round.doneShare === 1;
  });
  return { name, afterMs: performance.now() - begunMs, tally };
}
