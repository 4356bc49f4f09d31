/** What is due in cash, where the coins that would pay the exact cent no longer exist. */
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { assertMinor, sumMinor, toMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';

export type CashDue = Readonly<{
  dueBeforeRoundingMinor: number;
  /** Rounded less exact: above zero, the customer pays more. */
  roundingMinor: number;
  cashDueMinor: number;
}>;

/**
 * Only what is left after the other tenders is rounded; a refund (below zero) mirrors a sale.
 * @param incrementMinor the smallest coin: 5 in Canada and Switzerland, 1 where nothing is rounded.
 * Source: Department of Finance Canada, Budget 2012, eliminating the penny; docs/pricing.md, Cash rounding.
 */
export function cashDue(
  totalMinor: number,
  otherTendersMinor: readonly number[],
  incrementMinor: number,
): CashDue {
  assertMinor(incrementMinor, 'cash increment');
  assert(incrementMinor > 0, `cash increment is ${incrementMinor}`);
  const dueBeforeRoundingMinor = sumMinor([totalMinor, -sumMinor(otherTendersMinor)]);
  const increment = BigInt(incrementMinor);
  const coins = halfAwayFromZero({ numerator: BigInt(dueBeforeRoundingMinor), denominator: increment });
  const cashDueMinor = toMinor(coins * increment);
  return { dueBeforeRoundingMinor, roundingMinor: cashDueMinor - dueBeforeRoundingMinor, cashDueMinor };
}

/** What the drawer gives back of the cash handed over; below zero, that much is still missing. */
export function cashChange(cashGivenMinor: number, cashDueMinor: number): number {
  return sumMinor([cashGivenMinor, -cashDueMinor]);
}
