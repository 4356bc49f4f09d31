/**
 * The journal: an append-only chain of records. Everything that a record causes (its number, its projections) is written in
 * one SQLite transaction with it, so after a kill at any instruction either all of it is there or none.
 */
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { parseHeader } from '@comptoir/sync-protocol/records/frame';
import { formatReceiptNumber, seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import type { Transaction } from 'better-sqlite3';
import { assert } from '../assert.ts';
import type { Clock } from '../clock.ts';
import { type Sqlite, unsynced } from '../database/open.ts';
import { atOnce, type Turns } from '../turns.ts';
import { businessDateAt } from './business-date.ts';
import { recordHash, ZERO_HASH } from './hash.ts';
import { placeOf, seqOf } from './place.ts';
import { prepareJournal } from './statements.ts';
import { type Head, type Verdict, verifyChain } from './verify.ts';

export type Entry = Readonly<{
  kind: string;
  /** JSON text, kept byte for byte; without a line end, which would break the framing. */
  body: string;
  register?: string;
  /** Id of the register whose next receipt number the record takes. */
  numberedFor?: string;
  actor?: string;
  /** Empty, or `salt SP JSON`: the one line that can be erased. */
  personal?: string;
}>;
export type Appended = Readonly<{
  journal: string;
  seq: number;
  header: string;
  number?: string;
  at: string;
  businessDate: string;
}>;
export type Tail = Readonly<{ journal: string; seq: number; hash: Buffer }>;
export type StoredRecord = Readonly<{ seq: number; lines: RecordLines; hash: Buffer }>;
export type OpenReason = 'new' | 'rolled-back' | 'forked' | 'damaged' | 'replaced';
type Predecessor = Readonly<{ journal: string; seq: number; hash: string }>;

export type JournalDeps = Readonly<{
  db: Sqlite;
  clock: Clock;
  newId: () => string;
  store: Readonly<{ id: string; number: string }>;
  timeZone: () => string;
  /** Last known offset to the cloud's clock, if any. */
  skewMs?: () => number | undefined;
  /** The clock leapt ahead, and nobody has said yet that it is right: no new business date begins. */
  holdsDate?: () => boolean;
  /** Before the first record of a new business date: closes what ended. `append` says where the record stands. */
  rollOver?: (businessDate: string, append: (entry: Entry) => number) => void;
}>;

/** Well under a millisecond: a sale must not wait for a whole batch to be read. */
const recordsATurn = 50;

export class Journal {
  readonly #deps: JournalDeps;
  readonly #sql: ReturnType<typeof prepareJournal>;
  readonly #run: Transaction<(work: () => unknown) => unknown>;
  readonly #listeners = new Set<() => void>();
  #journal = { ordinal: 0, id: '', series: '' };
  #tail: { seq: number; hash: Buffer; businessDate: string } = { seq: 0, hash: ZERO_HASH, businessDate: '' };
  #unsentSales = { ordinal: 0, from: 0, to: 0, sales: 0 };
  #inTransaction = false;
  #grown = false;

  /**
   * Opens the newest journal of the file, or the first one. What its tail is worth is said by `checkTail`.
   * @param first why there is none before the first one.
   */
  constructor(deps: JournalDeps, first: OpenReason = 'new') {
    this.#deps = deps;
    this.#sql = prepareJournal(deps.db);
    this.#run = deps.db.transaction((work) => work());
    const newest = this.#sql.newest.get();
    if (newest) this.#take(newest);
    else this.openNew(first);
  }

  get id(): string {
    return this.#journal.id;
  }

  get series(): string {
    return this.#journal.series;
  }

  /** The store's business date now; never before the journal's newest. */
  businessDate(): string {
    return this.#dateAt(this.#deps.clock.now());
  }

  #dateAt(now: Date): string {
    const last = this.#tail.businessDate;
    return last !== '' && this.#deps.holdsDate?.() ? last : businessDateAt(now, this.#deps.timeZone(), last);
  }

  /** Runs `work` in the one write transaction; listeners hear of appended records only once they are on disk. */
  transaction<T>(work: () => T): T {
    assert(!this.#inTransaction, 'a journal transaction inside another');
    const [journal, tail] = [this.#journal, this.#tail];
    this.#inTransaction = true;
    try {
      return this.#run.immediate(work) as T;
    } catch (error) {
      [this.#journal, this.#tail] = [journal, tail];
      this.#grown = false;
      throw error;
    } finally {
      this.#inTransaction = false;
      this.#tellListeners();
    }
  }

  /** Only inside `transaction`. */
  append(entry: Entry): Appended {
    assert(this.#inTransaction, 'append outside of a transaction');
    assert(
      !hasLineEnd(entry.body) && !hasLineEnd(entry.personal ?? ''),
      `the body of a ${entry.kind} holds a line end`,
    );
    this.#rollOver();
    return this.#append(entry);
  }

  /** Only inside `transaction`. Also by itself, once the date has changed. */
  #rollOver(): void {
    this.#deps.rollOver?.(this.businessDate(), (entry) =>
      placeOf(this.#journal.ordinal, this.#append(entry).seq),
    );
  }

  /** Closes the business dates that are over, though nothing else happens. */
  closeWhatEnded(): void {
    this.transaction(() => this.#rollOver());
  }

  #append(entry: Entry): Appended {
    const now = this.#deps.clock.now();
    const businessDate = this.#dateAt(now);
    const seq = this.#tail.seq + 1;
    const number =
      entry.numberedFor === undefined ? undefined : this.#nextNumber(entry.numberedFor, entry.register);
    const skewMs = this.#deps.skewMs?.();
    const at = now.toISOString();
    const header = JSON.stringify({
      v: 1,
      journal: this.#journal.id,
      seq,
      id: this.#deps.newId(),
      kind: entry.kind,
      kindVersion: 1,
      register: entry.register,
      number,
      actor: entry.actor,
      at,
      skewMs,
      businessDate,
    });
    const { personal = '' } = entry;
    const hash = recordHash(this.#tail.hash, { header, body: entry.body, personal });
    this.#sql.add.run(
      placeOf(this.#journal.ordinal, seq),
      entry.kind,
      businessDate,
      header,
      entry.body,
      personal,
      hash,
    );
    this.#tail = { seq, hash, businessDate };
    this.#grown = true;
    return {
      journal: this.#journal.id,
      seq,
      header,
      at,
      businessDate,
      ...(number === undefined ? {} : { number }),
    };
  }

  tail(): Tail {
    return { journal: this.#journal.id, seq: this.#tail.seq, hash: this.#tail.hash };
  }

  /** Whole records in order: at most `limit`, and as many as fit `bytesMax` with their line ends, but one at least. */
  recordsAfter(seq: number, limit: number, bytesMax: number): StoredRecord[] {
    return atOnce(this.readAfter(seq, limit, bytesMax));
  }

  /** The same, of the journal that is the present one when the first turn begins. */
  *readAfter(seq: number, limit: number, bytesMax: number): Turns<StoredRecord[]> {
    const { ordinal } = this.#journal;
    const records: StoredRecord[] = [];
    let bytes = 0;
    for (;;) {
      const wanted = Math.min(records.length + recordsATurn, limit);
      const after = records.at(-1)?.seq ?? seq;
      for (const row of this.#recordRows(ordinal, after, wanted - records.length)) {
        const { place, kind: _, hash, ...lines } = row;
        bytes +=
          Buffer.byteLength(lines.header) +
          Buffer.byteLength(lines.body) +
          Buffer.byteLength(lines.personal) +
          3;
        if (records.length > 0 && bytes > bytesMax) return records;
        records.push({ seq: seqOf(place), hash, lines });
      }
      if (records.length < wanted || wanted === limit) return records;
      yield;
    }
  }

  /** When the newest record says that it was written, in milliseconds since 1970. */
  newestAtMs(): number | null {
    const newest = this.recordAt(this.#tail.seq);
    return newest ? Date.parse(parseHeader(newest.lines.header)?.at ?? '') || null : null;
  }

  recordAt(seq: number): StoredRecord | undefined {
    return this.recordIn(this.#journal.ordinal, seq);
  }

  recordIn(ordinal: number, seq: number): StoredRecord | undefined {
    const row = this.#sql.at.get(placeOf(ordinal, seq));
    if (!row) return undefined;
    const { place: _place, kind: _kind, hash, ...lines } = row;
    return { seq, hash, lines };
  }

  /** The newest record that went because of its age; `seq` 0 where all are here. */
  kept(ordinal: number): Head {
    return this.#sql.kept.get(ordinal) ?? { seq: 0, hash: ZERO_HASH };
  }

  businessDateIn(ordinal: number, seq: number): string | undefined {
    return this.#sql.businessDate.get(placeOf(ordinal, seq));
  }

  get ordinal(): number {
    return this.#journal.ordinal;
  }

  /**
   * The cloud's acknowledgement of this journal up to `seq`. An older one than we hold changes nothing. The next record's sync takes it along:
   * were the power gone before, the next session would tell it again, and no sale waits for the disk on its account.
   */
  storeCosignature({ seq, hash, cosignature }: Readonly<Head & { cosignature: string }>): void {
    const { db, clock } = this.#deps;
    const at = clock.now().toISOString();
    unsynced(db, () => this.#sql.cosign.run(this.#journal.ordinal, seq, hash, cosignature, at));
  }

  cosigned(): Readonly<{ seq: number; hash: Buffer; cosignature: string }> {
    return this.#sql.cosigned.get(this.#journal.ordinal) ?? { seq: 0, hash: ZERO_HASH, cosignature: '' };
  }

  unsent(): Readonly<{ records: number; sales: number }> {
    const from = this.cosigned().seq;
    const [{ ordinal }, { seq: to }] = [this.#journal, this.#tail];
    const kept = this.#unsentSales;
    const isAhead = kept.ordinal === ordinal && kept.from <= from && from <= kept.to && kept.to <= to;
    // A week offline is tens of thousands of records: only what is new since the last look is counted.
    const sales = isAhead
      ? kept.sales - this.#salesBetween(kept.from, from) + this.#salesBetween(kept.to, to)
      : this.#salesBetween(from, to);
    this.#unsentSales = { ordinal, from, to, sales };
    return { records: to - from, sales };
  }

  /** @returns a function that ends the listening. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Recomputes what no cosignature covers yet. */
  checkTail(): Verdict {
    return atOnce(this.tailCheck());
  }

  /** Recomputes what no cosignature covers yet, or what stands behind `afterSeq` where that is less. */
  tailCheck(afterSeq = this.cosigned().seq): Turns<Verdict> {
    const { ordinal, id } = this.#journal;
    const [cosigned, kept] = [this.cosigned(), this.kept(ordinal)];
    const below = afterSeq <= kept.seq ? kept : this.recordAt(afterSeq);
    const from = afterSeq < cosigned.seq ? below : cosigned;
    return verifyChain(this.#deps.db, ordinal, id, from);
  }

  /**
   * Begins a new journal after the present one, which is left as it is. What the cloud has not cosigned follows as
   * `recovered` records holding the originals' bytes.
   * @param lastGood the last record of the old journal that can be vouched for; its tail when not given.
   * @param carryAfterSeq the records behind it are carried over; by default those that no cosignature covers.
   */
  openNew(
    reason: OpenReason,
    lastGood: Readonly<{ seq: number; hash: Buffer }> = this.#tail,
    carryAfterSeq: number = this.#journal.ordinal === 0 ? 0 : this.cosigned().seq,
  ): void {
    const old = this.#journal;
    const predecessor = { journal: old.id, seq: lastGood.seq, hash: lastGood.hash.toString('base64') };
    this.transaction(() => {
      const id = this.#deps.newId();
      const series = seriesOf(id);
      const { lastInsertRowid } = this.#sql.addJournal.run(id, series, this.#deps.clock.now().toISOString());
      this.#journal = { ordinal: Number(lastInsertRowid), id, series };
      this.#tail = { seq: 0, hash: ZERO_HASH, businessDate: this.#tail.businessDate };
      this.#appendOpened(reason, old.ordinal === 0 ? undefined : predecessor);
      // What stands here in the place of an earlier journal's record may be what was damaged.
      if (reason === 'damaged')
        for (const { ordinal } of this.left()) this.#sql.setCarried.run(ordinal, this.#lastSeq(ordinal));
      if (old.ordinal > 0) this.#carryOver(old, carryAfterSeq);
    });
  }

  #appendOpened(reason: OpenReason, predecessor: Predecessor | undefined): void {
    const body = JSON.stringify({ reason, storeId: this.#deps.store.id, predecessor });
    // First of all: what ended is closed behind it.
    this.#append({ kind: 'journal.opened', body });
    this.#rollOver();
  }

  #carryOver({ ordinal, id }: Readonly<{ ordinal: number; id: string }>, afterSeq: number): void {
    this.#appendRecovered({ ordinal, id }, afterSeq, Number.MAX_SAFE_INTEGER);
    this.#sql.setCarried.run(ordinal, afterSeq);
  }

  /** @returns the seq of the last record that was carried over; `afterSeq` when there was none. */
  #appendRecovered(
    { ordinal, id: journal }: Readonly<{ ordinal: number; id: string }>,
    afterSeq: number,
    limit: number,
    toSeq = Number.MAX_SAFE_INTEGER,
  ): number {
    // What went because of its age cannot come again.
    const kept = this.kept(ordinal);
    const from = Math.max(afterSeq, kept.seq);
    const hash = from === kept.seq ? kept.hash : this.#sql.at.get(placeOf(ordinal, from))?.hash;
    let [previous, last] = [hash ?? ZERO_HASH, from];
    // Read whole before writing: SQLite leaves open what a cursor sees of rows added to its own table.
    for (const row of [...this.#recordRows(ordinal, from, limit)]) {
      const seq = seqOf(row.place);
      if (seq > toSeq) break;
      // What was carried over once is carried on as it is: a reader looks into one wrapping, not into several.
      const body = row.kind === 'recovered' ? row.body : wrapped({ journal, seq, previous, ...row });
      this.append({ kind: 'recovered', body, personal: row.personal });
      [previous, last] = [row.hash, seq];
    }
    return last;
  }

  #lastSeq(ordinal: number): number {
    const last = this.#sql.last.get(placeOf(ordinal, 0), placeOf(ordinal + 1, 0));
    return last ? seqOf(last.place) : 0;
  }

  /** Whether this file holds that journal, be it one that was left. */
  has(journal: string): boolean {
    return this.#sql.ordinalOf.get(journal) !== undefined;
  }

  /** Those that were left, oldest first; `carriedAfterSeq`: what stands behind it is in a later one too. */
  left(): readonly Readonly<{ ordinal: number; id: string; carriedAfterSeq: number }>[] {
    return this.#sql.left
      .all(this.#journal.ordinal)
      .map(({ ordinal, id, carried_after }) => ({ ordinal, id, carriedAfterSeq: carried_after }));
  }

  /**
   * Carries over records of a left journal that the cloud has lost, some in each turn. Cut short, it begins anew: readers project a
   * record once, however often it comes.
   */
  *carryLeft(journal: string, afterSeq: number, toSeq: number): Turns<void> {
    const ordinal = this.#sql.ordinalOf.get(journal);
    if (ordinal === undefined) return;
    let done = afterSeq;
    for (;;) {
      const from = done;
      const isEnd = this.transaction(() => {
        done = this.#appendRecovered({ ordinal, id: journal }, from, carriedPerTurn, toSeq);
        if (done > from && done < toSeq) return false;
        this.#sql.setCarried.run(ordinal, afterSeq);
        return true;
      });
      if (isEnd) return;
      yield;
    }
  }

  #recordRows(ordinal: number, afterSeq: number, limit: number) {
    return this.#sql.after.iterate(placeOf(ordinal, afterSeq), placeOf(ordinal + 1, 0), limit);
  }

  #salesBetween(afterSeq: number, toSeq: number): number {
    return afterSeq === toSeq
      ? 0
      : (this.#sql.salesBetween.get(
          placeOf(this.#journal.ordinal, afterSeq),
          placeOf(this.#journal.ordinal, toSeq),
        ) ?? 0);
  }

  #take(journal: { ordinal: number; id: string; series: string }): void {
    this.#journal = journal;
    const last = this.#sql.last.get(placeOf(journal.ordinal, 0), placeOf(journal.ordinal + 1, 0));
    this.#tail = last
      ? { seq: seqOf(last.place), hash: last.hash, businessDate: last.business_date }
      : { seq: 0, hash: ZERO_HASH, businessDate: '' };
  }

  #nextNumber(registerId: string, register: string | undefined): string {
    assert(register !== undefined, 'a numbered record without a register');
    const count = this.#sql.nextNumber.get(registerId, this.#journal.ordinal);
    assert(count !== undefined, `no number for register ${register}`);
    return formatReceiptNumber({
      storeNumber: this.#deps.store.number,
      register,
      series: this.#journal.series,
      count,
    });
  }

  #tellListeners(): void {
    if (!this.#grown) return;
    this.#grown = false;
    for (const listener of this.#listeners) listener();
  }
}

/** Some 5 ms: sales go on between two turns. */
const carriedPerTurn = 100;

/** Searching a letter is several times faster than a pattern, and a body is 2 KB. */
const hasLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r');

type Original = RecordLines & Readonly<{ journal: string; seq: number; previous: Buffer; hash: Buffer }>;

/** An earlier journal's record inside one of its successor's: its bytes, and what its hash is computed from. */
const wrapped = ({ journal, seq, previous, hash, header, body }: Original): string =>
  JSON.stringify({
    journal,
    seq,
    previousHash: previous.toString('base64'),
    hash: hash.toString('base64'),
    header,
    body,
  });
