/** What the agent and its feed worker tell each other. */
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import type { FeedNews } from './feed-driver.ts';

/** `longPoll`: the owner keeps the pull open until there are news. */
export type FeedWanted = Readonly<{ feed: string; longPoll: boolean }>;
export type FeedWorkerData = Readonly<{
  cloudUrl: string;
  replicaPath: string;
  feeds: readonly FeedWanted[];
}>;

export type ToWorker =
  /** The first one starts the pulling. */
  | Readonly<{ type: 'token'; token: string }>
  | Readonly<{ type: 'bell'; feeds: readonly string[] }>
  | Readonly<{ type: 'reachable' }>
  /** See whether the replica is still what the owners hold. */
  | Readonly<{ type: 'check' }>
  /** Sales have a backlog on a slow link: they go first. */
  | Readonly<{ type: 'hold'; held: boolean }>
  | Readonly<{ type: 'stop' }>;

export type FromWorker =
  | Readonly<{ type: 'stored'; feed: string; rows: number }>
  | Readonly<{ type: 'phase'; feed: string; phase: FeedPhase }>
  | Readonly<{ type: 'news'; feed: string; news: FeedNews }>
  /** `status` 0: the cloud was not reached. */
  | Readonly<{ type: 'no-answer'; feed: string; status: number; why: string }>;
