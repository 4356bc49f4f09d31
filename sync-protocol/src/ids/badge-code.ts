/**
 * Codes of staff badges: `B`, twenty symbols at random (100 bits), and a check symbol. The letter keeps them apart from whatever else is
 * scanned. Whoever holds one is let in at the tills of the store: it is kept as a digest alone.
 */
import { checkSymbol, meantSymbols, randomSymbols } from '@comptoir/pricing/check-symbol';

const CODE = /^B[0-9A-HJKMNP-TV-Z]{21}$/;

/** @param random at least thirteen bytes. */
export function badgeCodeOf(random: Uint8Array): string {
  const text = `B${randomSymbols(random, 20)}`;
  return `${text}${checkSymbol(text)}`;
}

/** @returns the code as it is kept; null unless it is one, rightly read. */
export function parseBadgeCode(text: string): string | null {
  const code = meantSymbols(text);
  return CODE.test(code) && checkSymbol(code.slice(0, -1)) === code.at(-1) ? code : null;
}
