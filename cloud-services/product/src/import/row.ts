/**
 * One row of an import, from what a file says to typed values. Knows nothing of the catalogue: whether a category or a
 * family exists is asked later. Absent fields stay `undefined`: an existing product keeps what it has.
 */

import {
  type Attributes,
  attributeCode,
  attributeLengthMax,
  attributesMax,
  inOrder,
} from '../attributes/attributes.ts';
import { isUuid } from '../ids.ts';
import type { SoldBy, Tracks } from '../product.ts';
import type { Texts } from '../texts.ts';
import { codesOf } from './checks.ts';
import { type Fault, fault } from './faults.ts';
import { parsePriceText } from './price-text.ts';

export type RawRow = Readonly<Record<string, unknown>>;

export type ImportedRow = Readonly<{
  id?: string;
  sku?: string;
  gtins?: readonly string[];
  name?: Texts;
  /** A slug or an id. */
  category?: string;
  taxCategory?: string;
  soldBy?: SoldBy;
  priceMinor?: number;
  isFamily: boolean;
  familySku?: string;
  variantName?: Texts;
  imageUrl?: string;
  rank?: number;
  favourite?: boolean;
  /** The whole set. */
  attributes?: Attributes;
  /** Codes of attributes. */
  options?: readonly string[];
  costMinor?: number;
  minimumAge?: number;
  tracks?: Tracks;
  isCharge?: boolean;
  /** SKUs or ids of the deposits and eco-fees that are charged with it. */
  charges?: readonly string[];
}>;

export const importedFields = [
  'id',
  'sku',
  'gtin',
  'gtins',
  'name',
  'lang',
  'category',
  'taxCategory',
  'soldBy',
  'price',
  'family',
  'familySku',
  'variantName',
  'imageUrl',
  'rank',
  'favourite',
  'attributes',
  'options',
  'cost',
  'minimumAge',
  'tracks',
  'isCharge',
  'charges',
] as const;
const known: ReadonlySet<string> = new Set(importedFields);

const nameLengthMax = 200;
const priceMinorMax = 100_000_000;

export type ParsedRow = Readonly<{ row: ImportedRow; faults: readonly Fault[] }>;

export function parseRow(raw: RawRow): ParsedRow {
  const faults: Fault[] = [];
  for (const key of Object.keys(raw)) if (!known.has(key)) faults.push(fault(key, raw[key], 'unknown-field'));
  const isFamily = readYesNo(raw, 'family', faults) ?? false;
  const row = defined({
    id: readId(raw, faults),
    sku: readSku(raw, faults),
    gtins: readGtins(raw, faults),
    name: readTexts(raw, 'name', faults),
    category: readText(raw.category),
    taxCategory: readText(raw.taxCategory),
    soldBy: readSoldBy(raw, faults),
    priceMinor: readPrice(raw, isFamily, faults),
    familySku: readText(raw.familySku),
    variantName: readTexts(raw, 'variantName', faults),
    imageUrl: readImage(raw, faults),
    rank: readRank(raw, faults),
    favourite: readYesNo(raw, 'favourite', faults),
    attributes: readAttributes(raw, faults),
    options: readOptions(raw),
    costMinor: readCost(raw, faults),
    minimumAge: readMinimumAge(raw, faults),
    tracks: readTracks(raw, faults),
    isCharge: readYesNo(raw, 'isCharge', faults),
    charges: readCharges(raw),
  });
  if (row.sku === undefined && raw.gtin === undefined && raw.gtins === undefined && row.id === undefined)
    faults.push(fault('sku', '', 'missing-code'));
  if (row.familySku !== undefined && row.variantName === undefined)
    faults.push(fault('variantName', '', 'missing-variant'));
  return { row: { ...row, isFamily }, faults };
}

/** Takes absent values out, so that `in` and spreading see only what the row says. */
function defined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Numbers are texts too: a spreadsheet writes the SKU `4011` as a number. */
function readText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  // A NUL or half a surrogate pair is no text: PostgreSQL would refuse the whole batch for it.
  const text = value
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return text === '' ? undefined : text;
}

