/** One supervised process: started, started again with back-off when it ends by itself, stopped in good order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedProcess } from '../plan.ts';
import { identityOf, type ProcessIdentity } from '../process-identity.ts';

const backoffMinMs = 250;
const backoffMaxMs = 8_000;
/** Whoever ran this long is well: its next end counts as the first. */
const soundAfterMs = 20_000;
const stopTimeoutMs = 15_000;
const logBytesMax = 16 * 1_048_576;

export class Child {
  readonly planned: PlannedProcess;
  readonly #logs: string;
  readonly #onChange: () => void;
  #process: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #backoffMs = backoffMinMs;
  #stopping = false;

  constructor(planned: PlannedProcess, logs: string, onChange: () => void) {
    this.planned = planned;
    this.#logs = logs;
    this.#onChange = onChange;
    this.#start();
  }

  get identity(): ProcessIdentity | undefined {
    return this.#process?.pid === undefined ? undefined : identityOf(this.#process.pid);
  }

  #start(): void {
    const { name, command, args, env, cwd } = this.planned;
    // The log is the child's own file, not a pipe through us: it goes on when we are killed.
    const log = openLog(join(this.#logs, `${name}.log`));
    const startedMs = Date.now();
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#process = child;
    child.once('error', (error) => this.#ended(startedMs, error.message));
    child.once('exit', (code, signalName) => this.#ended(startedMs, signalName ?? `code ${code}`));
    this.#onChange();
  }

  #ended(startedMs: number, how: string): void {
    if (this.#process === undefined) return;
    this.#process = undefined;
    this.#onChange();
    if (this.#stopping) return;
    if (Date.now() - startedMs > soundAfterMs) this.#backoffMs = backoffMinMs;
    note(
      join(this.#logs, `${this.planned.name}.log`),
      `ended (${how}); starts again in ${this.#backoffMs} ms`,
    );
    this.#timer = setTimeout(() => this.#start(), this.#backoffMs);
    this.#backoffMs = Math.min(this.#backoffMs * 2, backoffMaxMs);
  }

  /** Asks for an orderly end; kills what does not end in time. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#process;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(this.planned.stopSignal);
    const cut = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await ended;
    clearTimeout(cut);
  }
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > logBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function note(path: string, text: string): void {
  const log = openSync(path, 'a', 0o600);
  writeSync(log, `supervisor: ${text}\n`);
  closeSync(log);
}
