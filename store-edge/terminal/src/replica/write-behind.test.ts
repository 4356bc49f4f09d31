import type { CatalogueDocument, CataloguePage } from '@comptoir/edge-agent/api';
import fc from 'fast-check';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { openDatabase, type ReplicaDatabase } from './database.ts';
import { productsOn } from './shelves.ts';
import { startWriteBehind, type Written } from './write-behind.ts';

type Row = Readonly<{ id: string; pos: number; priceMinor: number | null }>;
let epochs = 0;
const newEpoch = () => {
  epochs += 1;
  return `e${epochs}`;
};

const document = ({ id, pos, priceMinor }: Row): CatalogueDocument => ({
  id,
  pos,
  deleted: priceMinor === null,
  sku: id,
  gtins: [],
  name: { fr: id, en: id },
  categoryId: 'c',
  pricing: { productId: id, unitPriceMinor: priceMinor ?? 0, taxCategory: 'standard', soldBy: 'piece' },
});

/** Each product once, at its last change: what an edge holds after these changes, `null` being a withdrawal. */
function rowsAfter(changes: readonly (readonly [string, number | null])[]): Row[] {
  const rows = new Map(changes.map(([id, priceMinor], at) => [id, { id, pos: at + 1, priceMinor }]));
  return [...rows.values()].sort((a, b) => a.pos - b.pos);
}

function pagesAfter(rows: readonly Row[], epoch: string, from: number, size: number): CataloguePage[] {
  const left = rows.filter(({ pos }) => pos > from);
  const pages = [];
  for (let at = 0; at < left.length; at += size) {
    const page = left.slice(at, at + size);
    const caughtUp = at + size >= left.length;
    pages.push({
      documents: page.map(document),
      checkpoint: { epoch, pos: page.at(-1)?.pos ?? from },
      caughtUp,
    });
  }
  return pages;
}

const stored = async ({ shelves }: ReplicaDatabase) => {
  const found = (await shelves.find().exec()).flatMap(productsOn);
  return new Map(found.map(({ id, pricing }) => [id, pricing.unitPriceMinor]));
};
const held = (rows: readonly Row[]) =>
  new Map(rows.flatMap(({ id, priceMinor }) => (priceMinor === null ? [] : [[id, priceMinor]])));

const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.nat(9_999), { freq: 3 }));
const changes = fc.array(change, { maxLength: 12 });

test('E7: the disk ends as the edge is, also when a crash cut a page short and the catalogue changed meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      changes,
      changes,
      fc.integer({ min: 1, max: 4 }),
      fc.nat(4),
      async (first, later, size, kept) => {
        const epoch = newEpoch();
        const database = await openDatabase(epoch, getRxStorageMemory());
        let written: Written | undefined;
        let keepings = 0;
        const crashing = startWriteBehind(database, { complete: false }, async (now) => {
          // The page is on disk, and its position is not: the power goes.
          if (keepings === kept) throw new Error('the power is gone');
          keepings += 1;
          written = now;
        });
        for (const page of pagesAfter(rowsAfter(first), epoch, 0, size)) void crashing.add([page]);
        await crashing.settled();

        const rows = rowsAfter([...first, ...later]);
        const again = startWriteBehind(database, { complete: false }, async (now) => {
          written = now;
        });
        void again.add(pagesAfter(rows, epoch, written?.pos ?? 0, size));
        await again.settled();
        expect(await stored(database)).toEqual(held(rows));
        await database.remove();
      },
    ),
    { numRuns: 60 },
  );
});

test('E7: only a whole catalogue is told as complete, and stays so', async () => {
  const epoch = newEpoch();
  const database = await openDatabase(epoch, getRxStorageMemory());
  const told: Written[] = [];
  const disk = startWriteBehind(database, { complete: false }, async (now) => void told.push(now));
  const [one, two] = pagesAfter(
    rowsAfter([
      ['a', 1],
      ['b', 2],
    ]),
    epoch,
    0,
    1,
  );
  if (!one || !two) throw new Error('two pages');
  for (const page of [one, two, { ...one, caughtUp: false }]) await disk.add([page]);
  expect(told.map(({ pos, complete }) => [pos, complete])).toEqual([
    [1, false],
    [2, true],
    [1, true],
  ]);
  await database.remove();
});
