import { largestRemainder } from '../arithmetic/largest-remainder.ts';
import { sumMinor } from '../arithmetic/minor.ts';

/**
 * What goods and their taxes give back when no more than `worthMinor` is left: an amount that was no line's went back before. It is
 * taken off the goods, each by its share, since that amount had its taxes with it; off taxes only what goods do not hold. All above zero.
 */
export function fit(
  goodsMinor: readonly number[],
  taxesMinor: readonly number[],
  worthMinor: number,
): Readonly<{ goodsMinor: number[]; taxesMinor: number[] }> {
  const taxMinor = Math.min(sumMinor(taxesMinor), worthMinor);
  const goodMinor = Math.min(sumMinor(goodsMinor), worthMinor - taxMinor);
  return {
    goodsMinor: largestRemainder(goodMinor, goodsMinor),
    taxesMinor: largestRemainder(taxMinor, taxesMinor),
  };
}
