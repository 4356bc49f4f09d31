import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** Makes `sha256_base64(text)` known to the triggers that guard the journal. */
export function registerDigest(db: Database.Database): void {
  db.function('sha256_base64', { deterministic: true }, (text: unknown) =>
    createHash('sha256').update(String(text)).digest('base64'),
  );
}
