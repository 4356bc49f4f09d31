import { checkDigit } from '@comptoir/gs1';
import { taxData } from '@comptoir/pricing';
import { expect, test } from 'vitest';
import { categoriser } from './categorise.ts';
import { assortment, badProducts, curatedCategories, demoPart, pictures, realProducts } from './data.ts';
import { openingMovementId } from './ids.ts';
import { assortmentRows, realRows } from './rows.ts';
import { openingLines } from './stock.ts';
import { stores } from './stores.ts';
import { gramsOfName, gramsOfRow } from './weights.ts';

const categories = curatedCategories();
const other = categories.find(({ slug }) => slug === 'autres');
if (!other) throw new Error('no category autres');
const categoryOf = categoriser(categories, other);

test.each([
  ['Velouté de tomate', 'fr', 'soupes-bouillons'],
  ['Crackers With Olive Oil', undefined, 'craquelins'],
  ['Chocolate Ice Cream', undefined, 'glaces'],
  ["Beurre D'arachide (crémeux)", 'fr', 'tartinades'],
  ['Jus d’orange', 'fr', 'jus'],
  ['Pâtes alimentaires', 'fr', 'pates-alimentaires'],
  ['Thé vert à la menthe', 'fr', 'thes'],
  ['Dictator', 'fr', 'autres'],
])('P1: “%s” belongs to its category', (name, language, slug) => {
  expect(categoryOf(name, language).slug).toBe(slug);
});

test('N2: a part of the assortment that is no number is refused with a sentence', () => {
  expect([demoPart(), demoPart('10')]).toEqual([1, 10]);
  for (const text of ['', '0', '-1', '2.5', 'ten', '1e9'])
    expect(() => demoPart(text)).toThrow('COMPTOIR_DEMO_PART is');
});

test('P1: nearly nine real names in ten have a category of their own', () => {
  const lost = realProducts().filter(({ name, lang }) => categoryOf(name, lang).slug === 'autres').length;
  expect(lost / realProducts().length).toBeLessThan(0.13);
});

test('P1: the assortment has both languages, a picture each, right barcodes of the in-company range, and about 32 favourites', () => {
  const rows = assortment();
  const files = pictures();
  const slugs = new Set(categories.map(({ slug }) => slug));
  const taxed = new Set(taxData.treatments.map(({ category }) => category));
  expect(new Set(rows.map(({ sku }) => sku)).size).toBe(rows.length);
  for (const { sku, name, category, taxCategory, family, gtins = [] } of rows) {
    expect([sku, name.fr !== '' && name.en !== '', slugs.has(category), files[sku] !== undefined]).toEqual([
      sku,
      true,
      true,
      true,
    ]);
    if (!family) expect([sku, taxed.has(taxCategory ?? '')]).toEqual([sku, true]);
    for (const gtin of gtins)
      expect([gtin.slice(0, 3), checkDigit(gtin.slice(0, -1))]).toEqual(['004', gtin.at(-1)]);
  }
  expect(rows.filter(({ favourite }) => favourite)).toHaveLength(32);
  expect(assortmentRows(rows)).toHaveLength(rows.length);
});

test('O3: each piece of the assortment has a weight that a parcel can be reckoned by', () => {
  const pieces = assortment().filter(({ family, soldBy }) => !family && soldBy !== 'weight');
  for (const row of pieces) expect([row.sku, (gramsOfRow(row) ?? 0) >= 5]).toEqual([row.sku, true]);
  for (const row of assortment().filter(({ soldBy }) => soldBy === 'weight'))
    expect(gramsOfRow(row)).toBeUndefined();
});

test.each([
  ['Lait, 2 L, 3,25 %', 2130],
  ['Compote de pommes sans sucre ajouté, 6 × 113 g', 730],
  ['Sirop d’érable ambré, 540 ml', 585],
  ['Recettes d’ici, quatre saisons', undefined],
  ['Tarte au sucre, 20 cm', undefined],
])('O3: “%s” weighs what its name says, and its wrapping', (name, grams) => {
  expect(gramsOfName(name)).toBe(grams);
});

test('P1: invented prices lie within their category’s bounds and are the same each time', () => {
  const rows = realRows(badProducts(), false);
  expect(rows).toEqual(realRows(badProducts(), false));
  const bounds = new Map(categories.map(({ slug, priceMinor }) => [slug, priceMinor]));
  for (const row of rows as { category: string; price: { amountMinor: number } }[]) {
    const [low, high] = bounds.get(row.category) ?? [0, 0];
    expect(row.price.amountMinor).toBeGreaterThanOrEqual(low - 9);
    expect(row.price.amountMinor).toBeLessThanOrEqual(high + 9);
  }
});

test('I1: the opening stock of a product in a store has an id of its own, which follows from store and product alone', () => {
  const lines = stores.flatMap(({ id }) => openingLines(id).map((line) => ({ ...line, storeId: id })));
  expect(new Set(lines.map(({ movementId }) => movementId)).size).toBe(lines.length);
  for (const { storeId, productId, movementId } of lines.slice(0, 500)) {
    expect(movementId).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(movementId).toBe(openingMovementId(storeId, productId));
  }
});
