/**
 * The record's hash, by Node's own crypto: the same rule as `sync-protocol`, whose portable code is some ten times slower and
 * would stand inside every sale's transaction. A test holds both to the same vectors.
 * Source: docs/sync-protocol.md, Records.
 */
import { createHash } from 'node:crypto';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';

export const ZERO_HASH: Buffer = Buffer.alloc(32);
const DOMAIN = Buffer.from('comptoir/record/1\0');
const ERASED = 'erased ';

export const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

export function recordHash(previous: Buffer, lines: RecordLines): Buffer {
  return createHash('sha256')
    .update(DOMAIN)
    .update(previous)
    .update(sha256(lines.header))
    .update(sha256(lines.body))
    .update(personalDigest(lines.personal))
    .digest();
}

function personalDigest(personal: string): Buffer {
  if (personal === '') return ZERO_HASH;
  return personal.startsWith(ERASED)
    ? Buffer.from(personal.slice(ERASED.length), 'base64')
    : sha256(personal);
}
