/**
 * Files that SQLite cannot read any more. They are put aside, never deleted: the replica comes again from the cloud; of the journal,
 * every row that can still be read goes into a new file, in which a new journal begins.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { journalMigrations } from './journal-schema.ts';
import { openForWriting, openUnsynced, type Sqlite } from './open.ts';
import { ReplicaFiles, removeDatabase } from './replica-files.ts';
import { replicaMigrations } from './replica-schema.ts';

export type Care = Readonly<{
  /** Looks at every page before it is trusted: after an end that a disk had brought about. */
  thorough: boolean;
  log: Logger;
}>;

/** Migrates the file, or makes an empty one. */
export function makeReplicaReadable(path: string, care: Care): void {
  try {
    openSound(path, replicaMigrations, care).close();
  } catch (error) {
    if (!isDamage(error)) throw error;
    care.log.error(
      { err: error, aside: putAside(path) },
      'the replica is damaged: it comes again from the cloud',
    );
    openForWriting(path, replicaMigrations).close();
  }
}

/** An empty replica takes the place of one in which damage was found while it was in use: who reads the old one goes over by itself. */
export function replaceReplica(first: string): void {
  const files = new ReplicaFiles(first);
  const empty = files.loading('anew');
  removeDatabase(empty);
  openUnsynced(empty, replicaMigrations).close();
  files.putInForce(empty);
}

export function openJournalFile(path: string, care: Care): Readonly<{ db: Sqlite; wasDamaged: boolean }> {
  const salvaged = `${path}.salvaged`;
  // We ended after the damaged file was put aside, and before the new one had its name.
  if (!existsSync(path) && existsSync(salvaged)) {
    renameSync(salvaged, path);
    return { db: openForWriting(path, journalMigrations), wasDamaged: true };
  }
  try {
    return { db: openSound(path, journalMigrations, care), wasDamaged: false };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const rows = salvage(path, salvaged);
    const aside = putAside(path);
    renameSync(salvaged, path);
    care.log.error(
      { err: error, aside, rows },
      'the journal’s file is damaged: what can be read goes on in a new one',
    );
    return { db: openForWriting(path, journalMigrations), wasDamaged: true };
  }
}

function openSound(
  path: string,
  migrations: Parameters<typeof openForWriting>[1],
  { thorough }: Care,
): Sqlite {
  const db = openForWriting(path, migrations);
  const verdict = thorough ? db.pragma('quick_check(1)', { simple: true }) : 'ok';
  if (verdict === 'ok') return db;
  db.close();
  throw new Database.SqliteError(`${path}: ${String(verdict)}`, 'SQLITE_CORRUPT');
}

/** Also as another thread tells it, where it is no longer of its class. */
export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code));

/** @returns the file's new name. Its log goes with it. */
function putAside(path: string): string {
  const aside = `${path}.damaged-${Date.now()}`;
  for (const end of ['-wal', '-shm', ''])
    if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${aside}${end}`);
  return aside;
}

/** @returns how many rows of each table could be read. */
function salvage(from: string, to: string): Record<string, number> {
  for (const end of ['-wal', '-shm', '']) rmSync(`${to}${end}`, { force: true });
  const into = openForWriting(to, journalMigrations);
  into.pragma('foreign_keys = OFF');
  const tables = into
    .prepare<[], string>(`select name from sqlite_master where type = 'table' and name <> 'migration'`)
    .pluck()
    .all();
  const old = new Database(from, { readonly: true });
  const rows = Object.fromEntries(tables.map((table) => [table, copyReadable(old, into, table)]));
  old.close();
  // One file, synced, without a log: it is about to get another name.
  into.pragma('wal_checkpoint(TRUNCATE)');
  into.close();
  return rows;
}

/** From the front up to what cannot be read, then from the back: pages behind a bad one are as good as those before it. */
function copyReadable(old: Sqlite, into: Sqlite, table: string): number {
  const copied = into.prepare<[], number>(`select count(*) from ${table}`).pluck();
  for (const order of ['', 'order by 1 desc']) {
    try {
      const columns = columnsOf(into, table).filter((name) => columnsOf(old, table).includes(name));
      const add = into.prepare(
        `insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()}) on conflict do nothing`,
      );
      into.transaction(() => {
        try {
          const rows = old.prepare(`select ${columns.join()} from ${table} ${order}`).raw().iterate();
          for (const row of rows) add.run(row);
        } catch (error) {
          // What was read until then is kept.
          if (!isDamage(error)) throw error;
        }
      })();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  return copied.get() ?? 0;
}

const columnsOf = (db: Sqlite, table: string): string[] =>
  db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
