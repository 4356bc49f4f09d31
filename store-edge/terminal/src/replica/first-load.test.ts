import type { CatalogueDocument, CataloguePage } from '@comptoir/edge-agent/api';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type ReplicaDatabase } from './database.ts';
import { loadFirst } from './first-load.ts';

const epoch = 'e1';
let database: ReplicaDatabase;
beforeEach(async () => {
  database = await openDatabase(epoch, getRxStorageMemory());
});
afterEach(() => database.remove());

const document = (id: string, pos: number, unitPriceMinor = 100, deleted = false): CatalogueDocument => ({
  id,
  pos,
  deleted,
  sku: `S-${id}`,
  gtins: [],
  name: { fr: id, en: id },
  categoryId: 'c',
  pricing: { productId: id, unitPriceMinor, taxCategory: 'standard', soldBy: 'piece' },
});

/** An edge that holds these, in the order of their positions. */
const edgeWith =
  (documents: readonly CatalogueDocument[]) => async (after: { pos: number }, limit: number) => {
    const rows = documents.filter(({ pos }) => pos > after.pos).slice(0, limit);
    const page: CataloguePage = {
      documents: rows,
      checkpoint: { epoch, pos: rows.at(-1)?.pos ?? after.pos },
      caughtUp: rows.length < limit,
    };
    return page;
  };

const stored = async () => {
  const found = await database.products.find().exec();
  return new Map(found.map((one) => [one.id, one.pricing.unitPriceMinor]));
};

test('E1: a whole catalogue is taken into memory page by page, in order, and stands on disk afterwards', async () => {
  const catalogue = Array.from({ length: 4_321 }, (_, at) => document(`p${at}`, at + 1));
  const taken: string[] = [];
  const end = await loadFirst({
    database,
    from: { epoch, pos: 0 },
    pull: edgeWith(catalogue),
    take: ({ documents }) => void taken.push(...documents.map(({ id }) => id)),
  });
  expect(end).toEqual({ epoch, pos: 4_321 });
  expect(taken).toEqual(catalogue.map(({ id }) => id));
  expect((await stored()).size).toBe(4_321);
});

test('E7: a load that was interrupted goes on where it was; what changed or was withdrawn since is so on disk too', async () => {
  const load = (documents: readonly CatalogueDocument[], pos: number) =>
    loadFirst({ database, from: { epoch, pos }, pull: edgeWith(documents), take: () => undefined });
  await load([document('kept', 1), document('changed', 2), document('withdrawn', 3)], 0);
  await load(
    [
      document('kept', 1),
      document('changed', 4, 250),
      document('withdrawn', 5, 100, true),
      document('new', 6),
    ],
    3,
  );
  expect(await stored()).toEqual(
    new Map([
      ['kept', 100],
      ['changed', 250],
      ['new', 100],
    ]),
  );
});
