/**
 * Counts of this store: opened by a manager, counted on tablets into the counting store, compared, decided, committed. The commit is one
 * transaction of the journal: its records, their movements, and which products they cover.
 */
import type {
  CommitAnswer,
  CompareAnswer,
  ComparedRow,
  CountDocument,
  CountSummary,
  DecisionDocument,
  VarianceAnswer,
  Zone,
} from '../back-office/api.ts';
import { decisionDocument, documentId, lineDocument } from '../back-office/api.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import { fromE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { Moved, Shelf } from '../sales/shelf.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import { correctionsOf } from './correction.ts';
import type { DocumentStore } from './couch/document-store.ts';
import { type CountRow, prepareCounts, type ValuedBy } from './count-rows.ts';
import { type Judged, judge, sumUp } from './judge.ts';
import { varianceOf } from './variance.ts';

/** Counts open at once; more are a mistake. */
const OPEN_MAX = 20;
const LISTED = 30;

type CountsDeps = Readonly<{
  db: Sqlite;
  documents: DocumentStore;
  journal: Journal;
  replica: Pick<Replica, 'product' | 'staffMember'>;
  shelf: Shelf;
  stock: StoreStock;
  clock: Clock;
  newId: () => string;
  storeId: string;
  /** What a unit is worth now. */
  valueOf: (productId: string) => Readonly<{ unitMinor: number; by: ValuedBy }>;
}>;

export class Counts {
  readonly #deps: CountsDeps;
  readonly #sql: ReturnType<typeof prepareCounts>;