function readId({ id }: RawRow, faults: Fault[]): string | undefined {
  const text = readText(id);
  if (text !== undefined && !isUuid(text)) faults.push(fault('id', id, 'bad-id'));
  return text?.toLowerCase();
}

function readSku({ sku }: RawRow, faults: Fault[]): string | undefined {
  const text = readText(sku);
  if (text !== undefined && text.length > 40) faults.push(fault('sku', sku, 'bad-sku'));
  return text;
}

function readGtins(raw: RawRow, faults: Fault[]): string[] | undefined {
  const field = raw.gtins === undefined ? 'gtin' : 'gtins';
  const told = raw[field];
  const texts = Array.isArray(told) ? told : (readText(told)?.split(/[ |/]+/) ?? []);
  if (texts.length === 0) return undefined;
  const read = codesOf(
    texts.map((text) => readText(text) ?? ''),
    field,
  );
  faults.push(...read.faults);
  return read.gtins;
}

function readTexts(raw: RawRow, field: 'name' | 'variantName', faults: Fault[]): Texts | undefined {
  const told = raw[field];
  if (told === undefined || told === null) return undefined;
  const texts = textsOf(told);
  if (!texts) {
    if (field === 'name') faults.push(fault(field, told, 'missing-name'));
    return undefined;
  }
  if (lengthOf(texts) > nameLengthMax) faults.push(fault(field, told, 'name-too-long'));
  return texts;
}

/** One text stands for both languages: real names say themselves in whatever language the maker chose. */
function textsOf(told: unknown): Texts | undefined {
  const one = readText(told);
  const { fr, en } =
    typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : { fr: one, en: one };
  const french = readText(fr) ?? readText(en);
  const english = readText(en) ?? readText(fr);
  return french === undefined || english === undefined ? undefined : { fr: french, en: english };
}

const lengthOf = ({ fr, en }: Texts) => Math.max(fr.length, en.length);

function readAttributes({ attributes }: RawRow, faults: Fault[]): Attributes | undefined {
  if (attributes === undefined || attributes === null) return undefined;
  const told = typeof attributes === 'object' && !Array.isArray(attributes) ? Object.entries(attributes) : [];
  const read = told.flatMap(([code, value]) => {
    const texts = textsOf(value);
    return attributeCode.test(code) && texts && lengthOf(texts) <= attributeLengthMax ? [[code, texts]] : [];
  });
  if (typeof attributes !== 'object' || read.length !== told.length || read.length > attributesMax)
    return void faults.push(fault('attributes', attributes, 'bad-attributes'));
  return inOrder(Object.fromEntries(read));
}

const soldByWords: Readonly<Record<string, SoldBy>> = {
  piece: 'piece',
  pièce: 'piece',
  unité: 'piece',
  unit: 'piece',
  each: 'piece',
  weight: 'weight',
  poids: 'weight',
  kg: 'weight',
};

function readSoldBy({ soldBy }: RawRow, faults: Fault[]): SoldBy | undefined {
  const text = readText(soldBy)?.toLowerCase();
  if (text === undefined) return undefined;
  const found = soldByWords[text];
  if (!found) faults.push(fault('soldBy', soldBy, 'bad-sold-by'));
  return found;
}

/** Whether there are such attributes is asked later. */
function readOptions({ options }: RawRow): string[] | undefined {
  const texts = Array.isArray(options) ? options : readText(options)?.split(/[\s,|/]+/);
  return texts?.map((text) => readText(text) ?? '');
}

/** Whether there are such is asked later. */
function readCharges({ charges }: RawRow): string[] | undefined {
  const texts = Array.isArray(charges) ? charges : readText(charges)?.split(/[|,;]/);
  return texts?.map((text) => readText(text) ?? '').filter((text) => text !== '');
}

