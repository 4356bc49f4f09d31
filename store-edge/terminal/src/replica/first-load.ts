/**
 * The first load of a catalogue: many thousand products into an empty copy. They are pulled in big pages straight into memory,
 * so that the till sells the whole catalogue after a second or two, and written to disk behind that, in small transactions.
 * RxDB's replication would read, compare and write each page before the next, several times as slow.
 */
import type { CataloguePage } from '@comptoir/edge-agent/api';
import type { BulkWriteRow, RxDocumentData } from 'rxdb/plugins/core';
import type { ReplicaDatabase, StoredProduct } from './database.ts';

/** The most that the edge gives at a time. */
const pageDocuments = 2_000;
/** Small enough that a sale being frozen never waits long behind it: the browser's writes share one queue. */
const writeDocuments = 500;
/** What may wait for the disk: some 40 MB. */
const waitingMax = 60_000;
const fillingMs = 500;

type Checkpoint = CataloguePage['checkpoint'];
type Document = CataloguePage['documents'][number];

export type FirstLoad = Readonly<{
  database: ReplicaDatabase;
  /** Where what is on disk ends. */
  from: Checkpoint;
  /** Waits for the edge as long as it takes. @throws when the load is called off. */
  pull: (after: Checkpoint, limit: number) => Promise<CataloguePage>;
  take: (page: CataloguePage) => void;
}>;

/** @returns the position up to which memory and disk hold everything. */
export async function loadFirst({ database, from, pull, take }: FirstLoad): Promise<Checkpoint> {
  const waiting: Document[] = [];
  let after = from;
  for (;;) {
    const page = await pull(after, pageDocuments);
    take(page);
    waiting.push(...page.documents);
    after = page.checkpoint;
    if (page.caughtUp || waiting.length >= waitingMax) await write(database, waiting.splice(0));
    if (page.caughtUp) return after;
    // The edge itself is still being filled.
    if (page.documents.length < pageDocuments) await new Promise((resolve) => setTimeout(resolve, fillingMs));
  }
}

async function write(database: ReplicaDatabase, documents: readonly Document[]): Promise<void> {
  for (let at = 0; at < documents.length; at += writeDocuments) {
    await writeSome(database, documents.slice(at, at + writeDocuments).map(asStored));
  }
}

/** What an interrupted load had stored already, and has changed since, is written over. */
async function writeSome(
  database: ReplicaDatabase,
  documents: readonly RxDocumentData<StoredProduct>[],
): Promise<void> {
  const storage = database.products.storageInstance;
  const rows = documents.map((document) => ({ document }));
  const { error } = await storage.bulkWrite(rows, 'first-load');
  const again = error.map((failure): BulkWriteRow<StoredProduct> => {
    if (failure.status !== 409) throw new Error(`a product was not stored: status ${failure.status}`);
    return { previous: failure.documentInDb, document: failure.writeRow.document };
  });
  if (again.length > 0) await storage.bulkWrite(again, 'first-load');
}

const asStored = ({ deleted, ...product }: Document): RxDocumentData<StoredProduct> => ({
  ...product,
  _deleted: deleted,
  _attachments: {},
  // Both are set by RxDB as it writes.
  _meta: { lwt: 1 },
  _rev: '1-first',
});
