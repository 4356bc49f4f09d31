/** A percent or an amount off the basket, shared over its lines by largest remainder. */
import { largestRemainder } from '../../arithmetic/largest-remainder.ts';
import type { Gives } from '../../contract.ts';
import { percentOf } from '../off-each.ts';
import type { BasketLine } from './basket-line.ts';

type BasketDiscount = Extract<Gives, { kind: 'basket-discount' }>;

/** All that it takes. */
export function basketDiscountMinor(
  { off }: BasketDiscount,
  lines: readonly BasketLine[],
  atMostMinor: number,
): number {
  const whole = lines.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
  const takenMinor = 'percent' in off ? percentOf(off.percent, whole) : off.amountMinor;
  return Math.min(takenMinor, whole, atMostMinor);
}

/** What it takes of each line. */
export function basketDiscount(
  gives: BasketDiscount,
  lines: readonly BasketLine[],
  atMostMinor: number,
): Map<number, number> {
  const sharers = lines.filter(({ leftMinor }) => leftMinor > 0).toSorted(byCategoryThenAmount);
  const parts = largestRemainder(
    basketDiscountMinor(gives, sharers, atMostMinor),
    sharers.map(({ leftMinor }) => leftMinor),
  );
  return new Map(sharers.map(({ index }, at) => [index, parts[at] ?? 0]));
}

/** Which line gets the odd cent must not hang on the order of the lines, wherever that could change a tax. */
function byCategoryThenAmount(a: BasketLine, b: BasketLine): number {
  const [left, right] = [a.product.taxCategory, b.product.taxCategory];
  if (left !== right) return left < right ? -1 : 1;
  return b.leftMinor - a.leftMinor;
}
