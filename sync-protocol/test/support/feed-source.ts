/** An owner's feed in memory: compacted rows, one unit a write, a new epoch when restored. */

import type { FeedPage } from '../../src/feeds/page.ts';
import {
  bucketOf,
  DigestSums,
  type FeedDigest,
  type FeedRow,
  formatCursor,
  portableTextHash,
  readFrom,
  scopeHash,
} from '../../src/index.ts';

export class FeedSource {
  #epoch = 1;
  #lastPos = 0;
  #purgedPos = 0;
  #snapshot: Readonly<{ epoch: number; pos: number; page: FeedPage }> | undefined;
  #rows = new Map<string, FeedRow>();
  /** The content after each commit, as text. */
  readonly moments: string[] = ['[]'];

  /** One commit: all of it is one unit. `null` is a tombstone. */
  write(values: Readonly<Record<string, number | null>>): void {
    const keys = Object.keys(values);
    const unit = this.#lastPos + keys.length;
    for (const key of keys) {
      this.#lastPos += 1;
      this.#rows.set(key, { scope: '*', key, pos: this.#lastPos, unit, value: values[key] ?? null });
    }
    this.moments.push(JSON.stringify([...this.values()]));
  }

  /** Restored: positions begin again under another epoch, and one thing is gone without a tombstone. */
  restore(): void {
    const kept = [...this.values().entries()].slice(1);
    this.#epoch += 1;
    this.#lastPos = 0;
    this.#purgedPos = 0;
    this.#rows = new Map();
    if (kept.length > 0) this.write(Object.fromEntries(kept));
  }

  /** What was deleted is forgotten. */
  purge(): void {
    for (const { key, pos, value } of [...this.#rows.values()]) {
      if (value !== null) continue;
      this.#rows.delete(key);
      this.#purgedPos = Math.max(this.#purgedPos, pos);
    }
  }

  digest(bits: number): FeedDigest {
    const digest = new DigestSums(bits, portableTextHash);
    const rows = this.#live();
    for (const { key, value } of rows) digest.add(key, JSON.stringify(value));
    return { cursor: this.#cursorNow(), rows: rows.length, sums: digest.sums };
  }

  buckets(bits: number, buckets: readonly number[]): FeedPage {
    const rows = this.#live().filter(({ key }) => buckets.includes(bucketOf(key, bits, portableTextHash)));
    return { rows, end: { cursor: this.#cursorNow(), unitComplete: true, caughtUp: false } };
  }

  /** As it was when it was made; null: too few rows. */
  snapshot(): FeedPage | null {
    const made = this.#snapshot;
    if (made && made.epoch === this.#epoch && made.pos >= this.#purgedPos && made.pos + 10 > this.#lastPos)
      return made.page;
    const rows = this.#live();
    if (rows.length < 4) return null;
    const page = { rows, end: { cursor: this.#cursorNow(), unitComplete: true, caughtUp: false } };
    this.#snapshot = { epoch: this.#epoch, pos: this.#lastPos, page };
    return page;
  }

  #live(): FeedRow[] {
    return [...this.#rows.values()].filter(({ value }) => value !== null);
  }

  #cursorNow(): string {
    return formatCursor({ epoch: `e${this.#epoch}`, scopeHash: scopeHash('*'), pos: this.#lastPos });
  }

  values(): Map<string, number> {
    const rows = [...this.#rows.values()].sort((left, right) => left.key.localeCompare(right.key));
    return new Map(rows.flatMap(({ key, value }) => (typeof value === 'number' ? [[key, value]] : [])));
  }

  page(cursor: string, limit: number): FeedPage | 'epoch' {
    const epoch = `e${this.#epoch}`;
    const from = readFrom(cursor, { epoch, scope: '*', lastPos: this.#lastPos, purgedPos: this.#purgedPos });
    if (from.type === 'epoch') return 'epoch';
    const all = [...this.#rows.values()]
      .filter(({ pos }) => pos > from.afterPos)
      .sort((a, b) => a.pos - b.pos);
    const rows = all.slice(0, limit);
    const caughtUp = all.length <= limit;
    const { type: _, afterPos, ...begun } = from;
    const place = caughtUp ? { pos: this.#lastPos } : { pos: rows.at(-1)?.pos ?? afterPos, ...begun };
    const unitComplete = caughtUp || all[limit]?.unit !== rows.at(-1)?.unit;
    return {
      rows,
      end: { cursor: formatCursor({ epoch, scopeHash: scopeHash('*'), ...place }), unitComplete, caughtUp },
    };
  }
}
