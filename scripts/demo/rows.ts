/** Demo data as rows of an import. Prices are invented: by category, and always the same for the same barcode. */

import { type CuratedCategory, categoriser } from './categorise.ts';
import { type AssortmentRow, curatedCategories, pictures, type RealProduct } from './data.ts';
import { demoId } from './ids.ts';
import { gramsOfName, gramsOfRow, weighing } from './weights.ts';

const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
const nameLengthMax = 200;

export function assortmentRows(rows: readonly AssortmentRow[]): object[] {
  const files = pictures();
  return rows.map(({ priceMinor, ...row }) => ({
    ...withoutPicture(row),
    ...weighing(gramsOfRow(row)),
    ...(priceMinor === undefined ? {} : { price: cad(priceMinor) }),
    imageUrl: `/api/v1/products/images/${files[row.sku] ?? ''}`,
  }));
}

function withoutPicture(row: object): object {
  const { picture: _picture, ...rest } = row as { picture?: unknown };
  return rest;
}

/** @param withIds not for barcodes that are wrong: no id can be made of them. */
export function realRows(products: readonly RealProduct[], withIds: boolean): object[] {
  const categories = curatedCategories();
  const other = categories.find(({ slug }) => slug === 'autres');
  if (!other) throw new Error('curated-categories.json has no category autres');
  const categoryOf = categoriser(categories, other);
  return products.map(({ gtin, name, lang }) => {
    const category = categoryOf(name, lang);
    return {
      ...(withIds ? { id: demoId.realProduct(gtin.padStart(14, '0')) } : {}),
      gtin,
      name: name.length > nameLengthMax ? `${name.slice(0, nameLengthMax - 1)}…` : name,
      category: category.slug,
      taxCategory: category.taxCategory ?? 'standard',
      price: cad(inventedPriceMinor(gtin, category)),
      ...weighing(gramsOfName(name)),
    };
  });
}

/** Within the category's bounds, ending in 9 as shelf prices do. */
export function inventedPriceMinor(
  gtin: string,
  { priceMinor: [low, high] = [199, 899] }: CuratedCategory,
): number {
  const price = low + (hash(gtin) % (high - low + 1));
  return Math.floor(price / 10) * 10 + 9;
}

/** FNV-1a, 32 bits, its bits mixed as murmur3 ends: the same even number for the same text on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
