/** One page of a feed, read in one snapshot: rows, counter and epoch belong together. */
import type { Database } from '../db/database.ts';
import { feedSeries } from '../sequencer/number.ts';
import { seriesState } from '../sequencer/state.ts';
import { cursorAt, positionOf } from './cursor.ts';

export type FeedPage = Readonly<{
  /** Each the JSON of a feed row, ready to send. */
  lines: readonly string[];
  cursor: string;
  unitComplete: boolean;
  caughtUp: boolean;
}>;

type Row = { line: string; pos: string; unit: string };

/** A store's reader also gets what goes to all. */
const scopesOf = (scope: string) => (scope === '*' ? ['*'] : [scope, '*']);

/** @throws Problem 410 when the cursor can no longer be continued. */
export function readFeedPage(
  database: Database,
  request: Readonly<{ feed: string; scope: string; cursor: string | undefined; limit: number }>,
): Promise<FeedPage> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => {
    const { feed, scope, limit } = request;
    const state = await seriesState(tx, feedSeries(feed));
    const after = positionOf(state, scope, request.cursor);
    const rows: Row[] = await tx.query(
      `select json_build_object('scope', scope, 'key', key, 'pos', pos, 'unit', unit, 'value', value)::text as line, pos, unit
       from feed_row where feed = $1 and scope = any($2) and pos > $3 order by pos limit $4`,
      [feed, scopesOf(scope), after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const end = page.at(-1);
    const caughtUp = rows.length <= limit;
    return {
      lines: page.map(({ line }) => line),
      cursor: cursorAt(state.epoch, scope, caughtUp || !end ? state.pos : Number(end.pos)),
      unitComplete: caughtUp || rows[limit]?.unit !== end?.unit,
      caughtUp,
    };
  });
}
