/**
 * Search over one long string: a product a line, its folded names and its SKU between spaces. One native `indexOf` walks a
 * million names in some milliseconds, where a word index would cost more memory than the products themselves.
 */
import { assert } from '../assert.ts';
import { fold } from './fold.ts';
import { inShopOrder, noRank, type Product } from './product.ts';

/** A scan that comes while a haystack is built waits no longer than this. */
const sliceMs = 8;
/** Lines read before ranking stops: a single common letter would otherwise hit every product. */
const candidatesMax = 4_000;

export type Haystack = Readonly<{ text: string; starts: Int32Array; products: readonly Product[] }>;

export const emptyHaystack: Haystack = { text: '', starts: new Int32Array(), products: [] };

/** Ranked products first, so that a cut search still shows the shop's own assortment. Lets others work in between. */
export async function buildHaystack(all: readonly Product[]): Promise<Haystack> {
  const ranked = all.filter(({ rank }) => rank !== noRank).sort(inShopOrder);
  const products = [...ranked, ...all.filter(({ rank }) => rank === noRank)];
  const starts = new Int32Array(products.length);
  const lines: string[] = [];
  let length = 0;
  let until = performance.now() + sliceMs;
  for (const [index, product] of products.entries()) {
    const line = haystackLine(product);
    starts[index] = length;
    length += line.length + 1;
    lines.push(line);
    if (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + sliceMs;
  }
  return { text: lines.join('\n'), starts, products };
}

export function haystackLine({ nameFr, nameEn, sku }: Product): string {
  const fr = fold(nameFr);
  const en = fold(nameEn);
  return ` ${fr} ${en === fr ? '' : `${en} `}${fold(sku)}`;
}

/**
 * @returns at most `limit` products that hold every word of `query`, each as the beginning of a word or, failing that,
 *   anywhere; names that begin with the query first, then word beginnings, then rank.
 */
export function searchHaystack(haystack: Haystack, query: string, limit: number): Product[] {
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  const rarest = words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
  if (rarest === '') return [];
  const whole = words.join(' ');
  const hits: { product: Product; score: number }[] = [];
  let at = haystack.text.indexOf(rarest);
  while (at !== -1 && hits.length < candidatesMax) {
    const index = lineAt(haystack.starts, at);
    const from = haystack.starts[index];
    const to = haystack.starts[index + 1] ?? haystack.text.length + 1;
    assert(from !== undefined, `line ${index} of ${haystack.starts.length}`);
    const score = scoreOf(haystack.text.slice(from, to - 1), words, whole);
    const product = haystack.products[index];
    if (score !== undefined && product) hits.push({ product, score });
    at = haystack.text.indexOf(rarest, to);
  }
  hits.sort((a, b) => a.score - b.score || inShopOrder(a.product, b.product));
  return hits.slice(0, limit).map(({ product }) => product);
}

function scoreOf(line: string, words: readonly string[], whole: string): number | undefined {
  let inside = 0;
  for (const word of words) {
    if (line.includes(` ${word}`)) continue;
    if (!line.includes(word)) return undefined;
    inside += 1;
  }
  if (inside > 0) return 2 + inside;
  return line.startsWith(` ${whole}`) ? 0 : 1;
}

/** The last line that begins at or before `position`. */
function lineAt(starts: Int32Array, position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
