/** Documents with their revision trees in SQLite. What CouchDB's replication needs, and nothing else. */
import { type Sqlite, unsynced } from '../../database/open.ts';
import { sha256 } from '../../journal/hash.ts';
import { generationOf, historyMax, type Revision } from './revision.ts';
import {
  emptyTree,
  grow,
  historyOf,
  leavesOf,
  type RevisionNode,
  type RevisionTree,
  stem,
  winnerFirst,
} from './revision-tree.ts';

export type Body = Readonly<Record<string, unknown>>;
/** One revision as it was written somewhere. */
export type Written = Readonly<{
  id: string;
  /** Newest first. */
  path: readonly Revision[];
  deleted: boolean;
  body: Body;
}>;
export type StoredLeaf = Readonly<{ id: string; revision: Revision; deleted: boolean; body: Body }>;
export type Change = Readonly<{ sequence: number; id: string; tree: RevisionTree }>;
type DocumentRow = { id: string; sequence: number; tree: string };
type LeafRow = Pick<DocumentRow, 'id' | 'tree'> & { revision: string; body: string };
/** As of a sequence. */
type Read = Readonly<{ sequence: number; ofDocument: Map<string, readonly StoredLeaf[]> }>;

/** Lines and decisions of the count that is looked at, and as many of another. */
const READS_KEPT = 4;

export class DocumentStore {
  readonly uuid: string;
  readonly #db: Sqlite;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #listeners = new Set<() => void>();
  /** A count's thousands of lines are asked for again and again while few of them change. */
  readonly #reads = new Map<string, Read>();

  constructor(db: Sqlite, newUuid: () => string) {
    this.#db = db;
    this.#sql = prepare(db);
    const known = this.#sql.uuid.get();
    this.uuid = known ?? newUuid();
    if (known === undefined) this.#sql.setUuid.run(this.uuid);
  }

