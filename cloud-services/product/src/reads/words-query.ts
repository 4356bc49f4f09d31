/** What somebody types, as a query of the search vector: every word must be met, by its beginning or by its stem. */
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';

/** More words than this say nothing more. */
export const wordsMax = 8;

/**
 * @returns a `tsquery` in text, ready to be a parameter; `undefined` without a word. It is asked of PostgreSQL first, so
 * that the search itself is planned with a value and not with a computation, which it would repeat for every row.
 */
export async function tsqueryOf(queries: Queries, typed: string): Promise<string | undefined> {
  const words = plainWords(typed).slice(0, wordsMax);
  if (words.length === 0) return undefined;
  const stems = await queries.query<{ word: string; fr: string; en: string }>(
    `select word, plainto_tsquery('french', word)::text as fr, plainto_tsquery('english', word)::text as en
     from unnest($1::text[]) word`,
    [words],
  );
  // Words are letters and digits only, so nothing in them is an operator.
  return stems
    .map(
      ({ word, fr, en }) =>
        `(${[`'${word}':*`, ...new Set([fr, en])].filter((part) => part !== '').join(' | ')})`,
    )
    .join(' & ');
}
