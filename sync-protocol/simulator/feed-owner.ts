/**
 * The owner of a feed: writers commit rows without a position, and one sequencer gives the committed ones dense positions
 * afterwards, a unit at a time. Pages are read in one snapshot, with the product's own rule for cursors.
 */
import { bucketOf, DigestSums, type FeedRow, formatCursor, readFrom, scopeHash } from '../src/index.ts';
import type { Agenda } from './agenda.ts';
import type { FeedAnswer, FeedAsk } from './calls.ts';
import { Content } from './content.ts';
import { sha256Hex } from './seal.ts';

type Value = FeedRow['value'];
/** `pos` null: committed, and waiting for the sequencer. */
type Row = Readonly<{ key: string; value: Value; pos: number | null; unit: number | null }>;
export type FeedBackup = Readonly<{ rows: ReadonlyMap<string, Row>; lastPos: number; purgedPos: number }>;
type Pull = Extract<FeedAsk, { ask: 'page' }>;
type Told = (answer: FeedAnswer) => void;
type Waiter = { pull: Pull; answer: Told };
type Snapshot = Readonly<{ epoch: number; pos: number; text: string }>;

const scope = '*';
const scopeHashed = scopeHash(scope);
const sequencerMs = 250;
const numberedWithinMs = 1_000;
/** A smaller feed has none. */
const snapshotRowsMin = 4;
/** Positions after which another one is made. */
const snapshotServes = 20;

export class FeedOwner {
  readonly #agenda: Agenda;
  readonly #pageRows: number;
  readonly #repairs: boolean;
  /** New positions: the bell. */
  readonly #ring: () => void;
  #rows = new Map<string, Row>();
  #lastPos = 0;
  #purgedPos = 0;
  #epoch = 1;
  #willNumber = false;
  #waitingRows = 0;
  #waiters = new Set<Waiter>();
  #snapshot: Snapshot | undefined;
  /** The digest of what the feed held after each commit. */
  readonly moments = new Set([new Content().digest]);

  /** @param repairs digests and snapshots are offered. */
  constructor(agenda: Agenda, pageRows: number, repairs: boolean, ring: () => void) {
    this.#agenda = agenda;
    this.#pageRows = pageRows;
    this.#repairs = repairs;
    this.#ring = ring;
  }

