/** The steps of `scripts/up` once all is built, each of which finds out by itself what is left to do: so a second run repairs a first. */
import { rmSync } from 'node:fs';
import { backupPlaceOf } from '../backing-up/backup-place.ts';
import { setArchiving } from '../backing-up/wal-commands.ts';
import { alertmanager } from './alertmanager.ts';
import { certificatePlaceOf } from './certificates/house-certificates.ts';
import { keepCertificates } from './certificates/keep-certificates.ts';
import { ensureDatabases } from './databases.ts';
import { enrolledEdge, startEdge } from './edge-start.ts';
import { extend } from './extend-plan.ts';
import { type Home, makeHome, readWhole, secretsOf } from './home.ts';
import { databasesOf, type House, secretNames } from './house.ts';
import { writeKong } from './kong-file.ts';
import { kongPlaceOf } from './kong-place.ts';
import { type PortClaim, rememberPortBase, runningPortBase } from './port-base.ts';
import { portsFrom } from './ports.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { cloudAndDevices } from './processes/all.ts';
import { backups } from './processes/backups.ts';
import type { Progress } from './progress.ts';
import { prometheus } from './prometheus.ts';
import { requireFreePorts, waitForGatewayFile, waitUntilReady } from './readiness.ts';
import { describe } from './run-description.ts';
import type { Run } from './run-file.ts';
import { seed } from './seeding.ts';
import { startStores } from './stores.ts';
import { storesUrl } from './stores-place.ts';
import { carryOut, stopEverything } from './supervision.ts';

export interface BringUp {
  readonly home: Home;
  /** Released at the end, whatever that is. */
  readonly portClaim: PortClaim;
  /** Begin anew: everything that was sold or configured is deleted. */
  readonly reset: boolean;
  /** A second PostgreSQL follows the first, and does reads. */
  readonly replicas?: boolean;
  /** Carts lie in three Redis servers of their own. */
  readonly redisCluster?: boolean;
  readonly progress: Progress;
  /** The house ends with this process. */
  readonly owner?: ProcessIdentity | undefined;
}

export async function bringUp(asked: BringUp): Promise<Run> {
  try {
    return await bringUpAt(asked.portClaim.base, asked);
  } finally {
    await asked.portClaim.release();
  }
}

async function bringUpAt(portBase: number, asked: BringUp): Promise<Run> {
  const { home, reset, replicas = false, redisCluster = false, progress, owner } = asked;
  if (reset) await progress.step('stop, and delete what was there', () => deleteAll(home));
  makeHome(home);
  const house: House = {
    home,
    ports: portsFrom(portBase),
    secrets: secretsOf(home, secretNames),
    replicas,
    redisCluster,
    owner,
  };
  if (runningPortBase(home) !== portBase)
    await progress.step('make room', async () => {
      await stopEverything(home);
      await requireFreePorts(house.ports);
    });
  const stores = await progress.step('PostgreSQL and Redis', async (note) => {
    keepCertificates(certificatePlaceOf(home), new Date());
    const planned = await startStores(house, note);
    await ensureDatabases(storesUrl(house), databasesOf(house));
    await setArchiving(storesUrl(house), backupPlaceOf(home));
    note('ready');
    return planned;
  });
  const cloud = await progress.step('services, gateway and devices', async (note) => {
    const place = kongPlaceOf(house);
    await writeKong(place);
    const planned = [...cloudAndDevices(house), ...backups(home)];
    await extend(house, [...enrolledEdge(house), ...planned]);
    for (const { name } of planned) {
      note(name);
      await waitUntilReady(house, name);
    }
    note('the gateway knows who signs');
    await waitForGatewayFile(house, await writeKong(place));
    note(`${planned.length} processes`);
    return planned;
  });
  await progress.step('demo data', (note) => seed(home, note));
  const edge = await progress.step('the store’s edge', (note) => startEdge(house, note));
  const watching = await progress.step('Prometheus and Alertmanager', async (note) => [
    ...(await prometheus(house, note)),
    ...(await alertmanager(house, note)),
  ]);
  const processes = [...stores, ...cloud, ...edge.processes, ...watching];
  await carryOut(home, { processes, owner, run: describe(house, edge.pairingCodes, watching) });
  rememberPortBase(home, portBase);
  const run = readWhole<Run>(home.run);
  if (run === undefined) throw new Error(`the supervisor did not write ${home.run}`);
  return run;
}

async function deleteAll(home: Home): Promise<void> {
  await stopEverything(home);
  const { directory: _, ...parts } = home;
  for (const path of Object.values(parts)) rmSync(path, { recursive: true, force: true });
}
