/**
 * Every stored product, some shelves at a time, straight from the table that RxDB's Dexie storage keeps: a query through RxDB walks a
 * cursor a document at a time.
 */
import type { ReplicaDatabase } from './database.ts';
import { productsOn, type Shelf, type StoredProduct } from './shelves.ts';

/** Between two readings the page is painted. */
const pageShelves = 64;

type Row = Shelf & { _deleted: boolean | string };
type DexieInternals = {
  dexieTable: {
    where: (key: string) => {
      above: (key: string) => { limit: (count: number) => { toArray: () => Promise<Row[]> } };
    };
  };
};

export async function* readAll(database: ReplicaDatabase): AsyncGenerator<StoredProduct[]> {
  const storage =
    database.shelves.storageInstance.originalStorageInstance ?? database.shelves.storageInstance;
  const { dexieTable } = await (storage.internals as Promise<DexieInternals>);
  const readAfter = (id: string) => dexieTable.where('id').above(id).limit(pageShelves).toArray();
  let reading = readAfter('');
  for (;;) {
    const rows = await reading;
    const last = rows.at(-1);
    if (last === undefined) return;
    // The disk is read for the next while these are looked through.
    reading = readAfter(last.id);
    for (const row of rows) yield productsOn(row);
  }
}
