/**
 * `replica.db` as the feed worker writes it: each store is one transaction that holds rows and cursor together.
 * While a cursor was dropped (410), `epoch` still names the rows in force and `cursor` the new ones, beside in `feed_staged`.
 */

import type { StoreHow } from '@comptoir/sync-protocol/consumer/types';
import { parseCursor } from '@comptoir/sync-protocol/feeds/cursor';
import type { FeedPage } from '@comptoir/sync-protocol/feeds/page';
import type { Sqlite } from '../database/open.ts';

type CursorRow = { epoch: string; cursor: string; pos: number };
const nowhere: CursorRow = { epoch: '', cursor: '', pos: 0 };

export class FeedStore {
  readonly #db: Sqlite;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Sqlite) {
    this.#db = db;
    this.#sql = prepare(db);
  }

  cursor(feed: string): string {
    return this.#row(feed).cursor;
  }

  isRepairing(feed: string): boolean {
    const { epoch, cursor } = this.#row(feed);
    return epoch !== '' && epoch !== parseCursor(cursor)?.epoch;
  }

  /** @param at RFC 3339. */
  store(feed: string, page: FeedPage, how: StoreHow, at: string): void {
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

  #stage(feed: string, page: FeedPage): void {
    this.#stageRows(feed, page);
    const { epoch, pos } = this.#row(feed);
    this.#sql.moveCursor.run(feed, epoch, page.end.cursor, pos);
  }

  #apply(feed: string, page: FeedPage, at: string): void {
    this.#stageRows(feed, page);
    this.#sql.merge.run(feed);
    this.#caughtUp(feed, page, at);
  }

  #swap(feed: string, page: FeedPage, at: string): void {
    this.#stageRows(feed, page);
    this.#sql.clear.run(feed);
    this.#sql.merge.run(feed);
    this.#caughtUp(feed, page, at);
  }

  #stageRows(feed: string, { rows }: FeedPage): void {
    for (const { key, scope, pos, unit, value } of rows) {
      const text = value === null ? null : JSON.stringify(value);
      this.#sql.stage.run(feed, key, scope, pos, unit, value === null ? 1 : 0, text);
    }
  }

  #caughtUp(feed: string, { end }: FeedPage, at: string): void {
    this.#sql.unstage.run(feed);
    const { epoch, pos } = parseCursor(end.cursor) ?? { epoch: 'unnamed', pos: 0 };
    this.#sql.setCursor.run(feed, epoch, end.cursor, pos, at);
  }

  #row(feed: string): CursorRow {
    return this.#sql.cursor.get(feed) ?? nowhere;
  }
}

function prepare(db: Sqlite) {
  return {
    cursor: db.prepare<[string], CursorRow>('select epoch, cursor, pos from feed_cursor where feed = ?'),
    stage: db.prepare<[string, string, string, number, number, number, string | null]>(
      `insert into feed_staged (feed, key, scope, pos, unit, deleted, value) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (feed, key) do update set scope = excluded.scope, pos = excluded.pos, unit = excluded.unit,
         deleted = excluded.deleted, value = excluded.value`,
    ),
    // A tombstone keeps the last value: terminals want deleted documents whole.
    merge: db.prepare<[string]>(
      `insert into feed_row (feed, key, scope, pos, unit, deleted, value)
       select feed, key, scope, pos, unit, deleted, value from feed_staged where feed = ?
       on conflict (feed, key) do update set scope = excluded.scope, pos = excluded.pos, unit = excluded.unit,
         deleted = excluded.deleted, value = coalesce(excluded.value, feed_row.value)`,
    ),
    clear: db.prepare<[string]>('delete from feed_row where feed = ?'),
    unstage: db.prepare<[string]>('delete from feed_staged where feed = ?'),
    dropCursor: db.prepare<[string]>("update feed_cursor set cursor = '', caught_up = 0 where feed = ?"),
    moveCursor: db.prepare<[string, string, string, number]>(
      `insert into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of) values (?, ?, ?, ?, 0, '')
       on conflict (feed) do update set cursor = excluded.cursor, caught_up = 0`,
    ),
    setCursor: db.prepare<[string, string, string, number, string]>(
      `insert into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of) values (?, ?, ?, ?, 1, ?)
       on conflict (feed) do update set epoch = excluded.epoch, cursor = excluded.cursor, pos = excluded.pos,
         caught_up = 1, as_of = excluded.as_of`,
    ),
  };
}
