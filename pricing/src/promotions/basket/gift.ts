/** So many pieces for nothing: the dearest of the gifts that lie in the basket. */
import { largestRemainder } from '../../arithmetic/largest-remainder.ts';
import type { Gives } from '../../contract.ts';
import type { BasketLine } from './basket-line.ts';

export function basketGift(
  { productIds, pieces }: Extract<Gives, { kind: 'basket-gift' }>,
  lines: readonly BasketLine[],
  atMostMinor: number,
): Map<number, number> {
  const gifts = lines.filter(({ product }) => productIds.includes(product.productId)).toSorted(dearestFirst);
  const taken = new Map<number, number>();
  let free = pieces;
  let leftMinor = atMostMinor;
  for (const { index, pieces: there, leftMinor: ofLine } of gifts) {
    const some = Math.min(free, there);
    const [part = 0] = largestRemainder(ofLine, [some, there - some]);
    taken.set(index, Math.min(part, leftMinor));
    free -= some;
    leftMinor -= taken.get(index) ?? 0;
  }
  return taken;
}

function dearestFirst(a: BasketLine, b: BasketLine): number {
  const byPrice = b.leftMinor * a.pieces - a.leftMinor * b.pieces;
  return byPrice || (a.product.productId < b.product.productId ? -1 : 1);
}
