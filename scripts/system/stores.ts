/** PostgreSQL and Redis of the house: what everybody else needs first. */
import { createHash } from 'node:crypto';
import { storeNames, storeTlsOf } from './certificates/store-certificates.ts';
import { writeStoreCertificate } from './certificates/write-store-certificate.ts';
import { extend } from './extend-plan.ts';
import type { House } from './house.ts';
import type { PlannedProcess } from './plan.ts';
import { initialisePostgres, postgresCommand, postgresHolder } from './postgres.ts';
import type { ProcessCommand } from './process-command.ts';
import { waitUntilReady } from './readiness.ts';
import { redisCommand } from './redis.ts';
import { placeOf } from './stores-place.ts';

export async function startStores(
  house: House,
  note: (text: string) => void,
): Promise<readonly PlannedProcess[]> {
  const place = placeOf(house);
  note('PostgreSQL');
  await initialisePostgres(place);
  // Looks at the lock file too, and takes away one that a crash left behind.
  await postgresHolder(place.dataDir);
  for (const name of storeNames) await writeStoreCertificate(house.home, name);
  const stores = [
    store('postgres', await postgresCommand(place)),
    store(
      'redis',
      await redisCommand(house.home.redis, house.ports.redis, note, storeTlsOf(house.home, 'redis')),
    ),
  ];
  await extend(house, stores);
  for (const { name } of stores) await waitUntilReady(house, name);
  return stores;
}

function store(name: string, command: ProcessCommand): PlannedProcess {
  const version = createHash('sha256').update(command.command).digest('hex');
  return { ...command, name, version, isStore: true };
}
