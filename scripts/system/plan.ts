/** What the supervisor keeps running: plain data, written by `scripts/up`, read again on SIGHUP. */
import type { ProcessCommand } from './process-command.ts';
import type { ProcessIdentity } from './process-identity.ts';

export interface PlannedProcess extends ProcessCommand {
  readonly name: string;
  /** Fingerprint of the program's file: a new build restarts what it changed, and only that. */
  readonly version: string;
  /** Stores are stopped last, after everybody who writes to them. */
  readonly isStore: boolean;
}

export interface Plan {
  readonly processes: readonly PlannedProcess[];
  /** Where nobody else would stop the house (tests): everything ends once this process has ended. */
  readonly owner?: ProcessIdentity | undefined;
  /** run.json without its pids, which the supervisor knows best. */
  readonly run?: Readonly<Record<string, unknown>>;
}

/** What runs, written by the supervisor at each change: whoever comes after a crash finds the orphans here. */
export interface Ledger {
  readonly supervisor: ProcessIdentity;
  readonly children: Readonly<Record<string, ProcessIdentity>>;
  /** Fingerprint of the plan that was last carried out. */
  readonly carriedOut: string;
}
