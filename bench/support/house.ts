/**
 * The whole house for a bench. `BENCH_HOME=…` measures one that runs and leaves it running; else one is brought up for the
 * bench, and goes with it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUp } from '../../scripts/system/bring-up.ts';
import { homeFrom } from '../../scripts/system/home.ts';
import { firstBaseOfTests, takeFreePortBase, takePortBase } from '../../scripts/system/port-base.ts';
import { portBaseFrom } from '../../scripts/system/ports.ts';
import { identityOf } from '../../scripts/system/process-identity.ts';
import { Progress } from '../../scripts/system/progress.ts';
import { type Run, readRun } from '../../scripts/system/run-file.ts';
import { stopEverything } from '../../scripts/system/supervision.ts';

export type BenchHouse = Readonly<{ run: Run; homeDirectory: string; close: () => Promise<void> }>;

export async function openHouse(): Promise<BenchHouse> {
  const running = process.env.BENCH_HOME;
  if (running) return { run: readRun(running), homeDirectory: running, close: async () => {} };
  const home = homeFrom(await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'comptoir-bench-')));
  const close = async () => {
    await stopEverything(home);
    await rm(home.directory, { recursive: true, force: true });
  };
  try {
    const asked = portBaseFrom(process.env.COMPTOIR_PORT_BASE);
    const portClaim = await (asked ? takePortBase(home, asked) : takeFreePortBase(firstBaseOfTests));
    const parts = { home, portClaim, reset: false, progress: new Progress() };
    return {
      run: await bringUp({ ...parts, owner: identityOf(process.pid) }),
      homeDirectory: home.directory,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
