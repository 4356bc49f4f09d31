/** The words that the catalogue's names are made of. It only grows: a word that nothing holds any more corrects nothing, since it finds nothing. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Product } from '../product.ts';
import type { Queries } from '../store/product-rows.ts';
import { plainWords } from '../words.ts';
import { correctedLengthMin, type KnownWord } from './closest.ts';
import { lettersApartMax, lettersOf } from './letters.ts';

const lengthMax = 40;
const isCorrectable = new RegExp(`^[a-z]{${correctedLengthMin},${lengthMax}}$`);

export async function learnWords(tx: Tx, products: readonly Pick<Product, 'name'>[]): Promise<void> {
  const words = wordsOfNames(products.map(({ name }) => name));
  if (words.length === 0) return;
  await tx.query(
    `insert into catalogue_word (spelling, word, uses) select * from unnest($1::text[], $2::text[], $3::int[])
     on conflict (spelling) do update set uses = catalogue_word.uses + excluded.uses`,
    [words.map(({ spelling }) => spelling), words.map(({ word }) => word), words.map(({ uses }) => uses)],
  );
}

/** In one order, so that two writers wait for each other instead of deadlocking. */
export function wordsOfNames(names: readonly Product['name'][]): KnownWord[] {
  const known = new Map<string, KnownWord>();
  for (const { fr, en } of names)
    for (const spelling of spellings(fr === en ? fr : `${fr} ${en}`)) {
      const word = plainWords(spelling).join('');
      if (!isCorrectable.test(word)) continue;
      known.set(spelling, { word, spelling, uses: (known.get(spelling)?.uses ?? 0) + 1 });
    }
  return [...known.values()].sort((a, b) => (a.spelling < b.spelling ? -1 : 1));
}

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

/** However large the catalogue, a word is compared with so many, the most used first. */
const candidatesMax = 4_000;

/** Words that may be what was meant: of about the same length, with about the same letters. */
export const wordsLike = (queries: Queries, typed: string, slipsMax: number): Promise<KnownWord[]> =>
  queries.query<KnownWord>(
    `select word, (array_agg(spelling order by uses desc, spelling desc))[1] as spelling, sum(uses)::int as uses
     from catalogue_word
     where length(word) between $1::int - $2::int and $1::int + $2::int and bit_count((letters # $3::int)::bit(32)) <= $4::int
     group by word order by sum(uses) desc, word limit ${candidatesMax}`,
    [typed.length, slipsMax, lettersOf(typed), lettersApartMax(slipsMax)],
  );
