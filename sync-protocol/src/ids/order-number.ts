/**
 * Order numbers for people: `C-7F3K-92QD`. Seven characters drawn at random (34 thousand million numbers, so that nobody
 * counts our orders by them), then a check character: what was misread or misheard is no other order. Pure.
 * Source: docs, Who owns what, Ids; ISO/IEC 7812-1 Annex B (the check), with base 32 in the place of 10.
 */

/** 32 signs that are not taken for one another when read aloud or copied: no 0 or O, no 1 or I. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const drawnSigns = 7;

/** @param random at least seven random bytes. */
export function orderNumber(random: Uint8Array): string {
  const drawn = [...random.subarray(0, drawnSigns)].map((byte) => signs[byte % signs.length] ?? '').join('');
  if (drawn.length !== drawnSigns) throw new Error(`${random.length} random bytes, ${drawnSigns} wanted`);
  const code = drawn + checkSign(drawn);
  return `C-${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What a person typed, in the form in which it is stored; undefined when it can be no number of ours. */
export function parseOrderNumber(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^C(?=.{8}$)/, '');
  if (code.length !== drawnSigns + 1 || [...code].some((sign) => !signs.includes(sign))) return undefined;
  if (checkSign(code.slice(0, drawnSigns)) !== code[drawnSigns]) return undefined;
  return `C-${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Luhn's rule in base 32: finds every single wrong sign and nearly every exchange of neighbours. */
function checkSign(drawn: string): string {
  let sum = 0;
  for (const [index, sign] of [...drawn].reverse().entries()) {
    const value = signs.indexOf(sign) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / signs.length) + (value % signs.length);
  }
  return signs[(signs.length - (sum % signs.length)) % signs.length] ?? '';
}
