/**
 * What a feed holds, in sums by buckets, and the rows of the buckets that a reader found to differ. The database computes each row's hash
 * as it gets its position, and the sums once for all readers of a position. Source: docs/sync-protocol.md, Feeds, Digest;
 * `sync-protocol/feeds/digest`; docs/adr/0035 and 0079.
 */
import { coarser, digestBitsMax, type FeedDigest } from '@comptoir/sync-protocol/feeds/digest';
import type { Asked, Database } from '../db/database.ts';
import { feedSeries } from '../sequencer/number.ts';
import { seriesState } from '../sequencer/state.ts';
import { cursorAt } from './cursor.ts';
import { type FeedPage, hasWaitingRows, rowLine } from './page.ts';
import { scopesOf } from './scopes.ts';

/** Rows that have their position and are no tombstones. */
const live = 'feed = $1 and scope = any($2) and pos is not null and value is not null';

/** At most 65 536 sums: the planner cannot know it, and would sort a million rows, values and all, on the disk. */
const sumInMemory = `set local work_mem = '128MB'`;

type Finest = Readonly<{ cursor: string; rows: number; sums: readonly number[] }>;

/** @returns a function that gives a feed's digest as it is now. */
export function feedDigests(database: Database) {
  const known = new Map<string, Readonly<{ cursor: string; digest: Promise<Finest> }>>();
  return async (feed: string, scope: string, bits: number): Promise<FeedDigest> => {
    const name = `${feed} ${scope}`;
    const { epoch, pos } = await seriesState(database, feedSeries(feed));
    const cursor = cursorAt(epoch, scope, { pos });
    const before = known.get(name);
    const digest = before?.cursor === cursor ? before.digest : takeDigest(database, feed, scope);
    known.set(name, { cursor, digest });
    try {
      const finest = await digest;
      // Taken a moment later than was asked, or while rows waited for their positions: good, but for this reader alone.
      if (finest.cursor !== cursor) known.delete(name);
      return { cursor: finest.cursor, rows: finest.rows, sums: coarser(finest.sums, bits) };
    } catch (error) {
      known.delete(name);
      throw error;
    }
  };
}

function takeDigest(database: Database, feed: string, scope: string): Promise<Finest> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => {
    const { epoch, pos } = await seriesState(tx, feedSeries(feed));
    await tx.query(sumInMemory);
    const found: { bucket: number; rows: string; sum: string }[] = await tx.query(
      `select key_bucket as bucket, count(*) as rows, mod(sum(row_hash), ${2 ** 48}) as sum
       from feed_row where ${live} group by 1`,
      [feed, scopesOf(scope)],
    );
    const sums = new Array<number>(2 ** digestBitsMax).fill(0);
    for (const { bucket, sum } of found) sums[bucket] = Number(sum);
    const rows = found.reduce((count, { rows }) => count + Number(rows), 0);
    return { cursor: cursorAt(epoch, scope, { pos }), rows, sums };
  });
}

/** The live rows of some buckets, read in one snapshot. It ends with the cursor of that moment. */
export function readBuckets(
  database: Database,
  request: Readonly<{ feed: string; scope: string; bits: number; buckets: readonly number[] }>,
): Promise<FeedPage> {
  return database.dataSource.transaction('REPEATABLE READ', async (tx) => {
    const { feed, scope, bits, buckets } = request;
    const { epoch, pos } = await seriesState(tx, feedSeries(feed));
    const lines = await linesOf(tx, [feed, scopesOf(scope), digestBitsMax - bits, buckets]);
    return {
      lines,
      cursor: cursorAt(epoch, scope, { pos }),
      unitComplete: true,
      caughtUp: !(await hasWaitingRows(tx, feed, scope)),
    };
  });
}

async function linesOf(tx: Asked, parameters: readonly unknown[]): Promise<string[]> {
  const rows: { line: string }[] = await tx.query(
    `select ${rowLine} as line from unnest($4::int[]) as wanted (bucket)
     join feed_row on key_bucket between bucket << $3::int and ((bucket + 1) << $3::int) - 1
     where ${live} order by key`,
    [...parameters],
  );
  return rows.map(({ line }) => line);
}
