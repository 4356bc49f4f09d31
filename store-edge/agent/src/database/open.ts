/**
 * Opens the edge's SQLite files. What a cashier saw committed must survive a power cut: WAL with `synchronous=FULL`, which
 * is set and then read back, because the driver's build falls back to NORMAL when it reopens a WAL file.
 * Source: docs/reliability.md, Sync before ack.
 */
import Database from 'better-sqlite3';
import { assert } from '../assert.ts';
import { type Migration, migrate } from './migrate.ts';
import { registerDigest } from './sha256.ts';

export type Sqlite = Database.Database;

const SYNCHRONOUS_FULL = 2;
const BUSY_TIMEOUT_MS = 5_000;
/** 32 MiB of log: pages that each sale changes are then copied back once in thousands of sales, not in each hundred. */
export const CHECKPOINT_PAGES = 8_000;

const UNSYNCED_CACHE_KIB = 64 * 1_024;

/** The one writing connection of a file; migrated, durable, foreign keys on. */
export function openForWriting(path: string, migrations: readonly Migration[]): Sqlite {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    makeDurable(db, path);
    registerDigest(db);
    migrate(db, migrations, path);
    const synchronous = db.pragma('synchronous', { simple: true });
    assert(synchronous === SYNCHRONOUS_FULL, `${path}: synchronous is ${synchronous}, not FULL`);
    return db;
  } catch (error) {
    // Left open it would remove a log of this name when it is collected, which may be another file's by then.
    db.close();
    throw error;
  }
}

function makeDurable(db: Sqlite, path: string): void {
  requireVersion(db);
  assert(db.pragma('journal_mode = WAL', { simple: true }) === 'wal', `${path} is not in WAL mode`);
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma('foreign_keys = ON');
  // What was erased is overwritten wherever that costs no further page.
  db.pragma('secure_delete = FAST');
}

/** What may be lost with the machine's power, though not with the process, commits without waiting for the disk. */
export function unsynced<T>(db: Sqlite, work: () => T): T {
  // In a log that others sync, this leaves the file whole: it is still synced before it is copied back.
  db.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    db.pragma('synchronous = FULL');
    const synchronous = db.pragma('synchronous', { simple: true });
    assert(synchronous === SYNCHRONOUS_FULL, `synchronous is ${synchronous}, not FULL`);
  }
}

/** For what must leave nothing behind. */
export function openInMemory(migrations: readonly Migration[]): Sqlite {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  registerDigest(db);
  migrate(db, migrations, ':memory:');
  return db;
}

/**
 * For a file that is filled before anyone reads it, and may be lost with the machine's power: no sync, and no log that writes all twice.
 * A killed process leaves it whole.
 */
export function openUnsynced(path: string, migrations: readonly Migration[]): Sqlite {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  db.pragma('journal_mode = TRUNCATE');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${UNSYNCED_CACHE_KIB}`);
  migrate(db, migrations, path);
  return db;
}

/** For what only reads: never creates the file, can never hold a write lock. */
export function openForReading(path: string): Sqlite {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('query_only = ON');
  return db;
}

/** 3.51.3 mends a way in which a checkpoint and a writer could lose a commit in WAL mode. */
function requireVersion(db: Sqlite): void {
  const version = String(db.prepare('select sqlite_version()').pluck().get());
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const enough = major > 3 || (major === 3 && (minor > 51 || (minor === 51 && patch >= 3)));
  assert(enough, `SQLite ${version} is older than 3.51.3`);
}
