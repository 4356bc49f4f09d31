/**
 * One replica file as the feed worker writes it: each store is one transaction that holds rows and cursor together.
 * While a cursor was dropped (410), `epoch` still names the rows in force and `cursor` the new ones, beside in `feed_staged`.
 */
import { randomUUID } from 'node:crypto';
import type { FeedHeld, StoreHow } from '@comptoir/sync-protocol/consumer/types';
import { parseCursor } from '@comptoir/sync-protocol/feeds/cursor';
import { bucketOf, DigestSums } from '@comptoir/sync-protocol/feeds/digest';
import type { ReceivedRow } from '@comptoir/sync-protocol/feeds/line';
import type { FeedPage } from '@comptoir/sync-protocol/feeds/page';
import type { Sqlite } from '../database/open.ts';
import { sha256Hex } from '../journal/hash.ts';
import type { Turns } from '../turns.ts';

export type StoredPage = FeedPage<ReceivedRow>;
type CursorRow = { epoch: string; cursor: string; pos: number; mending: number };
const nowhere: CursorRow = { epoch: '', cursor: '', pos: 0, mending: 0 };
/** Rows that are read between two turns of the loop: other feeds go on meanwhile. */
const rowsPerTurn = 10_000;

export class FeedStore {
  #db: Sqlite;
  #sql: ReturnType<typeof prepare>;

  constructor(db: Sqlite) {
    this.#db = db;
    this.#sql = prepare(db);
  }

  /** Goes on in another file that holds the same, also in the middle of a digest. */
  use(db: Sqlite): void {
    this.#db = db;
    this.#sql = prepare(db);
  }

  cursor(feed: string): string {
    return this.#row(feed).cursor;
  }

  /** Position of the rows in force. */
  position(feed: string): Readonly<{ epoch: string; pos: number }> {
    return this.#row(feed);
  }

  hasRows(feed: string): boolean {
    return this.#row(feed).epoch !== '';
  }

  held(feed: string): FeedHeld {
    const { epoch, cursor, mending } = this.#row(feed);
    if (cursor === '') return epoch === '' ? 'nothing' : 'dropped';
    if (mending === 1) return 'mend';
    return epoch === '' || epoch === parseCursor(cursor)?.epoch ? 'cursor' : 'load';
  }

  /** @param at RFC 3339. */
  store(feed: string, page: StoredPage, how: StoreHow, at: string): void {
    const write = { stage: this.#stage, apply: this.#apply, swap: this.#swap }[how];
    this.#db.transaction(() => write.call(this, feed, page, at)).immediate();
  }

  dropCursor(feed: string): void {
    this.#db
      .transaction(() => {
        this.#sql.unstage.run(feed);
        this.#sql.dropCursor.run(feed);
      })
      .immediate();
  }

  rowCount(feed: string): number {
    return this.#sql.count.get(feed) ?? 0;
  }

  /** The sums of the rows in force, computed from their very bytes. */
  *digest(feed: string, bits: number): Turns<number[]> {
    const digest = new DigestSums(bits, sha256Hex);
    for (const turn of this.#inTurns(feed)) {
      for (const [key, value] of turn) digest.add(key, value ?? '');
      yield;
    }
    return digest.sums;
  }

  /** The keys in force of some buckets: the index of keys is read alone, and of a million rows it is a small part. */
  *keysOf(feed: string, bits: number, buckets: ReadonlySet<number>): Turns<string[]> {
    const found: string[] = [];
    let after = '';
    for (;;) {
      const keys = this.#sql.keys.all(feed, after, rowsPerTurn);
      for (const key of keys)
        if (buckets.has(bucketOf(key, bits, sha256Hex)) && this.#sql.value.get(feed, key) !== undefined)
          found.push(key);
      after = keys.at(-1) ?? after;
      if (keys.length < rowsPerTurn) return found;
      yield;
    }
  }

  /**
   * Stages what the owner holds of some buckets where it differs, and tombstones for what it does not hold.
   * @param keys those in force of the same buckets. @returns the rows that differ.
   */
  stageDiffering(
    feed: string,
    keys: Iterable<string>,
    rows: readonly ReceivedRow[],
    pos: number,
  ): ReceivedRow[] {
    const held = new Set(rows.map(({ key }) => key));
    const gone = [...keys].filter((key) => !held.has(key));
    const tombstones = gone.map((key) => ({ scope: '*', key, pos, unit: pos, valueText: null }));
    const differing = rows.filter(({ key, valueText }) => this.#sql.value.get(feed, key) !== valueText);
    const staged = [...differing, ...tombstones];
    this.#db.transaction(() => this.#stageRows(feed, staged)).immediate();
    return staged;
  }

  /** All that differs is staged: from here on it is followed. */
  mended(feed: string, cursor: string): void {
    this.#sql.mended.run(cursor, feed);
  }

  #stage(feed: string, page: StoredPage): void {
    this.#stageRows(feed, page.rows);
    const { epoch, pos } = this.#row(feed);
    this.#sql.moveCursor.run(feed, epoch, page.end.cursor, pos);
  }

  #apply(feed: string, page: StoredPage, at: string): void {
    this.#stageRows(feed, page.rows);
    this.#sql.merge.run({ feed });
    this.#caughtUp(feed, page, null, at);
  }

  #swap(feed: string, page: StoredPage, at: string): void {
    this.#stageRows(feed, page.rows);
    this.#sql.clear.run(feed);
    this.#sql.merge.run({ feed });
    this.#caughtUp(feed, page, newEdition(page.end.cursor), at);
  }