  constructor(deps: CountsDeps) {
    this.#deps = deps;
    this.#sql = prepareCounts(deps.db);
    // A crash between the two files left the tablets without news of it.
    for (const row of this.#sql.newest.all(LISTED)) this.#publish(row);
  }

  open(
    staffId: string,
    { countId, name, zones }: Readonly<{ countId: string; name: string; zones: readonly Zone[] }>,
  ): CountSummary | Problem {
    const known = this.#sql.byId.get(countId);
    if (known) return this.#summary(known);
    if (new Set(zones.map(({ zoneId }) => zoneId)).size < zones.length)
      return problem(422, 'zones-alike', 'Two zones have the same id', 'Give each zone an id of its own.');
    if ((this.#sql.openCount.get() ?? 0) >= OPEN_MAX)
      return problem(409, 'too-many-counts', 'Too many counts are open', 'Commit one of them first.');
    const now = this.#deps.clock.now().toISOString();
    this.#sql.add.run(countId, name, JSON.stringify(zones), now, staffId);
    return this.#published(countId);
  }

  list(): CountSummary[] {
    return this.#sql.newest.all(LISTED).map((row) => this.#summary(row));
  }

  compare(countId: string): CompareAnswer | Problem {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const committed = this.#committed(countId);
    const judged = this.#judged(row);
    const zones = new Map(zonesOf(row).map(({ zoneId, name }) => [zoneId, name]));
    const rows = judged.map((one) =>
      this.#compared(one, judged, committed, zones.get(one.zoneId) ?? one.zoneId),
    );
    return { count: this.#summary(row), rows: rows.sort(inNeedFirst) };
  }

  variance(countId: string): VarianceAnswer | Problem {
    if (!this.#sql.byId.get(countId)) return unknownCount();
    return varianceOf(this.#sql.variance.all(countId), (productId) => {
      const { name = null, sku = '' } = this.#deps.replica.product(productId) ?? {};
      return { name, sku };
    });
  }

  decide(
    staffId: string,
    countId: string,
    wanted: Pick<DecisionDocument, 'zoneId' | 'productId' | 'picked' | 'basis'>,
  ): Problem | undefined {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const { zoneId, productId, picked, basis } = wanted;
    const place = this.#judged(row).find((one) => one.zoneId === zoneId && one.productId === productId);
    const present = place?.entries.map(({ revision }) => revision) ?? [];
    const isSame = present.length === basis.length && present.every((revision) => basis.includes(revision));
    if (!isSame || (picked !== null && !present.includes(picked))) return movedOn();
    const decidedAt = this.#deps.clock.now().toISOString();
    const about = { countId, zoneId, productId };
    const decision: DecisionDocument = {
      type: 'decision',
      ...about,
      picked,
      basis: [...basis],
      decidedBy: staffId,
      decidedAt,
    };
    this.#deps.documents.put(documentId.decision(about), decision);
    return undefined;
  }

  commit(
    staffId: string,
    countId: string,
    { commitId, leaveOpen }: Readonly<{ commitId: string; leaveOpen: boolean }>,
  ): CommitAnswer | Problem {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const known = this.#sql.commit.get(commitId, countId);
    if (known !== undefined) return JSON.parse(known);
    const committed = this.#committed(countId);
    const { ready, open } = sumUp(this.#judged(row).filter(({ productId }) => !committed.has(productId)));
    if (open.length > 0 && !leaveOpen)
      return problem(
        409,
        'count-disagrees',
        'Counts disagree',
        'Pick one of them or ask for a recount; the rest can be committed.',
        { open: open.length },
      );
    if (ready.length === 0 && (open.length > 0 || committed.size === 0))
      return problem(409, 'nothing-to-commit', 'Nothing is ready', 'Count first, or decide what disagrees.');
    return this.#write(row, { staffId, commitId, ready, leftOpen: open.length });
  }

  #write(
    row: CountRow,
    {
      staffId,
      commitId,
      ready,
      leftOpen,
    }: Readonly<{
      staffId: string;
      commitId: string;
      ready: ReturnType<typeof sumUp>['ready'];
      leftOpen: number;
    }>,
  ): CommitAnswer {
    const { journal, shelf, stock, storeId, clock, newId } = this.#deps;
    const countId = row.count_id;
    const about = {
      countId,
      storeId,
      openedAt: row.opened_at,
      committedAt: clock.now().toISOString(),
      committedBy: staffId,
    };
    const movedSince = stock.movedAfter(new Date(row.opened_at));
    const expectedE4 = ({ productId, countedAt }: { productId: string; countedAt: string }) =>
      stock.onHandE4(productId) - movedSince(productId, this.#momentMs(row, countedAt));
    let moved: Moved[] = [];
    // Before anything moves.
    const expected = new Map(ready.map((product) => [product.productId, expectedE4(product)]));
    const answer = journal.transaction((): CommitAnswer => {
      const bodies = correctionsOf(ready, about, { expectedE4, newId });
      moved = bodies.map((body) => {
        journal.append({ kind: 'count.committed', body: JSON.stringify(body), actor: staffId });
        return shelf.write(body.stock);
      });
      for (const product of ready) {
        const { productId, countedE4 } = product;
        const { unitMinor, by } = this.#deps.valueOf(productId);
        this.#sql.commitProduct.run(
          countId,
          productId,
          countedE4,
          expected.get(productId) ?? 0,
          unitMinor,
          by,
        );
      }
      if (leftOpen === 0) this.#sql.close.run(countId);
      const corrected = bodies.reduce((sum, { stock }) => sum + stock.length, 0);
      const state = leftOpen === 0 ? 'committed' : 'open';
      const told = { countId, committed: ready.length, corrected, leftOpen, state } as const;
      this.#sql.addCommit.run(commitId, countId, JSON.stringify(told));
      return told;
    });
    for (const one of moved) shelf.count(one);
    this.#published(countId);
    return answer;
  }

  #judged(row: CountRow): Judged[] {
    const { documents, stock } = this.#deps;
    const lines = documents.living(`line:${row.count_id}:`).flatMap(({ revision, body }) => {
      const line = lineDocument.safeParse(body);
      return line.success ? [{ revision, line: line.data }] : [];
    });
    const decisions = documents.living(`decision:${row.count_id}:`).flatMap(({ body }) => {
      const decision = decisionDocument.safeParse(body);
      return decision.success ? [decision.data] : [];
    });
    const movedSince = stock.movedAfter(new Date(row.opened_at));
    return judge(lines, decisions, ({ productId, countedAt }) =>
      movedSince(productId, this.#momentMs(row, countedAt)),
    );
  }

  /** A tablet's clock may be wrong beyond what it knows: nothing was counted before the count was opened, or in time to come. */
  #momentMs(row: CountRow, at: string): number {
    const nowMs = this.#deps.clock.now().getTime();
    return Math.min(Math.max(Date.parse(at), Date.parse(row.opened_at)), nowMs);
  }

  #compared(
    one: Judged,
    all: readonly Judged[],
    committed: ReadonlySet<string>,
    zoneName: string,
  ): ComparedRow {
    const { zoneId, productId, entries, settled, state } = one;
    const onHandE4 = this.#deps.stock.onHandE4(productId);
    const product = this.#deps.replica.product(productId);
    const others = all.filter((other) => other.productId === productId && other.zoneId !== zoneId);
    const otherE4 = others.reduce((sum, other) => sum + (other.settled?.quantityE4 ?? 0), 0);
    return {
      zoneId,
      zoneName,
      productId,
      sku: product?.sku ?? '',
      name: product?.name ?? { fr: productId, en: productId },
      state: committed.has(productId) ? 'committed' : state,
      entries: entries.map(({ revision, line, nowE4 }) => ({
        revision,
        quantity: line.quantity,
        counterName: line.counterName,
        countedAt: line.countedAt,
        difference: fromE4(nowE4 + otherE4 - onHandE4),
      })),
      picked: state === 'decided' ? (settled?.revision ?? null) : null,
      system: fromE4(onHandE4),
      otherZones: others.length > 0 ? fromE4(otherE4) : null,
    };
  }

  #committed(countId: string): Set<string> {
    return new Set(this.#sql.committed.all(countId));
  }

  #summary(row: CountRow): CountSummary {
    const committed = this.#committed(row.count_id);
    const judged = this.#judged(row);
    const { open } = sumUp(judged.filter(({ productId }) => !committed.has(productId)));
    const { type: _, ...document } = this.#document(row);
    return { ...document, lineCount: judged.length, openCount: open.length, committedCount: committed.size };
  }

  #document(row: CountRow): CountDocument {
    return {
      type: 'count',
      countId: row.count_id,
      name: row.name,
      zones: zonesOf(row),
      openedAt: row.opened_at,
      openedByName: this.#deps.replica.staffMember(row.opened_by)?.displayName ?? '',
      state: row.state,
    };
  }

