/**
 * The uploader brings the journal up; selling never waits for it.
 *
 *   checking ──sound──▶ connecting ──session──▶ sending ⇄ idle
 *      │                  ▲  │ ▲                   │
 *      └─▶ opening ───────┘  │ └──timer── backoff ◀┤ no answer, 429, 5xx
 *          (a new journal)   └──────────▶ refused ◀┘ revoked, upgrade, a batch refused twice
 *
 * `opening` is the moment between deciding on a new journal and having it; the specification's table counts it to the state
 * that it came from. Source: docs/sync-protocol.md, Up, Uploader.
 */
import type { SyncProblemType } from '../wire/calls.ts';

/** Where the edge's own journal stands: `0 <= cosignedSeq <= tailSeq`. */
export type JournalPlace = Readonly<{ tailSeq: number; cosignedSeq: number }>;
export type SessionLimits = Readonly<{ batchRecordsMax: number; batchBytesMax: number }>;
/** `endsAtMs` on the caller's monotonic clock: the token ends by the server's clock, not by ours. */
export type UploadSession = Readonly<{ number: number; endsAtMs: number; limits: SessionLimits }>;
/** `hash` in base64. */
export type CloudHead = Readonly<{ seq: number; hash: string }>;
/** Our own hash at a cloud's head: base64, or null if our journal does not go that far. Of `seq` 0 it is the zero hash. */
type OwnHash = Readonly<{ ownHash: string | null }>;

/** `cosigned`: the cosignature verifies under the cloud's key. */
type Cosigned = Readonly<{ head: CloudHead; cosignature: string; cosigned: boolean }>;

export type NewJournalReason = 'rolled-back' | 'forked' | 'damaged';
export type RefusalType = Extract<
  SyncProblemType,
  | 'unknown-device'
  | 'revoked'
  | 'wrong-store'
  | 'upgrade'
  | 'bad-chain'
  | 'bad-signature'
  | 'bad-frame'
  | 'too-big'
>;
export type BadBatchType = Extract<SyncProblemType, 'bad-chain' | 'bad-signature' | 'bad-frame'>;

export type Mode =
  /** `afterSeq`: what is recomputed begins behind it. */
  | Readonly<{ at: 'checking'; afterSeq: number }>
  | Readonly<{ at: 'opening'; reason: NewJournalReason }>
  | Readonly<{ at: 'connecting' }>
  | Readonly<{ at: 'sending'; session: UploadSession; afterSeq: number }>
  | Readonly<{ at: 'idle'; session: UploadSession }>
  | Readonly<{ at: 'backoff'; mayHurry: boolean }>
  | Readonly<{ at: 'refused'; because: RefusalType }>;
export type ModeName = Mode['at'];

export type UploaderState = Readonly<{
  mode: Mode;
  journal: JournalPlace;
  /** Records in the next batch; follows the link. */
  batchRecords: number;
  /** Tries in a row that brought nothing. An acknowledgement, or a session with nothing to send, makes it 0. */
  attempt: number;
  /** Batches in a row that the cloud refused as malformed. */
  badBatches: number;
  /** Number of the last request; answers to any other are late and have no effect. */
  request: number;
  /** Number of the last timer; any other is void. */
  timer: number;
}>;

export type UploaderEvent =
  /** What verifying our own journal gave; `witness` as in the effect `open-journal`. */
  | Readonly<
      | { type: 'checked'; verdict: 'sound' }
      | { type: 'checked'; verdict: NewJournalReason; witness: CloudHead }
    >
  /** Somebody of the store holds a head that we signed, which goes further than our journal, or is of another history. */
  | Readonly<{ type: 'witnessed'; verdict: 'rolled-back' | 'forked'; witness: CloudHead }>
  /** A new journal is open and current; it holds what the cloud had not cosigned of the old one. */
  | Readonly<{ type: 'journal-opened'; tailSeq: number }>
  | Readonly<{ type: 'appended'; tailSeq: number }>
  /** `cosigned` as below; a journal that the cloud has never seen has head 0, needs no cosignature and counts as cosigned. */
  | (Readonly<{ type: 'session-opened'; request: number; session: UploadSession }> & Cosigned & OwnHash)
  | Readonly<{ type: 'refused'; request: number; because: RefusalType }>
  | (Readonly<{ type: 'acknowledged'; request: number; tookMs: number }> & Cosigned & OwnHash)
  | (Readonly<{ type: 'gap'; request: number; head: CloudHead }> & OwnHash)
  | Readonly<{ type: 'fork'; request: number; witness: CloudHead }>
  | Readonly<{ type: 'stale-session'; request: number }>
  | Readonly<{ type: 'bad-batch'; request: number; because: BadBatchType }>
  /** `records`: how many the batch held. */
  | Readonly<{ type: 'too-big'; request: number; records: number }>
  /** Time-out, reset, 429, 5xx, an answer that cannot be read. `retryAfterMs` 0 when none was given. */
  | Readonly<{ type: 'no-answer'; request: number; retryAfterMs: number }>
  | Readonly<{ type: 'timer'; timer: number }>
  /** The bell's socket was cut, is connected again, or was refused by a cloud that is there: no use in sitting out a long wait. */
  | Readonly<{ type: 'reachable' }>;
export type UploaderEventName = UploaderEvent['type'];

export type AlertType =
  | 'cloud-rewound'
  | 'bad-cosignature'
  | 'answer-makes-no-sense'
  | 'batch-refused'
  | 'record-too-big'
  | 'device-refused';

/** To be done in order. Dying between any two is harmless: the next start begins at checking. */
export type UploaderEffect =
  /**
   * Recompute the chain behind `afterSeq`: what no cosignature covers, or also below one, where a cloud that was restored asks
   * for it again and does not take it.
   */
  | Readonly<{ do: 'check-journal'; afterSeq: number }>
  /**
   * Open a successor and carry over, in the same transaction, every record above `carryAfterSeq`. `witness`: `rolled-back`, the
   * head beyond ours; `forked`, a place where the histories differ; `damaged`, our last good head.
   */
  | Readonly<{ do: 'open-journal'; reason: NewJournalReason; witness: CloudHead; carryAfterSeq: number }>
  | Readonly<{ do: 'open-session'; request: number }>
  | Readonly<{ do: 'send-batch'; request: number; afterSeq: number; recordsMax: number; bytesMax: number }>
  | Readonly<{ do: 'store-cosignature'; head: CloudHead; cosignature: string }>
  | Readonly<{ do: 'arm-timer'; timer: number; afterMs: number }>
  | Readonly<{ do: 'alert'; alert: AlertType; detail: string }>;

/** When an event happens: monotonic milliseconds, and a random number in [0, 1) for whoever must wait. */
export type Moment = Readonly<{ nowMs: number; random: number }>;
export type Step = Readonly<{ state: UploaderState; effects: readonly UploaderEffect[] }>;
