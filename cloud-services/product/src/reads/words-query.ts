/** What somebody types, as a query of the search vector: every word must be met, by its beginning, its stem, or another word for the same. */

import { squeezed, withoutArticle } from '../spelling/alike.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { synonymsOf } from './synonyms.ts';

/** More words than this say nothing more. */
export const wordsMax = 8;

/** What a word means never changes, so it is asked of PostgreSQL once. */
const known = new Map<string, string>();
const knownMax = 20_000;

/**
 * @returns a `tsquery` in text, ready to be a parameter; `undefined` without a word. It is asked of PostgreSQL first, so
 * that the search itself is planned with a value and not with a computation, which it would repeat for every row.
 */
export async function tsqueryOf(queries: Queries, typed: string): Promise<string | undefined> {
  const words = plainWords(typed).slice(0, wordsMax);
  if (words.length === 0) return undefined;
  const unknown = words.filter((word) => !known.has(word));
  if (unknown.length === 0) return words.map((word) => known.get(word)).join(' & ');
  if (known.size > knownMax) known.clear();
  const stems = await queries.query<{ word: string; fr: string; en: string }>(
    `select word, plainto_tsquery('french', word)::text as fr, plainto_tsquery('english', word)::text as en
     from unnest($1::text[]) word`,
    [[...new Set(words.flatMap(meaningsOf))]],
  );
  const stemsOf = new Map(stems.map(({ word, fr, en }) => [word, [fr, en]]));
  const asked = new Map(
    words.map((word) => [
      word,
      meantBy(word, ...meaningsOf(word).flatMap((meant) => stemsOf.get(meant) ?? [])),
    ]),
  );
  for (const [word, meant] of asked) known.set(word, meant);
  return words.map((word) => asked.get(word)).join(' & ');
}

/** The word, the same without an article that was run into it, and what else each may be called. */
function meaningsOf(word: string): string[] {
  const bare = withoutArticle(word);
  return [word, ...(bare === undefined ? [] : [bare])].flatMap((one) => [one, ...synonymsOf(one)]);
}

/** Words are letters and digits only, so nothing in them is an operator. */
const meantBy = (word: string, ...stems: readonly string[]): string =>
  `(${[`'${word}':*`, plainOf(word), ...new Set(stems)].filter((part) => part !== '').join(' | ')})`;

function plainOf(word: string): string {
  const plain = squeezed(word);
  return plain === undefined || /\d/.test(plain) ? '' : `'${plain}'`;
}

/** Of fewer words, what holds all but one says too little. */
export const mostOfMin = 3;

/** @returns what holds all words but one, whichever; `undefined` of too few words. */
export async function mostOf(queries: Queries, typed: string): Promise<string | undefined> {
  const words = [...new Set(plainWords(typed))].slice(0, wordsMax);
  if (words.length < mostOfMin) return undefined;
  const parts = await Promise.all(
    words.map((left) => tsqueryOf(queries, words.filter((word) => word !== left).join(' '))),
  );
  return parts.map((part) => `(${part})`).join(' | ');
}
