/** Reads `cloud-services/product/data`. Whose data they are: SOURCE.md beside them. */
import { readFileSync } from 'node:fs';
import type { CuratedCategory } from './categorise.ts';

const folder = new URL('../../cloud-services/product/data/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const lines = <T>(file: string): T[] =>
  read(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

type Texts = Readonly<{ fr: string; en: string }>;

export type AssortmentRow = Readonly<{
  id: string;
  sku: string;
  gtins?: readonly string[];
  name: Texts;
  category: string;
  family?: true;
  familySku?: string;
  variantName?: Texts;
  priceMinor?: number;
  taxCategory?: string;
  soldBy?: 'piece' | 'weight';
  rank?: number;
  favourite?: true;
}>;
export type RealProduct = Readonly<{ gtin: string; name: string; lang?: string }>;

const once = <T>(make: () => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

export const assortment = once(() => JSON.parse(read('assortment.json')) as AssortmentRow[]);
/** SKU → file. */
export const pictures = () => JSON.parse(read('images/index.json')) as Record<string, string>;
export const curatedCategories = () => JSON.parse(read('curated-categories.json')) as CuratedCategory[];
export const realProducts = once(() => lines<RealProduct>('products.ndjson'));
export const badProducts = () => lines<RealProduct>('products-bad-gtin.ndjson');
