/** What a count corrects: records whose movements are the differences, so that sales made meanwhile still count. Pure. */
import type { CountCommittedBody } from '@comptoir/sync-protocol/records/kinds';
import type { CountReason } from '@comptoir/sync-protocol/records/stock-body';
import { fromE4 } from '../quantity.ts';
import type { ProductCount } from './judge.ts';

/** Products of one record: far below what a batch of the uploader may weigh. */
const productsMax = 500;

type Books = Readonly<{
  expectedE4: (product: ProductCount) => number;
  /** Of one that differs. */
  reasonOf: (productId: string) => CountReason;
  newId: () => string;
}>;
type About = Pick<CountCommittedBody, 'countId' | 'storeId' | 'openedAt' | 'committedAt' | 'committedBy'>;

/** @returns bodies in order; as many as the products need. */
export function correctionsOf(
  products: readonly ProductCount[],
  about: About,
  { expectedE4, reasonOf, newId }: Books,
): CountCommittedBody[] {
  const parts = Math.ceil(products.length / productsMax);
  return Array.from({ length: parts }, (_, index) => {
    const some = products.slice(index * productsMax, (index + 1) * productsMax);
    const found = some.map((product) => ({ product, expected: expectedE4(product) }));
    return {
      ...about,
      part: index + 1,
      parts,
      lines: found.map(({ product, expected }) => ({
        productId: product.productId,
        countedQuantity: fromE4(product.countedE4),
        expectedQuantity: fromE4(expected),
        countedAt: product.countedAt,
        ...(product.countedE4 === expected ? {} : { reason: reasonOf(product.productId) }),
        zones: product.zones.flatMap(({ settled, state, decision, zoneId }) => {
          if (!settled) return [];
          const { quantity, counterId, countedAt } = settled.line;
          const decided = state === 'decided' && decision ? { decidedBy: decision.decidedBy } : {};
          return { zoneId, quantity, counterId, countedAt, ...decided };
        }),
      })),
      stock: found.flatMap(({ product: { productId, countedE4 }, expected }) =>
        countedE4 === expected
          ? []
          : { movementId: newId(), productId, quantity: fromE4(countedE4 - expected) },
      ),
    };
  });
}
