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
/** Of the real products, those that people are told to scan. */
export const realGtinsToScan = ['0068100084245', '0064100852686', '80050865'];
/**
 * `COMPTOIR_DEMO_PART=10`: one real product in ten. What needs a house but not all of a supermarket has it sooner.
 * @throws Error with one sentence.
 */
export function demoPart(text = '1'): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new Error(`COMPTOIR_DEMO_PART is "${text}": one real product in how many, a whole number from 1.`);
  return Number(text);
}
export const realProducts = once(() => {
  const part = demoPart(process.env.COMPTOIR_DEMO_PART);
  return lines<RealProduct>('products.ndjson').filter(
    ({ gtin }, index) => index % part === 0 || realGtinsToScan.includes(gtin),
  );
});
export const badProducts = () => lines<RealProduct>('products-bad-gtin.ndjson');
