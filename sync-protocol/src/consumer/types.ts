/**
 * The consumer of one feed: pulls by cursor, stages what is not all, and applies whole units with their cursor at once.
 *
 *   pulling ──page──▶ storing ──stored──▶ pulling (more) | resting (live: bell, timer) | pulling with a wait (long poll)
 *      │  ▲
 *      │  └── timer, bell, reachable ── backoff ◀── no answer
 *      └── 410: the cursor is dropped, phase `repairing`: all is staged beside the rows in force and swapped once it is whole
 *
 * Source: docs/sync-protocol.md, Down.
 */

export type FeedPhase = 'catching-up' | 'live' | 'repairing';

export type ConsumerMode =
  | Readonly<{ at: 'pulling'; waits: boolean }>
  | Readonly<{ at: 'storing'; caughtUp: boolean; restMs: number }>
  | Readonly<{ at: 'resting' }>
  | Readonly<{ at: 'backoff'; mayHurry: boolean }>;
export type ConsumerModeName = ConsumerMode['at'];

export type ConsumerState = Readonly<{
  mode: ConsumerMode;
  phase: FeedPhase;
  /** The owner keeps a pull open until it has news: another pull follows at once instead of after a rest. */
  longPoll: boolean;
  /** A bell rang while a page was on its way or being stored. */
  rung: boolean;
  attempt: number;
  request: number;
  timer: number;
}>;

/** `stage`: beside the rows in force. `apply`: staged and new rows become those in force. `swap`: they replace all others. */
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
  /** 410: the cursor is of another epoch or too old. */
  | Readonly<{ type: 'epoch'; request: number }>
  /** Time-out, reset, a torn page, 401, 403, 429, 5xx. */
  | Readonly<{ type: 'no-answer'; request: number; retryAfterMs: number }>
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
  /** In one transaction: staged rows go, the cursor becomes none; rows in force stay. */
  | Readonly<{ do: 'drop-cursor' }>
  | Readonly<{ do: 'arm-timer'; timer: number; afterMs: number }>
  | Readonly<{ do: 'alert'; alert: 'epoch-changed' }>;

export type ConsumerStep = Readonly<{ state: ConsumerState; effects: readonly ConsumerEffect[] }>;
