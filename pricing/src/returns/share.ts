import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { toMinor } from '../arithmetic/minor.ts';

/** `whole × part / of`, half away from zero; nothing of nothing. */
export const share = (wholeMinor: number, part: bigint, of: bigint): number =>
  of === 0n ? 0 : toMinor(halfAwayFromZero({ numerator: BigInt(wholeMinor) * part, denominator: of }));

/**
 * What of a tax goes back as its base goes back from `beforeMinor` to `backMinor` of `soldMinor`: all parts add up to the tax. Of a tax
 * that went back in part with an amount that was no line's, at most what is left.
 */
export function taxShare(
  tax: Readonly<{ amountMinor: number; returnedMinor: number }>,
  beforeMinor: number,
  backMinor: number,
  soldMinor: number,
): number {
  const upTo = (minor: number) => share(tax.amountMinor, BigInt(minor), BigInt(soldMinor));
  return Math.max(0, Math.min(upTo(backMinor) - upTo(beforeMinor), tax.amountMinor - tax.returnedMinor));
}
