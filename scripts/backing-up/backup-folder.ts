/** Where backups lie: `FOLDER/backups/NAME/`, each there whole or not at all, beside the log in `FOLDER/wal/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterFacts } from './cluster-backup.ts';
import type { ServiceFacts } from './logical-backup.ts';

/** What a backup says of itself in the clear: no personal data. */
export interface Manifest {
  readonly version: 1;
  /** When the cluster's copy was whole: from here on any moment can be restored, as far as the log goes. */
  readonly wholeAt: string;
  readonly cluster: ClusterFacts;
  readonly services: Readonly<Record<string, ServiceFacts>>;
}

export interface Backup {
  readonly name: string;
  readonly path: string;
  readonly manifest: Manifest;
}

const backupsIn = (folder: string) => join(folder, 'backups');
const manifestFile = 'manifest.json';

/** Oldest first: their names are times. */
export function backupsOf(folder: string): readonly Backup[] {
  const directory = backupsIn(folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, manifestFile)) && !name.includes('.new'))
    .sort()
    .map((name) => {
      const path = join(directory, name);
      const manifest = JSON.parse(readFileSync(join(path, manifestFile), 'utf8')) as Manifest;
      return { name, path, manifest };
    });
}

/**
 * @param to a moment; the newest backup that was whole by then leads there.
 * @throws Error with one sentence when there is none.
 */
export function backupFor(folder: string, to?: Date): Backup {
  const found = backupsOf(folder).findLast(
    ({ manifest }) => to === undefined || Date.parse(manifest.wholeAt) <= to.getTime(),
  );
  if (found) return found;
  throw new Error(
    to ? `${folder} holds no backup that was whole by ${to.toISOString()}` : `${folder} holds no backup`,
  );
}

/** @param write fills the folder that it is given, under the name that the backup will have. */
export async function makeBackup(
  folder: string,
  now: Date,
  write: (path: string, name: string) => Promise<Manifest>,
): Promise<Backup> {
  const name = now.toISOString().replaceAll(/[:.]/g, '-');
  const path = join(backupsIn(folder), name);
  const fresh = `${path}.new`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  try {
    const manifest = await write(fresh, name);
    await writeFile(join(fresh, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      flush: true,
    });
    await rename(fresh, path);
    return { name, path, manifest };
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** @returns those that were taken away; of what stays, the oldest says which log is still needed. */
export async function forgetBackups(folder: string, keep: number): Promise<readonly Backup[]> {
  const old = backupsOf(folder).slice(0, -keep);
  for (const { path } of old) await rm(path, { recursive: true, force: true });
  return old;
}
