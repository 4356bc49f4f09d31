/** Who may be ended while everybody goes on: an instance of a service that has another one that is well. */
import type { Home } from '../system/home.ts';
import { identityOf, type ProcessIdentity } from '../system/process-identity.ts';
import { readRun } from '../system/run-file.ts';

export const serviceOf = (instance: string): string => instance.replace(/\d$/, '');

const answerTimeoutMs = 1_000;

async function isWell(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(answerTimeoutMs) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

/** @returns instances of services of which every instance is well, and there are at least two. */
export async function redundantInstances(home: Home): Promise<readonly string[]> {
  const { services } = readRun(home.directory);
  const told = await Promise.all(
    Object.entries(services).map(async ([instance, address]) => ({ instance, well: await isWell(address) })),
  );
  return told
    .filter(({ instance }) => {
      const same = told.filter((one) => serviceOf(one.instance) === serviceOf(instance));
      return same.length > 1 && same.every(({ well }) => well);
    })
    .map(({ instance }) => instance);
}

/** @throws Error when it does not run. */
export function processOf(home: Home, name: string): ProcessIdentity {
  const pid = readRun(home.directory).pids[name];
  const identity = pid === undefined ? undefined : identityOf(pid);
  if (!identity) throw new Error(`${name} does not run`);
  return identity;
}
