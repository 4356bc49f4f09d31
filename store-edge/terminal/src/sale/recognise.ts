/** What a scan or a typed code means to this till. Pure; `byCode` is the catalogue's look-up. */
import { parseGtin } from '@comptoir/gs1/keys/gtin';
import { parseScan } from '@comptoir/gs1/scan';
import type { Product } from '../replica/product.ts';
import type { Piece } from './draft-line.ts';
import { parseQuantity, quantityText } from './quantity.ts';

export type Recognised =
  /** `quantity` when the code itself carries the weight; `piece` when it carries the number that the article asks for. */
  | Readonly<{ is: 'product'; product: Product; quantity: string | null; piece?: Piece | undefined }>
  | Readonly<{ is: 'bad-check-digit' | 'glued' | 'unknown'; code: string }>;

type ByCode = (code: string) => Product | undefined;

/** @param text as the scanner sent it; @param aim its symbology identifier (`]E0`), when it gave one apart. */
export function recogniseScan(text: string, aim: string | null, byCode: ByCode): Recognised {
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
  if (!product) return { is: 'unknown', code: shortGtin(scan.gtin14 ?? text) };
  const { netWeightKilograms: weightKg } = scan;
  const weight = weightKg === undefined || product.soldBy !== 'weight' ? undefined : parseQuantity(weightKg);
  const { tracks } = product;
  const number = tracks && scan[tracks];
  return {
    is: 'product',
    product,
    quantity: weight === undefined ? null : quantityText(weight),
    ...(tracks && number !== undefined ? { piece: { tracks, number } } : {}),
  };
}

const gtinLengths = [8, 12, 13, 14];

/** Two codes that came as one, or one that came twice. */
const isGlued = (text: string): boolean =>
  gtinLengths.some((at) => parseGtin(text.slice(0, at)).ok && parseGtin(text.slice(at)).ok);

/** A code typed by hand: a SKU as it stands, else a GTIN with its check digit. */
export function recogniseTyped(code: string, byCode: ByCode): Recognised {
  const bySku = byCode(code);
  if (bySku) return { is: 'product', product: bySku, quantity: null };
  const gtin = parseGtin(code);
  if (!gtin.ok) return { is: gtin.why === 'check-digit' ? 'bad-check-digit' : 'unknown', code };
  const product = byCode(gtin.gtin14);
  return product ? { is: 'product', product, quantity: null } : { is: 'unknown', code };
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