  /** Tells the tablets, unless they know. */
  #publish(row: CountRow): void {
    const { documents } = this.#deps;
    const id = documentId.count(row.count_id);
    const document = this.#document(row);
    const [known] = documents.living(id);
    if (JSON.stringify(known?.body) !== JSON.stringify(document)) documents.put(id, document);
  }

  #published(countId: string): CountSummary {
    const row = this.#sql.byId.get(countId);
    if (!row) throw new Error(`assertion: count ${countId} is not there`);
    this.#publish(row);
    return this.#summary(row);
  }
}

const zonesOf = (row: CountRow): Zone[] => JSON.parse(row.zones);
const unknownCount = (): Problem =>
  problem(404, 'unknown-count', 'No such count', 'Look at the list of counts.');
const movedOn = (): Problem =>
  problem(409, 'count-moved-on', 'Somebody counted meanwhile', 'Look at the counts again, then decide.');

const urgency = { disagrees: 0, recount: 1, decided: 2, agreed: 3, committed: 4 } as const;
const inNeedFirst = (a: ComparedRow, b: ComparedRow): number =>
  urgency[a.state] - urgency[b.state] ||
  a.zoneName.localeCompare(b.zoneName, 'fr') ||
  a.name.fr.localeCompare(b.name.fr, 'fr');
