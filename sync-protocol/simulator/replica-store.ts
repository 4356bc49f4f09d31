/** A store's replica of the feed, in memory. Each method is one transaction: rows and cursor change together. */
import type { ReadRow } from '../src/feeds/line.ts';
import {
  bucketOf,
  DigestSums,
  type FeedHeld,
  type FeedPage,
  type FeedRow,
  parseCursor,
  type StoreHow,
} from '../src/index.ts';
import { Content } from './content.ts';
import { sha256Hex } from './seal.ts';

/** What a store needs of its replica, whatever it is made of. */
export type ReplicaStore = Pick<MemoryReplica, keyof MemoryReplica>;

/** What is on the disk. `epoch` is of the rows in force, `cursor` of the newest page. */
type ReplicaDisk = Readonly<{
  epoch: string;
  cursor: string;
  rows: Content;
  staged: readonly FeedRow[];
  /** What is staged replaces some rows, not all. */
  mending: boolean;
  /** A snapshot that is loaded beside. */
  beside: Readonly<{ cursor: string; rows: Content }> | null;
}>;
const emptyReplica: ReplicaDisk = {
  ...{ epoch: '', cursor: '', rows: new Content(), staged: [] },
  ...{ mending: false, beside: null },
};

function heldOn({ epoch, cursor, mending, beside }: ReplicaDisk): FeedHeld {
  if (beside) return 'snapshot';
  if (cursor === '') return epoch === '' ? 'nothing' : 'dropped';
  if (mending) return 'mend';
  return epoch === '' || epoch === parseCursor(cursor)?.epoch ? 'cursor' : 'load';
}

export class MemoryReplica {
  #disk = emptyReplica;

  held(): FeedHeld {
    return heldOn(this.#disk);
  }

  hasRows(): boolean {
    return this.#disk.epoch !== '';
  }

  isLoading(): boolean {
    return this.#disk.beside !== null;
  }

  /** Of the newest page, also of what is loaded beside. */
  cursor(): string {
    return this.#disk.beside?.cursor ?? this.#disk.cursor;
  }

  /** What is in force. */
  content(): Content {
    return this.#disk.rows;
  }

  rowCount(): number {
    return this.#disk.rows.entries.size;
  }

  sums(bits: number): readonly number[] {
    const own = new DigestSums(bits, sha256Hex);
    for (const [key, value] of this.#disk.rows.entries) own.add(key, value);
    return own.sums;
  }

  dropCursor(): void {
    this.#disk = { ...this.#disk, cursor: '', staged: [], mending: false, beside: null };
  }

  /** What the owner holds of these buckets, at `pos`: what it does not hold goes. */
  stageDiffering(bits: number, buckets: readonly number[], rows: readonly ReadRow[], pos: number): void {
    const gone = [...this.#disk.rows.entries.keys()].filter(
      (key) => buckets.includes(bucketOf(key, bits, sha256Hex)) && !rows.some((row) => row.key === key),
    );
    const tombstones = gone.map((key) => ({ scope: '*', key, pos, unit: pos, value: null }));
    this.#disk = { ...this.#disk, staged: [...this.#disk.staged, ...rows, ...tombstones] };
  }

  /** All that differs is staged. */
  mended(cursor: string): void {
    this.#disk = { ...this.#disk, cursor, mending: true };
  }

  /** A snapshot, beside. */
  load({ rows, end }: FeedPage<ReadRow>): void {
    const beside = { cursor: end.cursor, rows: new Content().changed('swap', rows) };
    this.#disk = { ...this.#disk, beside };
  }

  /** @returns whether what is in force has changed. */
  store({ rows, end: { cursor } }: FeedPage<ReadRow>, how: StoreHow): boolean {
    const { rows: before, staged: earlier, beside } = this.#disk;
    const staged = [...earlier, ...rows];
    if (beside) {
      const loaded = beside.rows.changed('apply', rows);
      if (how === 'swap') return this.#putInForce(cursor, loaded);
      this.#disk = { ...this.#disk, beside: { cursor, rows: loaded } };
      return false;
    }
    if (how !== 'stage')
      return this.#putInForce(
        cursor,
        staged.length === 0 && how === 'apply' ? before : before.changed(how, staged),
      );
    this.#disk = { ...this.#disk, cursor, staged };
    return false;
  }

  #putInForce(cursor: string, rows: Content): true {
    const epoch = parseCursor(cursor)?.epoch ?? '';
    this.#disk = { epoch, cursor, rows, staged: [], mending: false, beside: null };
    return true;
  }

  /** @returns what puts it back as it is now. */
  keep(): () => void {
    const kept = this.#disk;
    return () => {
      this.#disk = kept;
    };
  }

  /** The process that wrote here has ended at once. */
  died(): void {}
}