  /** Merges what others wrote, all in one transaction. Writing the same again changes nothing. */
  merge(written: readonly Written[]): void {
    const changed = this.#db
      .transaction(() => written.filter((one) => this.#mergeOne(one)).length)
      .immediate();
    if (changed > 0) for (const listener of this.#listeners) listener();
  }

  /** A change of our own: follows the winner, and ends every leaf that disagrees with it. */
  put(id: string, body: Body, deleted = false): void {
    const tree = this.tree(id);
    const [winner, ...others] = leavesOf(tree);
    const next = (parent: Revision | undefined, content: Body, isDeleted: boolean): Written => ({
      id,
      path: [nextRevision(parent, content, isDeleted), ...(parent ? historyOf(tree, parent) : [])],
      deleted: isDeleted,
      body: content,
    });
    const losing = others.filter((leaf) => !leaf.deleted);
    this.merge([
      next(winner?.revision, body, deleted),
      ...losing.map(({ revision }) => next(revision, {}, true)),
    ]);
  }

  tree(id: string): RevisionTree {
    const row = this.#sql.document.get(id);
    return row ? parseTree(row.tree) : emptyTree;
  }

  /** @param tree of the document, as it was just read. */
  leaf(id: string, revision: Revision, tree: RevisionTree): StoredLeaf | undefined {
    const body = this.#sql.leaf.get(id, revision);
    const node = tree.get(revision);
    return body === undefined || !node
      ? undefined
      : { id, revision, deleted: node.deleted, body: JSON.parse(body) };
  }

  /** Living leaves of all documents whose id begins so, in the order of their ids; of each the winner first: those that disagree too. */
  living(prefix: string): StoredLeaf[] {
    const read = this.#reads.get(prefix) ?? { sequence: 0, ofDocument: new Map() };
    const sequence = this.sequence();
    const rows = this.#sql.leavesChanged.all(prefix, `${prefix}\uffff`, read.sequence);
    const changed = livingOf(rows);
    const isInOrder = [...changed.keys()].every((id) => read.ofDocument.has(id));
    for (const [id, leaves] of changed) read.ofDocument.set(id, leaves);
    const ofDocument = isInOrder ? read.ofDocument : new Map([...read.ofDocument].sort(byId));
    this.#reads.delete(prefix);
    this.#reads.set(prefix, { sequence, ofDocument });
    for (const old of [...this.#reads.keys()].slice(0, -READS_KEPT)) this.#reads.delete(old);
    return [...ofDocument.values()].flat();
  }

  sequence(): number {
    return this.#sql.sequence.get() ?? 0;
  }

  count(): number {
    return this.#sql.count.get() ?? 0;
  }

  changes(since: number, limit: number): Change[] {
    return this.#sql.changes
      .all(since, limit)
      .map(({ id, sequence, tree }) => ({ id, sequence, tree: parseTree(tree) }));
  }

  pending(since: number): number {
    return this.#sql.pending.get(since) ?? 0;
  }

  local(id: string): Readonly<{ generation: number; body: Body }> | undefined {
    const row = this.#sql.local.get(id);
    return row && { generation: row.generation, body: JSON.parse(row.body) };
  }

  /** Without waiting for the disk: who finds an older mark again sends what is here already, and writes nothing twice. */
  putLocal(id: string, generation: number, body: Body): void {
    unsynced(this.#db, () => this.#sql.putLocal.run(id, generation, JSON.stringify(body)));
  }

  /** @returns a function that ends the listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #mergeOne({ id, path, deleted, body }: Written): boolean {
    const [revision] = path;
    const before = this.tree(id);
    const grown = grow(before, path, deleted);
    if (revision === undefined || grown === before) return false;
    const tree = stem(grown, historyMax);
    const leaves = new Set(leavesOf(tree).map((leaf) => leaf.revision));
    this.#sql.put.run(id, this.sequence() + 1, formatTree(tree));
    if (leaves.has(revision)) this.#sql.putLeaf.run(id, revision, JSON.stringify(body));
    for (const { revision: old } of leavesOf(before)) if (!leaves.has(old)) this.#sql.dropLeaf.run(id, old);
    return true;
  }
}

/** Derives from the content, as everywhere: the same change made twice is the same revision. */
function nextRevision(parent: Revision | undefined, body: Body, deleted: boolean): Revision {
  const hash = sha256(JSON.stringify([parent ?? '', deleted, body]))
    .toString('hex')
    .slice(0, 32);
  return `${generationOf(parent ?? '') + 1}-${hash}`;
}

/** Of each document its living leaves, the winner first. */
function livingOf(rows: readonly LeafRow[]): Map<string, readonly StoredLeaf[]> {
  const documents = new Map<string, { tree: RevisionTree; leaves: StoredLeaf[] }>();
  for (const { id, tree, revision, body } of rows) {
    const document = documents.get(id) ?? { tree: parseTree(tree), leaves: [] };
    documents.set(id, document);
    const deleted = document.tree.get(revision)?.deleted ?? true;
    if (!deleted) document.leaves.push({ id, revision, deleted, body: JSON.parse(body) });
  }
  return new Map([...documents].map(([id, { leaves }]) => [id, leaves.sort(winnerFirst)]));
}
const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

type TreeRow = [revision: Revision, parent: Revision | null, deleted: 0 | 1];
const parseTree = (text: string): RevisionTree =>
  new Map(
    (JSON.parse(text) as TreeRow[]).map(([revision, parent, deleted]): [Revision, RevisionNode] => [
      revision,
      { parent, deleted: deleted === 1 },
    ]),
  );
const formatTree = (tree: RevisionTree): string =>
  JSON.stringify([...tree].map(([revision, { parent, deleted }]) => [revision, parent, deleted ? 1 : 0]));

function prepare(db: Sqlite) {
  return {
    uuid: db.prepare<[], string>('select uuid from store_identity').pluck(),
    setUuid: db.prepare<[string]>('insert into store_identity (uuid) values (?)'),
    document: db.prepare<[string], DocumentRow>('select * from document where id = ?'),
    leavesChanged: db.prepare<[string, string, number], LeafRow>(
      `select d.id, d.tree, l.revision, l.body from document d join leaf l on l.id = d.id
       where d.id >= ? and d.id < ? and d.sequence > ? order by d.id`,
    ),
    changes: db.prepare<[number, number], DocumentRow>(
      'select * from document where sequence > ? order by sequence limit ?',
    ),
    pending: db.prepare<[number], number>('select count(*) from document where sequence > ?').pluck(),
    sequence: db.prepare<[], number>('select max(sequence) from document').pluck(),
    count: db.prepare<[], number>('select count(*) from document').pluck(),
    put: db.prepare<[string, number, string]>(
      `insert into document (id, sequence, tree) values (?, ?, ?)
       on conflict (id) do update set sequence = excluded.sequence, tree = excluded.tree`,
    ),
    leaf: db.prepare<[string, string], string>('select body from leaf where id = ? and revision = ?').pluck(),
    putLeaf: db.prepare<[string, string, string]>(
      'insert into leaf (id, revision, body) values (?, ?, ?) on conflict do nothing',
    ),
    dropLeaf: db.prepare<[string, string]>('delete from leaf where id = ? and revision = ?'),
    local: db.prepare<[string], { generation: number; body: string }>(
      'select generation, body from local_document where id = ?',
    ),
    putLocal: db.prepare<[string, number, string]>(
      `insert into local_document (id, generation, body) values (?, ?, ?)
       on conflict (id) do update set generation = excluded.generation, body = excluded.body`,
    ),
  };
}
