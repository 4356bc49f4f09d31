/**
 * The terminal's copy of the catalogue, in RxDB over IndexedDB. The name carries the edge's epoch: after the edge was
 * rebuilt no checkpoint and no document of before survives; its number says the form of documents: the whole
 * catalogue is pulled again when that changes. Source: docs/sync-protocol.md, Terminal ↔ edge.
 */
import {
  createRxDatabase,
  type RxCollection,
  type RxDatabase,
  type RxJsonSchema,
  type RxStorage,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Shelf } from './shelves.ts';

type Collections = { shelves: RxCollection<Shelf> };
export type ReplicaDatabase = RxDatabase<Collections>;

const schema: RxJsonSchema<Shelf> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 8 }, products: { type: 'string' } },
  required: ['id', 'products'],
};

/** Grows with the form of shelves and of what lies on them: what was stored in another form is dropped. */
const form = 3;

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
  await database.addCollections({ shelves: { schema } });
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
