/** What the till shows of the way to the cloud: whether it is open, since when, and why not. Pure. */
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import type { UploaderState } from '@comptoir/sync-protocol/uploader/types';
import type { LinkState } from '../sync-port.ts';

/** A request without an answer for longer than this: slowness counts as offline. */
export const slowAfterMs = 5_000;
/** More unsent records than this are a backlog rather than the sale just made. */
const backlogRecords = 20;

export type LinkFacts = Readonly<{
  uploader: UploaderState;
  /** When the present request was sent, in monotonic ms; null when none is out. */
  askedAtMs: number | null;
  nowMs: number;
  feeds: readonly FeedPhase[];
}>;

export function linkOf({ uploader, askedAtMs, nowMs, feeds }: LinkFacts): LinkState['link'] {
  const { at } = uploader.mode;
  if (at === 'backoff' || at === 'refused' || at === 'checking' || at === 'opening') return 'offline';
  if (at === 'connecting' && uploader.attempt > 0) return 'offline';
  if (askedAtMs !== null && nowMs - askedAtMs > slowAfterMs) return 'offline';
  const unsent = uploader.journal.tailSeq - uploader.journal.cosignedSeq;
  const isBehind = unsent > backlogRecords || feeds.some((phase) => phase !== 'live');
  return isBehind ? 'catching-up' : 'online';
}

export const refusalOf = ({ mode }: UploaderState): string | null =>
  mode.at === 'refused' ? mode.because : null;
