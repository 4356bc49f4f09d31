/** Restarts instances one after the other: what runs more than once answers all the while, what runs once is away for a moment. */
import type { Home } from './home.ts';
import { serviceNames } from './instances.ts';
import { isKnownWell } from './known-well.ts';
import { identityOf, isAlive, signal } from './process-identity.ts';
import { type Run, readRun } from './run-file.ts';
import { waitUntil } from './wait-until.ts';

/** An instance gets some seconds to answer whom it has, and starts within some more. */
const restartTimeoutMs = 60_000;
const answerTimeoutMs = 2_000;
/** Longer than a circuit stays open: where nobody calls, nobody finds out, and the next call passes. Source: service-kit, neighbours/breaker. */
const knownTimeoutMs = 10_000;

/** Programs beside the services that may be restarted: each runs once, and no service calls them. */
const sites = ['headquarters', 'storefront'] as const;
const known: readonly string[] = [...serviceNames, ...sites];

/**
 * @param services names of services or sites; none: all of them.
 * @throws Error with one sentence when a name is unknown, or an instance does not come back: the others then run on as they are.
 */
export async function restartOneByOne(
  home: Home,
  services: readonly string[],
  note: (text: string) => void,
): Promise<void> {
  const unknown = services.find((name) => !known.includes(name));
  if (unknown) throw new Error(`There is no service ${unknown}: ${known.join(', ')}.`);
  const run = readRun(home.directory);
  const wanted = (instance: string) =>
    services.length === 0 || services.includes(instance.replace(/\d$/, ''));
  const instances = [...Object.keys(run.services), ...sites].filter(wanted);
  for (const instance of instances) {
    note(instance);
    await restart(home, run, instance);
  }
  note(`${instances.length} instances`);
}

async function restart(home: Home, run: Run, instance: string): Promise<void> {
  const pid = readRun(home.directory).pids[instance];
  const old = pid === undefined ? undefined : identityOf(pid);
  // It takes no new connection and answers whom it has; the supervisor then starts another.
  if (old) signal(old, 'SIGTERM');
  const site = sites.find((name) => name === instance);
  const address = site ? run[site] : run.services[instance];
  await waitUntil(`${instance} is back`, restartTimeoutMs, async () => {
    if (old && isAlive(old)) return false;
    const answer = await fetch(`${address}/readyz`, {
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok;
  });
  if (site) return;
  await waitUntil(`callers of ${instance} know that it is well`, knownTimeoutMs, () =>
    isKnownWell(run, instance),
  ).catch(() => undefined);
}
