/** An owner's feed in memory: compacted rows, one unit a write, a new epoch when restored. */

import type { FeedPage } from '../../src/feeds/page.ts';
import { type FeedRow, formatCursor, readFrom, scopeHash } from '../../src/index.ts';

export class FeedSource {
  #epoch = 1;
  #lastPos = 0;
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
    this.#rows = new Map();
    if (kept.length > 0) this.write(Object.fromEntries(kept));
  }

  values(): Map<string, number> {
    const rows = [...this.#rows.values()].sort((left, right) => left.key.localeCompare(right.key));
    return new Map(rows.flatMap(({ key, value }) => (typeof value === 'number' ? [[key, value]] : [])));
  }

  page(cursor: string, limit: number): FeedPage | 'epoch' {
    const epoch = `e${this.#epoch}`;
    const from = readFrom(cursor, { epoch, scope: '*', lastPos: this.#lastPos, purgedPos: 0 });
    if (from.type === 'epoch') return 'epoch';
    const all = [...this.#rows.values()]
      .filter(({ pos }) => pos > from.afterPos)
      .sort((a, b) => a.pos - b.pos);
    const rows = all.slice(0, limit);
    const caughtUp = all.length <= limit;
    const pos = caughtUp ? this.#lastPos : (rows.at(-1)?.pos ?? 0);
    const unitComplete = caughtUp || all[limit]?.unit !== rows.at(-1)?.unit;
    return {
      rows,
      end: { cursor: formatCursor({ epoch, scopeHash: scopeHash('*'), pos }), unitComplete, caughtUp },
    };
  }
}
