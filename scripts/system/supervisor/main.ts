/**
 * Keeps the processes of one home running: `supervisor.mjs HOME`. SIGHUP: read the plan again and carry out the
 * difference. SIGTERM: stop everything, stores last. It starts nothing that is not in the plan.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homeFrom, writeWhole } from '../home.ts';
import type { Ledger, Plan } from '../plan.ts';
import { identityOf, isAlive, type ProcessIdentity } from '../process-identity.ts';
import { Child } from './child.ts';

const home = homeFrom(process.argv[2]);
const children = new Map<string, Child>();
let carriedOut = '';
const ownerCheckMs = 2_000;
let run: Plan['run'];
let owner: Plan['owner'];

function record(): void {
  const supervisor = identityOf(process.pid);
  if (supervisor === undefined) return;
  const alive = [...children].flatMap(([name, { identity }]): [string, ProcessIdentity][] =>
    identity ? [[name, identity]] : [],
  );
  const pids = Object.fromEntries(alive.map(([name, { pid }]) => [name, pid]));
  // Before the ledger: whoever waits there for the plan to be carried out reads run.json next.
  if (run) writeWhole(home.run, { ...run, pids: { ...pids, supervisor: process.pid } });
  const ledger: Ledger = { supervisor, children: Object.fromEntries(alive), carriedOut };
  writeWhole(home.ledger, ledger);
}

async function carryOut(): Promise<void> {
  const text = readFileSync(home.plan, 'utf8');
  const plan = JSON.parse(text) as Plan;
  const wanted = new Map(plan.processes.map((planned) => [planned.name, planned]));
  const unwanted = [...children].filter(
    ([name, { planned }]) => JSON.stringify(planned) !== JSON.stringify(wanted.get(name)),
  );
  await Promise.all(
    unwanted.map(async ([name, child]) => {
      await child.stop();
      children.delete(name);
    }),
  );
  for (const [name, planned] of wanted)
    if (!children.has(name)) children.set(name, new Child(planned, home.logs, record));
  ({ run, owner } = plan);
  carriedOut = createHash('sha256').update(text).digest('hex');
  record();
}

async function stopAll(): Promise<void> {
  const all = [...children.values()];
  await Promise.all(all.filter(({ planned }) => !planned.isStore).map((child) => child.stop()));
  await Promise.all(all.filter(({ planned }) => planned.isStore).map((child) => child.stop()));
  process.exit(0);
}

/** One order at a time, in the order they came. */
let work = carryOut();
process.on('SIGHUP', () => {
  work = work
    .then(carryOut)
    .catch((error: unknown) => console.error('the plan could not be carried out', error));
});
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void work.finally(stopAll));
// Also keeps the loop alive while every child waits for its next start.
setInterval(() => {
  if (owner === undefined || isAlive(owner)) return;
  owner = undefined;
  void work.finally(stopAll);
}, ownerCheckMs);
