import type { Fraction } from './fraction.ts';

/**
 * Rounds a half up for a sale, and down below zero for its return: the magnitude is rounded, then given its sign, so
 * that the two are mirror images to the cent.
 * Source: Excise Tax Act (Canada), s. 165.2(2): a half cent or more is one cent, less is none; docs/pricing.md, Money, Rounding.
 */
export function halfAwayFromZero({ numerator, denominator }: Fraction): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
