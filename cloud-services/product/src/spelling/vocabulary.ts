/** The words that the catalogue's names are made of. It only grows: a word that nothing holds any more corrects nothing, since it finds nothing. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Product } from '../product.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { correctedLengthMin, type KnownWord } from './closest.ts';

const lengthMax = 40;
const isCorrectable = new RegExp(`^[a-z]{${correctedLengthMin},${lengthMax}}$`);

export async function learnWords(tx: Tx, products: readonly Pick<Product, 'name'>[]): Promise<void> {
  const words = wordsOfNames(products.map(({ name }) => name));
  if (words.length === 0) return;
  await tx.query(
    `insert into catalogue_word (word, spelling, uses) select * from unnest($1::text[], $2::text[], $3::int[])
     on conflict (word) do update set uses = catalogue_word.uses + excluded.uses,
       spelling = case when catalogue_word.spelling = catalogue_word.word then excluded.spelling else catalogue_word.spelling end`,
    [words.map(({ word }) => word), words.map(({ spelling }) => spelling), words.map(({ uses }) => uses)],
  );
}

/** In the order of the words, so that two writers wait for each other instead of deadlocking. A spelling with accents is the right one. */
export function wordsOfNames(names: readonly Product['name'][]): KnownWord[] {
  const known = new Map<string, KnownWord>();
  for (const { fr, en } of names)
    for (const [word, spelling] of spellings(fr === en ? fr : `${fr} ${en}`)) {
      const { uses, ...earlier } = known.get(word) ?? { word, spelling, uses: 0 };
      known.set(word, {
        word,
        spelling: earlier.spelling === word ? spelling : earlier.spelling,
        uses: uses + 1,
      });
    }
  return [...known.values()].sort((a, b) => (a.word < b.word ? -1 : 1));
}

function spellings(text: string): Map<string, string> {
  const told =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return new Map(
    told.flatMap((spelling) => {
      const word = plainWords(spelling).join('');
      return isCorrectable.test(word) ? [[word, spelling]] : [];
    }),
  );
}

/** Enough for one shared group of three letters: a swap in a word of four leaves no more. */
const likenessMin = 0.1;
/** However large the catalogue, a word is compared with so many, the likest first. */
const candidatesMax = 2_000;

/** Words that may be what was meant, in a transaction of their own setting. */
export async function wordsLike(tx: Queries, typed: string, slipsMax: number): Promise<KnownWord[]> {
  await tx.query(`set local pg_trgm.similarity_threshold = ${likenessMin}`);
  return tx.query<KnownWord>(
    `select word, spelling, uses from catalogue_word
     where word % $1 and length(word) between length($1) - $2::int and length($1) + $2::int
     order by similarity(word, $1) desc, word limit ${candidatesMax}`,
    [typed, slipsMax],
  );
}
