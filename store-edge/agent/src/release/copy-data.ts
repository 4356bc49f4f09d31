/** A copy of the store's SQLite files, by SQLite itself, whole and on disk before it counts. */
import { closeSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** `journal.db`, `replica.db`, `replica.2.db`; not what is only being loaded. */
const databasesIn = (dataDir: string): string[] =>
  readdirSync(dataDir).filter((name) => /^[a-z]+(\.\d+)?\.db$/.test(name));

export const dataBytes = (dataDir: string): number =>
  databasesIn(dataDir).reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);

/** @param copyTo an empty folder that is there. */
export async function copyData(dataDir: string, copyTo: string): Promise<void> {
  for (const name of databasesIn(dataDir)) {
    const source = new Database(join(dataDir, name), { readonly: true, fileMustExist: true });
    try {
      await source.backup(join(copyTo, name));
    } finally {
      source.close();
    }
    sync(join(copyTo, name));
  }
  sync(copyTo);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
