/** The words that the catalogue's names are made of. It only grows: a word that nothing holds any more corrects nothing, since it finds nothing. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Product } from '../product.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { correctedLengthMin, type KnownWord } from './closest.ts';

const lengthMax = 40;
const isCorrectable = new RegExp(`^[a-z]{${correctedLengthMin},${lengthMax}}$`);

type Named = readonly Pick<Product, 'name'>[];
export type LearnWords = (tx: Tx, products: Named) => Promise<void>;

export const learnWords: LearnWords = (tx, products) =>
  writeWords(tx, wordsOfNames(products.map(({ name }) => name)));

/** So many words of one file are kept in memory: some 150 bytes each. */
const keptMax = 100_000;

/**
 * For a long file, whose names say the same words again and again: each is written when it is first met, how often it was met by then when
 * the file is read. What is lost with a file that ends early is some of how often.
 */
export function learningOf(): Readonly<{ learn: LearnWords; flush: (tx: Tx) => Promise<void> }> {
  const met = new Map<string, KnownWord>();
  const flush = async (tx: Tx) => {
    const again = inOrder([...met.values()].filter(({ uses }) => uses > 0));
    met.clear();
    await writeWords(tx, again);
  };
  const learn: LearnWords = async (tx, products) => {
    if (met.size > keptMax) await flush(tx);
    const words = wordsOfNames(products.map(({ name }) => name));
    const fresh = words.filter(({ spelling }) => !met.has(spelling));
    for (const word of words) {
      const known = met.get(word.spelling);
      met.set(word.spelling, { ...word, uses: known ? known.uses + word.uses : 0 });
    }
    await writeWords(tx, fresh);
  };
  return { learn, flush };
}

/** @param words in one order, so that two writers wait for each other instead of deadlocking. */
async function writeWords(tx: Tx, words: readonly KnownWord[]): Promise<void> {
  if (words.length === 0) return;
  await tx.query(
    `insert into catalogue_word (spelling, word, uses) select * from unnest($1::text[], $2::text[], $3::int[])
     on conflict (spelling) do update set uses = catalogue_word.uses + excluded.uses`,
    [words.map(({ spelling }) => spelling), words.map(({ word }) => word), words.map(({ uses }) => uses)],
  );
}

export function wordsOfNames(names: readonly Product['name'][]): KnownWord[] {
  const known = new Map<string, KnownWord>();
  for (const { fr, en } of names)
    for (const spelling of spellings(fr === en ? fr : `${fr} ${en}`)) {
      const word = plainWords(spelling).join('');
      if (!isCorrectable.test(word)) continue;
      known.set(spelling, { word, spelling, uses: (known.get(spelling)?.uses ?? 0) + 1 });
    }
  return inOrder([...known.values()]);
}

const inOrder = (words: readonly KnownWord[]): KnownWord[] =>
  [...words].sort((a, b) => (a.spelling < b.spelling ? -1 : 1));

/** Each once. */
const spellings = (text: string) =>
  new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [],
  );

/** @returns those that names hold whole. */
export async function wholeWords(queries: Queries, words: readonly string[]): Promise<Set<string>> {
  const rows = await queries.query<{ word: string }>(
    'select word from catalogue_word where word = any($1::text[])',
    [words],
  );
  return new Set(rows.map(({ word }) => word));
}
