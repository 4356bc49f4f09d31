/** What a scan or a typed code means to this till. Pure; `byCode` is the catalogue's look-up. */
import { parseGtin } from '@comptoir/gs1/keys/gtin';
import { parseScan } from '@comptoir/gs1/scan';
import {
  labelledArticle,
  parseVariableMeasure,
  type VariableMeasureTemplate,
} from '@comptoir/gs1/variable-measure';
import type { Product } from '../replica/product.ts';
import type { Piece } from './draft-line.ts';
import { soldByLabel } from './label.ts';

export type Recognised =
  /**
   * `quantity` when the code itself carries the weight, or the price of goods sold by weight; `labelPriceMinor` when it carries that of a
   * piece; `piece` when it carries the number that the article asks for.
   */
  | Readonly<{
      is: 'product';
      product: Product;
      quantity: string | null;
      labelPriceMinor?: number;
      piece?: Piece | undefined;
    }>
  | Readonly<{ is: 'bad-check-digit' | 'glued' | 'unknown'; code: string }>;

export type Codes = Readonly<{
  byCode: (code: string) => Product | undefined;
  /** Layouts of the store's own labels. */
  inStore: readonly VariableMeasureTemplate[];
}>;

/** @param text as the scanner sent it; @param aim its symbology identifier (`]E0`), when it gave one apart. */
export function recogniseScan(text: string, aim: string | null, codes: Codes): Recognised {
  const { byCode } = codes;
  const scan = parseScan(aim === null || text.startsWith(']') ? text : aim + text);
  if (!scan.ok) {
    // A SKU may have the length of a GTIN and is no misread.
    const bySku = byCode(text);
    if (bySku) return { is: 'product', product: bySku, quantity: null };
    if (scan.why === 'check-digit') return { is: 'bad-check-digit', code: text };
    return { is: isGlued(text) ? 'glued' : 'unknown', code: text };
  }
  const code = scan.gtin14 ?? scan.text ?? text;
  const product = byCode(code);
  if (!product && scan.gtin14 === undefined) return { is: isGlued(text) ? 'glued' : 'unknown', code: text };
  if (!product) {
    const digits = shortGtin(scan.gtin14 ?? text);
    return onLabel(digits, codes) ?? { is: 'unknown', code: digits };
  }
  if (scan.elements && holdsAnother(text, product, codes)) return { is: 'glued', code: text };
  const { tracks } = product;
  const number = tracks && scan[tracks];
  // A price in another currency than the store's is none.
  const priceMinor = scan.currencyNumeric === undefined ? scan.priceMinor : undefined;
  return {
    is: 'product',
    product,
    ...soldByLabel(product, { kilograms: scan.netWeightKilograms, priceMinor }),
    ...(tracks && number !== undefined ? { piece: { tracks, number } } : {}),
  };
}

/** A label of the store's own scales. @returns undefined where no layout knows its article. */
function onLabel(digits: string, { byCode, inStore }: Codes): Recognised | undefined {
  let misread = false;
  for (const template of inStore) {
    const article = labelledArticle(digits, template);
    const product = article && (byCode(article.gtin.padStart(14, '0')) ?? byCode(article.item));
    if (!product) continue;
    const label = parseVariableMeasure(digits, template);
    if (label.ok) {
      const { weightKilograms: kilograms, priceMinor } = label;
      return { is: 'product', product, ...soldByLabel(product, { kilograms, priceMinor }) };
    }
    misread = true;
  }
  return misread ? { is: 'bad-check-digit', code: digits } : undefined;
}

const gtinLengths = [8, 12, 13, 14];
/** `01` and a GTIN; with `]C1` before it, three more. */
const firstElementLength = 16;

/** Two codes that came as one, or one that came twice. */
const isGlued = (text: string): boolean =>
  gtinLengths.some((at) => parseGtin(text.slice(0, at)).ok && parseGtin(text.slice(at)).ok);

/** What follows may pass for a lot, a serial number or a company's own element: with another article's code in it, it is none. */
const holdsAnother = (text: string, product: Product, codes: Codes): boolean => {
  const following = text.slice(firstElementLength);
  const ends = gtinLengths.map((length) => following.slice(-length)).filter((end) => end.length >= 8);
  const next = /01\d{14}.*/.exec(following)?.[0];
  return [...ends, ...(next === undefined ? [] : [next])].some((rest) => {
    const other = recogniseScan(rest, null, codes);
    return other.is === 'product' && other.product.id !== product.id;
  });
};

/** A code typed by hand: a SKU as it stands, else a GTIN with its check digit. */
export function recogniseTyped(code: string, codes: Codes): Recognised {
  const { byCode } = codes;
  const bySku = byCode(code);
  if (bySku) return { is: 'product', product: bySku, quantity: null };
  const gtin = parseGtin(code);
  if (!gtin.ok) return { is: gtin.why === 'check-digit' ? 'bad-check-digit' : 'unknown', code };
  const product = byCode(gtin.gtin14);
  if (product) return { is: 'product', product, quantity: null };
  return onLabel(shortGtin(gtin.gtin14), codes) ?? { is: 'unknown', code };
}

/** As it is printed under the bars: twelve or thirteen digits, fourteen only where they mean something. */
export function shortGtin(gtin14: string): string {
  if (gtin14.startsWith('000000')) return gtin14.slice(6);
  if (gtin14.startsWith('00')) return gtin14.slice(2);
  return gtin14.startsWith('0') ? gtin14.slice(1) : gtin14;
}

/** The number of a piece, from a code that carries it or that is nothing else. */
export function pieceNumberIn(text: string, aim: string | null, tracks: Piece['tracks']): string {
  const scan = parseScan(aim === null || text.startsWith(']') ? text : aim + text);
  return (scan.ok ? (scan[tracks] ?? scan.text) : undefined) ?? text;
}
