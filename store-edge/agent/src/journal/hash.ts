/**
 * The record's hash by Node's own crypto: the portable code is some ten times slower and would stand inside every sale's transaction.
 */
import { hash } from 'node:crypto';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { recordHash as protocolHash } from '@comptoir/sync-protocol/records/hash';

export const ZERO_HASH: Buffer = Buffer.alloc(32);

/** One call in native code: building a hash object costs more than hashing a record. */
export const sha256 = (bytes: string | Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

export const recordHash = (previous: Uint8Array, lines: RecordLines): Buffer =>
  Buffer.from(protocolHash(previous, lines, sha256));
