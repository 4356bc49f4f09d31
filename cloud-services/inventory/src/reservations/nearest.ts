/**
 * How far apart two Canadian postal codes are, as a rank: the same walk, the same town, the same district, and then by district from east
 * to west. No map is asked: it only orders places. Pure. Source: Canada Post, Addressing Guidelines, Forward Sortation Areas.
 */

/** Postal districts from east to west. */
const districts = 'ABCEGHJKLMNPRSTVYX';
const unknown = 1_000;

/** @returns 0 for the same code; the less, the nearer; the farthest for what cannot be read. */
export function postalDistance(a: string | null | undefined, b: string | null | undefined): number {
  const [from, to] = [letters(a), letters(b)];
  if (!from || !to) return unknown;
  if (from === to) return 0;
  const shared = [...from].findIndex((sign, index) => sign !== to[index]);
  if (shared >= 1) return 6 - shared;
  return 10 * Math.abs(districts.indexOf(from.charAt(0)) - districts.indexOf(to.charAt(0)));
}

function letters(code: string | null | undefined): string | undefined {
  const plain = code?.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain && /^[ABCEGHJ-NPRSTVXY]\d[A-Z]\d[A-Z]\d$/.test(plain) ? plain : undefined;
}

/** The nearest first; of those equally far, in the order given. */
export const nearestFirst = <L extends Readonly<{ postalCode: string | null }>>(
  places: readonly L[],
  shipTo: string,
): L[] =>
  [...places].sort((a, b) => postalDistance(a.postalCode, shipTo) - postalDistance(b.postalCode, shipTo));
