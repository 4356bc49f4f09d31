/**
 * Writes what was pulled to disk, behind the selling: page after page, in small transactions, since a sale being frozen waits in
 * the same queue of the browser. The position is kept last: a page that a crash cut short is pulled and written again.
 */
import type { CatalogueDocument, CataloguePage } from '@comptoir/edge-agent/api';
import type { ReplicaDatabase } from './database.ts';
import type { Checkpoint } from './live-pull.ts';

/** A basket that is kept meanwhile waits for one of these: a reload soon after a scan must find it. */
const writeDocuments = 25;

/** Up to where the disk holds everything; `complete` once that was the whole catalogue. */
export type Written = Checkpoint & Readonly<{ complete: boolean }>;

export type WriteBehind = Readonly<{
  /** @returns once the page is on disk, or the disk has refused: then it is pulled again at the next start. */
  add: (page: CataloguePage) => Promise<void>;
  /** Once what was added is on disk. */
  settled: () => Promise<void>;
}>;

export function startWriteBehind(
  database: ReplicaDatabase,
  begun: Pick<Written, 'complete'>,
  keep: (written: Written) => Promise<void>,
): WriteBehind {
  let { complete } = begun;
  let writing = Promise.resolve();
  const write = async ({ documents, checkpoint, caughtUp }: CataloguePage) => {
    for (let at = 0; at < documents.length; at += writeDocuments)
      await writeSome(database, documents.slice(at, at + writeDocuments));
    complete ||= caughtUp;
    await keep({ ...checkpoint, complete });
  };
  return {
    add(page) {
      // What comes after a page that could not be written is not written either: the position must not pass it.
      writing = writing.then(() => write(page));
      return writing.catch(() => {});
    },
    settled: () => writing.catch(() => {}),
  };
}

async function writeSome(
  { products }: ReplicaDatabase,
  documents: readonly CatalogueDocument[],
): Promise<void> {
  const gone = documents.filter(({ deleted }) => deleted).map(({ id }) => id);
  const held = documents.filter(({ deleted }) => !deleted).map(({ deleted: _, ...product }) => product);
  const { error } = await products.bulkUpsert(held);
  const [first] = error;
  if (first) throw new Error(`the product ${first.documentId} was not written: ${first.status}`);
  // One that was never here needs no removing.
  const known = await products.findByIds(gone).exec();
  if (known.size > 0) await products.bulkRemove([...known.keys()]);
}
