/** Talking to the supervisor from outside: by files and signals alone, so that any of us may be killed at any time. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processEntries } from '../building/entries.ts';
import { type Home, readWhole, writeWhole } from './home.ts';
import type { Ledger, Plan } from './plan.ts';
import { postgresHolder } from './postgres.ts';
import { identityOf, isAlive, type ProcessIdentity, signal } from './process-identity.ts';
import { root } from './root.ts';
import { waitUntil } from './wait-until.ts';

/** Longer than the supervisor gives its children, twice: stores are stopped after the rest. */
const stopTimeoutMs = 40_000;
const orphanTimeoutMs = 15_000;
const carryOutTimeoutMs = 60_000;

export function runningSupervisor(home: Home): ProcessIdentity | undefined {
  const supervisor = readWhole<Ledger>(home.ledger)?.supervisor;
  return supervisor && isAlive(supervisor) ? supervisor : undefined;
}

/** The plan in force, as long as somebody carries it out. */
export function currentPlan(home: Home): Plan {
  return (runningSupervisor(home) && readWhole<Plan>(home.plan)) || { processes: [] };
}

/** Writes the plan and waits until it is carried out; starts the supervisor when there is none. */
export async function carryOut(home: Home, plan: Plan): Promise<void> {
  writeWhole(home.plan, plan);
  const asked = createHash('sha256').update(readFileSync(home.plan, 'utf8')).digest('hex');
  const supervisor = runningSupervisor(home);
  if (supervisor) signal(supervisor, 'SIGHUP');
  else startSupervisor(home);
  await waitUntil(
    `The supervisor (log: ${join(home.logs, 'supervisor.log')}) carried out its plan`,
    carryOutTimeoutMs,
    () => {
      const ledger = readWhole<Ledger>(home.ledger);
      return ledger !== undefined && ledger.carriedOut === asked && isAlive(ledger.supervisor);
    },
  );
}

function startSupervisor(home: Home): void {
  const { package: folder, output } = processEntries.supervisor;
  const program = join(root, folder, 'dist', output);
  const log = openSync(join(home.logs, 'supervisor.log'), 'a', 0o600);
  // Only what programs need of our environment: a stray NODE_OPTIONS of this shell must not live on in the house.
  const { PATH, HOME, LANG, TMPDIR, USER } = process.env;
  const env = { PATH, HOME, LANG, TMPDIR, USER, NODE_ENV: 'production' };
  const child = spawn(process.execPath, ['--enable-source-maps', program, home.directory], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  // At once, so that whoever comes after us, should we be killed now, does not start a second one beside it.
  const supervisor = child.pid === undefined ? undefined : identityOf(child.pid);
  if (supervisor) writeWhole(home.ledger, { supervisor, children: {}, carriedOut: '' } satisfies Ledger);
}

/** Stops whatever runs of this home: in good order by its supervisor, else what a dead one left behind. */
export async function stopEverything(home: Home): Promise<void> {
  const supervisor = runningSupervisor(home);
  if (supervisor) {
    signal(supervisor, 'SIGTERM');
    await waitUntil('The supervisor stopped everything', stopTimeoutMs, () => !isAlive(supervisor)).catch(
      () => signal(supervisor, 'SIGKILL'),
    );
  }
  await endOrphans(home);
}

/** After `kill -9` of the supervisor its children live on: nobody would restart them, and they hold our ports. */
async function endOrphans(home: Home): Promise<void> {
  const children = Object.entries(readWhole<Ledger>(home.ledger)?.children ?? {});
  const holder = await postgresHolder(home.postgres);
  const postgres = holder === undefined ? undefined : identityOf(holder);
  const orphans = children.flatMap(([name, identity]) =>
    name !== 'postgres' && isAlive(identity) ? [identity] : [],
  );
  await endAll(orphans, 'SIGTERM');
  if (postgres) await endAll([postgres], 'SIGINT');
}

async function endAll(orphans: readonly ProcessIdentity[], name: NodeJS.Signals): Promise<void> {
  for (const orphan of orphans) signal(orphan, name);
  const gone = () => orphans.every((orphan) => !isAlive(orphan));
  await waitUntil('What was left running ended', orphanTimeoutMs, gone).catch(() => {
    for (const orphan of orphans) signal(orphan, 'SIGKILL');
  });
  await waitUntil('What was left running could be killed', orphanTimeoutMs, gone);
}
