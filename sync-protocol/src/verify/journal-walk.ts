/**
 * Walks one journal record by record, whatever it is read from, so that a long one needs no more memory than its longest record.
 * The chain, the hashes kept beside the records, known heads, receipt numbers, figures, and what was carried over. Total: an altered journal
 * gives findings, never an error. Source: docs/verification.md.
 */
import { base64, bytesEqual, fromBase64 } from '../bytes.ts';
import { jsonOrNull } from '../json/lenient.ts';
import type { ChainHead } from '../records/chain.ts';
import type { RecordLines } from '../records/envelope.ts';
import { hashBytes, recordHash, type Sha256, zeroHash } from '../records/hash.ts';
import { figures } from './figures.ts';
import type { Finding, Report } from './finding.ts';
import { receiptNumbers } from './receipt-numbers.ts';

/** Of what a header says, that which is looked at here. */
type Header = Readonly<{ journal: string; seq: number; kind: string; register?: string; number?: string }>;
type Fault = Omit<Finding, 'journal'>;
export type Predecessor = Readonly<{ journal: string; seq: number; hash: string }>;

export type WalkOptions = Readonly<{
  journal: string;
  /** Where what is at hand begins; by default the journal's beginning. */
  after?: ChainHead | undefined;
  /** Heads that were signed for this journal, in any order; their signatures are the caller's to check. */
  heads: readonly ChainHead[];
  sha256?: Sha256;
  report: (finding: Finding) => void;
}>;
export type Walked = Readonly<{ journal: string; seq: number; hash: Uint8Array; records: number }>;

export class JournalWalk {
  readonly #options: WalkOptions;
  readonly #report: Report;
  readonly #heads: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly #number: ReturnType<typeof receiptNumbers>;
  readonly #figure: ReturnType<typeof figures>;
  #at: ChainHead;
  #records = 0;
  /** The last known head that matched: what is up to here is as it was. */
  #vouchedSeq: number;
  #isBroken = false;
  predecessor: Predecessor | undefined;

  constructor(options: WalkOptions) {
    const { journal, after = { seq: 0, hash: zeroHash }, heads, report } = options;
    this.#options = options;
    this.#report = (finding) => report({ journal, ...finding });
    this.#heads = bySeq(heads);
    this.#number = receiptNumbers(journal, after.seq === 0, this.#report);
    this.#figure = figures(this.#report);
    this.#at = after;
    this.#vouchedSeq = after.seq;
  }

  /** @param storedHash kept beside the record: with it the very record is named, with heads alone a range. */
  take(lines: RecordLines, storedHash?: Uint8Array): void {
    this.#records += 1;
    // Behind a break nothing can be said of a chain any more.
    if (this.#isBroken) return;
    const header = headerOf(lines.header);
    const fault = this.#misplaced(header) ?? this.#unlike(header?.number, lines, storedHash);
    if (fault) this.#break(fault);
    else if (header) this.#look(header, lines);
  }

  #misplaced(header: Header | null): Fault | undefined {
    const seq = this.#at.seq + 1;
    if (!header) return { why: 'unreadable', firstBadSeq: seq, detail: 'the header cannot be read' };
    if (header.journal !== this.#options.journal)
      return { why: 'foreign', firstBadSeq: seq, detail: `a record of journal ${header.journal}` };
    if (header.seq !== seq)
      return { why: 'gap', firstBadSeq: seq, detail: `record ${header.seq} stands here` };
    return undefined;
  }

  #unlike(receipt: string | undefined, lines: RecordLines, storedHash?: Uint8Array): Fault | undefined {
    const seq = this.#at.seq + 1;
    const hash = recordHash(this.#at.hash, lines, this.#options.sha256);
    this.#at = { seq, hash };
    const number = receipt === undefined ? {} : { number: receipt };
    if (storedHash && !bytesEqual(hash, storedHash))
      return { why: 'record', firstBadSeq: seq, ...number, detail: 'not what was written' };
    const known = this.#heads.get(seq) ?? [];
    if (known.every((head) => bytesEqual(head, hash))) {
      if (known.length > 0) this.#vouchedSeq = seq;
      return undefined;
    }
    const first = this.#vouchedSeq + 1;
    const end = first === seq ? number : { lastBadSeq: seq };
    return {
      why: 'head',
      firstBadSeq: first,
      ...end,
      detail: `the head that was signed at ${seq} is another`,
    };
  }

  #look(header: Header, lines: RecordLines): void {
    const { seq, kind, number } = header;
    if (number !== undefined) this.#number(seq, number);
    this.#figure(seq, header, lines.body);
    if (kind === 'recovered') this.#checkRecovered(seq, lines);
    if (kind === 'journal.opened') this.predecessor = predecessorOf(lines.body);
  }

  /** A head beyond the last record tells of a tail that was cut off. */
  end(): Walked {
    const { seq, hash } = this.#at;
    const beyond = Math.max(0, ...this.#heads.keys());
    if (!this.#isBroken && beyond > seq)
      this.#break({ why: 'tail', firstBadSeq: seq + 1, detail: `records up to ${beyond} were signed for` });
    return { journal: this.#options.journal, seq, hash, records: this.#records };
  }

  #checkRecovered(seq: number, { body, personal }: RecordLines): void {
    const inside = insideOf(body);
    const previous = inside && fromBase64(inside.previousHash);
    const hash =
      inside && previous?.length === hashBytes
        ? recordHash(previous, { header: inside.header, body: inside.body, personal }, this.#options.sha256)
        : undefined;
    if (!hash) this.#report({ why: 'recovered', firstBadSeq: seq, detail: 'the original cannot be read' });
    else if (base64(hash) !== inside?.hash)
      this.#report({
        why: 'recovered',
        firstBadSeq: seq,
        detail: `record ${inside?.seq} of journal ${inside?.journal} was carried over altered`,
      });
  }

  #break(finding: Fault): void {
    this.#isBroken = true;
    this.#report(finding);
  }
}

function bySeq(heads: readonly ChainHead[]): ReadonlyMap<number, readonly Uint8Array[]> {
  const known = new Map<number, Uint8Array[]>();
  for (const { seq, hash } of heads) known.set(seq, [...(known.get(seq) ?? []), hash]);
  return known;
}

/** Not the strict reader of what comes in: here only the bytes count, and there are millions. */
function headerOf(text: string): Header | null {
  const header = jsonOrNull(text) as Partial<Header> | null;
  const isHeader =
    typeof header?.journal === 'string' && typeof header.seq === 'number' && typeof header.kind === 'string';
  return isHeader ? (header as Header) : null;
}

type Inside = Readonly<{
  journal: string;
  seq: number;
  previousHash: string;
  hash: string;
  header: string;
  body: string;
}>;
function insideOf(text: string): Inside | null {
  const inside = jsonOrNull(text) as Partial<Inside> | null;
  const texts = [inside?.previousHash, inside?.hash, inside?.header, inside?.body];
  return texts.every((one) => typeof one === 'string') ? (inside as Inside) : null;
}

function predecessorOf(text: string): Predecessor | undefined {
  return (jsonOrNull(text) as { predecessor?: Predecessor } | null)?.predecessor;
}
