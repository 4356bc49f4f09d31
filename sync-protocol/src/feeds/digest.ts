/**
 * What a feed holds, in a few numbers: its rows fall into `2^bits` buckets by their keys, and each bucket has the sum of its rows'
 * hashes. Two sides that hold the same have the same sums; where they differ, a bucket of some sixteen rows is fetched again.
 * Tombstones count for nothing. Source: docs/sync-protocol.md, Feeds, Digest.
 */
import { sha256 as portable } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { assert } from '../assert.ts';
import { bytesToHex, utf8 } from '../bytes.ts';

/** SHA-256 of a text's UTF-8, in hex: the platform's, for it is asked a million times, and Node makes a string twice as fast as a buffer. */
export type TextHash = (text: string) => string;
export const portableTextHash: TextHash = (text) => bytesToHex(portable(utf8(text)));

export const digestBitsMax = 16;
/** A row's hash is 48 bits wide, and so is a sum: each fits a number of JSON, and 32 768 of them a number of 63 bits. */
const sumModulus = 2 ** 48;
const rowsPerBucket = 16;

/** `GET …/digest?bits=`: the sums of all buckets, in order, as the feed was at the cursor. */
export const digestAnswer = z.object({
  cursor: z.string(),
  rows: z.int().nonnegative(),
  sums: z.array(z.int().nonnegative().lt(sumModulus)).max(2 ** digestBitsMax),
});
export type FeedDigest = z.infer<typeof digestAnswer>;

/** `POST …/buckets`; answered by a page of the live rows in these buckets, in order of their keys. */
export const bucketsMax = 1_024;
export const bucketsRequest = z.object({
  bits: z.int().min(0).max(digestBitsMax),
  buckets: z
    .array(
      z
        .int()
        .nonnegative()
        .lt(2 ** digestBitsMax),
    )
    .min(1)
    .max(bucketsMax),
});

/** How finely a feed of so many rows is compared. */
export function digestBitsFor(rows: number): number {
  const bits = Math.ceil(Math.log2(Math.max(1, rows / rowsPerBucket)));
  return Math.min(digestBitsMax, bits);
}

/** The first `bits` bits of the key's SHA-256. */
export function bucketOf(key: string, bits: number, sha256: TextHash): number {
  return bits === 0
    ? 0
    : Number.parseInt(sha256(key).slice(0, digestBitsMax / 4), 16) >> (digestBitsMax - bits);
}

/** The first 48 bits of SHA-256 of `key LF value`, the value's text as the owner sends it. */
export function rowHash(key: string, valueText: string, sha256: TextHash): number {
  return Number.parseInt(sha256(`${key}\n${valueText}`).slice(0, 12), 16);
}

/** Sums as they are taken: rows are added in any order. */
export class DigestSums {
  readonly #bits: number;
  readonly #sha256: TextHash;
  readonly sums: number[];

  constructor(bits: number, sha256: TextHash) {
    assert(bits >= 0 && bits <= digestBitsMax, `a digest of ${bits} bits`);
    this.#bits = bits;
    this.#sha256 = sha256;
    this.sums = new Array<number>(2 ** bits).fill(0);
  }

  /** @returns the row's bucket. */
  add(key: string, valueText: string): number {
    const bucket = bucketOf(key, this.#bits, this.#sha256);
    this.sums[bucket] = ((this.sums[bucket] ?? 0) + rowHash(key, valueText, this.#sha256)) % sumModulus;
    return bucket;
  }
}

/** The numbers of the buckets that differ. */
export function differingBuckets(own: readonly number[], others: readonly number[]): number[] {
  assert(own.length === others.length, `${own.length} buckets beside ${others.length}`);
  return own.flatMap((sum, bucket) => (sum === others[bucket] ? [] : [bucket]));
}

/** A digest of few buckets is the sum of finer ones. */
export function coarser(sums: readonly number[], bits: number): number[] {
  const width = sums.length / 2 ** bits;
  assert(Number.isInteger(width), `${sums.length} sums have no ${bits} bits`);
  return Array.from({ length: 2 ** bits }, (_, bucket) =>
    sums.slice(bucket * width, (bucket + 1) * width).reduce((sum, one) => (sum + one) % sumModulus, 0),
  );
}
