/**
 * The personal line of a record: empty, `salt SP JSON`, or, once erased, `erased SP digest`.
 * Erasing keeps the digest in place, so that the chain still verifies (C2).
 * Source: docs/sync-protocol.md, Records.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../assert.ts';
import { base64, fromBase64, utf8 } from '../bytes.ts';

const saltBytes = 16;
const digestBytes = 32;
const erasedPrefix = 'erased ';

/** The salt keeps a digest from being guessed by hashing likely names, once the text itself is gone. */
export function personalLine(salt: Uint8Array, json: string): string {
  assert(salt.length === saltBytes, `salt of ${salt.length} bytes, ${saltBytes} wanted`);
  assert(!json.includes('\n'), 'a personal line must be one line');
  return `${base64(salt)} ${json}`;
}

export type Personal =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'text'; salt: Uint8Array; json: string }>
  | Readonly<{ kind: 'erased'; digest: Uint8Array }>
  | Readonly<{ kind: 'malformed' }>;

export function parsePersonal(line: string): Personal {
  if (line === '') return { kind: 'none' };
  const digest = erasedDigest(line);
  if (digest) return { kind: 'erased', digest };
  const space = line.indexOf(' ');
  const salt = space < 0 ? null : fromBase64(line.slice(0, space));
  if (salt?.length !== saltBytes) return { kind: 'malformed' };
  return { kind: 'text', salt, json: line.slice(space + 1) };
}

/**
 * What the record's hash takes of the personal line: 32 zero bytes if empty, the kept digest if erased, else SHA-256.
 * Total: a line of no known form is hashed as it stands, since a record that reads oddly must not block those behind it (S9).
 */
export function personalDigest(
  line: string,
  hash: (text: string) => Uint8Array = (text) => sha256(utf8(text)),
): Uint8Array {
  if (line === '') return new Uint8Array(digestBytes);
  return erasedDigest(line) ?? hash(line);
}

/** Idempotent; an empty line stays empty. */
export function erasePersonal(line: string): string {
  if (line === '' || erasedDigest(line)) return line;
  return erasedPrefix + base64(sha256(utf8(line)));
}

function erasedDigest(line: string): Uint8Array | null {
  if (!line.startsWith(erasedPrefix)) return null;
  const digest = fromBase64(line.slice(erasedPrefix.length));
  return digest?.length === digestBytes ? digest : null;
}
