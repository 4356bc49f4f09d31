/**
 * How well an answer does: nDCG@10 over judged queries. A name that has a word of each of a query's groups is worth 2, of
 * the store's own assortment 3, anything else nothing; words are compared blind to accents, capitals and the plural.
 * Source of the measure: Järvelin and Kekäläinen, 2002; gains 2^grade − 1.
 */
import { readFileSync } from 'node:fs';

export type Thing = Readonly<{ id: string; sku: string; names: readonly string[]; isOwn: boolean }>;
type Judged = Readonly<{ query: string; sku?: string; groups: readonly (readonly string[])[] }>;

export const judged = (): Judged[] =>
  readFileSync(new URL('./judged.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [query = '', told = ''] = line.split(' | ');
      if (told.startsWith('#')) return { query, sku: told.slice(1), groups: [] };
      return { query, groups: told.split(' + ').map((group) => group.split(',').map(singular)) };
    });

const folded = (text: string) =>
  text
    .replace(/œ/gi, 'oe')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
const singular = (word: string) => word.replace(/(?<=..)[sx]$/, '');
const wordsOf = ({ names }: Thing) =>
  new Set(names.flatMap((name) => folded(name).match(/[a-z0-9]+/g) ?? []).map(singular));

/** By id, the grade of whatever is worth something, for each query. */
export function gradesOf(queries: readonly Judged[], things: readonly Thing[]): Map<string, number>[] {
  const worded = things.map((thing) => ({ thing, words: wordsOf(thing) }));
  return queries.map(({ sku, groups }) => {
    const answers = worded.filter(({ thing, words }) =>
      sku === undefined ? groups.every((group) => group.some((word) => words.has(word))) : thing.sku === sku,
    );
    return new Map(answers.map(({ thing }) => [thing.id, thing.isOwn ? 3 : 2]));
  });
}

const depth = 10;
const gained = (grades: readonly number[]) =>
  grades.slice(0, depth).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);

/** @returns 1: nothing better could be first; 0: nothing of worth was. */
export function ndcg(answer: readonly string[], grades: ReadonlyMap<string, number>): number {
  const best = gained([...grades.values()].sort((one, other) => other - one));
  return best === 0 ? 1 : gained(answer.map((id) => grades.get(id) ?? 0)) / best;
}
