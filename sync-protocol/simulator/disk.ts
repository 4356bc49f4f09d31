/**
 * A store's disk, in memory: journals of records, what the cloud has cosigned, the sales it knows. Each method is one transaction, as with
 * SQLite; what may tear is what stands between two. Records are made with the product's own functions.
 */
import {
  base64,
  type CloudHead,
  encodeRecords,
  formatReceiptNumber,
  frameBytes,
  fromBase64,
  type Head,
  type Lacking,
  type LeftJournal,
  type NewJournalReason,
  noHead,
  type RecordLines,
  recordHash,
  seriesOf,
  type UploaderEvent,
  verifyChain,
  zeroHash,
} from '../src/index.ts';
import type { Witness } from './checks.ts';
import { sha256 } from './seal.ts';

export type Written = Readonly<{
  seq: number;
  kind: string;
  saleId: string;
  /** Which gave it a number; empty without one. What the lines say may be astray. */
  register: string;
  hash: string;
  lines: RecordLines;
}>;
type Journal = {
  id: string;
  series: string;
  records: Written[];
  cosigned: CloudHead;
  counts: Map<string, number>;
  /** Once it was left: what stands behind it is in a later one. */
  carriedAfterSeq: number;
};
type Backup = readonly Journal[];
export type Sold = Readonly<{
  saleId: string;
  register: string;
  quantity: number;
  isPoison: boolean;
  version: number;
}>;
export type Ids = () => string;

const copyOf = (journal: Journal): Journal => ({
  ...journal,
  records: [...journal.records],
  counts: new Map(journal.counts),
});

/** What a store needs of its disk, whatever it is made of. */
export type StoreDisk = Pick<Disk, keyof Disk>;

export class Disk {
  /** The last is the current one; those before it were left. */
  #journals: Journal[] = [];
  readonly #newId: Ids;
  readonly #witness: Witness;
  /** On the wall of the store; jumps. */
  wallMs = Date.UTC(2026, 10, 24, 13);

  constructor(newId: Ids, witness: Witness) {
    this.#newId = newId;
    this.#witness = witness;
  }

  copied(): StoreDisk {
    const disk = new Disk(this.#newId, this.#witness);
    disk.#restore(this.#journals);
    return disk;
  }

  /** @returns what puts it back as it is now. */
  keep(): () => void {
    const backup = this.#journals.map(copyOf);
    return () => this.#restore(backup);
  }

  #restore(backup: Backup): void {
    this.#journals = backup.map(copyOf);
  }

  /** The process that wrote here has ended at once. */
  died(): void {}

  begin(reason: 'new' | 'replaced'): void {
    this.#journals = [];
    this.#start();
    this.#append('journal.opened', { reason });
  }

