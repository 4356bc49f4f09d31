/**
 * The record's hash, by Node's own crypto: the same rule as `sync-protocol`, whose portable code is some ten times slower and
 * would stand inside every sale's transaction. A test holds both to the same vectors.
 * Source: docs/sync-protocol.md, Records.
 */
import { hash } from 'node:crypto';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';

export const ZERO_HASH: Buffer = Buffer.alloc(32);
const DOMAIN = Buffer.from('comptoir/record/1\0');
const ERASED = 'erased ';

/** One call in native code: building a hash object costs more than hashing a record. */
export const sha256 = (bytes: string | Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

export function recordHash(previous: Buffer, { header, body, personal }: RecordLines): Buffer {
  return sha256(Buffer.concat([DOMAIN, previous, sha256(header), sha256(body), personalDigest(personal)]));
}

function personalDigest(personal: string): Buffer {
  if (personal === '') return ZERO_HASH;
  return personal.startsWith(ERASED)
    ? Buffer.from(personal.slice(ERASED.length), 'base64')
    : sha256(personal);
}
