/** Codes that people type: the 32 symbols that can be read aloud (no I, L, O, U), and one that tells a typing error. Pure. */

export const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * @param text of `symbols`.
 * Source: Luhn mod N, ISO/IEC 7812-1 annex B carried over to 32 symbols.
 */
export function checkSymbol(text: string): string {
  let sum = 0;
  for (const [index, symbol] of [...text].reverse().entries()) {
    const doubled = symbols.indexOf(symbol) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(doubled / 32) + (doubled % 32);
  }
  return symbols.charAt((32 - (sum % 32)) % 32);
}

/** @param random 5 bits are taken for each symbol, from the last byte on. */
export function randomSymbols(random: Uint8Array, count: number): string {
  let bits = random.reduce((whole, byte) => (whole << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let at = 0; at < count; at += 1) {
    text += symbols.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return text;
}

/** As it was meant: letters that are no symbols stand for the digits that they look like. */
export const meantSymbols = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
