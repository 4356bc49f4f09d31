/**
 * Where a series stands. The epoch is the hash of the database's system id, its timeline and its rebuild mark: a
 * restored, promoted or remade database never continues positions that others remember. Source: docs, Sync protocol, Down.
 */
import { createHash } from 'node:crypto';

/** A database or a transaction in progress. */
type Asked = Readonly<{ query(sql: string, parameters: string[]): Promise<unknown> }>;
type Row = { pos: string; purged: string; identity: string };

export type SeriesState = Readonly<{ epoch: string; pos: number; purgedPos: number }>;

/** Reads the primary that answers: the timeline is that of the WAL it writes now. */
export async function seriesState(asked: Asked, series: string): Promise<SeriesState> {
  const rows = (await asked.query(
    `select coalesce(c.pos, 0) as pos, coalesce(c.purged_pos, 0) as purged,
            concat_ws('/', (select system_identifier from pg_control_system()),
                      substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8), e.rebuild) as identity
     from feed_epoch e left join feed_counter c on c.series = $1`,
    [series],
  )) as Row[];
  const row = rows[0];
  if (!row) throw new Error('feed_epoch is empty: the shared migration did not run');
  const epoch = createHash('sha256').update(row.identity).digest('base64url').slice(0, 11);
  return { epoch, pos: Number(row.pos), purgedPos: Number(row.purged) };
}
