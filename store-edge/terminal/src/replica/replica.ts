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

const batchDocuments = 2_000;
const retryMs = 2_000;

type Checkpoint = CataloguePage['checkpoint'];

export type ReplicaEvents = Readonly<{
  pull: (after: Checkpoint | undefined, limit: number) => Promise<CataloguePage>;
  /** Products held so far, and whether the edge says that this is all. */
  onProgress: (productCount: number, caughtUp: boolean) => void;
  onChanged: (products: readonly Product[]) => void;
  onEpochChanged: (epoch: string) => void;
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
    this.#follow(database);
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

  #follow(database: ReplicaDatabase): void {
    database.products.eventBulks$.subscribe((bulk) => {
      const changed: Product[] = [];
      for (const event of bulk.events) {
        if (event.operation === 'DELETE') {
          this.#catalogue.remove(event.documentId);
          continue;
        }
        const product = productOf({ ...event.documentData, deleted: false } as Parameters<
          typeof productOf
        >[0]);
        this.#catalogue.put(product);
        changed.push(product);
      }
      if (this.#caughtUp) this.#events.onChanged(changed);
      else this.#events.onProgress(this.#catalogue.size, false);
    });
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
          // Seen after the documents below are stored, since RxDB writes them before it asks again or rests.
          if (page.caughtUp) this.#afterWrite();
          return {
            documents: page.documents.map(({ deleted, ...document }) => ({ ...document, _deleted: deleted })),
            checkpoint: page.checkpoint,
          };
        },
      },
    });
  }

  #afterWrite(): void {
    if (this.#caughtUp) return;
    void this.#replication?.awaitInSync().then(() => {
      if (this.#caughtUp) return;
      this.#caughtUp = true;
      this.#catalogue.index();
      this.#events.onProgress(this.#catalogue.size, true);
    });
  }
}
