/**
 * Keeps the catalogue in memory true to the edge: what IndexedDB holds first (a cold start needs no network), then what is new,
 * pulled straight into memory and written to disk behind that. Pull only.
 */
import type { CataloguePage } from '@comptoir/edge-agent/api';
import type { Catalogue } from './catalogue.ts';
import { dropOtherEpochs, openDatabase, type ReplicaDatabase } from './database.ts';
import { type LivePull, type Pull, startLivePull } from './live-pull.ts';
import { productOf } from './product.ts';
import { readAll } from './read-all.ts';
import { startWriteBehind, type WriteBehind, type Written } from './write-behind.ts';

/** What may wait for the disk before the next page is asked for: some 150 MB. */
const unwrittenMax = 200_000;

export type ReplicaEvents = Readonly<{
  pull: Pull;
  /** Products held so far, and whether the edge says that this is all. */
  onProgress: (productCount: number, caughtUp: boolean) => void;
  onChanged: () => void;
  onEpochChanged: (epoch: string) => void;
  /** On disk too: the next start goes on from here. */
  keepWritten: (written: Written) => Promise<void>;
}>;

export class Replica {
  readonly #catalogue: Catalogue;
  readonly #events: ReplicaEvents;
  #database: ReplicaDatabase | null = null;
  #live: LivePull | null = null;
  #disk: WriteBehind | null = null;
  #unwritten: CataloguePage[] = [];
  #caughtUp = false;

  constructor(catalogue: Catalogue, events: ReplicaEvents) {
    this.#catalogue = catalogue;
    this.#events = events;
  }

  /** @param written what an earlier start kept, if it is of this epoch. */
  async start(epoch: string, written: Written | undefined): Promise<void> {
    const database = await openDatabase(epoch);
    this.#database = database;
    for await (const page of readAll(database)) {
      for (const document of page) this.#catalogue.put(productOf({ ...document, deleted: false }));
    }
    if (this.#catalogue.size > 0) this.#events.onProgress(this.#catalogue.size, false);
    // Who is there types a PIN first: search is ready by then, and a scan needs none of it.
    void this.#catalogue.index();
    const disk = startWriteBehind(
      database,
      { complete: written?.complete ?? false },
      this.#events.keepWritten,
    );
    this.#disk = disk;
    const from = written && { epoch, pos: written.pos };
    this.#live = startLivePull(from, this.#pullOf(epoch), (page) => this.#take(page, disk));
    void dropOtherEpochs(epoch);
  }

  /** There is more to pull, or may be: after a reconnection nothing was told. */
  resync(): void {
    this.#live?.wake();
  }

  async stop(): Promise<void> {
    await this.#live?.stop();
    await this.#disk?.settled();
    await this.#database?.close();
  }

  #pullOf(epoch: string): Pull {
    return async (after, limit) => {
      const page = await this.#events.pull(after, limit);
      if (page.checkpoint.epoch === epoch) return page;
      this.#events.onEpochChanged(page.checkpoint.epoch);
      throw new Error(`the edge's epoch is now ${page.checkpoint.epoch}`);
    };
  }

  /** Memory first: the till sells the whole catalogue before any of it is on disk. */
  async #take(page: CataloguePage, disk: WriteBehind): Promise<void> {
    this.#remember(page);
    this.#unwritten.push(page);
    const waiting = this.#unwritten.reduce((sum, { documents }) => sum + documents.length, 0);
    if (!page.caughtUp && waiting < unwrittenMax) return;
    const writing = disk.add(this.#unwritten.splice(0));
    if (!page.caughtUp) await writing;
  }

  #remember({ documents, caughtUp }: CataloguePage): void {
    for (const document of documents) {
      if (document.deleted) this.#catalogue.remove(document.id);
      else this.#catalogue.put(productOf(document));
    }
    if (this.#caughtUp) {
      if (documents.length > 0) this.#events.onChanged();
      return;
    }
    this.#events.onProgress(this.#catalogue.size, caughtUp);
    this.#caughtUp = caughtUp;
    if (caughtUp) void this.#catalogue.index();
  }
}
