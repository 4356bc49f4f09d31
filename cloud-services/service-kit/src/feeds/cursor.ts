/** What a feed does with the cursor it is given. The cursor's text and its rule are the sync protocol's. */
import {
  type FeedCursor,
  formatCursor,
  type ReadFrom,
  readFrom,
  scopeHash,
} from '@comptoir/sync-protocol/feeds/cursor';
import { problem } from '../http/problem.ts';
import type { SeriesState } from '../sequencer/state.ts';

export const cursorAt = (
  epoch: string,
  scope: string,
  place: Pick<FeedCursor, 'pos' | 'begunAtPos'>,
): string => formatCursor({ epoch, scopeHash: scopeHash(scope), ...place });

/**
 * @returns after which position to read; 0 without a cursor.
 * @throws Problem 410 `epoch`: restore, failover and rebuild change the epoch, and deletions are kept for a time only.
 */
export function startOf(
  state: SeriesState,
  scope: string,
  cursor: string | undefined,
): Exclude<ReadFrom, { type: 'epoch' }> {
  const { epoch, pos: lastPos, purgedPos } = state;
  const start = readFrom(cursor, { epoch, scope, lastPos, purgedPos });
  if (start.type === 'read') return start;
  throw problem(
    410,
    'epoch',
    'This cursor is no longer good',
    'Load the feed again without a cursor and swap it in.',
  );
}