  #stageRows(feed: string, rows: readonly ReceivedRow[]): void {
    for (const { key, scope, pos, unit, valueText } of rows)
      this.#sql.stage.run(feed, key, scope, pos, unit, valueText === null ? 1 : 0, valueText);
  }

  #caughtUp(feed: string, { end }: StoredPage, edition: string | null, at: string): void {
    this.#sql.unstage.run(feed);
    const { epoch, pos } = parseCursor(end.cursor) ?? { epoch: 'unnamed', pos: 0 };
    this.#sql.setCursor.run({ feed, epoch, cursor: end.cursor, pos, edition, at });
  }

  #row(feed: string): CursorRow {
    return this.#sql.cursor.get(feed) ?? nowhere;
  }

  /** In the order in which they lie on the disk: by key, each of a million would be looked for. */
  *#inTurns(feed: string): Generator<readonly LiveRow[]> {
    const last = this.#sql.lastRow.get() ?? 0;
    for (let row = 0; row < last; row += rowsPerTurn) yield this.#sql.live.all(row, row + rowsPerTurn, feed);
  }
}

/** Our positions begin again: whoever reads by them must too. */
export const newEdition = (cursor: string): string =>
  `${parseCursor(cursor)?.epoch ?? 'unnamed'}-${randomUUID().slice(0, 8)}`;

type LiveRow = [key: string, value: string | null];

function prepare(db: Sqlite) {
  return {
    cursor: db.prepare<[string], CursorRow>(
      'select epoch, cursor, pos, mending from feed_cursor where feed = ?',
    ),
    count: db
      .prepare<[string], number>('select count(*) from feed_row where feed = ? and deleted = 0')
      .pluck(),
    value: db
      .prepare<[string, string], string>(
        'select value from feed_row where feed = ? and key = ? and deleted = 0',
      )
      .pluck(),
    lastRow: db.prepare<[], number | null>('select max(rowid) from feed_row').pluck(),
    // `+feed`: by the table itself, not by an index.
    live: db
      .prepare<[number, number, string], LiveRow>(
        'select key, value from feed_row where rowid > ? and rowid <= ? and +feed = ? and deleted = 0 order by rowid',
      )
      .raw(),
    // Also those of tombstones: whether a row lives stands in the table.
    keys: db
      .prepare<[string, string, number], string>(
        'select key from feed_row where feed = ? and key > ? order by key limit ?',
      )
      .pluck(),
    stage: db.prepare<[string, string, string, number, number, number, string | null]>(
      `insert into feed_staged (feed, key, scope, pos, unit, deleted, value) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (feed, key) do update set scope = excluded.scope, pos = excluded.pos, unit = excluded.unit,
         deleted = excluded.deleted, value = excluded.value`,
    ),
    // A product's tombstone keeps its last value: terminals want deleted documents whole. Of all else, what was deleted (a customer
    // was erased) is gone. Positions are ours, given in the owner's order.
    merge: db.prepare<[{ feed: string }]>(
      `insert into feed_row (feed, key, scope, pos, unit, deleted, value)
       select feed, key, scope, (select coalesce(max(pos), 0) from feed_row where feed = @feed) + row_number() over (order by pos, key),
         unit, deleted, value
       from feed_staged where feed = @feed
       on conflict (feed, key) do update set scope = excluded.scope, pos = excluded.pos, unit = excluded.unit,
         deleted = excluded.deleted,
         value = case @feed when 'catalogue' then coalesce(excluded.value, feed_row.value) else excluded.value end`,
    ),
    clear: db.prepare<[string]>('delete from feed_row where feed = ?'),
    unstage: db.prepare<[string]>('delete from feed_staged where feed = ?'),
    dropCursor: db.prepare<[string]>(
      "update feed_cursor set cursor = '', caught_up = 0, mending = 0 where feed = ?",
    ),
    mended: db.prepare<[string, string]>(
      'update feed_cursor set cursor = ?, caught_up = 0, mending = 1 where feed = ?',
    ),
    moveCursor: db.prepare<[string, string, string, number]>(
      `insert into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of) values (?, ?, ?, ?, 0, '')
       on conflict (feed) do update set cursor = excluded.cursor, caught_up = 0`,
    ),
    setCursor: db.prepare<
      [{ feed: string; epoch: string; cursor: string; pos: number; edition: string | null; at: string }]
    >(
      `insert into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of, edition)
         values (@feed, @epoch, @cursor, @pos, 1, @at, coalesce(@edition, @epoch))
       on conflict (feed) do update set epoch = excluded.epoch, cursor = excluded.cursor, pos = excluded.pos,
         caught_up = 1, mending = 0, as_of = excluded.as_of,
         edition = coalesce(@edition, feed_cursor.edition, nullif(feed_cursor.epoch, ''), excluded.epoch)`,
    ),
  };
}
