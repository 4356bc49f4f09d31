/**
 * *Did you mean*: words that nothing answers to become the words that were meant, of those that go together with the rest. Where each
 * word is met and only all of them are not, one of them was another.
 */
import { tsqueryOf, wordsMax } from '../reads/words-query.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { closestWords, correctedLengthMin, slipsAllowed } from './closest.ts';
import { wholeWords, wordsLike } from './vocabulary.ts';

/**
 * @param isMet something answers to what was typed: only a word that no name holds whole is then doubted.
 * @returns the query with its slips put right; `undefined` when there is none, or none that we can tell.
 */
export async function correctedQuery(
  queries: Queries,
  typed: string,
  isMet: boolean,
): Promise<string | undefined> {
  const words = plainWords(typed).slice(0, wordsMax);
  const places = words.map((_, at) => at);
  const unmet: number[] = [];
  for (const at of places) if (!(await goTogether(queries, [words[at] ?? '']))) unmet.push(at);
  if (unmet.length > 0) return replaceAll(queries, words, unmet);
  const whole = await wholeWords(queries, words);
  const doubtful = places.filter((at) => !whole.has(words[at] ?? ''));
  for (const at of isMet ? doubtful : [...doubtful, ...places.filter((one) => !doubtful.includes(one))]) {
    const corrected = await replaceAll(queries, words, [at]);
    if (corrected !== undefined) return corrected;
  }
  return undefined;
}

/** Each in turn, by the closest word that goes together with what is certain by then. */
async function replaceAll(
  queries: Queries,
  words: readonly string[],
  places: readonly number[],
): Promise<string | undefined> {
  const certain = words.filter((_, at) => !places.includes(at));
  const said = [...words];
  for (const at of places) {
    const meant = await meantBy(queries, words[at] ?? '', certain);
    if (!meant) return undefined;
    certain.push(meant.word);
    said[at] = meant.spelling;
  }
  return said.join(' ');
}

async function meantBy(queries: Queries, word: string, others: readonly string[]) {
  if (word.length < correctedLengthMin || !/^[a-z]+$/.test(word)) return undefined;
  for (const candidate of closestWords(word, await wordsLike(queries, word, slipsAllowed(word))))
    if (await goTogether(queries, [...others, candidate.word])) return candidate;
  return undefined;
}

/** Whether one product holds them all. */
export async function goTogether(queries: Queries, words: readonly string[]): Promise<boolean> {
  const rows = await queries.query(
    'select from product where not archived and not is_family and search @@ $1::tsquery limit 1',
    [await tsqueryOf(queries, words.join(' '))],
  );
  return rows.length > 0;
}
