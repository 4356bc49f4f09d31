/** Another country's notes and coins at a till, at the store's own rate. Amounts in minor units of a hundredth, of both. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { fromDecimal, multiply, scale } from '../arithmetic/fraction.ts';
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { assertMinor, toMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';

/**
 * What they are worth here: rounded once, to the nearest coin of this country, a half up, so that change can be given.
 * @param rate units of this country's money for one of the other's, a decimal string.
 * @param incrementMinor the smallest coin here.
 * @throws for a rate that is none, or an increment below 1.
 */
export function foreignCashWorth(foreignMinor: number, rate: string, incrementMinor: number): number {
  assertMinor(foreignMinor, 'foreign cash');
  assertMinor(incrementMinor, 'cash increment');
  assert(incrementMinor > 0, `cash increment is ${incrementMinor}`);
  const perCoin = multiply(scale(foreignMinor, fromDecimal(parseDecimal(rate))), {
    numerator: 1n,
    denominator: BigInt(incrementMinor),
  });
  return toMinor(halfAwayFromZero(perCoin) * BigInt(incrementMinor));
}

/** @returns the least, to the other's cent, whose exact worth is no less than `dueMinor`. */
export function foreignCashFor(dueMinor: number, rate: string): number {
  assertMinor(dueMinor, 'cash due');
  const { units, scale: places } = parseDecimal(rate);
  assert(units > 0n, `rate is ${rate}`);
  const numerator = BigInt(dueMinor) * 10n ** BigInt(places);
  return dueMinor <= 0 ? 0 : toMinor((numerator + units - 1n) / units);
}
