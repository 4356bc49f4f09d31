/** Digits with an implied point. */

/** `'000250'` with 2 decimals is `'2.50'`. */
export function decimalText(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=[0-9])/, '');
  return decimals === 0 ? whole : `${whole}.${padded.slice(padded.length - decimals)}`;
}

/** `digits × 10^power` as a whole number, or null if it is none or too big to be exact. */
export function scaledInteger(digits: string, power: number): number | null {
  const scaled = power >= 0 ? digits + '0'.repeat(power) : dropZeros(digits, -power);
  if (scaled === null) return null;
  const value = Number(scaled);
  return Number.isSafeInteger(value) ? value : null;
}

/** Takes `count` digits off the end if they are all zeros. */
function dropZeros(digits: string, count: number): string | null {
  const padded = digits.padStart(count + 1, '0');
  return /^0*$/.test(padded.slice(padded.length - count)) ? padded.slice(0, padded.length - count) : null;
}
