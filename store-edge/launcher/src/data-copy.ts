/** The copy of the store's data that an agent leaves behind, and how it is put back when its successor does not come up. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably, syncPath } from './durable.ts';

export const copyIn = (releasesDir: string): string => join(releasesDir, 'data-copy');

/** @returns the folder, empty. */
export function emptyCopy(releasesDir: string): string {
  const folder = copyIn(releasesDir);
  dropCopy(releasesDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export const dropCopy = (releasesDir: string): void =>
  rmSync(copyIn(releasesDir), { recursive: true, force: true });

/**
 * Only while no agent runs, and only before the successor was accepted: until then it can have sold nothing. The copy stays, so
 * that a power cut in between is answered by doing it again.
 */
export function putBack(releasesDir: string, dataDir: string): void {
  const folder = copyIn(releasesDir);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.db'))) {
    const path = join(dataDir, name);
    copyFileSync(join(folder, name), `${path}.back`);
    syncPath(`${path}.back`);
    // A log of the file that is replaced must not be read into this one.
    for (const end of ['-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true });
    renameDurably(`${path}.back`, path);
  }
}
