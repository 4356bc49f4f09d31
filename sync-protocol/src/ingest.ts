/**
 * What the cloud answers to a batch of records. Pure: the caller holds the journal's row lock, loads what `overlap` names, calls
 * `acceptBatch`, and in that same transaction stores `append`, projects, writes its outbox and moves the head; only then
 * does it cosign and answer. Session, device and store are the caller's to check before.
 * Source: docs/sync-protocol.md, Up.
 */
import { base64, fromBase64 } from './bytes.ts';
import { type LinkedRecord, linkRecords } from './records/chain.ts';
import type { RecordLines } from './records/envelope.ts';
import { hashBytes, type Sha256, zeroHash } from './records/hash.ts';
import { verifyHead } from './records/head.ts';
import type { Head, SignedHead } from './wire/calls.ts';

/** Where the cloud's copy of a journal ends; `seq` 0 with `noHead.hash` for a journal that it has never seen. Hash in base64. */
export type StoredHead = Readonly<{ seq: number; hash: string }>;
export const noHead: StoredHead = { seq: 0, hash: base64(zeroHash) };

export type Batch = Readonly<{
  /** The journal of the path. */
  journal: string;
  /** Headers `After-Seq` and `After-Hash` (base64). */
  after: StoredHead;
  /** Header `Sync-Head`: signed by the device, and of the batch's last record. */
  head: SignedHead;
  /** From `decodeRecords`; at least one. */
  records: readonly RecordLines[];
}>;

/** A record to store; `hash` in base64, to be kept beside it. */
export type NewRecord = Readonly<{
  seq: number;
  hash: string;
  lines: RecordLines;
  header: LinkedRecord['header'];
}>;

export type BatchVerdict =
  /** Store `append` all or none, move the head to `head`, cosign `head`. */
  | Readonly<{ type: 'accepted'; append: readonly NewRecord[]; head: Head }>
  /** Everything was here before: cosign `head`, the stored one, again. No effect. */
  | Readonly<{ type: 'already-have'; head: Head }>
  /** 409: the batch begins after what is stored; the edge goes back to this head. */
  | Readonly<{ type: 'gap'; seq: number; hash: string }>
  /** 409: two histories differ at `seq`. */
  | Readonly<{ type: 'fork'; seq: number }>
  /** 400. */
  | Readonly<{ type: 'bad-chain'; seq: number; why: string }>
  | Readonly<{ type: 'bad-signature' }>
  | Readonly<{ type: 'bad-frame'; detail: string }>;

/** The inclusive range of stored hashes that `acceptBatch` wants to compare, or null for none. */
export function overlap(
  stored: StoredHead,
  batch: Batch,
): Readonly<{ fromSeq: number; toSeq: number }> | null {
  const fromSeq = Math.max(1, batch.after.seq);
  const toSeq = Math.min(stored.seq, batch.after.seq + batch.records.length);
  return fromSeq <= toSeq ? { fromSeq, toSeq } : null;
}

/**
 * @param storedHashAt hash (base64) of the stored record `seq`; asked only inside `overlap`.
 * @param devicePublicKey 32 bytes, of the edge whose session this is.
 * @param sha256 the platform's, where it is faster than the portable one.
 * @param isSigned whether a head is signed by the key; the platform's, or what a simulator puts in its place.
 */
export function acceptBatch(
  stored: StoredHead,
  batch: Batch,
  storedHashAt: (seq: number) => string | undefined,
  devicePublicKey: Uint8Array,
  sha256?: Sha256,
  isSigned: (head: SignedHead, publicKey: Uint8Array) => boolean = verifyHead,
): BatchVerdict {
  const afterHash = fromBase64(batch.after.hash);
  if (afterHash?.length !== hashBytes)
    return { type: 'bad-frame', detail: 'After-Hash is not 32 bytes in base64' };
  if (batch.records.length === 0) return { type: 'bad-frame', detail: 'the batch holds no record' };
  if (batch.head.journal !== batch.journal || !isSigned(batch.head, devicePublicKey))
    return { type: 'bad-signature' };
  if (batch.after.seq > stored.seq) return { type: 'gap', ...stored };

  const linked = linkRecords(batch.journal, { seq: batch.after.seq, hash: afterHash }, batch.records, sha256);
  if (!linked.ok) return { type: 'bad-chain', seq: linked.firstBadSeq, why: linked.why };
  const records = linked.records.map(newRecord);
  const last = records.at(-1);
  if (last?.seq !== batch.head.seq || last.hash !== batch.head.hash)
    return { type: 'bad-chain', seq: batch.head.seq, why: 'head' };

  const forkSeq = firstDifference(stored, batch.after, records, storedHashAt);
  if (forkSeq !== null) return { type: 'fork', seq: forkSeq };
  const append = records.filter(({ seq }) => seq > stored.seq);
  if (append.length === 0) return { type: 'already-have', head: { journal: batch.journal, ...stored } };
  return { type: 'accepted', append, head: { journal: batch.journal, seq: last.seq, hash: last.hash } };
}

const newRecord = ({ lines, header, hash }: LinkedRecord): NewRecord => ({
  seq: header.seq,
  hash: base64(hash),
  lines,
  header,
});

/** Compares what both sides hold, the head before the batch included. */
function firstDifference(
  stored: StoredHead,
  after: StoredHead,
  records: readonly NewRecord[],
  storedHashAt: (seq: number) => string | undefined,
): number | null {
  const ours = (seq: number) =>
    seq === 0 ? noHead.hash : seq === stored.seq ? stored.hash : storedHashAt(seq);
  const both = [after, ...records].filter(({ seq }) => seq <= stored.seq);
  return both.find(({ seq, hash }) => ours(seq) !== hash)?.seq ?? null;
}
