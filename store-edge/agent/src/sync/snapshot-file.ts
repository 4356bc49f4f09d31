/**
 * A snapshot as it is loaded: a replica file beside the one in force, which nobody reads. Each part is one transaction together with the
 * count of parts, so a load goes on where it was left; the file is not synced while it grows, so it goes on in the same boot only.
 */
import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parseCursor } from '@comptoir/sync-protocol/feeds/cursor';
import { cutRow, readRow } from '@comptoir/sync-protocol/feeds/line';
import { type SnapshotManifest, snapshotManifest } from '@comptoir/sync-protocol/feeds/snapshot';
import { openUnsynced, type Sqlite } from '../database/open.ts';
import { removeDatabase } from '../database/replica-files.ts';
import { replicaMigrations } from '../database/replica-schema.ts';
import type { Turns } from '../turns.ts';
import { bootId } from './boot-id.ts';
import { FeedStore, newEdition, type StoredPage } from './feed-store.ts';
import { putOffWords } from './word-index.ts';

/** A part unpacked, at most: what is more was not made by an owner of ours. */
const partBytesMax = 64 * 1_048_576;

export type PartVerdict = 'taken' | 'torn';

export class SnapshotFile {
  readonly path: string;
  readonly feed: string;
  readonly #db: Sqlite;
  readonly #rows: FeedStore;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(path: string, feed: string) {
    this.path = path;
    this.feed = feed;
    this.#db = openUnsynced(path, replicaMigrations);
    this.#db.exec(
      'create table if not exists snapshot (boot text not null, manifest text not null, parts integer not null)',
    );
    putOffWords(this.#db);
    this.#rows = new FeedStore(this.#db);
    this.#sql = prepare(this.#db);
  }

  /** What is being loaded; undefined: nothing yet, or by a machine that has been off since. */
  manifest(): SnapshotManifest | undefined {
    const row = this.#sql.load.get();
    if (!row || row.boot !== bootId) return undefined;
    return snapshotManifest.parse(JSON.parse(row.manifest));
  }

  partsTaken(): number {
    return this.#sql.load.get()?.parts ?? 0;
  }

  rowsTaken({ parts }: SnapshotManifest): number {
    return parts.slice(0, this.partsTaken()).reduce((count, { rows }) => count + rows, 0);
  }

  begin(manifest: SnapshotManifest): void {
    this.#sql.begin.run(bootId, JSON.stringify(manifest));
  }

  /** One transaction: the part's rows, and that they are there. */
  take(number: number, bytes: Uint8Array, manifest: SnapshotManifest): PartVerdict {
    const part = manifest.parts[number];
    if (!part || hash('sha256', bytes, 'hex') !== part.sha256) return 'torn';
    const lines = gunzipSync(bytes, { maxOutputLength: partBytesMax }).toString().trimEnd().split('\n');
    const before = this.rowsTaken(manifest);
    this.#db
      .transaction(() => {
        for (const [at, line] of lines.entries()) {
          const row = cutRow(line) ?? readRow(line);
          if (!row) throw new Error(`line ${at + 1} of part ${number} is not a row`);
          this.#sql.add.run(this.feed, row.key, row.scope, before + at + 1, row.unit, row.valueText);
        }
        this.#sql.taken.run(number + 1);
      })
      .immediate();
    return 'taken';
  }

  /** Reads every row back: is it what the owner said? Then the cursor stands, and the feed can be followed from there. */
  *isWhole(manifest: SnapshotManifest): Turns<boolean> {
    if (this.#rows.hasRows(this.feed)) return true;
    if (this.#rows.rowCount(this.feed) !== manifest.rows) return false;
    const [sum] = yield* this.#rows.digest(this.feed, 0);
    if (sum !== manifest.sum) return false;
    const { epoch, pos } = parseCursor(manifest.cursor) ?? { epoch: 'unnamed', pos: 0 };
    this.#sql.place.run(this.feed, epoch, manifest.cursor, pos, newEdition(manifest.cursor));
    return true;
  }

  cursor(): string {
    return this.#rows.cursor(this.feed);
  }

  /** Nobody reads here: rows need not be staged. */
  store(page: StoredPage, at: string): void {
    this.#rows.store(this.feed, page, 'apply', at);
  }

  /** All other feeds, as they are in the replica in force. */
  bringOver(inForce: string): void {
    const tables = { feed_row: rowColumns, feed_staged: rowColumns, feed_cursor: cursorColumns };
    this.#db.prepare('attach ? as in_force').run(inForce);
    this.#db
      .transaction(() => {
        for (const [table, columns] of Object.entries(tables))
          this.#db
            .prepare(
              `insert into main.${table} (${columns}) select ${columns} from in_force.${table} where feed <> ?`,
            )
            .run(this.feed);
        this.#db.exec('drop table snapshot');
      })
      .immediate();
    this.#db.exec('detach in_force');
  }

  /** Lets the disk have what was written, a little at a time: a million rows at once would stand in the way of a sale. */
  async flush(): Promise<void> {
    const file = await open(this.path, 'r');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  close(): void {
    this.#db.close();
  }

  discard(): void {
    this.close();
    removeDatabase(this.path);
  }
}

const rowColumns = 'feed, key, scope, pos, unit, deleted, value';
const cursorColumns = 'feed, epoch, cursor, pos, caught_up, as_of, edition, mending';

function prepare(db: Sqlite) {
  return {
    load: db.prepare<[], { boot: string; manifest: string; parts: number }>(
      'select boot, manifest, parts from snapshot',
    ),
    begin: db.prepare<[string, string]>('insert into snapshot (boot, manifest, parts) values (?, ?, 0)'),
    taken: db.prepare<[number]>('update snapshot set parts = ?'),
    add: db.prepare<[string, string, string, number, number, string | null]>(
      'insert into feed_row (feed, key, scope, pos, unit, deleted, value) values (?, ?, ?, ?, ?, 0, ?)',
    ),
    place: db.prepare<[string, string, string, number, string]>(
      `insert into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of, edition) values (?, ?, ?, ?, 0, '', ?)`,
    ),
  };
}
