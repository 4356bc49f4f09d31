/**
 * Keeps the catalogue in memory true to the edge: what IndexedDB holds first (a cold start needs no network), then what is
 * missing, then a pull by checkpoint at each RESYNC. Pull only.
 */
import type { CataloguePage } from '@comptoir/edge-agent/api';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Catalogue } from './catalogue.ts';
import { dropOtherEpochs, openDatabase, type ReplicaDatabase, type StoredProduct } from './database.ts';
import { loadFirst } from './first-load.ts';
import { type Product, productOf } from './product.ts';
import { readAll } from './read-all.ts';

const batchDocuments = 500;
const retryMs = 2_000;

type Checkpoint = CataloguePage['checkpoint'];

export type ReplicaEvents = Readonly<{
  pull: (after: Checkpoint | undefined, limit: number) => Promise<CataloguePage>;
  /** Products held so far, and whether the edge says that this is all. */
  onProgress: (productCount: number, caughtUp: boolean) => void;
  onChanged: (products: readonly Product[]) => void;
  onEpochChanged: (epoch: string) => void;
  /** The whole catalogue is on disk too: the next start needs no network. */
  onStored: () => void;
}>;

export class Replica {
  readonly #catalogue: Catalogue;
  readonly #events: ReplicaEvents;
  readonly #resync = new Subject<'RESYNC'>();
  #database: ReplicaDatabase | null = null;
  #replication: RxReplicationState<StoredProduct, Checkpoint> | null = null;
  #caughtUp = false;
  #stopped = false;
  #loading: Promise<void> = Promise.resolve();

  constructor(catalogue: Catalogue, events: ReplicaEvents) {
    this.#catalogue = catalogue;
    this.#events = events;
  }

  /** @param complete whether a whole catalogue of this epoch was stored before. */
  async start(epoch: string, complete: boolean): Promise<void> {
    const database = await openDatabase(epoch);
    this.#database = database;
    let storedPos = 0;
    for await (const { products, lastPos } of readAll(database)) {
      for (const document of products) this.#catalogue.put(productOf({ ...document, deleted: false }));
      storedPos = Math.max(storedPos, lastPos);
    }
    this.#catalogue.index();
    if (this.#catalogue.size > 0) this.#events.onProgress(this.#catalogue.size, false);
    const stored = { epoch, pos: storedPos };
    if (complete && storedPos > 0) this.#replicate(database, stored);
    else this.#loading = this.#loadThenReplicate(database, stored);
    void dropOtherEpochs(epoch);
  }

  /** There is more to pull, or may be: after a reconnection nothing was told. */
  resync(): void {
    this.#resync.next('RESYNC');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loading;
    await this.#replication?.cancel();
    await this.#database?.close();
  }

  async #loadThenReplicate(database: ReplicaDatabase, from: Checkpoint): Promise<void> {
    try {
      const pull = (after: Checkpoint, limit: number) => this.#pullUntilAnswered(after, limit);
      const stored = await loadFirst({ database, from, pull, take: (page) => this.#take(page) });
      this.#events.onStored();
      this.#replicate(database, stored);
    } catch {
      // Called off by another epoch, or the disk refused: then RxDB, which tries again and again, takes it up where it was.
      if (!this.#stopped) this.#replicate(database, from);
    }
  }

  async #pullUntilAnswered(after: Checkpoint, limit: number): Promise<CataloguePage> {
    for (;;) {
      const page = await this.#events.pull(after, limit).catch(() => null);
      if (this.#stopped) throw new Error('the load was called off');
      if (page) return this.#ofThisEpoch(page, after.epoch);
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  #ofThisEpoch(page: CataloguePage, epoch: string): CataloguePage {
    if (page.checkpoint.epoch === epoch) return page;
    this.#events.onEpochChanged(page.checkpoint.epoch);
    throw new Error(`the edge's epoch is now ${page.checkpoint.epoch}`);
  }

  /** @param stored where the pull begins if RxDB has kept no checkpoint of its own. */
  #replicate(database: ReplicaDatabase, stored: Checkpoint): void {
    this.#replication = replicateRxCollection<StoredProduct, Checkpoint>({
      collection: database.products,
      replicationIdentifier: `catalogue/${stored.epoch}`,
      live: true,
      retryTime: retryMs,
      waitForLeadership: false,
      pull: {
        batchSize: batchDocuments,
        initialCheckpoint: stored,
        stream$: this.#resync.asObservable(),
        handler: async (after) => {
          const page = this.#ofThisEpoch(await this.#events.pull(after, batchDocuments), stored.epoch);
          this.#take(page);
          return {
            documents: page.documents.map(({ deleted, ...document }) => ({ ...document, _deleted: deleted })),
            checkpoint: page.checkpoint,
          };
        },
      },
    });
  }

  /** Into memory at once: a price must not wait for the disk. A crash before the write costs a pull, never a product. */
  #take({ documents, caughtUp }: CataloguePage): void {
    const changed: Product[] = [];
    for (const document of documents) {
      const product = productOf(document);
      if (document.deleted) this.#catalogue.remove(document.id);
      else this.#catalogue.put(product);
      changed.push(product);
    }
    if (this.#caughtUp) {
      if (changed.length > 0) this.#events.onChanged(changed);
      return;
    }
    this.#caughtUp = caughtUp;
    if (caughtUp) this.#catalogue.index();
    this.#events.onProgress(this.#catalogue.size, caughtUp);
  }
}
