/** What a cashier takes off by hand, with a reason: off one line, or off the basket. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { fromPercent, scale } from '../arithmetic/fraction.ts';
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { largestRemainder } from '../arithmetic/largest-remainder.ts';
import { assertMinor, sumMinor, toMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';
import type { ManualDiscount } from '../contract.ts';
import { amountMinor, type WorkingLine, withDiscount } from './working-line.ts';

/** Takes each line's own discount off what promotions left of it; a deposit or an eco-fee keeps its price. */
export function discountLine(line: WorkingLine): WorkingLine {
  const discount = line.line.discount;
  if (discount === undefined || line.isCharge) return line;
  const taken = takenMinor(discount, Math.abs(amountMinor(line)));
  return withDiscount(line, { source: 'manual-line', amountMinor: signed(taken, line.grossMinor) });
}

/**
 * Shares a basket's discount over its lines by largest remainder. In an exchange it is off what is bought, not off
 * what comes back at its old price; in a basket of returns alone it mirrors the sale's.
 */
export function discountBasket(
  lines: readonly WorkingLine[],
  discount: ManualDiscount | undefined,
): WorkingLine[] {
  if (discount === undefined) return [...lines];
  const open = lines.filter((line) => !line.isCharge);
  const bought = open.filter((line) => amountMinor(line) > 0);
  const sharers = (bought.length > 0 ? bought : open).toSorted(byCategoryThenAmount);
  const weights = sharers.map((line) => Math.abs(amountMinor(line)));
  const parts = largestRemainder(takenMinor(discount, sumMinor(weights)), weights);
  const partOf = new Map(sharers.map((line, index) => [line.line.id, parts[index] ?? 0]));
  return lines.map((line) =>
    withDiscount(line, {
      source: 'manual-basket',
      amountMinor: signed(partOf.get(line.line.id) ?? 0, line.grossMinor),
    }),
  );
}

/**
 * Which of two lines gets the odd cent must not hang on the order in which they were scanned, wherever that could change
 * a tax; lines of one category and amount may stand in any order.
 */
function byCategoryThenAmount(a: WorkingLine, b: WorkingLine): number {
  const [left, right] = [a.product.taxCategory, b.product.taxCategory];
  if (left !== right) return left < right ? -1 : 1;
  return Math.abs(amountMinor(b)) - Math.abs(amountMinor(a));
}

/** What a discount takes of `ofMinor` (at least 0): never more than there is. */
function takenMinor({ percent, amountMinor: fixed }: ManualDiscount, ofMinor: number): number {
  assert((percent === undefined) !== (fixed === undefined), 'a discount has a percent or an amount');
  const taken =
    percent === undefined
      ? (fixed ?? 0)
      : toMinor(halfAwayFromZero(scale(ofMinor, fromPercent(parseDecimal(percent)))));
  assertMinor(taken, 'discount');
  assert(taken >= 0, `a discount takes ${taken}`);
  return Math.min(taken, ofMinor);
}

function signed(magnitude: number, likeMinor: number): number {
  return likeMinor < 0 && magnitude !== 0 ? -magnitude : magnitude;
}
