/** What the feed worker writes: the replica in force, and beside it what is being loaded to take its place. */
import type { FeedHeld, StoreHow } from '@comptoir/sync-protocol/consumer/types';
import { openForWriting, type Sqlite } from '../database/open.ts';
import { ReplicaFiles, removeDatabase } from '../database/replica-files.ts';
import { replicaMigrations } from '../database/replica-schema.ts';
import { FeedStore, type StoredPage } from './feed-store.ts';
import { SnapshotFile } from './snapshot-file.ts';
import { indexSomeWords } from './word-index.ts';

export class Replicas {
  readonly #files: ReplicaFiles;
  readonly #loads = new Map<string, SnapshotFile>();
  #path: string;
  #db: Sqlite;
  readonly #rows: FeedStore;

  /** @param first `replica.db`. */
  constructor(first: string) {
    this.#files = new ReplicaFiles(first);
    this.#files.removeOld();
    this.#path = this.#files.inForce();
    this.#db = openForWriting(this.#path, replicaMigrations);
    this.#rows = new FeedStore(this.#db);
    for (const feed of this.#files.loads()) this.#resume(feed);
  }

  get folder(): string {
    return this.#files.folder;
  }

  /** The rows in force. */
  get rows(): FeedStore {
    return this.#rows;
  }

  cursor(feed: string): string {
    return this.#loads.get(feed)?.cursor() ?? this.#rows.cursor(feed);
  }

  held(feed: string): FeedHeld {
    return this.#loads.has(feed) ? 'snapshot' : this.#rows.held(feed);
  }

  store(feed: string, page: StoredPage, how: StoreHow, at: string): void {
    const load = this.#loads.get(feed);
    if (!load) this.#rows.store(feed, page, how, at);
    else {
      load.store(page, at);
      if (how === 'swap') this.#putInForce(load);
    }
  }

  dropCursor(feed: string): void {
    this.discard(feed);
    this.#rows.dropCursor(feed);
  }

  load(feed: string): SnapshotFile | undefined {
    return this.#loads.get(feed);
  }

  beginLoad(feed: string): SnapshotFile {
    const path = this.#files.loading(feed);
    removeDatabase(path);
    const load = new SnapshotFile(path, feed);
    this.#loads.set(feed, load);
    return load;
  }

  discard(feed: string): void {
    this.#loads.get(feed)?.discard();
    this.#loads.delete(feed);
  }

  /** @returns whether products are left whose words cannot be searched for yet. */
  indexSomeWords(): boolean {
    return indexSomeWords(this.#db);
  }

  close(): void {
    for (const load of this.#loads.values()) load.close();
    this.#db.close();
  }

  #resume(feed: string): void {
    const path = this.#files.loading(feed);
    try {
      const load = new SnapshotFile(path, feed);
      if (load.manifest()) this.#loads.set(feed, load);
      else load.discard();
    } catch {
      // It was torn by a power cut: nothing in it is missed.
      removeDatabase(path);
    }
  }

  /** The other feeds go over as they are now: nothing is written elsewhere in this turn of the loop. */
  #putInForce(load: SnapshotFile): void {
    load.bringOver(this.#path);
    load.close();
    this.#loads.delete(load.feed);
    const before = { db: this.#db, path: this.#path };
    this.#path = this.#files.putInForce(load.path);
    this.#db = openForWriting(this.#path, replicaMigrations);
    this.#rows.use(this.#db);
    before.db.close();
    removeDatabase(before.path);
  }
}
