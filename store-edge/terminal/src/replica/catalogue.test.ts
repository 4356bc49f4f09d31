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

/** What the clock of the till shows. */
let at = '2026-11-24T15:00:00.000Z';

async function held(...products: Product[]): Promise<Catalogue> {
  const catalogue = new Catalogue(() => ({ channel: 'pos', storeId: 's-1', at }));
  for (const one of products) catalogue.put(one);
  await catalogue.index();
  return catalogue;
}
const names = (products: readonly Product[]) => products.map((one) => one.nameFr);

test('E1: search is blind to accents, case and ligatures', async () => {
  const catalogue = await held(product('1', 'Crème glacée à l’érable'), product('2', 'Bœuf haché'));
  expect(names(catalogue.search('CREME erable', 5))).toEqual(['Crème glacée à l’érable']);
  expect(names(catalogue.search('boeuf', 5))).toEqual(['Bœuf haché']);
  expect(fold('  Pâté, n° 2 ')).toBe('pate n 2');
});

test('E1: names that begin with the words lead, then word beginnings, then the shop’s own order', async () => {
  const catalogue = await held(
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

test('E1: an article is found by its English name and by its SKU', async () => {
  const catalogue = await held(product('1', 'Pain', { nameEn: 'Bread', sku: 'PA-07' }));
  expect(names(catalogue.search('bread', 5))).toEqual(['Pain']);
  expect(names(catalogue.search('pa 07', 5))).toEqual(['Pain']);
  expect(catalogue.byCode('pa-07')?.id).toBe('1');
});

test('E7: a change is seen by the next scan and the next search; what is withdrawn is gone', async () => {
  const catalogue = await held(product('1', 'Thé vert', { gtins: ['00000000000017'] }), product('2', 'Café'));
  catalogue.put(product('1', 'Thé noir', { gtins: ['00000000000024'] }));
  catalogue.remove('2');
  expect(catalogue.byCode('00000000000017')).toBeUndefined();
  expect(catalogue.byCode('00000000000024')?.nameFr).toBe('Thé noir');
  expect(names(catalogue.search('noir', 5))).toEqual(['Thé noir']);
  expect(catalogue.search('vert', 5)).toEqual([]);
  expect(catalogue.search('cafe', 5)).toEqual([]);
});

test('E7: what changes while the search is made ready is found at once, and afterwards', async () => {
  const all = Array.from({ length: 5_000 }, (_, at) => product(String(at), `Article ${at}`));
  const catalogue = await held(...all);
  const ready = catalogue.index();
  catalogue.put(product('7', 'Sirop'));
  catalogue.remove('8');
  const isFound = () => [names(catalogue.search('sirop', 5)), catalogue.search('article 8', 1_000).length];
  const before = isFound();
  await ready;
  expect(before).toEqual(isFound());
  expect(names(catalogue.search('sirop', 5))).toEqual(['Sirop']);
  expect(names(catalogue.search('article 8', 1_000))).not.toContain('Article 8');
});

test('E1: search finds what a plain walk over the names finds', async () => {
  const name = fc.stringMatching(/^[a-c]{1,4}( [a-c]{1,4}){0,2}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
      fc.stringMatching(/^[a-c]{1,3}( [a-c]{1,2})?$/),
      async (all, query) => {
        const catalogue = await held(
          ...all.map((one, index) => product(String(index), one, { sku: `Z${index}` })),
        );
        const words = query.split(' ');
        const expected = all.filter((one) => words.every((word) => one.includes(word)));
        expect(new Set(names(catalogue.search(query, 100)))).toEqual(new Set(expected));
      },
    ),
  );
});

test('E1: every product is found by its own first word and by each of its codes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 40 }),
      async (all) => {
        const catalogue = await held(
          ...all.map((one, index) =>
            product(String(index), one, { gtins: [String(index).padStart(14, '0')] }),
          ),
        );
        all.forEach((one, index) => {
          expect(names(catalogue.search(one, 100))).toContain(one);
          expect(catalogue.byCode(String(index).padStart(14, '0'))?.nameFr).toBe(one);
        });
      },
    ),
  );
});

test('E7: a price of a list is shown and charged from its moment on, wherever the article is found', async () => {
  const milk = product('1', 'Lait', { sku: 'LA-1', favourite: true });
  const begins = '2026-11-25T05:00:00.000Z';
  const here = { listId: 'l', unitPriceMinor: 80, from: begins, storeIds: ['s-1'] };
  const elsewhere = { listId: 'm', unitPriceMinor: 50, from: begins, storeIds: ['s-2'] };
  const catalogue = await held({ ...milk, listed: [here, elsewhere] });
  const everywhere = () =>
    [
      catalogue.get('1'),
      catalogue.byCode('LA-1'),
      ...catalogue.search('lait', 5),
      ...catalogue.leading(null, 5),
    ].map((found) => found?.unitPriceMinor);
  at = '2026-11-25T04:59:59.999Z';
  expect(everywhere()).toEqual([100, 100, 100, 100]);
  at = begins;
  expect(everywhere()).toEqual([80, 80, 80, 80]);
  // A basket that was priced before goes on costing what it did.
  expect(catalogue.get('1', '2026-11-25T04:59:59.999Z')?.unitPriceMinor).toBe(100);
});
