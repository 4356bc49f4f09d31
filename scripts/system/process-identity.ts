/** Knowing a process again: numbers are reused, so a number alone proves nothing. Linux only, as the rest of scripts/. */
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in clock ticks since the machine did, and which start of the machine. */
  readonly startedAt: string;
}

/** @returns undefined when no such process lives (a zombie does not). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may itself hold spaces and parentheses. Source: proc(5), /proc/pid/stat.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startTicks = fields[19];
    if (state === 'Z' || startTicks === undefined) return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { pid, startedAt: `${boot}/${startTicks}` };
  } catch {
    return undefined;
  }
}

export const isAlive = ({ pid, startedAt }: ProcessIdentity) => identityOf(pid)?.startedAt === startedAt;

/** Sends a signal if it is still the same process. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch {
    // It ended in between.
  }
}
