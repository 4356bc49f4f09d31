/** One backup of a running house: the cluster, each service's rows, and the house's files. */
import { join } from 'node:path';
import type { Home } from '../system/home.ts';
import { type ServiceName, serviceNames } from '../system/instances.ts';
import { type Backup, backupsOf, forgetBackups, makeBackup } from './backup-folder.ts';
import { ensureBackupKey, readBackupKey } from './backup-key.ts';
import { backUpCluster } from './cluster-backup.ts';
import { backUpHouse } from './house-files.ts';
import { backUpService, type ServiceFacts } from './logical-backup.ts';
import { forgetSegments } from './wal-archive.ts';
import type { BackupPlace } from './wal-commands.ts';

/** A week of nights. */
const keptBackups = 7;

/** @param postgres a superuser's address. */
export const databaseOf = (postgres: string, service: ServiceName) => {
  const url = new URL(postgres);
  url.pathname = `/${service}`;
  return url.href;
};

export interface BackUp {
  readonly home: Home;
  readonly place: BackupPlace;
  /** A superuser's address. */
  readonly postgres: string;
  readonly note: (text: string) => void;
}

export async function backUp({ home, place, postgres, note }: BackUp): Promise<Backup> {
  ensureBackupKey(place.keyFile);
  const key = readBackupKey(place.keyFile);
  const made = await makeBackup(place.folder, new Date(), async (path, name) => {
    note('the cluster');
    const cluster = await backUpCluster({ url: postgres, dataDir: home.postgres }, path, name, key);
    const wholeAt = new Date().toISOString();
    const services: Record<string, ServiceFacts> = {};
    for (const service of serviceNames) {
      note(`the rows of ${service}`);
      services[service] = await backUpService(databaseOf(postgres, service), join(path, service), {
        ...{ backup: name, service, key },
      });
    }
    note('keys and configuration');
    await backUpHouse(home, path, name, key);
    return { version: 1, wholeAt, cluster, services };
  });
  await forgetBackups(place.folder, keptBackups);
  const [oldest] = backupsOf(place.folder);
  if (oldest) await forgetSegments(place.folder, oldest.manifest.cluster.firstSegment);
  return made;
}
