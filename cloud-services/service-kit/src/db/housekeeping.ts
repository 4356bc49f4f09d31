/** What is kept for a time only. Source: docs, Reliability (outbox 14 days, keys 30 days), Sync protocol (tombstones 30 days). */

import { sentSeries } from '../events/relay.ts';
import type { Logger } from '../logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { Database } from './database.ts';

const everyMs = 3_600_000;

/** @param keepsEvents the outbox is the log from which others rebuild themselves from zero: none of it is deleted. */
export const startHousekeeping = (database: Database, logger: Logger, keepsEvents: boolean): Loop =>
  startLoop('housekeeping', everyMs, logger, () => keepHouse(database, keepsEvents));

/** Instances may do this at once: it only deletes. */
export async function keepHouse(database: Database, keepsEvents = false): Promise<void> {
  if (!keepsEvents)
    await database.query(
      `delete from outbox where at < now() - interval '14 days'
     and pos <= (select pos from feed_counter where series = $1)`,
      [sentSeries],
    );
  await database.query(`delete from idempotency_key where at < now() - interval '30 days'`);
  await database.query(
    `delete from inbox using inbox_watermark w
     where w.consumer = inbox.consumer and w.producer = inbox.producer and inbox.pos < w.pos and inbox.at < now() - interval '30 days'`,
  );
  await purgeTombstones(database);
}

/** A cursor that is older than a purged tombstone must start again, so the position is remembered with the deletion. */
async function purgeTombstones(database: Database): Promise<void> {
  await database.query(
    `with gone as (
       delete from feed_row where value is null and pos is not null and changed_at < now() - interval '30 days' returning feed, pos
     )
     update feed_counter c set purged_pos = greatest(purged_pos, last)
     from (select feed, max(pos) as last from gone group by feed) g where c.series = 'feed:' || g.feed`,
  );
}
