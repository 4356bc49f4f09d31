/** One page of a feed, read in one snapshot: rows, counter and epoch belong together. */
import type { Asked, Database } from '../db/database.ts';
import { feedSeries } from '../sequencer/number.ts';
import { seriesState } from '../sequencer/state.ts';
import { cursorAt, startOf } from './cursor.ts';
import { scopesOf } from './scopes.ts';

export type FeedPage = Readonly<{
  /** Each the JSON of a feed row, ready to send. */
  lines: readonly string[];
  cursor: string;
  unitComplete: boolean;
  /** Never while rows wait for their positions: a row that does hides what stood there before, so that one would see a part (S8). */
  caughtUp: boolean;
}>;

export type PageRequest = Readonly<{
  feed: string;
  scope: string;
  cursor: string | undefined;
  limit: number;
}>;

type Row = { line: string; pos: string; unit: string };

/** A line as `sync-protocol/feeds/line` reads it. The value's text is jsonb's own: the same in every answer, as digests need it. */
export const rowLine = `json_build_object('scope', scope, 'key', key, 'pos', pos, 'unit', unit, 'value', value)::text`;

/** @throws Problem 410 when the cursor can no longer be continued. */
export function readFeedPage(database: Database, request: PageRequest): Promise<FeedPage> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => {
    const { feed, scope, limit } = request;
    const state = await seriesState(tx, feedSeries(feed));
    const { type: _, afterPos, ...begun } = startOf(state, scope, request.cursor);
    const rows: Row[] = await tx.query(
      `select ${rowLine} as line, pos, unit from feed_row where feed = $1 and scope = any($2) and pos > $3 order by pos limit $4`,
      [feed, scopesOf(scope), afterPos, limit + 1],
    );
    const page = rows.slice(0, limit);
    const end = page.at(-1);
    const isLast = rows.length <= limit;
    return {
      lines: page.map(({ line }) => line),
      cursor: cursorAt(
        state.epoch,
        scope,
        isLast || !end ? { pos: state.pos } : { pos: Number(end.pos), ...begun },
      ),
      unitComplete: isLast || rows[limit]?.unit !== end?.unit,
      caughtUp: isLast && !(await hasWaitingRows(tx, feed, scope)),
    };
  });
}

export async function hasWaitingRows(tx: Asked, feed: string, scope: string): Promise<boolean> {
  const [row]: [{ waiting: boolean }] = await tx.query(
    'select exists (select from feed_row where feed = $1 and scope = any($2) and pos is null) as waiting',
    [feed, scopesOf(scope)],
  );
  return row.waiting;
}