  get #current(): Journal {
    const current = this.#journals.at(-1);
    if (!current) throw new Error('a disk without a journal');
    return current;
  }

  get id(): string {
    return this.#current.id;
  }

  hasJournal(id: string): boolean {
    return this.#journals.some((journal) => journal.id === id);
  }

  get tail(): CloudHead {
    return this.#current.records.at(-1) ?? noHead;
  }

  get cosigned(): CloudHead {
    return this.#current.cosigned;
  }

  place() {
    return { tailSeq: this.tail.seq, cosignedSeq: this.cosigned.seq };
  }

  /** Null if our journal does not go that far. */
  hashAt(seq: number): string | null {
    return seq === 0 ? noHead.hash : (this.#current.records[seq - 1]?.hash ?? null);
  }

  /** Sales that a reader would find here intact, in whichever journal. */
  sales(): Set<string> {
    const found = new Set<string>();
    for (const { records } of this.#journals)
      for (const record of records)
        if (record.saleId !== '' && this.#witness.isIntact(record.hash, record.lines))
          found.add(record.saleId);
    return found;
  }

  /** The first outcome, if this sale was written before. */
  knows(saleId: string): boolean {
    return this.#journals.some(({ records }) => records.some((record) => record.saleId === saleId));
  }

  sell({ saleId, register, quantity, isPoison, version }: Sold): void {
    const { series, counts } = this.#current;
    const count = (counts.get(register) ?? 0) + 1;
    counts.set(register, count);
    const number = formatReceiptNumber({ storeNumber: '012', register, series, count });
    const body = { saleId, quantity: isPoison ? 'one' : quantity };
    this.#append('sale', body, { register, number, saleId, version });
  }

  /** One transaction: the successor, and what is carried over. */
  openNew(reason: NewJournalReason, witness: CloudHead, carryAfterSeq: number): void {
    const old = this.#current;
    const vouchedSeq = Math.min(witness.seq, old.cosigned.seq);
    const vouched = reason === 'damaged' ? witness : { seq: vouchedSeq, hash: this.hashAt(vouchedSeq) };
    this.#start();
    this.#append('journal.opened', { reason, predecessor: { journal: old.id, ...vouched } });
    // What stands here in the place of an earlier journal's record may be what was damaged.
    if (reason === 'damaged') for (const left of this.#journals) left.carriedAfterSeq = left.records.length;
    old.carriedAfterSeq = carryAfterSeq;
    this.#carry(old, carryAfterSeq, old.records.length);
  }

  #carry({ id, records }: Journal, afterSeq: number, toSeq: number): void {
    let previousHash = records[afterSeq - 1]?.hash ?? noHead.hash;
    for (const { seq, kind, hash, lines, saleId } of records.slice(afterSeq, toSeq)) {
      const { header, body } = lines;
      const original = { journal: id, seq, previousHash, hash, header, body };
      // A damaged sale is carried over as it stands, and is a sale no longer.
      const about = this.#witness.isIntact(hash, lines) ? { saleId } : {};
      this.#append('recovered', kind === 'recovered' ? body : original, about);
      previousHash = hash;
    }
  }

  left(): LeftJournal[] {
    return this.#journals.slice(0, -1).map(({ id, carriedAfterSeq, records }) => ({
      ...{ id, carriedAfterSeq },
      hashAt: (seq) => records[seq - 1]?.hash ?? null,
    }));
  }

  /** One transaction. */
  carryLeft({ journal, afterSeq, toSeq }: Lacking): void {
    const left = this.#journals.find(({ id }) => id === journal);
    if (!left) return;
    this.#carry(left, afterSeq, toSeq);
    left.carriedAfterSeq = afterSeq;
  }

  storeCosignature(head: CloudHead): void {
    if (head.seq > this.#current.cosigned.seq) this.#current.cosigned = head;
  }

  check(afterSeq: number): UploaderEvent {
    const { id, records, cosigned } = this.#current;
    if (cosigned.seq > this.tail.seq) return { type: 'checked', verdict: 'rolled-back', witness: cosigned };
    if (this.hashAt(cosigned.seq) !== cosigned.hash)
      return { type: 'checked', verdict: 'damaged', witness: noHead };
    const open = records.slice(afterSeq);
    const verdict = verifyChain({
      journal: id,
      records: open.map(({ lines }) => lines),
      heads: [],
      after: { seq: afterSeq, hash: bytesOf(this.hashAt(afterSeq) ?? noHead.hash) },
      storedHashes: open.map(({ hash }) => bytesOf(hash)),
    });
    if (verdict.ok) return { type: 'checked', verdict: 'sound' };
    const seq = Math.max(afterSeq, Math.min(verdict.firstBadSeq, this.tail.seq + 1) - 1);
    return { type: 'checked', verdict: 'damaged', witness: { seq, hash: this.hashAt(seq) ?? noHead.hash } };
  }

  batch(afterSeq: number, recordsMax: number, bytesMax: number): Batch {
    const { id, records } = this.#current;
    const some: Written[] = [];
    let bytes = 0;
    for (const record of records.slice(afterSeq, afterSeq + recordsMax)) {
      bytes += frameBytes(record.lines);
      if (some.length > 0 && bytes > bytesMax) break;
      some.push(record);
    }
    const last = some.at(-1);
    const after = { seq: afterSeq, hash: this.hashAt(afterSeq) ?? noHead.hash };
    return {
      after,
      head: { journal: id, seq: last?.seq ?? after.seq, hash: last?.hash ?? after.hash },
      records: some.length,
      bytes: encodeRecords(some.map(({ lines }) => lines)),
    };
  }

  /** A byte of a body is another. @param amount which record. */
  flip(amount: number): void {
    const { records } = this.#current;
    const at = Math.floor(amount * records.length);
    const record = records[at];
    if (!record) return;
    const { body } = record.lines;
    const place = Math.floor(body.length / 2);
    const other = body[place] === 'x' ? 'y' : 'x';
    const flipped = body.slice(0, place) + other + body.slice(place + 1);
    records[at] = { ...record, lines: { ...record.lines, body: flipped } };
  }

  misdirect(amount: number): void {
    const { records } = this.#current;
    const at = Math.floor(amount * records.length);
    const [record, other] = [records[at], records[(at * 7 + 3) % records.length]];
    if (record && other) records[at] = { ...record, lines: other.lines };
  }

  /** The newest writes go, as if they had never reached the platter. */
  vanish(records: number): void {
    const journal = this.#current;
    journal.records.splice(Math.max(1, journal.records.length - records));
    journal.counts = countsOf(journal.records);
    // The cosignature was written after the records that it covers, so it is among what went.
    const { seq } = this.tail;
    if (journal.cosigned.seq > seq) journal.cosigned = { seq, hash: this.hashAt(seq) ?? noHead.hash };
  }

  #start(): void {
    const id = this.#newId();
    this.#journals.push({
      id,
      series: seriesOf(id),
      records: [],
      cosigned: noHead,
      counts: new Map(),
      carriedAfterSeq: 0,
    });
  }

  #append(
    kind: string,
    body: object | string,
    about: Readonly<{ register?: string; number?: string; saleId?: string; version?: number }> = {},
  ): void {
    const { id: journal, records } = this.#current;
    const { register, number, saleId = '', version = 1 } = about;
    const seq = records.length + 1;
    const later = version > 1 ? { colour: 'unknown to readers of version 1' } : {};
    const at = new Date(this.wallMs).toISOString();
    const header = JSON.stringify({
      ...{ v: 1, journal, seq, id: this.#newId(), kind, kindVersion: version, register, number },
      ...{ at, businessDate: at.slice(0, 10), ...later },
    });
    const lines = { header, body: typeof body === 'string' ? body : JSON.stringify(body), personal: '' };
    const hash = base64(recordHash(bytesOf(this.tail.hash), lines, sha256));
    this.#witness.wrote(hash, lines);
    records.push({ seq, kind, saleId, register: number === undefined ? '' : (register ?? ''), hash, lines });
  }
}

export type Batch = Readonly<{ after: CloudHead; head: Head; records: number; bytes: Uint8Array }>;

const bytesOf = (hash: string): Uint8Array => fromBase64(hash) ?? zeroHash;

function countsOf(records: readonly Written[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { register } of records)
    if (register !== '') counts.set(register, (counts.get(register) ?? 0) + 1);
  return counts;
}
