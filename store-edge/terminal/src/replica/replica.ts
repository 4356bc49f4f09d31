/**
 * Keeps the catalogue in memory true to the edge: what IndexedDB holds first (a cold start needs no network), then pages
 * by checkpoint, then a pull at each RESYNC. Pull only.
 */
import type { CataloguePage } from '@comptoir/edge-agent/api';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Catalogue } from './catalogue.ts';
import { dropOtherEpochs, openDatabase, type ReplicaDatabase, type StoredProduct } from './database.ts';
import { type Product, productOf } from './product.ts';
import { readAll } from './read-all.ts';

/** Small enough that a sale being frozen never waits long behind the writes of a first load: they share one queue. */
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

  constructor(catalogue: Catalogue, events: ReplicaEvents) {
    this.#catalogue = catalogue;
    this.#events = events;
  }

  async start(epoch: string): Promise<void> {
    const database = await openDatabase(epoch);
    this.#database = database;
    for await (const page of readAll(database)) {
      for (const document of page) this.#catalogue.put(productOf({ ...document, deleted: false }));
    }
    this.#catalogue.index();
    if (this.#catalogue.size > 0) this.#events.onProgress(this.#catalogue.size, false);
    this.#replicate(database, epoch);
    void dropOtherEpochs(epoch);
  }

  /** There is more to pull, or may be: after a reconnection nothing was told. */
  resync(): void {
    this.#resync.next('RESYNC');
  }

  async stop(): Promise<void> {
    await this.#replication?.cancel();
    await this.#database?.close();
  }

  #replicate(database: ReplicaDatabase, epoch: string): void {
    this.#replication = replicateRxCollection<StoredProduct, Checkpoint>({
      collection: database.products,
      replicationIdentifier: `catalogue/${epoch}`,
      live: true,
      retryTime: retryMs,
      waitForLeadership: false,
      pull: {
        batchSize: batchDocuments,
        stream$: this.#resync.asObservable(),
        handler: async (after) => {
          const page = await this.#events.pull(after, batchDocuments);
          if (page.checkpoint.epoch !== epoch) {
            this.#events.onEpochChanged(page.checkpoint.epoch);
            throw new Error(`the edge's epoch is now ${page.checkpoint.epoch}`);
          }
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
    if (!caughtUp) return;
    void this.#replication?.awaitInSync().then(() => this.#events.onStored());
  }
}
