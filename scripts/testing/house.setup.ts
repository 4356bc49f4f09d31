/** Vitest global setup of the project `journeys`: the whole house, brought up once as scripts/up does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bringUp } from '../system/bring-up.ts';
import { homeFrom } from '../system/home.ts';
import { firstBaseOfTests, takeFreePortBase } from '../system/port-base.ts';
import { identityOf } from '../system/process-identity.ts';
import { Progress } from '../system/progress.ts';
import { root } from '../system/root.ts';
import { type Run, readRun } from '../system/run-file.ts';
import { runProgram } from '../system/run-program.ts';
import { stopEverything } from '../system/supervision.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** run.json of the house; pids change when a process is killed: `readRun(homeDirectory)` tells the new ones. */
    run: Run;
    homeDirectory: string;
  }
}

/** `JOURNEYS_HOME=… npx vitest run --project journeys` uses a house that already runs, and leaves it running. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.JOURNEYS_HOME;
  if (running) {
    provide(project, readRun(running), running);
    return async () => {};
  }
  // Each till that is opened anew takes in the whole catalogue.
  process.env.COMPTOIR_DEMO_PART ??= '10';
  const build = await runProgram(join(root, 'scripts', 'build'), []);
  if (build.code !== 0) throw new Error(`scripts/build failed:\n${build.stdout}${build.stderr}`);
  const home = homeFrom(await mkdtemp(join(tmpdir(), 'comptoir-journeys-')));
  const stop = async () => {
    await stopEverything(home);
    if (!process.env.KEEP_HOME) await rm(home.directory, { recursive: true, force: true });
  };
  try {
    const portClaim = await takeFreePortBase(firstBaseOfTests);
    // The house ends with this process, even when it is killed.
    const owner = identityOf(process.pid);
    provide(
      project,
      await bringUp({ home, portClaim, reset: false, progress: new Progress(), owner }),
      home.directory,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function provide(project: TestProject, run: Run, homeDirectory: string): void {
  project.provide('run', run);
  project.provide('homeDirectory', homeDirectory);
}
