import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { toMinor } from '../arithmetic/minor.ts';

/** `whole × part / of`, half away from zero; nothing of nothing. */
export const share = (wholeMinor: number, part: bigint, of: bigint): number =>
  of === 0n ? 0 : toMinor(halfAwayFromZero({ numerator: BigInt(wholeMinor) * part, denominator: of }));
