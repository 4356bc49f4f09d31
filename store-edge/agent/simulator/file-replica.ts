/** A store's replica as the agent has it: the real replica files, the one in force and the one that is loaded beside. */
import { createHash, randomUUID } from 'node:crypto';
import { statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { StoreHow } from '@comptoir/sync-protocol/consumer/types';
import { DigestSums } from '@comptoir/sync-protocol/feeds/digest';
import type { ReadRow } from '@comptoir/sync-protocol/feeds/line';
import type { FeedPage } from '@comptoir/sync-protocol/feeds/page';
import { must } from '../../../sync-protocol/simulator/checks.ts';
import { Content } from '../../../sync-protocol/simulator/content.ts';
import type { ReplicaStore } from '../../../sync-protocol/simulator/replica-store.ts';
import { openForReading } from '../src/database/open.ts';
import { ReplicaFiles } from '../src/database/replica-files.ts';
import { sha256Hex } from '../src/journal/hash.ts';
import { Replicas } from '../src/sync/replicas.ts';
import { atOnce } from '../src/turns.ts';
import type { Folders } from './file-set.ts';

const feed = 'stock-here';
/** A part holds so few rows that a snapshot has several. */
const partRows = 5;
/** Of so many stores one is looked at as a machine leaves it that ends in the middle. */
const tornEvery = 5;

/** `cursor` and what is in force belong together. */
type Moment = Readonly<{ path: string; logBytes: number; holds: string }>;

export class FileReplica implements ReplicaStore {
  readonly #folders: Folders;
  #folder: string;
  #opened: Replicas | undefined;
  #stores = 0;

  constructor(folders: Folders, folder = folders.make()) {
    this.#folders = folders;
    this.#folder = folder;
  }

  held() {
    return this.#now.held(feed);
  }

  hasRows(): boolean {
    return this.#now.rows.hasRows(feed);
  }

  isLoading(): boolean {
    return this.#now.load(feed) !== undefined;
  }

  cursor(): string {
    return this.#now.cursor(feed);
  }

  content(): Content {
    const db = openForReading(new ReplicaFiles(this.#first).inForce());
    const rows = db
      .prepare<[string], [string, string]>('select key, value from feed_row where feed = ? and deleted = 0')
      .raw()
      .all(feed);
    db.close();
    return new Content(new Map(rows));
  }

  rowCount(): number {
    return this.#now.rows.rowCount(feed);
  }

  sums(bits: number): readonly number[] {
    return atOnce(this.#now.rows.digest(feed, bits));
  }

  dropCursor(): void {
    this.#now.dropCursor(feed);
  }

  stageDiffering(bits: number, buckets: readonly number[], rows: readonly ReadRow[], pos: number): void {
    const store = this.#now.rows;
    store.stageDiffering(feed, atOnce(store.keysOf(feed, bits, new Set(buckets))), rows, pos);
  }

  mended(cursor: string): void {
    this.#now.rows.mended(feed, cursor);
  }

  /** As an owner cuts it, and the loader takes it in. */
  load({ rows, end }: FeedPage<ReadRow>): void {
    const total = new DigestSums(0, sha256Hex);
    for (const { key, valueText } of rows) total.add(key, valueText ?? '');
    const parts: Readonly<{ rows: number; bytes: Buffer }>[] = [];
    for (let at = 0; at < rows.length; at += partRows) {
      const some = rows.slice(at, at + partRows);
      const lines = some.map(
        ({ scope, key, pos, unit, valueText }) =>
          `{"scope":${JSON.stringify(scope)},"key":${JSON.stringify(key)},"pos":${pos},"unit":${unit},"value":${valueText}}\n`,
      );
      parts.push({ rows: some.length, bytes: gzipSync(lines.join('')) });
    }
    const manifest = {
      ...{ id: randomUUID(), cursor: end.cursor, rows: rows.length, sum: total.sums[0] ?? 0 },
      parts: parts.map(({ rows: count, bytes }) => ({
        ...{ rows: count, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
      })),
    };
    const file = this.#now.beginLoad(feed);
    file.begin(manifest);
    for (const [number, { bytes }] of parts.entries())
      must('S7', file.take(number, bytes, manifest) === 'taken', () => `part ${number} was not taken`);
    must('S7', atOnce(file.isWhole(manifest)), () => 'a snapshot is not what its owner said');
  }

  store(page: FeedPage<ReadRow>, how: StoreHow): boolean {
    const isLoading = this.isLoading();
    this.#stores += 1;
    const before = this.#stores % tornEvery === 0 ? this.#moment() : undefined;
    this.#now.store(feed, page, how, '2026-11-24T13:00:00.000Z');
    if (before) this.#mustBeWholeIfTorn(before);
    return isLoading ? how === 'swap' : how !== 'stage';
  }

  keep(): () => void {
    const kept = this.#folders.copyOf(this.#folder);
    return () => this.#becomes(this.#folders.copyOf(kept));
  }

  died(): void {
    if (this.#opened) this.#becomes(this.#folders.copyOf(this.#folder));
  }

  /** Wherever its log ends, a store has happened or has not. */
  #mustBeWholeIfTorn(before: Moment): void {
    const after = this.#moment();
    if (after.path !== before.path || after.logBytes <= before.logBytes) return;
    const copy = this.#folders.copyOf(this.#folder);
    const part = (this.#stores * 0.618) % 1;
    const torn = before.logBytes + Math.floor(part * (after.logBytes - before.logBytes));
    truncateSync(join(copy, `${basename(after.path)}-wal`), torn);
    const left = new FileReplica(this.#folders, copy);
    const { holds } = left.#moment();
    left.#now.close();
    this.#folders.remove(copy);
    must('S8', [before.holds, after.holds].includes(holds), () => 'a store that was torn is there in part');
  }

  #moment(): Moment {
    const holds = `${this.cursor()} ${this.content().digest}`;
    const path = new ReplicaFiles(this.#first).inForce();
    const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    return { path, logBytes, holds };
  }

  get #first(): string {
    return join(this.#folder, 'replica.db');
  }

  get #now(): Replicas {
    this.#opened ??= new Replicas(this.#first);
    return this.#opened;
  }

  #becomes(folder: string): void {
    this.#opened?.close();
    this.#opened = undefined;
    this.#folders.remove(this.#folder);
    this.#folder = folder;
  }
}
