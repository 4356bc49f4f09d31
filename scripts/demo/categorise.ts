/**
 * Gives a real product's name one of the curated categories by keyword. Names say what a thing is before what is in
 * it (`Velouté de tomate`, `Crackers with Olive Oil`), so the words before `de`, `with` … weigh more than those behind
 * them; in French the first word that tells wins, in English the last.
 */
import { plainWords, singular } from './words.ts';

export type CuratedCategory = Readonly<{
  id: string;
  parentId: string | null;
  slug: string;
  fr: string;
  en: string;
  offId?: string;
  taxCategory?: string;
  /** Bounds of the invented price. */
  priceMinor?: readonly [number, number];
  /** Say what a product is. `fr:` in front: only in names that are not English; `=`: plurals count as another word. */
  keywords?: readonly string[];
  /** Say it only where no keyword does. */
  hints?: readonly string[];
}>;

type Entry = Readonly<{
  category: CuratedCategory;
  strong: boolean;
  frenchOnly: boolean;
  exact: boolean;
  words: readonly string[];
}>;
type Match = Readonly<{ entry: Entry; from: number; to: number; inHead: boolean }>;

const ENGLISH_LINKS = new Set(['with', 'in', 'for', 'without', 'from', 'made', 'on']);
const FRENCH_LINKS = new Set([
  'au',
  'aux',
  'avec',
  'sans',
  'sur',
  'pour',
  'et',
  'saveur',
  'gout',
  'parfum',
  'en',
  'a',
]);

/** @returns a function from a name (and its language, where known) to its category; `fallback` where no word tells. */
export function categoriser(categories: readonly CuratedCategory[], fallback: CuratedCategory) {
  const byFirstWord = index(categories);
  return (name: string, language?: string): CuratedCategory => {
    const raw = plainWords(name);
    const english = language === undefined ? !looksFrench(raw) : language === 'en';
    const words = raw.map(singular);
    const head = headLength(raw, english);
    const found = withoutContained(matches(byFirstWord, raw, words, english, head));
    return best(found, english)?.entry.category ?? fallback;
  };
}

function index(categories: readonly CuratedCategory[]): Map<string, Entry[]> {
  const byFirstWord = new Map<string, Entry[]>();
  const add = (category: CuratedCategory, keyword: string, strong: boolean) => {
    const frenchOnly = keyword.startsWith('fr:');
    const exact = keyword.startsWith('=');
    const plain = plainWords(keyword.replace(/^(fr:|=)/, ''));
    const words = exact ? plain : plain.map(singular);
    const [first] = words;
    if (first === undefined) return;
    const entries = byFirstWord.get(first) ?? [];
    entries.push({ category, strong, frenchOnly, exact, words });
    byFirstWord.set(first, entries);
  };
  for (const category of categories) {
    for (const keyword of category.keywords ?? []) add(category, keyword, true);
    for (const hint of category.hints ?? []) add(category, hint, false);
  }
  return byFirstWord;
}

function matches(
  byFirstWord: Map<string, Entry[]>,
  raw: readonly string[],
  words: readonly string[],
  english: boolean,
  head: number,
): Match[] {
  const found: Match[] = [];
  for (let from = 0; from < words.length; from += 1) {
    for (const key of new Set([words[from], raw[from]])) {
      for (const entry of byFirstWord.get(key ?? '') ?? []) {
        if (entry.frenchOnly && english) continue;
        const source = entry.exact ? raw : words;
        if (!entry.words.every((word, offset) => source[from + offset] === word)) continue;
        found.push({ entry, from, to: from + entry.words.length, inHead: from < head });
      }
    }
  }
  return found;
}

/** `ice cream` covers `cream`: the shorter match inside a longer one says nothing. */
function withoutContained(found: readonly Match[]): Match[] {
  return found.filter(
    (one) =>
      !found.some(
        (other) => other.from <= one.from && one.to <= other.to && other.to - other.from > one.to - one.from,
      ),
  );
}

function best(found: readonly Match[], english: boolean): Match | undefined {
  const value = (match: Match) =>
    (match.entry.strong ? 1000 : 0) +
    (match.inHead ? 500 : 0) +
    (english ? match.to : 100 - match.from) +
    (match.entry.words.length - 1) * 2;
  return found.reduce<Match | undefined>(
    (winner, match) => (winner === undefined || value(match) > value(winner) ? match : winner),
    undefined,
  );
}

function headLength(raw: readonly string[], english: boolean): number {
  const links = english ? ENGLISH_LINKS : FRENCH_LINKS;
  const at = raw.findIndex((word, position) => position > 0 && links.has(word));
  return at === -1 ? raw.length : at;
}

const FRENCH_SIGNS = new Set([
  'de',
  'du',
  'des',
  'au',
  'aux',
  'la',
  'le',
  'les',
  'et',
  'sans',
  'avec',
  'pour',
  'd',
  'l',
]);

function looksFrench(raw: readonly string[]): boolean {
  return raw.some((word) => FRENCH_SIGNS.has(word));
}
