/** *Did you mean*: each word that nothing in the catalogue answers to becomes the word that was meant. */
import { tsqueryOf, wordsMax } from '../reads/words-query.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { closestWord, correctedLengthMin, slipsAllowed } from './closest.ts';
import { wordsLike } from './vocabulary.ts';

/** @returns the query with its slips put right; `undefined` when there is none, or none that we can tell. */
export async function correctedQuery(tx: Queries, typed: string): Promise<string | undefined> {
  const words = plainWords(typed).slice(0, wordsMax);
  const corrected: string[] = [];
  for (const word of words) corrected.push((await meantBy(tx, word)) ?? word);
  return corrected.some((word, at) => word !== words[at]) ? corrected.join(' ') : undefined;
}

async function meantBy(tx: Queries, word: string): Promise<string | undefined> {
  if (word.length < correctedLengthMin || !/^[a-z]+$/.test(word) || (await isMet(tx, word))) return undefined;
  return closestWord(word, await wordsLike(tx, word, slipsAllowed(word)))?.spelling;
}

async function isMet(tx: Queries, word: string): Promise<boolean> {
  const rows = await tx.query('select from product where not archived and search @@ $1::tsquery limit 1', [
    await tsqueryOf(tx, word),
  ]);
  return rows.length > 0;
}
