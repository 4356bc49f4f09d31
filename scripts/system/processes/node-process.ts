/** One of our own Node processes, as the supervisor is to keep it. */
import { join } from 'node:path';
import { type ProgramName, processEntries } from '../../building/entries.ts';
import { digestOf } from '../digest.ts';
import type { PlannedProcess } from '../plan.ts';
import type { PortName } from '../ports.ts';
import { root } from '../root.ts';

export interface NodeOptions {
  /** Two processes of one program have names of their own; without it the name is the program's. */
  readonly program: ProgramName;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Folders that it reads once, as it starts: another build of a web app starts its server anew. */
  readonly reads?: readonly string[];
  /** Beyond this the process ends and is started again: a leak must not take the machine. */
  readonly heapMegabytesMax?: number;
}

/** Several times what any of them needs at rest. */
const heapDefault = 256;

export function nodeProcess(
  name: PortName | ProgramName,
  { program, env, args = [], reads = [], heapMegabytesMax = heapDefault }: NodeOptions,
): PlannedProcess {
  const { package: folder, output } = processEntries[program];
  const file = join(root, folder, 'dist', output);
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', `--max-old-space-size=${heapMegabytesMax}`, file, ...args],
    env: { LOG_LEVEL: 'info', ...env },
    cwd: root,
    stopSignal: 'SIGTERM',
    version: digestOf([file, ...reads]),
    isStore: false,
  };
}