/** What it costs may be nothing; what cannot be read is one fault, whatever the reason. */
function readCost({ cost }: RawRow, faults: Fault[]): number | undefined {
  if (cost === undefined || cost === null || cost === '') return undefined;
  const read = typeof cost === 'object' ? readMoney(cost as RawRow) : parsePriceText(String(cost));
  if (read.ok && read.amountMinor >= 0 && read.amountMinor <= priceMinorMax) return read.amountMinor;
  return void faults.push(fault('cost', cost, 'bad-cost'));
}

function readPrice({ price }: RawRow, isFamily: boolean, faults: Fault[]): number | undefined {
  if (price === undefined || price === null || price === '') return undefined;
  if (isFamily) return void faults.push(fault('price', price, 'family-price'));
  const read = typeof price === 'object' ? readMoney(price as RawRow) : parsePriceText(String(price));
  if (!read.ok) {
    const codes = {
      ambiguous: 'ambiguous-price',
      'not-a-price': 'bad-price',
      'bad-currency': 'bad-currency',
    } as const;
    return void faults.push(fault('price', price, codes[read.why]));
  }
  const wrong = priceFault(read.amountMinor);
  if (wrong) return void faults.push(fault('price', price, wrong));
  return read.amountMinor;
}

/** The same rule for a price in a file and one typed at head office. */
export function priceFault(
  amountMinor: number,
): 'zero-price' | 'negative-price' | 'price-too-high' | undefined {
  if (amountMinor === 0) return 'zero-price';
  if (amountMinor < 0) return 'negative-price';
  return amountMinor > priceMinorMax ? 'price-too-high' : undefined;
}

function readMoney({ amountMinor, currency }: RawRow) {
  if (currency !== 'CAD') return { ok: false, why: 'bad-currency' } as const;
  if (!Number.isSafeInteger(amountMinor)) return { ok: false, why: 'not-a-price' } as const;
  return { ok: true, amountMinor: Number(amountMinor) } as const;
}

function readImage({ imageUrl }: RawRow, faults: Fault[]): string | undefined {
  const text = readText(imageUrl);
  if (text !== undefined && !/^(\/|https:\/\/)\S+$/.test(text))
    faults.push(fault('imageUrl', imageUrl, 'bad-image'));
  return text;
}

function readRank({ rank }: RawRow, faults: Fault[]): number | undefined {
  const text = readText(rank);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) return void faults.push(fault('rank', rank, 'bad-rank'));
  return Number(text);
}

/** In years; above it, no law asks. */
export const minimumAgeMax = 120;

function readMinimumAge({ minimumAge }: RawRow, faults: Fault[]): number | undefined {
  const text = readText(minimumAge);
  if (text === undefined) return undefined;
  const age = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return age <= minimumAgeMax ? age : void faults.push(fault('minimumAge', minimumAge, 'bad-age'));
}

const tracksWords: Readonly<Record<string, Tracks>> = {
  serial: 'serial',
  serie: 'serial',
  série: 'serial',
  lot: 'lot',
};

function readTracks({ tracks }: RawRow, faults: Fault[]): Tracks | undefined {
  const text = readText(tracks)?.toLowerCase();
  if (text === undefined) return undefined;
  return tracksWords[text] ?? void faults.push(fault('tracks', tracks, 'bad-tracks'));
}

const yes = new Set(['true', 'oui', 'yes', 'vrai', '1', 'x']);
const no = new Set(['false', 'non', 'no', 'faux', '0']);

function readYesNo(
  raw: RawRow,
  field: 'family' | 'favourite' | 'isCharge',
  faults: Fault[],
): boolean | undefined {
  const told = raw[field];
  const text = typeof told === 'boolean' ? String(told) : readText(told)?.toLowerCase();
  if (text === undefined) return undefined;
  if (yes.has(text)) return true;
  if (no.has(text)) return false;
  faults.push(fault(field, told, 'bad-favourite'));
  return undefined;
}
