/**
 * A store's disk as the agent has it: the real journal in a real SQLite file. A process that ends leaves its files as they are at that
 * moment, with a commit of which any part may have reached the log; power that goes takes the newest commits from its end.
 */
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { recoveredBody } from '@comptoir/sync-protocol/records/kinds';
import type { Lacking } from '@comptoir/sync-protocol/uploader/left-journals';
import type { CloudHead, NewJournalReason } from '@comptoir/sync-protocol/uploader/types';
import Database from 'better-sqlite3';
import pino from 'pino';
import { must, type Witness } from '../../../sync-protocol/simulator/checks.ts';
import type { Batch, Ids, Sold, StoreDisk } from '../../../sync-protocol/simulator/disk.ts';
import { journalMigrations } from '../src/database/journal-schema.ts';
import { openForWriting, type Sqlite } from '../src/database/open.ts';
import { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { makeDeviceKey } from '../src/sync/device-key.ts';
import { OwnJournal } from '../src/sync/own-journal.ts';
import { atOnce } from '../src/turns.ts';
import type { Folders } from './file-set.ts';

/** What all disks of a run have in common. */
export type DiskParts = Readonly<{
  folders: Folders;
  newId: Ids;
  witness: Witness;
  /** Journals whose records the witness has seen written. */
  known: Set<string>;
}>;
type Opened = Readonly<{ db: Sqlite; journal: Journal; own: OwnJournal; addSale: (sold: Sold) => void }>;
type Row = { ordinal: number; kind: string; header: string; body: string; personal: string; hash: Buffer };

const quiet = pino({ level: 'silent' });
const storeId = 's-1';
/** A log of more is written back at the next end: copies stay small. */
const logBytesMax = 1_000_000;

export class FileDisk implements StoreDisk {
  readonly #parts: DiskParts;
  #folder: string;
  #opened: Opened | undefined;
  /** How long the log was after each commit since it was begun. */
  #commits: number[] = [];
  #losesCommits = 0;
  /** Of the log, as far as the disk has it for sure. */
  #syncedBytes = 0;
  #deaths = 0;
  wallMs = Date.UTC(2026, 10, 24, 13);

  constructor(parts: DiskParts, folder = parts.folders.make()) {
    this.#parts = parts;
    this.#folder = folder;
  }

  begin(reason: 'new' | 'replaced'): void {
    const { folders } = this.#parts;
    this.#close();
    folders.remove(this.#folder);
    this.#folder = folders.make();
    this.#open((deps) => new Journal(deps, reason));
  }

  copied(): StoreDisk {
    return new FileDisk(this.#parts, this.#parts.folders.copyOf(this.#folder));
  }

  keep(): () => void {
    const { folders } = this.#parts;
    const kept = folders.copyOf(this.#folder);
    return () => {
      this.#close();
      folders.remove(this.#folder);
      this.#folder = folders.copyOf(kept);
    };
  }

  /** In the middle of a commit that nobody was told of: any part of it, and of what was not synced before it, may be in the log. */
  died(): void {
    const { folders, newId } = this.#parts;
    if (!this.#opened) return;
    const { id, tail } = this;
    const before = this.#syncedBytes;
    const { journal, addSale } = this.#opened;
    const inFlight = { saleId: newId(), register: '1', quantity: 1, isPoison: false, version: 1 };
    journal.transaction(() => addSale(inFlight));
    const after = this.#logBytes();
    const lost = this.#losesCommits;
    const copy = folders.copyOf(this.#folder);
    this.#deaths += 1;
    const part = (this.#deaths * 0.618) % 1;
    const torn = before + Math.floor(part * (after - before));
    truncateSync(join(copy, 'journal.db-wal'), lost > 0 ? (this.#commits.at(-1 - lost) ?? torn) : torn);
    this.#close();
    folders.remove(this.#folder);
    this.#folder = copy;
    // Where a record was altered, a new journal begins.
    if (lost <= 0 && this.id === id)
      must('S3', this.tail.hash === tail.hash, () => `${this.tail.seq} is left of ${tail.seq} records`);
  }

  get id(): string {
    return this.#now.journal.id;
  }

  get tail(): CloudHead {
    const { seq, hash } = this.#now.own.head();
    return { seq, hash };
  }

  get cosigned(): CloudHead {
    const { seq, hash } = this.#now.journal.cosigned();
    return { seq, hash: hash.toString('base64') };
  }

  place() {
    return this.#now.own.place();
  }

  hashAt(seq: number): string | null {
    return this.#now.own.hashAt(seq);
  }

  knows(saleId: string): boolean {
    return this.#now.db.prepare('select 1 from sale where sale_id = ?').get(saleId) !== undefined;
  }

  hasJournal(id: string): boolean {
    return this.#now.journal.has(id);
  }

  left() {
    return this.#now.own.left();
  }

  carryLeft(lacking: Lacking): void {
    this.#writes(() => atOnce(this.#now.own.carryLeft(lacking)));
  }

  sales(): Set<string> {
    const found = new Set<string>();
    for (const { kind, body, header, hash } of this.#rows()) {
      const saleId =
        kind === 'recovered'
          ? this.#recovered(body)
          : this.#sold(hash.toString('base64'), { kind, header, body });
      if (saleId !== undefined) found.add(saleId);
    }
    return found;
  }

  sell(sold: Sold): void {
    this.#writes(() => this.#now.journal.transaction(() => this.#now.addSale(sold)));
  }

  openNew(reason: NewJournalReason, witness: CloudHead, carryAfterSeq: number): void {
    this.#writes(() => this.#now.own.openNew(reason, witness, carryAfterSeq));
  }

  storeCosignature(head: CloudHead): void {
    const synced = this.#syncedBytes;
    this.#writes(() => this.#now.own.storeCosignature(head, 'cosignature'));
    this.#syncedBytes = Math.min(synced, this.#logBytes());
  }

  check(afterSeq: number) {
    return atOnce(this.#now.own.check(afterSeq));
  }

  batch(afterSeq: number, recordsMax: number, bytesMax: number): Batch {
    const { journal, after, last, records } = atOnce(this.#now.own.batch(afterSeq, recordsMax, bytesMax));
    return { after, head: { journal, ...last }, records: records.length, bytes: encodeRecords(records) };
  }

  flip(amount: number): void {
    const row = this.#rowAt(amount);
    if (!row) return;
    const place = Math.floor(row.body.length / 2);
    const other = row.body[place] === 'x' ? 'y' : 'x';
    this.#alter(row.place, { ...row, body: row.body.slice(0, place) + other + row.body.slice(place + 1) });
  }

  misdirect(amount: number): void {
    const [row, other] = [this.#rowAt(amount), this.#rowAt((amount * 7 + 0.3) % 1)];
    if (row && other) this.#alter(row.place, other);
  }

  vanish(records: number): void {
    this.#losesCommits = Math.min(records, this.#commits.length - 1);
  }

  get #now(): Opened {
    return this.#opened ?? this.#open((deps) => openJournal(deps, quiet).journal);
  }

  #open(journalIn: (deps: ConstructorParameters<typeof Journal>[0]) => Journal): Opened {
    const { newId } = this.#parts;
    const db = openForWriting(join(this.#folder, 'journal.db'), journalMigrations);
    // A day of no store: who hands a sale over may do so in any shift.
    db.exec("insert into shift values ('shift', '1', '', '', '', 0, null) on conflict do nothing");
    this.#commits = [];
    this.#losesCommits = 0;
    this.#syncedBytes = 0;
    const journal = journalIn({
      ...{ db, newId, clock: { now: () => new Date(this.wallMs) } },
      ...{ store: { id: storeId, number: '012' }, timeZone: () => 'America/Toronto' },
    });
    const { publicKey, sign } = makeDeviceKey(join(this.#folder, 'device.key'));
    const own = new OwnJournal(journal, { cloudPublicKey: publicKey, keys: { inForce: { sign } } });
    // What an end left torn behind the log's own end would hide how far the next commits go.
    db.pragma('wal_checkpoint(TRUNCATE)');
    this.#opened = { db, journal, own, addSale: saleWriter(db, journal) };
    this.#sawWritten();
    return this.#opened;
  }

  #close(): void {
    this.#opened?.db.close();
    this.#opened = undefined;
  }

  #writes(work: () => void): void {
    this.#sawWritten();
    work();
    this.#sawWritten();
    const bytes = this.#logBytes();
    if (bytes > logBytesMax) this.#now.db.pragma('wal_checkpoint(TRUNCATE)');
    this.#commits = bytes > logBytesMax ? [] : [...this.#commits, bytes];
    this.#syncedBytes = this.#logBytes();
  }

  /** A journal that is new here was written just now, as were the records behind those that we have seen. */
  #seen = { journal: '', seq: 0 };
  #sawWritten(): void {
    const { known, witness } = this.#parts;
    const { journal } = this.#now;
    const isNew = !known.has(journal.id);
    known.add(journal.id);
    const from = isNew ? 0 : this.#seen.journal === journal.id ? this.#seen.seq : journal.tail().seq;
    for (const { hash, lines } of journal.recordsAfter(
      from,
      Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
    ))
      witness.wrote(hash.toString('base64'), lines);
    this.#seen = { journal: journal.id, seq: journal.tail().seq };
  }

  #logBytes(): number {
    return statSync(join(this.#folder, 'journal.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
  }

  #rows(): Row[] {
    return this.#now.db
      .prepare<[], Row>(
        'select place / 4294967296 as ordinal, kind, header, body, personal, hash from record order by place',
      )
      .all();
  }

  #rowAt(amount: number) {
    const { journal, db } = this.#now;
    return db
      .prepare<[number, number], { place: number; header: string; body: string }>(
        'select place, header, body from record where place / 4294967296 = ? order by place limit 1 offset ?',
      )
      .get(journal.ordinal, Math.floor(amount * journal.tail().seq));
  }

  /** Behind the agent's back: what guards a record would not let it be. */
  #alter(place: number, { header, body }: Readonly<{ header: string; body: string }>): void {
    const db = new Database(join(this.#folder, 'journal.db'));
    const guard = db
      .prepare<[], string>("select sql from sqlite_master where name = 'record_does_not_change'")
      .pluck()
      .get();
    db.transaction(() => {
      db.exec('drop trigger record_does_not_change');
      db.prepare('update record set header = ?, body = ? where place = ?').run(header, body, place);
      db.exec(guard ?? '');
    })();
    db.close();
  }

  #sold(hash: string, { kind, header, body }: Pick<Row, 'kind' | 'header' | 'body'>): string | undefined {
    if (kind !== 'sale' || !this.#parts.witness.isIntact(hash, { header, body, personal: '' }))
      return undefined;
    return JSON.parse(body).saleId;
  }

  #recovered(body: string): string | undefined {
    try {
      const inner = recoveredBody.parse(JSON.parse(body));
      return this.#sold(inner.hash, { kind: JSON.parse(inner.header).kind, ...inner });
    } catch {
      // It was altered: nothing can be read from it.
      return undefined;
    }
  }
}

/** As the agent books a sale: its record and its row in one transaction. */
function saleWriter(db: Sqlite, journal: Journal): (sold: Sold) => void {
  const add = db.prepare(
    `insert into sale (sale_id, ordinal, seq, receipt_number, register_id, shift_id, cashier_id, at, item_count, total_minor,
       fingerprint, tenders, flags) values (?, ?, ?, ?, ?, 'shift', '', '', 1, 0, x'00', '', '')`,
  );
  return ({ saleId, register, quantity, isPoison, version }) => {
    // Of a version that this writer does not write, it writes what its own readers do not know.
    const later = version > 1 ? { colour: 'unknown to readers of version 1' } : {};
    const body = JSON.stringify({ saleId, quantity: isPoison ? 'one' : quantity, ...later });
    const { seq, number } = journal.append({ kind: 'sale', body, register, numberedFor: register });
    add.run(saleId, journal.ordinal, seq, number, register);
  };
}
