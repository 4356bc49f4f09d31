/** A thread that gives way: where the processor is short, the one that sells goes first. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Of Linux: a tenth of the time of a thread that wants it too, all of it otherwise. */
const niceness = 10;

/** Linux gives each thread a priority of its own; elsewhere it would be the whole process's, and nothing is done. */
export function giveWay(): void {
  try {
    // `<process>/task/<thread>`
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // No such system, or one that forbids it: slower, no more.
  }
}
