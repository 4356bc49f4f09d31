import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DocumentStore, type Written } from '../../src/counting/couch/document-store.ts';
import { countingMigrations } from '../../src/counting/couch/schema.ts';
import { openForWriting, type Sqlite, unsynced } from '../../src/database/open.ts';
import { histories, shuffled } from './histories.ts';

let folder: string;
let db: Sqlite;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'edge-documents-'));
  db = openForWriting(join(folder, 'counting.db'), countingMigrations);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** Some documents' histories, mixed; what they say stands in each revision's name. */
const written = fc
  .dictionary(fc.stringMatching(/^[a-d]$/), histories, { minKeys: 1, noNullPrototype: true })
  .chain((told) =>
    shuffled(
      Object.entries(told).flatMap(([name, revisions]) =>
        revisions.map(({ path, deleted }): Omit<Written, 'id'> & { name: string } => ({
          ...{ name, path, deleted },
          body: { says: path[0] },
        })),
      ),
    ),
  );
let run = 0;

test('E10: whoever looks at a count again and again sees what one sees who looks for the first time', () =>
  fc.assert(
    fc.property(written, fc.nat(3), (all, every) => {
      run += 1;
      const store = new DocumentStore(db, () => 'one');
      const prefix = `line:${run}:`;
      for (const [index, { name, ...revision }] of all.entries()) {
        unsynced(db, () => store.merge([{ id: prefix + name, ...revision }]));
        if (index % (every + 1) === 0) store.living(prefix);
      }
      const first = new DocumentStore(db, () => 'another').living(prefix);
      expect(store.living(prefix)).toEqual(first);
      expect(store.living(prefix)).toEqual(first);
    }),
  ));