  /** One transaction, which commits after `openMs`. `null` leaves a tombstone. */
  write(values: Readonly<Record<string, Value>>, openMs: number): void {
    const epoch = this.#epoch;
    // A transaction that is open when the owner is restored has never been.
    this.#agenda.after(openMs, () => {
      if (epoch === this.#epoch) this.#commit(values);
    });
  }

  #commit(values: Readonly<Record<string, Value>>): void {
    for (const [key, value] of Object.entries(values)) {
      if (value === null && !this.#rows.has(key)) continue;
      if (this.#rows.get(key)?.pos !== null) this.#waitingRows += 1;
      this.#rows.set(key, { key, value, pos: null, unit: null });
    }
    this.moments.add(this.content().digest);
    if (this.#willNumber) return;
    this.#willNumber = true;
    this.#agenda.after(sequencerMs, () => this.#number());
  }

  /** All rows that wait, in one transaction: one unit. */
  #number(): void {
    this.#willNumber = false;
    const waiting = [...this.#rows.values()].filter(({ pos }) => pos === null);
    if (waiting.length === 0) return;
    this.#waitingRows = 0;
    const unit = this.#lastPos + waiting.length;
    for (const row of waiting) {
      this.#lastPos += 1;
      this.#rows.set(row.key, { ...row, pos: this.#lastPos, unit });
    }
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const { pull, answer } of waiters) answer(this.#page(pull));
    this.#ring();
  }

  content(): Content {
    const rows = [...this.#rows.values()].map(({ key, value }) => ({ scope, key, pos: 1, unit: 1, value }));
    return new Content().changed('swap', rows);
  }

  ask(ask: FeedAsk, answer: Told): void {
    if (ask.ask === 'page') this.#pull(ask, answer);
    else if (!this.#repairs) answer({ type: 'not-offered' });
    else if (ask.ask === 'digest') answer({ type: 'text', text: this.#digest(ask.bits) });
    else if (ask.ask === 'buckets') answer({ type: 'text', text: this.#buckets(ask.bits, ask.buckets) });
    else answer(this.#wholeFeed());
  }

  #digest(bits: number): string {
    const digest = new DigestSums(bits, sha256Hex);
    const rows = this.#live();
    for (const { key, value } of rows) digest.add(key, JSON.stringify(value));
    return JSON.stringify({ cursor: this.#cursorNow(), rows: rows.length, sums: digest.sums });
  }

  #buckets(bits: number, buckets: readonly number[]): string {
    const rows = this.#live().filter(({ key }) => buckets.includes(bucketOf(key, bits, sha256Hex)));
    return textOf(rows, { cursor: this.#cursorNow(), unitComplete: true, caughtUp: false });
  }

  #wholeFeed(): FeedAnswer {
    const made = this.#snapshot;
    const isGood =
      made?.epoch === this.#epoch && made.pos >= this.#purgedPos && made.pos + snapshotServes > this.#lastPos;
    if (made && isGood) return { type: 'text', text: made.text };
    const rows = this.#live();
    if (rows.length < snapshotRowsMin) return { type: 'not-offered' };
    const text = textOf(rows, { cursor: this.#cursorNow(), unitComplete: true, caughtUp: false });
    this.#snapshot = { epoch: this.#epoch, pos: this.#lastPos, text };
    return { type: 'text', text };
  }

  /** Rows that have their position and are no tombstones. */
  #live(): Row[] {
    return [...this.#rows.values()].filter(({ pos, value }) => pos !== null && value !== null);
  }

  #cursorNow(): string {
    return formatCursor({ epoch: `e${this.#epoch}`, scopeHash: scopeHashed, pos: this.#lastPos });
  }

  #pull(pull: Pull, answer: Told): void {
    const page = this.#page(pull);
    const isEmpty = page.type === 'text' && !page.text.includes('"key"');
    const newsMs = pull.waitSeconds * 1_000;
    const waitMs = this.#isWaiting() ? Math.max(newsMs, numberedWithinMs) : newsMs;
    if (!isEmpty || waitMs === 0) {
      answer(page);
      return;
    }
    const waiter = { pull, answer };
    this.#waiters.add(waiter);
    this.#agenda.after(waitMs, () => {
      if (this.#waiters.delete(waiter)) answer(this.#page(pull));
    });
  }

  #page({ cursor, limit }: Pull): FeedAnswer {
    const epoch = `e${this.#epoch}`;
    const from = readFrom(cursor, { epoch, scope, lastPos: this.#lastPos, purgedPos: this.#purgedPos });
    if (from.type === 'epoch') return { type: 'epoch' };
    const after = from.afterPos === this.#lastPos ? [] : this.#after(from.afterPos);
    const rows = after.slice(0, Math.min(limit, this.#pageRows));
    const end = rows.at(-1);
    const isLast = rows.length === after.length;
    const caughtUp = isLast && !this.#isWaiting();
    const { type: _, afterPos, ...begun } = from;
    const place = isLast ? { pos: this.#lastPos } : { pos: end?.pos ?? afterPos, ...begun };
    const unitComplete = isLast || after[rows.length]?.unit !== end?.unit;
    const told = {
      cursor: formatCursor({ epoch, scopeHash: scopeHashed, ...place }),
      unitComplete,
      caughtUp,
    };
    return { type: 'text', text: textOf(rows, told) };
  }

  /** A row that waits for its position hides what stood there before: who reads now sees a part. */
  #isWaiting(): boolean {
    return this.#waitingRows > 0;
  }

  #after(afterPos: number): Row[] {
    return [...this.#rows.values()]
      .filter(({ pos }) => pos !== null && pos > afterPos)
      .sort((a, b) => (a.pos ?? 0) - (b.pos ?? 0));
  }

  /** What was deleted is forgotten: an older cursor would never learn of it. */
  purgeTombstones(): void {
    for (const { key, value, pos } of [...this.#rows.values()]) {
      if (value !== null || pos === null) continue;
      this.#rows.delete(key);
      this.#purgedPos = Math.max(this.#purgedPos, pos);
    }
  }

  backup(): FeedBackup {
    return { rows: new Map(this.#rows), lastPos: this.#lastPos, purgedPos: this.#purgedPos };
  }

  restore({ rows, lastPos, purgedPos }: FeedBackup): void {
    this.#epoch += 1;
    this.#rows = new Map(rows);
    this.#lastPos = lastPos;
    this.#purgedPos = purgedPos;
    this.stop();
    this.#number();
  }

  /** The process ends, and the pulls that it held with it. */
  stop(): void {
    this.#waiters.clear();
  }
}

const textOf = (rows: readonly Row[], end: object): string =>
  `${[...rows.map(({ key, pos, unit, value }) => JSON.stringify({ scope, key, pos, unit, value })), JSON.stringify(end)].join('\n')}\n`;
