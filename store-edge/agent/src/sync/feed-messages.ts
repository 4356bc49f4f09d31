/** What the agent and its feed worker tell each other. */
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';

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
  /** Sales have a backlog on a slow link: they go first. */
  | Readonly<{ type: 'hold'; held: boolean }>
  | Readonly<{ type: 'stop' }>;

export type FromWorker =
  | Readonly<{ type: 'stored'; feed: string; rows: number }>
  | Readonly<{ type: 'phase'; feed: string; phase: FeedPhase }>
  /** `status` 0: the cloud was not reached. */
  | Readonly<{ type: 'no-answer'; feed: string; status: number; why: string }>;
