/**
 * The seam between selling and syncing. Selling knows no more of the cloud than this; syncing (`sync/`) knows of selling only
 * the journal. What implements it is chosen in `main.ts`.
 */
import type { EdgeState } from './api.ts';
import type { Sqlite } from './database/open.ts';
import type { Journal } from './journal/journal.ts';

/** Who we are, told by the cloud once and kept: without it there is no journal and nothing can be sold. */
export type Enrolment = Readonly<{
  edgeId: string;
  storeId: string;
  storeNumber: string;
  registers: readonly Readonly<{ id: string; number: string }>[];
}>;

export type LinkState = Pick<EdgeState, 'link' | 'linkSince' | 'refusedBecause' | 'clockSkewMs'>;

export type SyncParts = Readonly<{
  journal: Journal;
  /** The one writing connection of journal.db; small settings of sync may live in `edge_setting`. */
  db: Sqlite;
  /** `replica.db`, migrated; the feed worker opens its own connection. */
  replicaPath: string;
  enrolment: Enrolment;
}>;

export type Sync = Readonly<{
  state: () => LinkState;
  /** Called at each change of `state()` and at each cosignature. */
  onChange: (listener: () => void) => () => void;
  /** Called once rows of a feed are committed to replica.db. */
  onFeed: (listener: (feed: string) => void) => () => void;
  stop: () => Promise<void>;
}>;
export type StartSync = (parts: SyncParts) => Sync;
