/**
 * Codes of gift cards and store credits: `V`, fourteen symbols at random (70 bits: guessing one of a million cards takes 10^15 tries),
 * and a check symbol. The letter keeps them apart from whatever else is scanned; without I, L, O and U they can be read aloud.
 * Source of the check symbol: Luhn mod N, ISO/IEC 7812-1 annex B carried over to 32 symbols.
 */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE = /^V[0-9A-HJKMNP-TV-Z]{15}$/;
const randomSymbols = 14;

/** @param random at least nine bytes. */
export function valueCodeOf(random: Uint8Array): string {
  let bits = random.reduce((whole, byte) => (whole << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let at = 0; at < randomSymbols; at += 1) {
    text += symbols.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return `V${text}${checkOf(`V${text}`)}`;
}

/** @returns the code as it is kept, whatever its case, blanks and dashes; null unless it is one, rightly typed. */
export function parseValueCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return CODE.test(code) && checkOf(code.slice(0, -1)) === code.at(-1) ? code : null;
}

/** `V123-4567-89AB-CDEF`. */
export const shownValueCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

function checkOf(text: string): string {
  let sum = 0;
  for (const [index, symbol] of [...text].reverse().entries()) {
    const doubled = symbols.indexOf(symbol) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(doubled / 32) + (doubled % 32);
  }
  return symbols.charAt((32 - (sum % 32)) % 32);
}
