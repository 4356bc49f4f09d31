/** What head office sees of an edge. Pure. */
import { isWell } from '@comptoir/sync-protocol/wire/devices';
import type { EdgeHealth } from '../api.ts';
import type { EdgeRow } from './store/rows.ts';

/** Of the journal that an edge writes now: those of before are sent as they are, or came over. */
export const unsentOf = ([newest]: EdgeHealth['journals']): number =>
  newest ? newest.tailSeq - newest.seq : 0;

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

export const devicesSeen = (devices: Readonly<Record<string, string>>): NonNullable<EdgeHealth['devices']> =>
  Object.entries(devices).map(([name, state]) => ({ name, state, isWell: isWell(state) }));
