import { readFileSync } from 'node:fs';

/** Linux counts a process's time so often a second. Source: proc(5), /proc/pid/stat, USER_HZ. */
const TICKS = 100;

/** Processor time of a process until now: of all its threads, in its own code and in the kernel's for it. */
export function workedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000;
}

/** Of each program of a house until now, PostgreSQL with its connections; and of this process, which is the `load`. */
export function workedByProgram(pids: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const programs = Object.entries({ ...pids, load: process.pid });
  return new Map(
    programs.map(([name, pid]) => [
      name,
      workedMs(pid) +
        (name === 'postgres' ? childrenOf(pid) : []).reduce((sum, child) => sum + workedMs(child), 0),
    ]),
  );
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** `product 1.20 ms, load 0.60 ms`: what each worked for one of `calls`, the dearest first. */
export const costsOf = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  calls: number,
): Readonly<{ totalMs: number; text: string }> => {
  const costs = [...after]
    .map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / calls] as const)
    .sort(([, a], [, b]) => b - a);
  return {
    totalMs: costs.reduce((sum, [, ms]) => sum + ms, 0),
    text: costs
      .filter(([, ms]) => ms >= toldMin)
      .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
      .join(', '),
  };
};

/** Whoever works less for a call is not told of. */
const toldMin = 0.05;
