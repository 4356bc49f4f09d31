import fc from 'fast-check';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import { expect, test } from 'vitest';
import {
  conflictsOf,
  emptyTree,
  grow,
  historyOf,
  latestOf,
  leavesOf,
  stem,
  winnerOf,
} from '../../src/counting/couch/revision-tree.ts';
import { histories, shuffled, type Told } from './histories.ts';

PouchDB.plugin(memory);
const merge = (told: readonly Told[]) =>
  told.reduce((tree, { path, deleted }) => grow(tree, path, deleted), emptyTree);
const sorted = (tree: ReturnType<typeof merge>) => [...tree].sort(([a], [b]) => (a < b ? -1 : 1));

test('E10: in whatever order two tablets and the edge hear of each other’s counts, they keep the same tree and show the same winner', () =>
  fc.assert(
    fc.property(
      histories.chain((told) => fc.tuple(shuffled(told), shuffled(told))),
      ([one, other]) => {
        expect(sorted(merge(one))).toEqual(sorted(merge(other)));
        expect(winnerOf(merge(one))).toEqual(winnerOf(merge(other)));
      },
    ),
  ));

test('E10: hearing the same again changes nothing, and merging in two halves is merging at once', () =>
  fc.assert(
    fc.property(histories, fc.nat(), (told, cut) => {
      const whole = merge(told);
      expect(told.reduce((tree, { path, deleted }) => grow(tree, path, deleted), whole)).toBe(whole);
      const at = cut % told.length;
      expect(sorted(merge([...told.slice(at), ...told.slice(0, at)]))).toEqual(sorted(whole));
    }),
  ));

test('E10: no leaf is ever lost: each is the winner, a conflict, or a tombstone', () =>
  fc.assert(
    fc.property(histories, (told) => {
      const tree = merge(told);
      const parents = new Set(told.flatMap(({ path }) => path.slice(1)));
      const leaves = told.filter(({ path }) => !parents.has(path[0] as string));
      expect(
        leavesOf(tree)
          .map(({ revision }) => revision)
          .sort(),
      ).toEqual(leaves.map(({ path }) => path[0]).sort());
      const living = leaves.filter(({ deleted }) => !deleted).length;
      expect(conflictsOf(tree)).toHaveLength(Math.max(0, living - 1));
      for (const { path } of told) expect(historyOf(tree, path[0] as string)).toEqual(path);
    }),
  ));

test('E10: the winner and the conflicts are those that PouchDB itself picks', {
  timeout: 60_000,
}, async () => {
  const oracle = new PouchDB('oracle', { adapter: 'memory' });
  let number = 0;
  try {
    await fc.assert(
      fc.asyncProperty(histories.chain(shuffled), async (told) => {
        number += 1;
        const id = `document-${number}`;
        for (const { path, deleted } of told) {
          const start = path.length;
          const ids = path.map((revision) => revision.slice(revision.indexOf('-') + 1));
          const document = { _id: id, _rev: path[0], _revisions: { start, ids }, _deleted: deleted };
          await oracle.bulkDocs([document], { new_edits: false });
        }
        const tree = merge(told);
        const winner = winnerOf(tree);
        const read = await oracle.get(id, { conflicts: true }).catch(() => undefined);
        expect(winner?.deleted).toBe(read === undefined);
        if (!read) return;
        expect(winner?.revision).toBe(read._rev);
        expect(conflictsOf(tree).sort()).toEqual([...(read._conflicts ?? [])].sort());
      }),
      { numRuns: 60 },
    );
  } finally {
    await oracle.destroy();
  }
});

test('a document counted all day stays small, and shows what it showed', () =>
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 5 }), (told, limit) => {
      const tree = merge(told);
      const short = stem(tree, limit);
      expect(leavesOf(short)).toEqual(leavesOf(tree));
      for (const { revision } of leavesOf(short)) {
        const [kept, whole] = [historyOf(short, revision), historyOf(tree, revision)];
        expect(kept).toEqual(whole.slice(0, kept.length));
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(limit, whole.length));
      }
    }),
  ));

test('a revision that was overwritten is asked for as what it has become', () => {
  const tree = merge([
    { path: ['2-a', '1-root'], deleted: false },
    { path: ['2-b', '1-root'], deleted: true },
  ]);
  expect(latestOf(tree, '1-root').map(({ revision }) => revision)).toEqual(['2-a', '2-b']);
  expect(latestOf(tree, '2-b').map(({ revision }) => revision)).toEqual(['2-b']);
});
