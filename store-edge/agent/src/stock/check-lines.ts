/** Lines as a tablet sends them: of products that this store knows, each once, whole pieces where it is sold by the piece. */
import { type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';

type Line = Readonly<{ productId: string }>;

/** @param known products that a delivery names: they may have left the catalogue since. */
export function refusedLines<L extends Line>(
  replica: Pick<Replica, 'product'>,
  lines: readonly L[],
  quantityOf: (line: L) => string,
  known: ReadonlySet<string> = new Set(),
): Problem | undefined {
  const seen = new Set<string>();
  for (const line of lines) {
    const { productId } = line;
    const product = replica.product(productId);
    if (!product && !known.has(productId))
      return problem(
        422,
        'unknown-product',
        'No such product',
        'Take it off the list, or search for it again.',
        {
          productId,
        },
      );
    if (seen.has(productId))
      return problem(422, 'product-twice', 'A product stands there twice', 'Add both lines up.', {
        productId,
      });
    if (product?.pricing.soldBy === 'piece' && quantityOf(line).includes('.'))
      return problem(422, 'not-whole', 'A piece is not divided', 'Give a whole number of pieces.', {
        productId,
      });
    seen.add(productId);
  }
  return undefined;
}
