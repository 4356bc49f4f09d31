/** PostgreSQL and Redis of the house: what everybody else needs first. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ensureReplica, removeReplica, replicaSlot } from '../backing-up/replica.ts';
import { standbyCommand } from '../backing-up/standby.ts';
import { cartServers, cartStoreCommand, cartStoreNames } from './cart-stores.ts';
import { storeTlsOf } from './certificates/store-certificates.ts';
import { writeStoreCertificate } from './certificates/write-store-certificate.ts';
import { extend, without } from './extend-plan.ts';
import { type House, serviceInstances } from './house.ts';
import { leaveCartPlace } from './leave-cart-place.ts';
import type { PlannedProcess } from './plan.ts';
import { initialisePostgres, postgresCommand, postgresHolder } from './postgres.ts';
import type { ProcessCommand } from './process-command.ts';
import { waitUntilReady } from './readiness.ts';
import { redisCommand } from './redis.ts';
import { joinCluster } from './redis-cluster.ts';
import { connectionSettings, placeOf, replicaPlaceOf, storesUrl } from './stores-place.ts';

export async function startStores(
  house: House,
  note: (text: string) => void,
): Promise<readonly PlannedProcess[]> {
  const place = placeOf(house);
  note('PostgreSQL');
  await initialisePostgres(place);
  // Looks at the lock file too, and takes away one that a crash left behind.
  await postgresHolder(place.dataDir);
  for (const name of ['postgres', 'redis'] as const) await writeStoreCertificate(house.home, name);
  const connections = connectionSettings(serviceInstances.length);
  const stores = [
    store('postgres', await postgresCommand(place, connections)),
    store(
      'redis',
      await redisCommand(house.home.redis, house.ports.redis, note, storeTlsOf(house.home, 'redis')),
    ),
  ];
  await extend(house, stores);
  for (const { name } of stores) await waitUntilReady(house, name);
  return [...stores, ...(await startCartStores(house, note)), ...(await startReplica(house, note))];
}

async function startCartStores(
  house: House,
  note: (text: string) => void,
): Promise<readonly PlannedProcess[]> {
  await leaveCartPlace(house);
  if (!house.redisCluster) return [];
  note('Redis for carts');
  const stores: PlannedProcess[] = [];
  for (const name of cartStoreNames) stores.push(store(name, await cartStoreCommand(house, name, note)));
  await extend(house, stores);
  for (const { name } of stores) await waitUntilReady(house, name);
  await joinCluster(cartServers(house));
  return stores;
}

/** Where nobody asked for one, what an earlier run left is taken away: the log would be kept for it. */
async function startReplica(house: House, note: (text: string) => void): Promise<readonly PlannedProcess[]> {
  const { home } = house;
  const primary = storesUrl(house);
  if (!house.replicas) {
    if (existsSync(home.replica)) {
      await without(house, 'replica');
      await removeReplica(primary, home.replica);
    }
    return [];
  }
  note('a copy for the server that follows');
  await ensureReplica(primary, home.postgres, home.replica);
  await postgresHolder(home.replica);
  await writeStoreCertificate(home, 'replica');
  const follows = await standbyCommand(replicaPlaceOf(house), primary, [
    `primary_slot_name=${replicaSlot}`,
    // A read there is not ended because of what the first server cleans up.
    'hot_standby_feedback=on',
    ...connectionSettings(serviceInstances.length),
  ]);
  const replica = store('replica', follows);
  await extend(house, [replica]);
  await waitUntilReady(house, 'replica');
  return [replica];
}

function store(name: string, command: ProcessCommand): PlannedProcess {
  const version = createHash('sha256').update(command.command).digest('hex');
  return { ...command, name, version, isStore: true };
}
