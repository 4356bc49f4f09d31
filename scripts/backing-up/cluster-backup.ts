/**
 * A copy of the whole cluster while it runs: a backup is begun, the data folder is packed as it changes, and the log written
 * meanwhile mends it. Source: PostgreSQL 18 manual, 25.3.4, Making a Base Backup Using the Low Level API.
 */
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { writePacked } from './packed-file.ts';
import { pack } from './tar.ts';

export interface ClusterFacts {
  /** The first log segment that a restore needs. */
  readonly firstSegment: string;
  readonly startLsn: string;
  readonly stopLsn: string;
  readonly packedBytes: number;
}

export const clusterFile = 'cluster.sealed';
/** The label, and the log that was written while we copied: without an archive too, the copy can be restored. */
export const endFile = 'end.sealed';

/** What a server makes anew at its start, or must not find. Source: the same manual, 25.3.4, Backing Up the Data Directory. */
export const madeAnew = [
  './postmaster.pid',
  './postmaster.opts',
  './recovery.signal',
  './standby.signal',
  ...[
    'pg_wal',
    'pg_replslot',
    'pg_dynshmem',
    'pg_notify',
    'pg_serial',
    'pg_snapshots',
    'pg_stat_tmp',
    'pg_subtrans',
  ].map((name) => `./${name}/*`),
];

export interface ClusterSource {
  /** A superuser's address. */
  readonly url: string;
  readonly dataDir: string;
}

/** @param path a folder, which must exist. @param name of the backup, part of the files' seal. */
export async function backUpCluster(
  { url, dataDir }: ClusterSource,
  path: string,
  name: string,
  key: Buffer,
): Promise<ClusterFacts> {
  const client = new pg.Client({ connectionString: url, application_name: 'backup' });
  await client.connect();
  const ask = async (sql: string, values: unknown[] = []) =>
    (await client.query<Record<string, string>>(sql, values)).rows[0] ?? {};
  try {
    // Ends with this connection; until then the server keeps the log that we will copy.
    await ask(`select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)`);
    // A checkpoint at once, not spread over minutes.
    const { lsn: startLsn = '', segment: firstSegment = '' } = await ask(
      `select lsn, pg_walfile_name(lsn) as segment from pg_backup_start($1, true) as lsn`,
      [name],
    );
    const packed = pack(dataDir, { exclude: madeAnew, mayChange: true });
    const clusterBytes = await writePacked(packed.stream, join(path, clusterFile), key, `${name}/cluster`);
    await packed.ended;
    const stop = await ask(
      `select lsn, pg_walfile_name(lsn) as segment, labelfile, spcmapfile from pg_backup_stop(false)`,
    );
    const ending = await mkdtemp(join(path, 'end-'));
    await writeFile(join(ending, 'backup_label'), stop.labelfile ?? '');
    await mkdir(join(ending, 'pg_wal'));
    const wal = join(dataDir, 'pg_wal');
    for (const segment of await readdir(wal))
      if (/^[0-9A-F]{24}$/.test(segment) && segment >= firstSegment && segment <= (stop.segment ?? ''))
        await copyFile(join(wal, segment), join(ending, 'pg_wal', segment));
    const end = pack(ending);
    const endBytes = await writePacked(end.stream, join(path, endFile), key, `${name}/end`);
    await end.ended;
    await rm(ending, { recursive: true });
    return { firstSegment, startLsn, stopLsn: stop.lsn ?? '', packedBytes: clusterBytes + endBytes };
  } finally {
    await client.end();
  }
}
