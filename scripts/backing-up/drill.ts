/** A backup exists once it was restored: to a scratch server, with today's migrations, and looked at row by row. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkInvariants, type Invariant } from '../checking/invariants.ts';
import { end } from '../system/bound-process.ts';
import { type ServiceName, serviceNames } from '../system/instances.ts';
import { freePort } from '../system/ports.ts';
import type { PostgresPlace } from '../system/postgres.ts';
import { askOnce } from './ask-once.ts';
import { databaseOf } from './back-up.ts';
import { backupFor } from './backup-folder.ts';
import { readBackupKey } from './backup-key.ts';
import { recoverCluster, unpackCluster } from './cluster-restore.ts';
import { restoreService } from './logical-restore.ts';
import { type BackupPlace, restoreCommand } from './wal-commands.ts';

export interface Drill {
  readonly place: BackupPlace;
  /** A moment to restore to; as far as the log goes when not given. */
  readonly to?: Date | undefined;
  /** A folder with room for the whole cluster. */
  readonly scratch: string;
  /** Of the superuser, as it was then. */
  readonly password: string;
  /** Brings a database to the schema of today. */
  readonly migrate: (service: ServiceName, url: string) => Promise<void>;
  readonly note: (text: string) => void;
}

export interface DrillReport {
  readonly backup: string;
  /** From the first byte read until every service could have started. */
  readonly recoverySeconds: number;
  /** Age of the last transaction that would be there: what a house that stood still since then would lose is nothing. */
  readonly lostSecondsAtMost: number | undefined;
  readonly rows: Readonly<Record<string, number>>;
  readonly invariants: readonly Invariant[];
}

export async function drill({ place, to, scratch, password, migrate, note }: Drill): Promise<DrillReport> {
  const key = readBackupKey(place.keyFile);
  const backup = backupFor(place.folder, to);
  const begunAt = Date.now();
  const directory = await mkdtemp(join(scratch, 'drill-'));
  const server: PostgresPlace = {
    dataDir: join(directory, 'postgres'),
    port: await freePort(),
    password,
    // It is thrown away: what a power cut would do to it is no matter.
    durable: false,
  };
  try {
    note('unpacks');
    await unpackCluster(backup, server, key);
    note('reads the log');
    const restored = await recoverCluster(server, restoreCommand(place), to);
    try {
      for (const service of serviceNames) {
        note(`migrates ${service}`);
        await migrate(service, databaseOf(restored.url, service));
      }
      const recoverySeconds = (Date.now() - begunAt) / 1_000;
      note('checks');
      const urlOf = (service: ServiceName) => databaseOf(restored.url, service);
      const invariants = await checkInvariants({ urlOf, isQuiet: false });
      const rows: Record<string, number> = {};
      for (const service of serviceNames) {
        note(`the rows of ${service}`);
        // Beside it, on the same server: the schema by the migrations, the rows by themselves.
        const url = urlOf(service).replace(/\/\w+$/, `/rows_of_${service}`);
        await askOnce(restored.url, `create database rows_of_${service}`);
        await migrate(service, url);
        rows[service] = (await restoreService(url, backup, service, key)).rows;
      }
      const lastCommitAt = restored.lastCommitAt?.getTime();
      return {
        ...{ backup: backup.name, recoverySeconds, rows, invariants },
        lostSecondsAtMost: lastCommitAt && (begunAt - lastCommitAt) / 1_000,
      };
    } finally {
      await end(restored.server, 'SIGINT');
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export function tellDrill({ backup, recoverySeconds, lostSecondsAtMost, rows }: DrillReport): string {
  const counted = Object.entries(rows).map(([service, count]) => `${service} ${count}`);
  return [
    `Backup ${backup}`,
    `RTO ${recoverySeconds.toFixed(1)} s, until every service could start`,
    `RPO ${lostSecondsAtMost === undefined ? 'the backup itself: no log since' : `${lostSecondsAtMost.toFixed(1)} s at most (sales: 0, edges send them again)`}`,
    `Rows restored one by one: ${counted.join(', ')}`,
  ].join('\n');
}
