/**
 * What is known of a document's history: revisions, each with its parent, as CouchDB keeps them. Two tablets that write the same
 * document while apart make two leaves; both are kept, and every copy picks the same one to show. Pure.
 *
 * Merging is a union, so it commutes, and doing it twice changes nothing: whatever way and order histories come in, each copy
 * ends with the same tree. Source: CouchDB documentation, "Replication and conflict model", "Winning revision".
 */
import { generationOf, type Revision } from './revision.ts';

/** `parent`: null at the oldest known one. `deleted`: a tombstone. */
export type RevisionNode = Readonly<{ parent: Revision | null; deleted: boolean }>;
export type RevisionTree = ReadonlyMap<Revision, RevisionNode>;
export type Leaf = Readonly<{ revision: Revision; deleted: boolean }>;

export const emptyTree: RevisionTree = new Map();

/**
 * Adds a revision with its history.
 * @param path newest first, generations going down by one: what `_revisions` says.
 * @param deleted of the newest; of an older one it is known only once that comes by itself.
 * @returns the same tree if it tells nothing new.
 */
export function grow(tree: RevisionTree, path: readonly Revision[], deleted: boolean): RevisionTree {
  const grown = new Map(tree);
  let isChanged = false;
  for (const [index, revision] of path.entries()) {
    const known = tree.get(revision);
    const node = merged(known, { parent: path[index + 1] ?? null, deleted: deleted && index === 0 });
    if (known && known.parent === node.parent && known.deleted === node.deleted) continue;
    grown.set(revision, node);
    isChanged = true;
  }
  return isChanged ? grown : tree;
}

/** Two parents for one revision cannot both be right: the same one is taken everywhere. */
function merged(known: RevisionNode | undefined, told: RevisionNode): RevisionNode {
  if (!known) return told;
  const { parent } = known;
  const isTold = told.parent !== null && (parent === null || compareRevisions(told.parent, parent) > 0);
  return { parent: isTold ? told.parent : parent, deleted: known.deleted || told.deleted };
}

/** Revisions that nothing follows, the winner first. */
export function leavesOf(tree: RevisionTree): Leaf[] {
  const parents = new Set([...tree.values()].map(({ parent }) => parent));
  return [...tree]
    .filter(([revision]) => !parents.has(revision))
    .map(([revision, { deleted }]) => ({ revision, deleted }))
    .sort(winnerFirst);
}

/** What a plain read shows: a living leaf before a deleted one, then the longer history, then the greater hash. */
export const winnerOf = (tree: RevisionTree): Leaf | undefined => leavesOf(tree)[0];

/** Living leaves beside the winner: what disagrees with it. */
export const conflictsOf = (tree: RevisionTree): Revision[] =>
  leavesOf(tree)
    .slice(1)
    .flatMap(({ revision, deleted }) => (deleted ? [] : [revision]));

/** The revision and its ancestors, newest first, as far as they are known. */
export function historyOf(tree: RevisionTree, revision: Revision): Revision[] {
  const history: Revision[] = [];
  let at: Revision | null = revision;
  while (at !== null) {
    history.push(at);
    at = tree.get(at)?.parent ?? null;
  }
  return history;
}

/** The leaves that a revision has become; itself if it is one. */
export const latestOf = (tree: RevisionTree, revision: Revision): Leaf[] =>
  leavesOf(tree).filter((leaf) => historyOf(tree, leaf.revision).includes(revision));

/** Forgets ancestors further than `limit` from every leaf, so that a document counted all day stays small. */
export function stem(tree: RevisionTree, limit: number): RevisionTree {
  const kept = new Set(leavesOf(tree).flatMap(({ revision }) => historyOf(tree, revision).slice(0, limit)));
  if (kept.size === tree.size) return tree;
  return new Map(
    [...tree]
      .filter(([revision]) => kept.has(revision))
      .map(([revision, { parent, deleted }]) => {
        const isKnown = parent !== null && kept.has(parent);
        return [revision, { parent: isKnown ? parent : null, deleted }];
      }),
  );
}

export function winnerFirst(a: Leaf, b: Leaf): number {
  if (a.deleted !== b.deleted) return a.deleted ? 1 : -1;
  return compareRevisions(b.revision, a.revision);
}

/** By generation, then by hash as text. */
function compareRevisions(a: Revision, b: Revision): number {
  const byGeneration = generationOf(a) - generationOf(b);
  if (byGeneration !== 0) return byGeneration;
  return a === b ? 0 : a > b ? 1 : -1;
}
