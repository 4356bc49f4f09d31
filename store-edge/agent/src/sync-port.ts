/**
 * The seam between selling and syncing. Selling knows no more of the cloud than this; syncing (`sync/`) knows of selling only
 * the journal. What implements it is chosen in `main.ts`.
 */
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import type { ReceiptOfSale } from '@comptoir/sync-protocol/wire/receipts';
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
  /** `replica.db`, the first of the replica's files; the feed worker opens the one in force. */
  replicaPath: string;
  enrolment: Enrolment;
  /** A session was begun, and just then the cloud's clock was so far ahead of ours. */
  onClockCompared?: (skewMs: number) => void;
}>;

/** Counts are of this process. */
export type FeedFacts = Readonly<{
  feed: string;
  phase: FeedPhase;
  /** A snapshot that is on its way. */
  loading: Readonly<{ rows: number; of: number }> | null;
  snapshotsLoaded: number;
  comparisons: number;
  /** Rows that were replaced after a comparison. */
  rowsMended: number;
  /** Of them, those that no change explains: there should be none. */
  rowsDiverged: number;
}>;

/** A call while a customer waits; `path` below `/api/v1/sync/`. */
export type HeadOfficeAnswer =
  | Readonly<{ is: 'ok'; body: unknown }>
  | Readonly<{ is: 'problem'; type: string; members: Readonly<Record<string, unknown>> }>
  | Readonly<{ is: 'no-answer' }>;
export type AskHeadOffice = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
) => Promise<HeadOfficeAnswer>;

export type Sync = Readonly<{
  state: () => LinkState;
  feeds: () => readonly FeedFacts[];
  /** Has the replica compared with what its owners hold, and mended where it differs. */
  compareFeeds: () => void;
  /** What head office knows of a receipt; null: it could not be asked in the time that a customer waits. */
  findReceipt: (receiptNumber: string) => Promise<ReceiptOfSale | 'unknown' | null>;
  /** Somebody of the store holds this head, which we signed once: our journal is left if it says otherwise. */
  witnessed: (head: SignedHead) => void;
  /** `no-answer`: it could not be asked, or did not answer in the time that a customer waits. */
  askHeadOffice: AskHeadOffice;
  /** Called at each change of `state()` and at each cosignature. */
  onChange: (listener: () => void) => () => void;
  /** Called once rows of a feed are in force; another file may be, too. */
  onFeed: (listener: (feed: string) => void) => () => void;
  stop: () => Promise<void>;
}>;
export type StartSync = (parts: SyncParts) => Sync;
