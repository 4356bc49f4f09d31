/**
 * The terminal's copy of the catalogue, in RxDB over IndexedDB. The name carries the edge's epoch: after the edge was
 * rebuilt no checkpoint and no document of before survives; its number says the form of documents: the whole
 * catalogue is pulled again when that changes. Source: docs/sync-protocol.md, Terminal ↔ edge.
 */
import type { CatalogueDocument } from '@comptoir/edge-agent/api';
import {
  createRxDatabase,
  type RxCollection,
  type RxDatabase,
  type RxJsonSchema,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

/** Documents are the edge's, unchanged, less `deleted`, which RxDB keeps as its own mark. */
export type StoredProduct = Omit<CatalogueDocument, 'deleted'>;
type Collections = { products: RxCollection<StoredProduct> };
export type ReplicaDatabase = RxDatabase<Collections>;

const schema: RxJsonSchema<StoredProduct> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    pos: { type: 'integer' },
    sku: { type: 'string' },
    gtins: { type: 'array', items: { type: 'string' } },
    name: { type: 'object' },
    categoryId: { type: 'string' },
    pricing: { type: 'object' },
    parentId: { type: 'string' },
    variantName: { type: 'object' },
    imageUrl: { type: 'string' },
    rank: { type: 'integer' },
    favourite: { type: 'boolean' },
    minimumAge: { type: 'integer' },
    tracks: { type: 'string' },
    chargeIds: { type: 'array', items: { type: 'string' } },
  },
  required: ['id', 'pos', 'sku', 'gtins', 'name', 'categoryId', 'pricing'],
};

/** Grows with `schema`: what was stored in another form is dropped. */
const form = 2;

export const databaseName = (epoch: string): string =>
  `till-catalogue-${form}-${epoch.toLowerCase().replace(/[^a-z0-9]/g, '-')}`;

/** @param storage IndexedDB, but where there is none. */
export async function openDatabase(
  epoch: string,
  storage: RxStorage<unknown, unknown> = getRxStorageDexie(),
): Promise<ReplicaDatabase> {
  const database = await createRxDatabase<Collections>({
    name: databaseName(epoch),
    storage,
    // One leading tab by Web Locks: nothing to share with another.
    multiInstance: false,
    eventReduce: false,
  });
  await database.addCollections({ products: { schema } });
  return database;
}

/** What an earlier epoch left behind. Never throws: an old copy only costs space. */
export async function dropOtherEpochs(epoch: string): Promise<void> {
  const kept = databaseName(epoch);
  const known = await indexedDB.databases();
  for (const { name } of known) {
    if (name?.startsWith('rxdb-dexie-till-catalogue-') && !name.includes(`${kept}--`))
      indexedDB.deleteDatabase(name);
  }
}
