/**
 * Writes what was pulled to disk, behind the selling: all that waits at once, each shelf once, in small transactions, since a sale being
 * frozen waits in the same queue of the browser. The position is kept last: what a crash cut short is pulled and written again.
 */
import type { CatalogueDocument, CataloguePage } from '@comptoir/edge-agent/api';
import type { ReplicaDatabase } from './database.ts';
import type { Checkpoint } from './live-pull.ts';
import { byShelf, restocked } from './shelves.ts';

/** A basket that is kept meanwhile waits for one of these: a reload soon after a scan must find it. */
const writeShelves = 16;

/** Up to where the disk holds everything; `complete` once that was the whole catalogue. */
export type Written = Checkpoint & Readonly<{ complete: boolean }>;

export type WriteBehind = Readonly<{
  /** @returns once the pages are on disk, or the disk has refused: then they are pulled again at the next start. */
  add: (pages: readonly CataloguePage[]) => Promise<void>;
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
  const write = async (pages: readonly CataloguePage[]) => {
    const last = pages.at(-1);
    if (!last) return;
    const changed = [...byShelf(pages.flatMap(({ documents }) => documents))];
    for (let at = 0; at < changed.length; at += writeShelves)
      await restock(database, changed.slice(at, at + writeShelves));
    complete ||= last.caughtUp;
    await keep({ ...last.checkpoint, complete });
  };
  return {
    add(pages) {
      // What comes after pages that could not be written is not written either: the position must not pass them.
      writing = writing.then(() => write(pages));
      return writing.catch(() => {});
    },
    settled: () => writing.catch(() => {}),
  };
}

async function restock(
  { shelves }: ReplicaDatabase,
  changed: readonly (readonly [string, readonly CatalogueDocument[]])[],
): Promise<void> {
  const before = await shelves.findByIds(changed.map(([id]) => id)).exec();
  const { error } = await shelves.bulkUpsert(
    changed.map(([id, changes]) => restocked(id, before.get(id), changes)),
  );
  const [first] = error;
  if (first) throw new Error(`the shelf ${first.documentId} was not written: ${first.status}`);
}
