/**
 * The consumer of one feed: pulls by cursor, stages what is not all, and applies whole units with their cursor at once.
 *
 *   pulling ──page──▶ storing ──stored──▶ pulling (more) | resting (live: bell, timer) | pulling with a wait (long poll)
 *      │  ▲
 *      │  └── timer, bell, reachable ── backoff ◀── no answer
 *      ├── 410 ──▶ comparing ──few rows differ──▶ mending ──▶ pulling: staged, and applied once caught up
 *      │               └── many, or no digest ──▶ loading
 *      └── 410, no rows in force ──▶ loading ──▶ pulling: all is kept beside the rows in force and swapped in once it is whole
 *
 * Source: docs/sync-protocol.md, Down.
 */

/** `mending`: rows that differ are replaced. `repairing`: everything is loaded anew. In both the rows in force stay until the end. */
export type FeedPhase = 'catching-up' | 'live' | 'mending' | 'repairing';

/** What a start finds on its disk. */
export type FeedHeld =
  | 'nothing'
  /** A cursor: of rows in force, or of a first load that is staged. */
  | 'cursor'
  /** Rows in force without a cursor. */
  | 'dropped'
  /** Rows that differ are staged, under a cursor. */
  | 'mend'
  /** A load that was begun by pages: staged, under a cursor. */
  | 'load'
  /** A snapshot that is being loaded beside. */
  | 'snapshot';

/** What is to be asked for next. */
export type ConsumerTask = 'pull' | 'compare' | 'load';

export type ConsumerMode =
  | Readonly<{ at: 'pulling'; waits: boolean }>
  | Readonly<{ at: 'storing'; caughtUp: boolean; restMs: number }>
  | Readonly<{ at: 'comparing' }>
  | Readonly<{ at: 'mending' }>
  | Readonly<{ at: 'loading' }>
  | Readonly<{ at: 'resting' }>
  | Readonly<{ at: 'backoff'; mayHurry: boolean; task: ConsumerTask }>;
export type ConsumerModeName = ConsumerMode['at'];

export type ConsumerState = Readonly<{
  mode: ConsumerMode;
  phase: FeedPhase;
  /** Rows are in force: there is something that can be compared. */
  hasRows: boolean;
  /** The owner keeps a pull open until it has news: another pull follows at once instead of after a rest. */
  longPoll: boolean;
  /** A bell rang while something was on its way or being stored. */
  rung: boolean;
  attempt: number;
  request: number;
  timer: number;
}>;

/**
 * `stage`: kept, with its cursor, where no reader looks. `apply`: staged rows and these become those in force.
 * `swap`: the same, and what was in force before goes.
 */
export type StoreHow = 'stage' | 'apply' | 'swap';

export type ConsumerEvent =
  | Readonly<{
      type: 'page';
      request: number;
      rows: number;
      caughtUp: boolean;
      /** From asking to the last byte. */
      tookMs: number;
    }>
  /** The page and its cursor are durable. */
  | Readonly<{ type: 'stored'; request: number }>
  /** The disk would not take it, and holds what it held before. */
  | Readonly<{ type: 'not-stored'; request: number; retryAfterMs: number }>
  /** 410: the cursor is of another epoch or too old; the snapshot is gone; the owner is another than the one that was compared with. */
  | Readonly<{ type: 'epoch'; request: number }>
  /** Our digest beside the owner's. */
  | Readonly<{ type: 'compared'; request: number; buckets: number; differing: number }>
  /** The rows of the buckets that differ are staged, and the cursor after them. `rows`: that should not have differed. */
  | Readonly<{ type: 'mended'; request: number; rows: number }>
  /** The snapshot is beside, verified, with its cursor. */
  | Readonly<{ type: 'loaded'; request: number }>
  /** The owner has no digest, or no snapshot, of this feed. */
  | Readonly<{ type: 'not-offered'; request: number }>
  /** Time-out, reset, a torn page, 401, 403, 429, 5xx; or there is no room for what would be asked. */
  | Readonly<{ type: 'no-answer'; request: number; retryAfterMs: number }>
  /** It is time to see whether our rows are still the owner's. */
  | Readonly<{ type: 'check' }>
  | Readonly<{ type: 'bell' }>
  | Readonly<{ type: 'reachable' }>
  | Readonly<{ type: 'timer'; timer: number }>;
export type ConsumerEventName = ConsumerEvent['type'];

export type ConsumerEffect =
  | Readonly<{ do: 'pull'; request: number; waitSeconds: number; limit: number }>
  /** Give up waiting for this answer: if it still comes it is late. */
  | Readonly<{ do: 'stop-pull'; request: number }>
  /** In one transaction: the rows of page `request`, as `how` says, and its cursor. */
  | Readonly<{ do: 'store'; request: number; how: StoreHow }>
  /** Ask for the owner's digest, and compute ours of the rows in force. */
  | Readonly<{ do: 'compare'; request: number }>
  /** Fetch the rows of the buckets that were found to differ; stage them, and the digest's cursor, in one transaction. */
  | Readonly<{ do: 'mend'; request: number }>
  /** Load the owner's snapshot beside the rows in force, going on where an earlier load was left. */
  | Readonly<{ do: 'load'; request: number }>
  /** Staged rows go, and what is loaded beside; the cursor becomes none; rows in force stay. */
  | Readonly<{ do: 'drop-cursor' }>
  | Readonly<{ do: 'arm-timer'; timer: number; afterMs: number }>
  | Readonly<{ do: 'alert'; alert: 'epoch-changed' | 'diverged' }>;

export type ConsumerStep = Readonly<{ state: ConsumerState; effects: readonly ConsumerEffect[] }>;
