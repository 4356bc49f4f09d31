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
    }>
  | Readonly<{ type: 'ack'; head: CloudHead; cosignature: string }>
  | Readonly<{ type: 'gap'; head: CloudHead }>
  | Readonly<{ type: 'fork'; seq: number }>
  | Readonly<{ type: 'bad-chain' | 'bad-signature' | 'bad-frame' }>
  | Readonly<{ type: 'stale-session' | 'too-big' }>
  | Readonly<{ type: 'refused'; because: RefusalType }>
  | Readonly<{ type: 'busy'; retryAfterMs: number }>;

export type Pull = Readonly<{ cursor: string; limit: number; waitSeconds: number }>;
/** `text`: NDJSON. */
export type Pulled =
  | Readonly<{ type: 'page'; text: string }>
  | Readonly<{ type: 'epoch' }>
  | Readonly<{ type: 'busy'; retryAfterMs: number }>;
