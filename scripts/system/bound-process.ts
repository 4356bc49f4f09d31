/** Processes that tests start: a run that is killed must leave none behind, so the kernel ends each with its parent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ProcessCommand } from './process-command.ts';

/** @param log a file descriptor for what it says; without one it is heard only with DEBUG set. */
export function startBound(command: ProcessCommand, log?: number): ChildProcess {
  const [program = '', ...args] = bound([command.command, ...command.args]);
  const env = { ...process.env, ...command.env };
  const heard = log ?? (process.env.DEBUG ? 'inherit' : 'ignore');
  return spawn(program, args, { env, stdio: ['ignore', 'ignore', heard] });
}

/** `setpriv --pdeathsig` must come after `unshare`: entering a namespace clears the wish. */
export function bound(words: readonly string[]): readonly string[] {
  const bind = ['setpriv', '--pdeathsig', 'KILL', '--'];
  return words[0] === 'unshare' ? [...words.slice(0, 3), ...bind, ...words.slice(3)] : [...bind, ...words];
}

export async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
