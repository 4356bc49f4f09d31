/** *Did you mean*, on a catalogue whose names hold slips themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cad, type House, ndjson, openHouse, tree } from './harness.ts';

let house: House;
const named = (sku: string, fr: string, en: string) => ({
  sku,
  name: { fr, en },
  category: 'epicerie',
  price: cad(499),
});
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
  const report = await house.importFile(
    ndjson(
      named('PATE', 'Pâté de campagne', 'Country pâté'),
      named('CREME', 'Crème brûlée', 'Crème brûlée'),
      named('POMME', 'Pommes rouges', 'Red apples'),
      named('JUS-O', 'Jus d’orange', 'Orange juice'),
      named('JUS-P', 'Jus de pomme', 'Apple juice'),
      named('POIRE', 'Sirop de poire', 'Pear syrup'),
      named('POIVRE', 'Poivre moulu', 'Ground pepper'),
      named('GREC', 'Yogourt grec', 'Greek yogurt'),
      named('GRECQUE', 'Salade grecque', 'Greek salad'),
      named('ERABLE', 'Sirop d’érable', 'Maple syrup'),
      named('MOZZ', 'Mozzarella fraîche', 'Fresh mozzarella'),
      named('MOZ', 'Mozarella râpée', 'Grated mozarella'),
      named('SLIP', 'Pépites de choclate', 'Choclate chips'),
      ...Array.from({ length: 120 }, (_, n) => named(`CHOC-${n}`, `Chocolat noir ${n}`, `Dark bar ${n}`)),
    ),
  );
  expect(report.bad).toBe(0);
});
afterAll(() => house.close());

type Page = { items: { sku: string }[]; total: number; nextCursor: string | null; correctedQuery?: string };
const find = async (query: string, more: object = {}): Promise<Page> =>
  (await (await house.call('POST', '/api/v1/products/search', { query, ...more })).json()) as Page;
const skus = ({ items }: Page) => items.map(({ sku }) => sku).sort();

test.each([
  ['campange', 'campagne', ['PATE']],
  ['cuontry pâté', 'country pate', ['PATE']],
  ['pmome rouge', 'pomme rouge', ['POMME']],
  ['aplpe', 'apple', ['JUS-P', 'POMME']],
  ['jus dornage', 'jus orange', ['JUS-O']],
  // Poire is as close, but nothing holds it with the rest.
  ['poive moulu', 'poivre moulu', ['POIVRE']],
  // Both words are met, by different products.
  ['yogourt grecq', 'yogourt grec', ['GREC']],
])('P3: %s finds what was meant, and says so: %s', async (typed, meant, found) => {
  const all = await find(typed);
  expect([all.correctedQuery, skus(all)]).toEqual([meant, found]);
});

test.each([
  ['sirop derable', ['ERABLE']],
  ['mozarella', ['MOZ', 'MOZZ']],
  ['mozzarella', ['MOZ', 'MOZZ']],
  ['mozzarela', ['MOZ', 'MOZZ']],
  ['creme brullee', ['CREME']],
  ['pâtte', []],
])('P3: an article run in, a letter doubled or not: %s is met as it is', async (typed, found) => {
  const all = await find(typed);
  expect([all.correctedQuery === undefined, skus(all)]).toEqual([
    found.length > 0,
    found.length > 0 ? found : ['PATE'],
  ]);
});

test('P3: a slip that a few names share finds what many names say', async () => {
  const page = await find('choclat', { limit: 100 });
  expect([page.correctedQuery, page.total, page.items.length]).toEqual(['chocolat', 120, 100]);
  const next = await find('choclat', { limit: 100, cursor: page.nextCursor });
  expect([next.correctedQuery, next.items.length, next.nextCursor]).toEqual(['chocolat', 20, null]);
  expect(new Set([...skus(page), ...skus(next)]).size).toBe(120);
  // Typed whole, it is what was meant.
  expect(await find('choclate')).toMatchObject({ total: 1 });
  expect((await find('choclate')).correctedQuery).toBeUndefined();
});

test('P3: what is met as it was typed is not corrected; what is like nothing finds nothing', async () => {
  for (const typed of ['pomme', 'pom', 'grec', '120', 'PATE'])
    expect([typed, (await find(typed)).correctedQuery]).toEqual([typed, undefined]);
  expect(await find('zzzzzz')).toMatchObject({ items: [], total: 0 });
  expect((await find('zzzzzz')).correctedQuery).toBeUndefined();
});

test('P3: what the filters exclude was not mistyped', async () => {
  const dear = { filters: { priceMin: cad(100_000) } };
  expect(await find('poire', dear)).toMatchObject({ total: 0, items: [] });
  expect((await find('poire', dear)).correctedQuery).toBeUndefined();
});

test('P3: a word that was cut in two by a blank hides nothing: what holds the others is found, page by page', async () => {
  const page = await find('choco lat noir', { limit: 100 });
  expect(page.correctedQuery).toBeUndefined();
  expect(page.total).toBe(120);
  const next = await find('choco lat noir', { limit: 100, cursor: page.nextCursor });
  expect(new Set([...skus(page), ...skus(next)]).size).toBe(120);
});

test('P3: of three words that no product holds together, what holds two is found; nothing is said to be mistyped', async () => {
  const page = await find('sirop poire rouge');
  expect([page.correctedQuery, skus(page)]).toEqual([undefined, ['POIRE']]);
  expect(await find('chocolat noir zzzzzz')).toMatchObject({ total: 120 });
});
