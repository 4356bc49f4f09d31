import Database from 'better-sqlite3';

const FATAL = ['SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];

/** A failed write or sync: what is on disk is known again only after a restart. Never retried. Source: docs/reliability.md. */
export const isDiskError = (error: unknown): boolean =>
  error instanceof Database.SqliteError && FATAL.some((code) => error.code.startsWith(code));

export const isDiskFull = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_FULL');
