/** From stored trees to the shapes of CouchDB's answers. */
import type { Change, DocumentStore } from './document-store.ts';
import { type Revision, toWire } from './revision.ts';
import { conflictsOf, historyOf, latestOf, leavesOf, type RevisionTree, winnerOf } from './revision-tree.ts';
import type { DocumentQuery } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;
const deletedFlag = (deleted: boolean) => (deleted ? { _deleted: true } : {});

type Found = Readonly<{ id: string; tree: RevisionTree }>;

/** One revision as a document; nothing if its body is not kept. */
function documentAt(
  store: DocumentStore,
  { id, tree }: Found,
  revision: Revision,
  options: Readonly<{ revs: boolean; conflicts?: boolean }>,
): Json | undefined {
  const leaf = store.leaf(id, revision, tree);
  if (!leaf) return undefined;
  const conflicts = options.conflicts ? conflictsOf(tree) : [];
  return {
    _id: id,
    _rev: revision,
    ...deletedFlag(leaf.deleted),
    ...leaf.body,
    ...(options.revs ? { _revisions: toWire(historyOf(tree, revision)) } : {}),
    ...(conflicts.length > 0 ? { _conflicts: conflicts } : {}),
  };
}

export function plainRead(store: DocumentStore, id: string, query: DocumentQuery): Json | undefined {
  const tree = store.tree(id);
  const winner = winnerOf(tree);
  const revision = query.rev ?? (winner?.deleted ? undefined : winner?.revision);
  return revision === undefined ? undefined : documentAt(store, { id, tree }, revision, query);
}

type OpenRevision = Readonly<{ ok: Json }> | Readonly<{ missing: Revision }>;

/** @param wanted chosen revisions, or all leaves. With `latest`, a revision that was overwritten gives what it has become. */
export function openRevisions(
  store: DocumentStore,
  id: string,
  wanted: readonly Revision[] | 'all',
  { revs, latest }: Readonly<{ revs: boolean; latest: boolean }>,
): OpenRevision[] {
  const tree = store.tree(id);
  const chosen = (revision: Revision): Revision[] => {
    const leaves = latest ? latestOf(tree, revision).map((leaf) => leaf.revision) : [];
    return leaves.length > 0 ? leaves : [revision];
  };
  const revisions =
    wanted === 'all' ? leavesOf(tree).map(({ revision }) => revision) : [...new Set(wanted.flatMap(chosen))];
  return revisions.map((revision) => {
    const document = documentAt(store, { id, tree }, revision, { revs });
    return document ? { ok: document } : { missing: revision };
  });
}

export function bulkGet(
  store: DocumentStore,
  docs: readonly Readonly<{ id: string; rev?: string | undefined }>[],
  options: Readonly<{ revs: boolean; latest: boolean }>,
) {
  const results = docs.map(({ id, rev }) => {
    const wanted = rev ?? winnerOf(store.tree(id))?.revision;
    const found = wanted === undefined ? [] : openRevisions(store, id, [wanted], options);
    const missing = { error: { id, rev: wanted ?? 'undefined', error: 'not_found', reason: 'missing' } };
    return { id, docs: found.length === 0 ? [missing] : found.map((one) => ('ok' in one ? one : missing)) };
  });
  return { results };
}

/** Which of these revisions are unknown here. Documents without any are left out. */
export function revsDiff(store: DocumentStore, asked: Readonly<Record<string, readonly Revision[]>>) {
  const answer: Record<string, { missing: Revision[] }> = {};
  for (const [id, revisions] of Object.entries(asked)) {
    const tree = store.tree(id);
    const missing = revisions.filter((revision) => !tree.has(revision));
    if (missing.length > 0) answer[id] = { missing };
  }
  return answer;
}

export function changeLine({ sequence, id, tree }: Change, style: 'main_only' | 'all_docs') {
  const [winner, ...others] = leavesOf(tree);
  const told = style === 'all_docs' ? [winner, ...others] : [winner];
  return {
    seq: sequence,
    id,
    changes: told.flatMap((leaf) => (leaf ? [{ rev: leaf.revision }] : [])),
    ...(winner?.deleted ? { deleted: true } : {}),
  };
}
