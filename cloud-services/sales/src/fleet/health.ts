/** What head office sees of an edge. Pure. */
import type { EdgeHealth } from '../api.ts';
import type { EdgeRow } from './store/rows.ts';

/** Edges that are well ask for feeds at least each 30 s. */
export const silentAfterMs = 90_000;

export function edgeState(
  edge: Pick<EdgeRow, 'revoked_at' | 'last_seen_at'>,
  now: Date,
): EdgeHealth['state'] {
  if (edge.revoked_at) return 'revoked';
  if (!edge.last_seen_at) return 'never-seen';
  return now.getTime() - edge.last_seen_at.getTime() <= silentAfterMs ? 'online' : 'silent';
}
