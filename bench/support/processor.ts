import { readFileSync } from 'node:fs';

/** Linux counts a process's time so often a second. Source: proc(5), /proc/pid/stat, USER_HZ. */
const TICKS = 100;

/** Processor time of a process until now: of all its threads, in its own code and in the kernel's for it. */
export function workedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000;
}
