/** What a count found becomes records of the journal, their movements, and why they were made: one transaction. */
import { type CountReason, isLoss } from '@comptoir/sync-protocol/records/stock-body';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Moved, Shelf } from '../sales/shelf.ts';
import type { CommitAnswer, CommitRequest } from './api.ts';
import { correctionsOf } from './correction.ts';
import type { CountRow, prepareCounts, ValuedBy } from './count-rows.ts';
import type { ProductCount } from './judge.ts';

export type CommitDeps = Readonly<{
  journal: Journal;
  shelf: Shelf;
  clock: Clock;
  newId: () => string;
  storeId: string;
  /** What a unit is worth now. */
  valueOf: (productId: string) => Readonly<{ unitMinor: number; by: ValuedBy }>;
}>;
type Commit = Pick<CommitRequest, 'commitId' | 'reasons'> &
  Readonly<{
    staffId: string;
    ready: readonly ProductCount[];
    /** Products that stay undecided: the count stays open for them. */
    leftOpen: number;
    expectedE4: (product: ProductCount) => number;
  }>;

export function commitCount(
  deps: CommitDeps,
  sql: ReturnType<typeof prepareCounts>,
  row: CountRow,
  { staffId, commitId, ready, leftOpen, reasons, expectedE4 }: Commit,
): CommitAnswer | Problem {
  const { journal, shelf, clock, newId, storeId } = deps;
  // Before anything moves.
  const expected = new Map(ready.map((product) => [product.productId, expectedE4(product)]));
  const reasonOf = (productId: string): CountReason => reasons[productId] ?? 'unexplained';
  const foundMore = ({ productId, countedE4 }: ProductCount) => countedE4 > (expected.get(productId) ?? 0);
  const odd = ready.find((product) => isLoss(reasonOf(product.productId)) && foundMore(product));
  if (odd) return reasonOfALoss(odd.productId);

  const countId = row.count_id;
  const committedAt = clock.now().toISOString();
  const about = { countId, storeId, openedAt: row.opened_at, committedAt, committedBy: staffId };
  let moved: Moved[] = [];
  const answer = journal.transaction((): CommitAnswer => {
    const bodies = correctionsOf(ready, about, {
      ...{ reasonOf, newId },
      expectedE4: ({ productId }) => expected.get(productId) ?? 0,
    });
    moved = bodies.map((body) => {
      journal.append({ kind: 'count.committed', body: JSON.stringify(body), actor: staffId });
      const written = shelf.write(body.stock);
      for (const { movementId, productId } of body.stock) {
        const reason = reasonOf(productId);
        shelf.tellWhy(movementId, isLoss(reason) ? reason : 'count-correction');
      }
      return written;
    });
    for (const { productId, countedE4, countedAt } of ready) {
      const { unitMinor, by } = deps.valueOf(productId);
      const expectedE4 = expected.get(productId) ?? 0;
      sql.commitProduct.run({
        ...{ count_id: countId, product_id: productId, counted_e4: countedE4, expected_e4: expectedE4 },
        ...{ unit_value_minor: unitMinor, valued_by: by, counted_at: countedAt },
        reason: countedE4 === expectedE4 ? null : reasonOf(productId),
      });
    }
    if (leftOpen === 0) sql.close.run(countId);
    const corrected = bodies.reduce((sum, { stock }) => sum + stock.length, 0);
    const state = leftOpen === 0 ? 'committed' : 'open';
    const told = { countId, committed: ready.length, corrected, leftOpen, state } as const;
    sql.addCommit.run(commitId, countId, JSON.stringify(told));
    return told;
  });
  for (const one of moved) shelf.count(one);
  return answer;
}

const reasonOfALoss = (productId: string): Problem =>
  problem(
    422,
    'reason-of-a-loss',
    'This reason takes goods away',
    'More was found than the books say: choose another reason.',
    { productId },
  );
