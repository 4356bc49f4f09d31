/**
 * Codes of gift cards and store credits: `V`, fourteen symbols at random (70 bits: guessing one of a million cards takes 10^15 tries),
 * and a check symbol. The letter keeps them apart from whatever else is scanned; without I, L, O and U they can be read aloud.
 */
import { checkSymbol, meantSymbols, randomSymbols } from '@comptoir/pricing/check-symbol';

const CODE = /^V[0-9A-HJKMNP-TV-Z]{15}$/;

/** @param random at least nine bytes. */
export function valueCodeOf(random: Uint8Array): string {
  const text = `V${randomSymbols(random, 14)}`;
  return `${text}${checkSymbol(text)}`;
}

/** @returns the code as it is kept, whatever its case, blanks and dashes; null unless it is one, rightly typed. */
export function parseValueCode(text: string): string | null {
  const code = meantSymbols(text);
  return CODE.test(code) && checkSymbol(code.slice(0, -1)) === code.at(-1) ? code : null;
}

/** `V123-4567-89AB-CDEF`. */
export const shownValueCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
