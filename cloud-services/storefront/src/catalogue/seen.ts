/** What was looked at with this browser, newest first: their codes, in a cookie, and told to nobody. */
import type { ProductCard } from '../../app/src/shared/shapes/catalogue.ts';
import { dayS } from '../http/cookies.ts';
import type { Visit } from '../visit.ts';
import { cardsOf } from './cards.ts';
import { stillSold } from './still-sold.ts';

const codesMax = 8;
const shownMax = 6;
const keptDays = 30;
/** No code has a space. */
const separator = ' ';

const codesOf = ({ jar }: Visit): string[] =>
  (jar.get('seen') ?? '').split(separator).filter(Boolean).slice(0, codesMax);

export function keepSeen(visit: Visit, code: string): void {
  const others = codesOf(visit).filter((one) => one !== code);
  visit.jar.set('seen', [code, ...others].slice(0, codesMax).join(separator), keptDays * dayS);
}

/** @param but the product whose page it is. What is no longer sold is left out. */
export async function seenBefore(visit: Visit, but?: string): Promise<ProductCard[]> {
  const codes = codesOf(visit)
    .filter((code) => code !== but)
    .slice(0, shownMax);
  return cardsOf(visit, await stillSold(visit.gateway, codes));
}
