/**
 * *Did you mean*: words that nothing answers to become the words that were meant, of those that go together with the rest. Where each
 * word is met and only all of them are not, one of them was another.
 */
import { mostOfMin, tsqueryOf, wordsMax } from '../reads/words-query.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { closestWords, correctedLengthMin, slipsAllowed } from './closest.ts';
import { wordsLike } from './known-words.ts';
import { wholeWords } from './vocabulary.ts';

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
  // A word alone that nothing answers to is not asked for again.
  for (const at of places)
    if ((words.length === 1 && !isMet) || !(await goTogether(queries, [words[at] ?? '']))) unmet.push(at);
  if (unmet.length > 0) return replaceAll(queries, words, unmet);
  const whole = await wholeWords(queries, words);
  const doubtful = places.filter((at) => !whole.has(words[at] ?? ''));
  // Of many words that are all some name's, one too many was said rather than one mistyped.
  const isDoubted = !isMet && words.length < mostOfMin;
  const others = isDoubted ? places.filter((one) => !doubtful.includes(one)) : [];
  for (const at of [...doubtful, ...others]) {
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
