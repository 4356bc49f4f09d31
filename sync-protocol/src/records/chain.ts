/**
 * Whether a journal is whole, and if not, which record is the first bad one.
 * Source: docs/sync-protocol.md, Records; reading notes in test/cases/SOURCE.md.
 */
import { bytesEqual } from '../bytes.ts';
import type { RecordHeader, RecordLines } from './envelope.ts';
import { parseHeader } from './frame.ts';
import { recordHash, type Sha256, zeroHash } from './hash.ts';

/** `hash`: 32 bytes. */
export type ChainHead = Readonly<{ seq: number; hash: Uint8Array }>;

export type ChainInput = Readonly<{
  journal: string;
  /** In the order in which they are kept. */
  records: readonly RecordLines[];
  /** Heads that anybody signed for this journal, in any order. */
  heads: readonly ChainHead[];
  /** The head before `records[0]`; default: the journal's beginning. */
  after?: ChainHead;
  /** The hashes kept beside the records: with them the very record is named, with heads alone a range. */
  storedHashes?: readonly Uint8Array[];
}>;

export type ChainBreak = 'unreadable' | 'gap' | 'foreign' | 'record' | 'tail' | 'head';
export type ChainVerdict =
  | Readonly<{ ok: true }>
  | Readonly<{ ok: false; why: ChainBreak; firstBadSeq: number; lastBadSeq?: number }>;

/** A record with what reading it gave. */
export type LinkedRecord = Readonly<{ lines: RecordLines; header: RecordHeader; hash: Uint8Array }>;
export type Linked =
  | Readonly<{ ok: true; records: readonly LinkedRecord[] }>
  | Readonly<{ ok: false; why: 'unreadable' | 'gap' | 'foreign'; firstBadSeq: number }>;

/** Reads the headers, checks places and journal, and computes each hash after the one before. */
export function linkRecords(
  journal: string,
  after: ChainHead,
  records: readonly RecordLines[],
  sha256?: Sha256,
): Linked {
  const linked: LinkedRecord[] = [];
  let { seq, hash } = after;
  for (const lines of records) {
    seq += 1;
    const header = parseHeader(lines.header);
    if (!header) return { ok: false, why: 'unreadable', firstBadSeq: seq };
    if (header.journal !== journal) return { ok: false, why: 'foreign', firstBadSeq: header.seq };
    if (header.seq !== seq) return { ok: false, why: 'gap', firstBadSeq: header.seq };
    hash = recordHash(hash, lines, sha256);
    linked.push({ lines, header, hash });
  }
  return { ok: true, records: linked };
}

/** Total: an altered journal is a verdict, never an error. */
export function verifyChain(input: ChainInput): ChainVerdict {
  const after = input.after ?? { seq: 0, hash: zeroHash };
  const linked = linkRecords(input.journal, after, input.records);
  if (!linked.ok) return linked;
  return (
    differingRecord(after, linked.records, input.storedHashes ?? []) ??
    differingHead(after, linked.records, input.heads) ??
    missingTail(after.seq + linked.records.length, input.heads) ?? { ok: true }
  );
}

function differingRecord(
  after: ChainHead,
  records: readonly LinkedRecord[],
  stored: readonly Uint8Array[],
): ChainVerdict | null {
  const index = records.findIndex(({ hash }, at) => {
    const kept = stored[at];
    return kept !== undefined && !bytesEqual(hash, kept);
  });
  return index < 0 ? null : { ok: false, why: 'record', firstBadSeq: after.seq + index + 1 };
}

/**
 * The first head that does not match. The bad record lies after the last head that matched; when no head matched, the first
 * of several that fail names its own record, and a lone one leaves the whole range open (vectors jrn-011 and jrn-012).
 */
function differingHead(
  after: ChainHead,
  records: readonly LinkedRecord[],
  heads: readonly ChainHead[],
): ChainVerdict | null {
  const within = heads
    .filter(({ seq }) => seq > after.seq && seq <= after.seq + records.length)
    .toSorted((left, right) => left.seq - right.seq);
  const matches = ({ seq, hash }: ChainHead) => {
    const record = records[seq - after.seq - 1];
    return record !== undefined && bytesEqual(record.hash, hash);
  };
  const at = within.findIndex((head) => !matches(head));
  const failed = within[at];
  if (!failed) return null;
  const lastMatched = at > 0 ? within[at - 1] : undefined;
  const rangeIsOpen = lastMatched !== undefined || within.length === 1;
  const firstBadSeq = rangeIsOpen ? (lastMatched?.seq ?? after.seq) + 1 : failed.seq;
  if (firstBadSeq === failed.seq) return { ok: false, why: 'head', firstBadSeq };
  return { ok: false, why: 'head', firstBadSeq, lastBadSeq: failed.seq };
}

function missingTail(lastSeq: number, heads: readonly ChainHead[]): ChainVerdict | null {
  return heads.some(({ seq }) => seq > lastSeq) ? { ok: false, why: 'tail', firstBadSeq: lastSeq + 1 } : null;
}
