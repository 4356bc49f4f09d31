const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const set32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Whether the last two characters are the check pair of those before: values of set 82 weighted by primes that rise
 * from the right, modulo 1021. Source: GS1 Barcode Syntax Tests, csumalpha.
 */
export function hasCheckPair(text: string): boolean {
  if (text.length < 2) return false;
  const weights = primes(text.length - 2).reverse();
  const values = [...text.slice(0, -2)].map((character) => set82.indexOf(character));
  if (values.includes(-1)) return false;
  const sum = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0) % 1021;
  return text.slice(-2) === `${set32[sum >> 5]}${set32[sum & 31]}`;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
