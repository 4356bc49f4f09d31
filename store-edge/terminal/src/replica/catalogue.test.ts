import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalogue } from './catalogue.ts';
import { fold } from './fold.ts';
import { noRank, type Product } from './product.ts';

const product = (id: string, nameFr: string, more: Partial<Product> = {}): Product => ({
  id,
  sku: `S-${id}`,
  gtins: [],
  nameFr,
  nameEn: nameFr,
  categoryId: 'c',
  unitPriceMinor: 100,
  taxCategory: 'standard',
  soldBy: 'piece',
  isCharge: false,
  imageUrl: undefined,
  rank: noRank,
  favourite: false,
  ...more,
});

function held(...products: Product[]): Catalogue {
  const catalogue = new Catalogue();
  for (const one of products) catalogue.put(one);
  catalogue.index();
  return catalogue;
}
const names = (products: readonly Product[]) => products.map((one) => one.nameFr);

test('E1: search is blind to accents, case and ligatures', () => {
  const catalogue = held(product('1', 'Crème glacée à l’érable'), product('2', 'Bœuf haché'));
  expect(names(catalogue.search('CREME erable', 5))).toEqual(['Crème glacée à l’érable']);
  expect(names(catalogue.search('boeuf', 5))).toEqual(['Bœuf haché']);
  expect(fold('  Pâté, n° 2 ')).toBe('pate n 2');
});

test('E1: names that begin with the words lead, then word beginnings, then the shop’s own order', () => {
  const catalogue = held(
    product('1', 'Chocolat au lait'),
    product('2', 'Lait 2 %', { rank: 5 }),
    product('3', 'Lait entier', { rank: 2 }),
    product('4', 'Relaiterie'),
  );
  expect(names(catalogue.search('lait', 5))).toEqual([
    'Lait entier',
    'Lait 2 %',
    'Chocolat au lait',
    'Relaiterie',
  ]);
});

test('E1: an article is found by its English name and by its SKU', () => {
  const catalogue = held(product('1', 'Pain', { nameEn: 'Bread', sku: 'PA-07' }));
  expect(names(catalogue.search('bread', 5))).toEqual(['Pain']);
  expect(names(catalogue.search('pa 07', 5))).toEqual(['Pain']);
  expect(catalogue.byCode('pa-07')?.id).toBe('1');
});

test('E7: a change is seen by the next scan and the next search; what is withdrawn is gone', () => {
  const catalogue = held(product('1', 'Thé vert', { gtins: ['00000000000017'] }), product('2', 'Café'));
  catalogue.put(product('1', 'Thé noir', { gtins: ['00000000000024'] }));
  catalogue.remove('2');
  expect(catalogue.byCode('00000000000017')).toBeUndefined();
  expect(catalogue.byCode('00000000000024')?.nameFr).toBe('Thé noir');
  expect(names(catalogue.search('noir', 5))).toEqual(['Thé noir']);
  expect(catalogue.search('vert', 5)).toEqual([]);
  expect(catalogue.search('cafe', 5)).toEqual([]);
});

test('E1: search finds what a plain walk over the names finds', () => {
  const name = fc.stringMatching(/^[a-c]{1,4}( [a-c]{1,4}){0,2}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
      fc.stringMatching(/^[a-c]{1,3}( [a-c]{1,2})?$/),
      (all, query) => {
        const catalogue = held(...all.map((one, index) => product(String(index), one, { sku: `Z${index}` })));
        const words = query.split(' ');
        const expected = all.filter((one) => words.every((word) => one.includes(word)));
        expect(new Set(names(catalogue.search(query, 100)))).toEqual(new Set(expected));
      },
    ),
  );
});

test('E1: every product is found by its own first word and by each of its codes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 40 }), (all) => {
      const catalogue = held(
        ...all.map((one, index) => product(String(index), one, { gtins: [String(index).padStart(14, '0')] })),
      );
      all.forEach((one, index) => {
        expect(names(catalogue.search(one, 100))).toContain(one);
        expect(catalogue.byCode(String(index).padStart(14, '0'))?.nameFr).toBe(one);
      });
    }),
  );
});
