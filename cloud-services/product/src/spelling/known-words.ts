/**
 * The vocabulary as a service keeps it in memory: tens of thousands of words are compared within a millisecond or two, and none is sent for
 * it. What was learnt since is asked for each time; how often words are used, now and then.
 */
import type { Queries } from '../store/product-rows.ts';
import type { KnownWord } from './closest.ts';
import { lettersApartMax, lettersOf } from './letters.ts';

/** A word that was being written while a later one was read is met then, too. */
const readAnewMs = 300_000;
/** However large the catalogue, a word is compared with so many, the most used first. */
const candidatesMax = 4_000;

type Entry = KnownWord & Readonly<{ letters: number }>;
type Vocabulary = Readonly<{
  bySpelling: Map<string, KnownWord>;
  entries: readonly Entry[];
  /** Of the newest word that was read. */
  place: number;
  readAtMs: number;
}>;

const vocabularies = new WeakMap<Queries, Vocabulary>();

/** Words that may be what was meant: of about the same length, with about the same letters. */
export async function wordsLike(queries: Queries, typed: string, slipsMax: number): Promise<KnownWord[]> {
  const { entries } = await vocabularyOf(queries);
  const typedLetters = lettersOf(typed);
  const apartMax = lettersApartMax(slipsMax);
  const alike = entries.filter(
    ({ word, letters }) =>
      Math.abs(word.length - typed.length) <= slipsMax && bitsOf(letters ^ typedLetters) <= apartMax,
  );
  return alike.length <= candidatesMax
    ? alike
    : alike.sort((a, b) => b.uses - a.uses || (a.word < b.word ? -1 : 1)).slice(0, candidatesMax);
}

async function vocabularyOf(queries: Queries): Promise<Vocabulary> {
  const known = vocabularies.get(queries);
  const isFresh = known !== undefined && Date.now() - known.readAtMs < readAnewMs;
  const rows = await queries.query<KnownWord & { place: string }>(
    'select place, spelling, word, uses from catalogue_word where place > $1 order by place',
    [isFresh ? known.place : 0],
  );
  if (isFresh && rows.length === 0) return known;
  const bySpelling = new Map(isFresh ? known.bySpelling : []);
  for (const { spelling, word, uses } of rows) bySpelling.set(spelling, { spelling, word, uses });
  const vocabulary = {
    bySpelling,
    entries: entriesOf(bySpelling.values()),
    place: Math.max(isFresh ? known.place : 0, Number(rows.at(-1)?.place ?? 0)),
    readAtMs: isFresh ? known.readAtMs : Date.now(),
  };
  vocabularies.set(queries, vocabulary);
  return vocabulary;
}

/** Each word once, spelt as most names do. */
function entriesOf(spellings: Iterable<KnownWord>): Entry[] {
  const mostUsedFirst = [...spellings].sort((a, b) => b.uses - a.uses || (a.spelling > b.spelling ? -1 : 1));
  const entries = new Map<string, Entry>();
  for (const { word, spelling, uses } of mostUsedFirst) {
    const before = entries.get(word);
    entries.set(
      word,
      before ? { ...before, uses: before.uses + uses } : { word, spelling, uses, letters: lettersOf(word) },
    );
  }
  return [...entries.values()];
}

function bitsOf(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
