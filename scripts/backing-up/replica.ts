/** A copy of a running cluster beside it, for a server that then follows it over its stream (`scripts/up --replicas`). */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { askOnce } from './ask-once.ts';
import { madeAnew } from './cluster-backup.ts';
import { pack, unpack } from './tar.ts';

/** What the first server keeps of its log for the second, up to `max_slot_wal_keep_size`. */
export const replicaSlot = 'replica';

/**
 * Leaves a copy that can follow as it is; makes it anew where there is none, or where the first server has dropped what it lacks.
 * @returns whether it was made.
 */
export async function ensureReplica(
  primaryUrl: string,
  dataDir: string,
  replicaDir: string,
): Promise<boolean> {
  const [slot] = await askOnce<{ status: string }>(
    primaryUrl,
    'select wal_status as status from pg_replication_slots where slot_name = $1',
    [replicaSlot],
  );
  const canFollow = slot !== undefined && slot.status !== 'lost' && slot.status !== 'unreserved';
  if (canFollow && existsSync(join(replicaDir, 'PG_VERSION'))) return false;
  await removeReplica(primaryUrl, replicaDir);
  await askOnce(primaryUrl, 'select pg_create_physical_replication_slot($1, true)', [replicaSlot]);
  // A rename is all or nothing, a killed copy is not.
  await mkdir(join(replicaDir, '..'), { recursive: true });
  const fresh = await mkdtemp(`${replicaDir}.new-`);
  await copyCluster(primaryUrl, dataDir, fresh);
  await rename(fresh, replicaDir);
  return true;
}

/** Nobody follows any more: the first server keeps no log for it. */
export async function removeReplica(primaryUrl: string, replicaDir: string): Promise<void> {
  await askOnce(
    primaryUrl,
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1',
    [replicaSlot],
  );
  await rm(replicaDir, { recursive: true, force: true });
}

/** Source: PostgreSQL 18 manual, 25.3.4. The log that mends the copy comes over the stream. */
async function copyCluster(primaryUrl: string, dataDir: string, into: string): Promise<void> {
  const client = new pg.Client({ connectionString: primaryUrl, application_name: 'replica' });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('replica', true)`);
    const packed = pack(dataDir, { exclude: madeAnew, mayChange: true });
    const unpacked = unpack(into);
    await pipeline(packed.stream, unpacked.stream);
    await Promise.all([packed.ended, unpacked.ended]);
    const { rows } = await client.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(into, 'backup_label'), rows[0]?.labelfile ?? '');
    await chmod(into, 0o700);
  } finally {
    await client.end();
  }
}
