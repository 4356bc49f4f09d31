/** What somebody types, as a condition on the search vector: every word must be met, by its beginning or by its stem. */
import { plainWords } from '../words.ts';

/** More words than this say nothing more. */
const wordsMax = 8;

/**
 * @returns one `to_tsquery` text per configuration, to be joined with `or` word by word; `undefined` without a word.
 * Words are letters and digits only, so nothing in them is an operator.
 */
export function tsqueryOf(typed: string): string | undefined {
  const words = plainWords(typed).slice(0, wordsMax);
  return words.length === 0 ? undefined : words.join(' ');
}

/** SQL for the tsquery of parameter `$n`, whose text is words with single spaces between. */
export const tsquerySql = (parameter: string) => `(
  select coalesce(nullif(string_agg(
    '(' || concat_ws(' | ', quote_literal(w) || ':*', nullif(plainto_tsquery('french', w)::text, ''), nullif(plainto_tsquery('english', w)::text, '')) || ')',
    ' & '), ''), 'zzzz')::tsquery
  from unnest(string_to_array(${parameter}, ' ')) w)`;
