/** What the counting store holds of a count, judged by the books of the moments at which it was counted. */

import type { Clock } from '../clock.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import { decisionDocument, type LineDocument, lineDocument } from './api.ts';
import type { DocumentStore, StoredLeaf } from './couch/document-store.ts';
import type { CountRow } from './count-rows.ts';
import { type Judged, judge } from './judge.ts';

type ReadDeps = Readonly<{ documents: DocumentStore; stock: StoreStock; clock: Clock }>;
type Read = Readonly<{
  judged: Judged[];
  /** By the books, in ten-thousandths, when it was counted. */
  expectedE4: (product: Readonly<{ productId: string; countedAt: string }>) => number;
}>;

export function readCount({ documents, stock, clock }: ReadDeps, row: CountRow): Read {
  const movedSince = stock.movedAfter(new Date(row.opened_at));
  const nowMs = clock.now().getTime();
  const openedMs = Date.parse(row.opened_at);
  // A tablet's clock may be wrong beyond what it knows: nothing was counted before the count was opened, or in time to come.
  const momentMs = (at: string) => Math.min(Math.max(Date.parse(at), openedMs), nowMs);
  const lines = documents.living(`line:${row.count_id}:`).flatMap((leaf) => lineOf(leaf) ?? []);
  const decisions = documents.living(`decision:${row.count_id}:`).flatMap(({ body }) => {
    const decision = decisionDocument.safeParse(body);
    return decision.success ? [decision.data] : [];
  });
  return {
    judged: judge(lines, decisions, ({ productId, countedAt }) => movedSince(productId, momentMs(countedAt))),
    expectedE4: ({ productId, countedAt }) =>
      stock.onHandE4(productId) - movedSince(productId, momentMs(countedAt)),
  };
}

type Line = Readonly<{ revision: string; line: LineDocument }>;
/** A leaf that stays is the same object each time: thousands of them are checked once. */
const known = new WeakMap<StoredLeaf, Line | null>();
function lineOf(leaf: StoredLeaf): Line | null {
  const before = known.get(leaf);
  if (before !== undefined) return before;
  const { success, data } = lineDocument.safeParse(leaf.body);
  const line = success ? { revision: leaf.revision, line: data } : null;
  known.set(leaf, line);
  return line;
}
