/** Writing to a feed: a compacted upsert in the change's own transaction; the sequencer gives the position. */
import type { Tx } from '../db/database.ts';

export type FeedWrite = Readonly<{
  /** A store's id, or `*`. */
  scope: string;
  key: string;
  /** `null` leaves a tombstone. */
  value: unknown;
}>;

/** Rows of one statement; more are cut into several, in the same transaction. */
const rowsPerStatement = 5_000;

export const writeFeedRow = (tx: Tx, row: FeedWrite & Readonly<{ feed: string }>): Promise<void> =>
  writeFeedRows(tx, row.feed, [row]);

/**
 * Rows whose value is what the feed holds already are left as they are: an import twice tells nobody anything.
 * Assumes that no two rows have the same scope and key.
 */
export async function writeFeedRows(tx: Tx, feed: string, rows: readonly FeedWrite[]): Promise<void> {
  // In one order everywhere, so that two writers of the same rows wait for each other instead of deadlocking.
  const ordered = [...rows].sort((a, b) => (a.scope + a.key < b.scope + b.key ? -1 : 1));
  if (ordered.length === 0) return;
  const written: Promise<unknown>[] = [];
  for (let start = 0; start < ordered.length; start += rowsPerStatement) {
    const part = ordered.slice(start, start + rowsPerStatement);
    const write = tx.query(
      `insert into feed_row (feed, scope, key, value)
       select $1, scope, key, value from jsonb_to_recordset($2::jsonb) as row (scope text, key text, value jsonb)
       on conflict (feed, scope, key) do update
         set value = excluded.value, pos = null, unit = null, changed_at = now()
         where feed_row.value is distinct from excluded.value`,
      // As one value: in an array of them each quote of each would be written out twice.
      [feed, JSON.stringify(part.map(({ scope, key, value }) => ({ scope, key, value })))],
    );
    written.push(write);
  }
  await Promise.all(written);
  await tx.announce('feeds');
}
