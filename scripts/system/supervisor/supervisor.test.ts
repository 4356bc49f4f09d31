import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { homeFrom, makeHome, readWhole, writeWhole } from '../home.ts';
import type { Ledger, Plan, PlannedProcess } from '../plan.ts';
import { isAlive, type ProcessIdentity, signal } from '../process-identity.ts';
import { root } from '../root.ts';
import { runningSupervisor, stopEverything } from '../supervision.ts';
import { waitUntil } from '../wait-until.ts';

const waitMs = 15_000;
let home: ReturnType<typeof homeFrom>;
let supervisor: ChildProcess | undefined;

beforeEach(() => {
  home = homeFrom(mkdtempSync(join(tmpdir(), 'comptoir-supervisor-')));
  makeHome(home);
});
afterEach(async () => {
  await stopEverything(home);
  rmSync(home.directory, { recursive: true, force: true });
});

const sleeper = (name: string, version = '1'): PlannedProcess => ({
  ...{ name, version, isStore: false, stopSignal: 'SIGTERM' },
  ...{ command: 'sleep', args: ['600'], env: {} },
});

const childNamed = (name: string): ProcessIdentity | undefined => {
  const identity = readWhole<Ledger>(home.ledger)?.children[name];
  return identity && isAlive(identity) ? identity : undefined;
};

async function living(name: string, other?: ProcessIdentity): Promise<ProcessIdentity> {
  await waitUntil(`${name} lives`, waitMs, () => {
    const identity = childNamed(name);
    return identity !== undefined && identity.pid !== other?.pid;
  });
  const identity = childNamed(name);
  if (identity === undefined) throw new Error(`${name} is gone again`);
  return identity;
}

function supervise(plan: Plan): void {
  writeWhole(home.plan, plan);
  const running = runningSupervisor(home);
  if (running) {
    signal(running, 'SIGHUP');
    return;
  }
  const program = join(root, 'scripts', 'system', 'supervisor', 'main.ts');
  supervisor = spawn(process.execPath, ['--import', 'tsx', program, home.directory], {
    cwd: root,
    stdio: 'ignore',
  });
}

test('a process that is killed runs again, and run.json tells its new number', async () => {
  supervise({ processes: [sleeper('till')], run: { gateway: 'here' } });
  const first = await living('till');
  signal(first, 'SIGKILL');
  const second = await living('till', first);
  await waitUntil('run.json follows', waitMs, () => {
    const run = readWhole<{ gateway: string; pids: Record<string, number> }>(home.run);
    return run?.gateway === 'here' && run.pids.till === second.pid;
  });
});

test('a new plan stops what is not in it, restarts what changed, and leaves the rest alone', async () => {
  supervise({ processes: [sleeper('stays'), sleeper('changes'), sleeper('goes')] });
  const [stays, changes, goes] = [await living('stays'), await living('changes'), await living('goes')];
  supervise({ processes: [sleeper('stays'), sleeper('changes', '2')] });
  await living('changes', changes);
  expect([isAlive(stays), isAlive(changes), isAlive(goes)]).toEqual([true, false, false]);
});

test('what a killed supervisor left behind is found and ended', async () => {
  supervise({ processes: [sleeper('orphan')] });
  const orphan = await living('orphan');
  supervisor?.kill('SIGKILL');
  await waitUntil('the supervisor is gone', waitMs, () => runningSupervisor(home) === undefined);
  expect(isAlive(orphan)).toBe(true);
  await stopEverything(home);
  expect(isAlive(orphan)).toBe(false);
});

test('a house with an owner ends with it', async () => {
  const ended: ProcessIdentity = { pid: 1, startedAt: 'another start of the machine' };
  supervise({ processes: [sleeper('guest')], owner: ended });
  const guest = await living('guest');
  await waitUntil('the guest is gone', waitMs, () => !isAlive(guest));
});
