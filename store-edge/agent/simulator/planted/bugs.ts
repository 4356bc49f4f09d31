/** Bugs in what the agent does to its files: only worlds in files can find them. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bug } from '../../../../sync-protocol/simulator/planted/bugs.ts';
import type { Worlds } from '../../../../sync-protocol/simulator/planted/measure.ts';

export const inFiles: Worlds = {
  packageFolder: resolve(dirname(fileURLToPath(import.meta.url)), '../..'),
  entry: 'simulator/planted/entry.ts',
  external: ['zod', '@noble/*', 'better-sqlite3', 'pino'],
};

export const bugsInFiles: readonly Bug[] = [
  {
    name: 'rows and their cursor are written in transactions of their own',
    file: 'src/sync/feed-store.ts',
    from: 'this.#db.transaction(() => write.call(this, feed, page, at)).immediate();',
    to: 'write.call(this, feed, page, at);',
    seed: 1,
  },
  {
    name: 'what the owner lacks stays where rows are mended in a file',
    file: 'src/sync/feed-store.ts',
    from: '[...differing, ...tombstones]',
    to: '[...differing]',
    seed: 33,
  },
  {
    name: 'the file’s new journal carries nothing over',
    file: 'src/journal/journal.ts',
    from: 'if (old.ordinal > 0) this.#carryOver(old, carryAfterSeq);',
    to: '',
    seed: 12,
  },
  {
    name: 'what is carried over is written after the new journal has begun',
    file: 'src/journal/journal.ts',
    from: 'return this.#run.immediate(work) as T;',
    to: 'return work();',
    seed: 1,
  },
];
