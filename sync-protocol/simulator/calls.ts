/** What store and cloud say to each other, as the adapters put it on the wire. */
import type { CloudHead, RefusalType, SessionLimits, SignedHead } from '../src/index.ts';

export type Ask =
  | Readonly<{ ask: 'session'; device: string; journal: string }>
  | Readonly<{
      ask: 'batch';
      device: string;
      session: number;
      token: string;
      journal: string;
      after: CloudHead;
      head: SignedHead;
      bytes: Uint8Array;
    }>;

export type Answer =
  | Readonly<{
      type: 'session';
      number: number;
      token: string;
      expiresInMs: number;
      limits: SessionLimits;
      head: CloudHead;
      cosignature: string;
      /** Of each journal that it holds of this device. */
      heads: ReadonlyMap<string, CloudHead>;
    }>
  | Readonly<{ type: 'ack'; head: CloudHead; cosignature: string }>
  | Readonly<{ type: 'gap'; head: CloudHead }>
  | Readonly<{ type: 'fork'; seq: number }>
  | Readonly<{ type: 'bad-chain' | 'bad-signature' | 'bad-frame' }>
  | Readonly<{ type: 'stale-session' | 'too-big' }>
  | Readonly<{ type: 'refused'; because: RefusalType }>
  | Readonly<{ type: 'busy'; retryAfterMs: number }>;

/** What is asked of a feed's owner. */
export type FeedAsk =
  | Readonly<{ ask: 'page'; cursor: string; limit: number; waitSeconds: number }>
  | Readonly<{ ask: 'digest'; bits: number }>
  | Readonly<{ ask: 'buckets'; bits: number; buckets: readonly number[] }>
  /** The whole, as it was when it was made. */
  | Readonly<{ ask: 'snapshot' }>;
/** `text`: NDJSON, JSON of a digest, or NDJSON of a whole snapshot. */
export type FeedAnswer =
  | Readonly<{ type: 'text'; text: string }>
  | Readonly<{ type: 'epoch' | 'not-offered' }>
  | Readonly<{ type: 'busy'; retryAfterMs: number }>;
