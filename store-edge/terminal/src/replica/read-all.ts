/**
 * Every stored product, in pages, straight from the table that RxDB's Dexie storage keeps. A query through RxDB walks a
 * cursor a document at a time: at 100 000 products that is the difference between a second and a coffee.
 */
import type { ReplicaDatabase, StoredProduct } from './database.ts';

const pageSize = 5_000;

type Row = StoredProduct & { _deleted: boolean | string };
type DexieInternals = {
  dexieTable: {
    where: (key: string) => {
      above: (key: string) => { limit: (count: number) => { toArray: () => Promise<Row[]> } };
    };
  };
};

export async function* readAll(database: ReplicaDatabase): AsyncGenerator<StoredProduct[]> {
  const storage =
    database.products.storageInstance.originalStorageInstance ?? database.products.storageInstance;
  const { dexieTable } = await (storage.internals as Promise<DexieInternals>);
  let after = '';
  for (;;) {
    const rows = await dexieTable.where('id').above(after).limit(pageSize).toArray();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows.filter((row) => row._deleted !== true && row._deleted !== '1');
  }
}
