/**
 * Counts of this store: opened by a manager, counted on tablets into the counting store, compared, decided, committed. The commit is one
 * transaction of the journal: its records, their movements, and which products they cover.
 */

import type { Sqlite } from '../database/open.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { fromE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import { productsWhere } from '../stock/products-where.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import type {
  CommitAnswer,
  CommitRequest,
  CompareAnswer,
  CountDocument,
  CountSummary,
  DecisionDocument,
  OpenCountRequest,
  UncountedAnswer,
  VarianceAnswer,
  Zone,
} from './api.ts';
import { decisionDocument, documentId } from './api.ts';
import { type CommitDeps, commitCount } from './commit-count.ts';
import { comparedRows } from './compared.ts';
import type { DocumentStore } from './couch/document-store.ts';
import { type CountRow, prepareCounts } from './count-rows.ts';
import { type Judged, type ProductCount, sumUp } from './judge.ts';
import { readCount } from './read-count.ts';
import { varianceOf } from './variance.ts';

/** Counts open at once; more are a mistake. */
const OPEN_MAX = 20;
const LISTED = 30;
const UNCOUNTED_LISTED = 500;

type CountsDeps = CommitDeps &
  Readonly<{
    db: Sqlite;
    documents: DocumentStore;
    replica: Pick<Replica, 'product' | 'knownProduct' | 'productsMovedElsewhere' | 'staffMember'>;
    stock: StoreStock;
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

  open(staffId: string, wanted: OpenCountRequest): CountSummary | Problem {
    const { countId, name, zones, scope, isBlind, productIds, openedAt } = wanted;
    const known = this.#sql.byId.get(countId);
    if (known) return this.#summary(known);
    if (new Set(zones.map(({ zoneId }) => zoneId)).size < zones.length)
      return problem(422, 'zones-alike', 'Two zones have the same id', 'Give each zone an id of its own.');
    if ((scope === 'cycle') !== productIds.length > 0)
      return problem(422, 'cycle-names-products', 'A cycle names its articles', 'Another count names none.');
    if ((this.#sql.openCount.get() ?? 0) >= OPEN_MAX)
      return problem(409, 'too-many-counts', 'Too many counts are open', 'Commit one of them first.');
    const now = this.#deps.clock.now().toISOString();
    this.#sql.add.run({
      ...{ count_id: countId, name, zones: JSON.stringify(zones), opened_by: staffId, scope },
      opened_at: openedAt !== undefined && Date.parse(openedAt) < Date.parse(now) ? openedAt : now,
      is_blind: isBlind ? 1 : 0,
      product_ids: JSON.stringify([...new Set(productIds)]),
    });
    return this.#published(countId);
  }

  list(): CountSummary[] {
    return this.#sql.newest.all(LISTED).map((row) => this.#summary(row));
  }

  /** Products that open cycles are about. */
  underWay(): Set<string> {
    return new Set(this.#sql.open.all().flatMap(productsOf));
  }

  compare(countId: string): CompareAnswer | Problem {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const judged = this.#judged(row);
    const zones = new Map(zonesOf(row).map(({ zoneId, name }) => [zoneId, name]));
    const rows = comparedRows(judged, {
      ...this.#deps,
      committed: this.#committed(countId),
      zoneNameOf: (zoneId) => zones.get(zoneId) ?? zoneId,
      unitMinorOf: (productId) => this.#deps.valueOf(productId).unitMinor,
    });
    return { count: this.#summary(row, judged), rows };
  }

  async uncounted(countId: string): Promise<UncountedAnswer | Problem> {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const products = await this.#uncounted(row);
    const { stock, replica } = this.#deps;
    const items = products.slice(0, UNCOUNTED_LISTED).map((productId) => {
      const { name = null, sku = '' } = replica.knownProduct(productId) ?? {};
      return { productId, sku, name, onHand: fromE4(stock.onHandE4(productId)) };
    });
    return { items, total: products.length };
  }

  variance(countId: string): VarianceAnswer | Problem {
    if (!this.#sql.byId.get(countId)) return unknownCount();
    return varianceOf(this.#sql.variance.all(countId), (productId) => {
      const { name = null, sku = '' } = this.#deps.replica.knownProduct(productId) ?? {};
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
    const decision = decisionDocument.parse({
      ...{ type: 'decision', countId, zoneId, productId, picked, basis, decidedBy: staffId },
      decidedAt: this.#deps.clock.now().toISOString(),
    });
    this.#deps.documents.put(documentId.decision(decision), decision);
    return undefined;
  }

  async commit(
    staffId: string,
    countId: string,
    { commitId, leaveOpen, reasons, uncounted }: CommitRequest,
  ): Promise<CommitAnswer | Problem> {
    const row = this.#sql.byId.get(countId);
    if (!row) return unknownCount();
    const missing = uncounted === 'zero' && row.scope === 'full' ? await this.#uncounted(row) : [];
    const known = this.#sql.commit.get(commitId, countId);
    if (known !== undefined) return JSON.parse(known);
    const committed = this.#committed(countId);
    const { judged, expectedE4 } = readCount(this.#deps, row);
    const { ready, open } = sumUp(judged.filter(({ productId }) => !committed.has(productId)));
    if (open.length > 0 && !leaveOpen) return disagrees(open.length);
    // While some of it is open, people still count: what they have not found yet may come.
    const zeros = open.length > 0 ? [] : this.#zeros(missing, judged);
    const all = [...ready, ...zeros];
    if (all.length === 0 && (open.length > 0 || committed.size === 0)) return nothingReady();
    const answer = commitCount(this.#deps, this.#sql, row, {
      ...{ staffId, commitId, ready: all, leftOpen: open.length, reasons, expectedE4 },
    });
    if (!isProblem(answer)) this.#published(countId);
    return answer;
  }

  /** What nobody found is not there, as of now. */
  #zeros(missing: readonly string[], judged: readonly Judged[]): ProductCount[] {
    const found = new Set(judged.map(({ productId }) => productId));
    const countedAt = this.#deps.clock.now().toISOString();
    return missing
      .filter((productId) => !found.has(productId))
      .map((productId) => ({ productId, countedE4: 0, countedAt, zones: [] }));
  }

  /** Of a full count, what the books say is there; of a cycle, what it is about. */
  async #uncounted(row: CountRow): Promise<string[]> {
    if (row.scope === 'free') return [];
    const { shelf, replica, stock } = this.#deps;
    const wanted =
      row.scope === 'cycle'
        ? productsOf(row)
        : await productsWhere({ shelf, replica, stock }, (onHandE4) => onHandE4 !== 0);
    const done = this.#committed(row.count_id);
    for (const { productId } of this.#judged(row)) done.add(productId);
    return wanted.filter((productId) => !done.has(productId));
  }

  #judged(row: CountRow): Judged[] {
    return readCount(this.#deps, row).judged;
  }

  #committed(countId: string): Set<string> {
    return new Set(this.#sql.committed.all(countId));
  }

  #summary(row: CountRow, known?: readonly Judged[]): CountSummary {
    const committed = this.#committed(row.count_id);
    const { type: _, ...document } = this.#document(row);
    const committedCount = committed.size;
    // Whatever still comes in changes nothing of it.
    if (row.state === 'committed')
      return { ...document, lineCount: committedCount, openCount: 0, committedCount };
    const judged = known ?? this.#judged(row);
    const { open } = sumUp(judged.filter(({ productId }) => !committed.has(productId)));
    return { ...document, lineCount: judged.length, openCount: open.length, committedCount };
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
      scope: row.scope,
      isBlind: row.is_blind === 1,
      productIds: productsOf(row),
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
const productsOf = (row: CountRow): string[] => JSON.parse(row.product_ids);
const unknownCount = (): Problem =>
  problem(404, 'unknown-count', 'No such count', 'Look at the list of counts.');
const movedOn = (): Problem =>
  problem(409, 'count-moved-on', 'Somebody counted meanwhile', 'Look at the counts again, then decide.');
const disagrees = (open: number): Problem =>
  problem(
    409,
    'count-disagrees',
    'Counts disagree',
    'Pick one of them or ask for a recount; the rest can be committed.',
    { open },
  );
const nothingReady = (): Problem =>
  problem(409, 'nothing-to-commit', 'Nothing is ready', 'Count first, or decide what disagrees.');
