/**
 * Sums of days that are over, kept in memory until a fact of one of these days comes: what a year came to until yesterday is read once,
 * not for each viewer and each second. Instances need not speak of it: each asks the database what has changed.
 */
import type { Database } from '@comptoir/service-kit/db/database';

export type Kept = Readonly<{
  /**
   * @param state what the answer is true of; see `stateOfDays`.
   * @returns what `read` answers, asked once by many at the same moment. @throws what `read` does; that is not kept.
   */
  rows<R>(key: string, state: string, read: () => Promise<readonly R[]>): Promise<readonly R[]>;
}>;

/** `count` is 0 until they are read. */
type Entry = { readonly state: string; readonly rows: Promise<readonly unknown[]>; count: number };

/** @param rowsMax of all answers together; those that nobody asked for the longest are forgotten first. */
export function openKept(rowsMax = 200_000): Kept {
  const entries = new Map<string, Entry>();
  let held = 0;
  const forget = (key: string, entry: Entry) => {
    if (entries.get(key) !== entry) return;
    entries.delete(key);
    held -= entry.count;
  };
  const count = (key: string, entry: Entry, length: number) => {
    if (entries.get(key) !== entry) return;
    // An empty answer takes room as well.
    entry.count = Math.max(1, length);
    held += entry.count;
    for (const [oldest, one] of entries) {
      if (held <= rowsMax) return;
      forget(oldest, one);
    }
  };
  return {
    rows<R>(key: string, state: string, read: () => Promise<readonly R[]>) {
      const known = entries.get(key);
      if (known) entries.delete(key);
      if (known?.state === state) {
        // Now the one that was asked for last.
        entries.set(key, known);
        return known.rows as Promise<readonly R[]>;
      }
      held -= known?.count ?? 0;
      const rows = read();
      const entry: Entry = { state, rows, count: 0 };
      entries.set(key, entry);
      rows.then(
        ({ length }) => count(key, entry, length),
        () => forget(key, entry),
      );
      return rows;
    },
  };
}

const byDatabase = new WeakMap<Database, Kept>();

/** One for all who read this database: whoever watches and whoever asks by HTTP asks for the same. */
export function keptOf(database: Database): Kept {
  const kept = byDatabase.get(database) ?? openKept();
  byDatabase.set(database, kept);
  return kept;
}
