/** What a shop asks of lists and searches: stock, attributes, and an answer to whatever is asked. */
import { setTimeout as pause } from 'node:timers/promises';
import { appendEvents, derivedId } from '@comptoir/service-kit/events/append';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cad, type House, ndjson, openHouse, tree } from './harness.ts';

let house: House;
const ids = new Map<string, string>();
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
  const shirt = (sku: string, fr: string, en: string, size: string) => ({
    sku,
    familySku: 'F-T',
    name: { fr: `T-shirt ${fr}, ${size}`, en: `T-shirt ${en}, ${size}` },
    variantName: { fr: `${fr}, ${size}`, en: `${en}, ${size}` },
    category: 'epicerie',
    price: cad(1_999),
    attributes: { size, colour: { fr, en } },
  });
  const report = await house.importFile(
    ndjson(
      { sku: 'F-T', family: true, name: 'T-shirt', category: 'epicerie' },
      shirt('T-BS', 'Bleu', 'Blue', 'S'),
      shirt('T-BM', 'Bleu', 'Blue', 'M'),
      shirt('T-VM', 'Vert', 'Green', 'M'),
      { sku: 'CUP', name: { fr: 'Tasse', en: 'Cup' }, category: 'pains', price: cad(900) },
    ),
  );
  expect(report.badRows).toEqual([]);
  for (const sku of ['F-T', 'T-BS', 'T-BM', 'T-VM', 'CUP'])
    ids.set(sku, ((await (await house.shop(`/api/v1/products/${sku}`)).json()) as { id: string }).id);
});
afterAll(() => house.close());

type Item = {
  sku: string;
  available?: string;
  availableAsOf?: string;
  attributes: Record<string, unknown>;
  variants: { sku: string; available?: string }[];
};
type Values = { value: unknown; count: number }[];
type Page = {
  items: Item[];
  total: number;
  facets: {
    attributes?: {
      code: string;
      values: Values;
      ranges?: { min: number; max: number; label: string; count: number }[];
    }[];
    inStock?: Values;
  };
};
const list = async (query = '') => (await (await house.shop(`/api/v1/products${query}`)).json()) as Page;
const search = async (filters: object, facets: string[] = [], language = 'fr') => {
  const answer = await fetch(`${house.address}/api/v1/products/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ query: '', filters, facets }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
};
const skus = ({ items }: Page) => items.map(({ sku }) => sku).sort();
const availableIn = ({ items }: Page) =>
  Object.fromEntries(
    items.flatMap(({ sku, available }) => (available === undefined ? [] : [[sku, available]])),
  );

type Level = readonly [sku: string, locationId: string, version: number, available: string];
const tellStock = (levels: readonly Level[]) =>
  house.publishStock((tx) =>
    appendEvents(
      tx,
      levels.map(([sku, locationId, version, available]) => ({
        id: derivedId('level', sku, locationId, String(version)),
        type: 'stock.level-changed',
        key: `${locationId}/${sku}`,
        data: {
          locationId,
          productId: ids.get(sku) ?? sku,
          version,
          onHand: available,
          reserved: '0',
          availableToPromise: available,
          asOf: `2026-11-24T12:00:0${version}.000Z`,
        },
      })),
    ),
  );

test('P5: lists tell what can still be promised, in a store or everywhere, by the newest word of Inventory', async () => {
  expect(availableIn(await list())).toEqual({});
  await tellStock([
    ['T-BM', 'montreal', 2, '3'],
    // Late, and of a product that is not ours: neither counts.
    ['T-BM', 'montreal', 1, '50'],
    ['not-ours', 'montreal', 1, '9'],
    ['T-BM', 'laval', 1, '2.5'],
    ['T-VM', 'laval', 1, '4'],
    // Sold below nothing: a discrepancy, not something to promise.
    ['CUP', 'laval', 1, '-2'],
    ['T-BS', 'laval', 1, '0'],
  ]);
  const everywhere = { 'T-BM': '5.5', 'T-VM': '4', CUP: '0', 'T-BS': '0' };
  await expect.poll(async () => availableIn(await list())).toEqual(everywhere);
  expect(availableIn(await list('?storeId=montreal'))).toEqual({
    'T-BM': '3',
    'T-VM': '0',
    CUP: '0',
    'T-BS': '0',
  });
  const one = (await list('?storeId=montreal')).items.find(({ sku }) => sku === 'T-BM');
  expect(one?.availableAsOf).toBe('2026-11-24T12:00:02.000Z');
  expect(availableIn(await search({}))).toEqual(everywhere);
  const [family] = (await list('?channel=web&storeId=laval')).items.filter(({ sku }) => sku === 'F-T');
  expect([family?.available, family?.variants.map(({ sku, available }) => [sku, available]).sort()]).toEqual([
    '6.5',
    [
      ['T-BM', '2.5'],
      ['T-BS', '0'],
      ['T-VM', '4'],
    ],
  ]);
});

test('P5: a search keeps what is in stock, or what is not', async () => {
  expect(skus(await search({ inStock: true }))).toEqual(['T-BM', 'T-VM']);
  expect(skus(await search({ inStock: false }))).toEqual(['CUP', 'T-BS']);
  const { facets } = await search({}, ['inStock']);
  expect(facets.inStock).toEqual([
    { value: true, count: 2 },
    { value: false, count: 2 },
  ]);
});

test('P1 P5: products have attributes in both languages, filters take either, and facets count them', async () => {
  expect((await list()).items.find(({ sku }) => sku === 'T-VM')?.attributes).toEqual({
    colour: 'Vert',
    size: 'M',
  });
  for (const colour of ['bleu', 'BLUE', 'Bleú'])
    expect(skus(await search({ attributes: { colour: [colour] } }))).toEqual(['T-BM', 'T-BS']);
  expect(skus(await search({ attributes: { colour: ['bleu', 'vert'], size: ['M'] } }))).toEqual([
    'T-BM',
    'T-VM',
  ]);
  expect(skus(await search({ attributes: { colour: ['rouge'] } }))).toEqual([]);
  const { facets } = await search({}, ['attributes'], 'en');
  expect(facets.attributes).toEqual([
    {
      code: 'colour',
      values: [
        { value: 'Blue', count: 2 },
        { value: 'Green', count: 1 },
      ],
    },
    {
      code: 'size',
      values: [
        { value: 'M', count: 2 },
        { value: 'S', count: 1 },
      ],
    },
  ]);
});

test('P5: what the filters exclude does not lead because its code was typed', async () => {
  const find = async (filters: object) => {
    const answer = await house.call('POST', '/api/v1/products/search', { query: 'T-VM', filters });
    return skus((await answer.json()) as Page);
  };
  expect(await find({})).toContain('T-VM');
  expect(await find({ priceMax: cad(1_000) })).not.toContain('T-VM');
});

test('P4: attributes come by CSV, by correction at head office, and never half', async () => {
  const csv =
    'ugs;nom;categorie;prix;attribut_origine_fr;attribut_origine_en;attribut_bio\nTEA;Thé;epicerie;4,99;Québec;Quebec;oui\n';
  expect((await house.importFile(csv, 'text/csv')).badRows).toEqual([]);
  const read = async () =>
    (await (await house.call('GET', '/api/v1/products/TEA')).json()) as Item & { id: string };
  const tea = await read();
  expect(tea.attributes).toEqual({
    bio: { fr: 'oui', en: 'oui' },
    origine: { fr: 'Québec', en: 'Quebec' },
  });
  expect(await house.importFile(csv, 'text/csv')).toMatchObject({ unchanged: 1 });
  const edited = await house.call('PATCH', `/api/v1/products/${tea.id}`, {
    attributes: { origine: { fr: 'Ontario', en: 'Ontario' } },
  });
  expect(edited.status).toBe(200);
  expect(skus(await search({ attributes: { origine: ['ontario'] } }))).toEqual(['TEA']);
  expect(skus(await search({ attributes: { origine: ['québec'] } }))).toEqual([]);
  const report = await house.importFile(
    ndjson(
      { sku: 'TEA', attributes: { 'Not a code': 'x' } },
      { sku: 'CUP', attributes: { colour: '' } },
      { sku: 'T-BS', attributes: 'colour' },
    ),
  );
  expect(report.badRows.map(({ row, code }) => [row, code])).toEqual([
    [1, 'bad-attributes'],
    [2, 'bad-attributes'],
    [3, 'bad-attributes'],
  ]);
});

test.each([
  [{ filters: { priceMin: cad(500), priceMax: cad(400) } }, '/filters/priceMax'],
  [{ filters: { priceMin: 400 } }, '/filters/priceMin'],
  [{ filters: { priceMax: { amountMinor: 400, currency: 'EUR' } } }, '/filters/priceMax/currency'],
  [{ filters: { attributes: { colour: [] } } }, '/filters/attributes/colour'],
  [{ filters: { attributes: { 'C-O': ['x'] } } }, '/filters/attributes/C-O'],
  [{ filters: { inStock: 'yes' } }, '/filters/inStock'],
  [{ filters: { colour: 'blue' } }, '/filters'],
  [{ facets: ['moon'] }, '/facets/0'],
  [{ limit: 0 }, '/limit'],
  [{ query: 'a\u0000' }, '/query'],
])('P5: %j is refused, and where it is wrong is said: %s', async (asked, pointer) => {
  const answer = await house.call('POST', '/api/v1/products/search', { query: '', ...asked });
  const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
  expect([answer.status, errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
});

test('P5: whatever is asked of lists and searches, it is answered or refused, and never fails', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\u0000', '%', "'", '\\', 'a:*|b', 'T-VM', '4006381333931', 'pomme'),
  );
  const cursor = fc
    .oneof(
      fc.array(text, { maxLength: 3 }),
      fc.tuple(fc.constantFrom('rank', 'price'), text, text),
      fc.jsonValue(),
    )
    .map((place) => Buffer.from(JSON.stringify(place)).toString('base64url'));
  const query = fc.record(
    {
      q: text,
      category: text,
      storeId: text,
      updatedSince: text,
      sort: fc.constantFrom('rank', 'name', 'price', '-price', 'updated', 'x'),
      channel: fc.constantFrom('web', 'pos'),
      limit: fc.integer({ min: -1, max: 201 }).map(String),
      cursor,
    },
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      query: text,
      filters: fc.record(
        {
          priceMin: fc.record({ amountMinor: fc.maxSafeInteger(), currency: fc.constant('CAD') }),
          attributes: fc.dictionary(fc.constantFrom('colour', 'size'), fc.array(text, { maxLength: 3 })),
          inStock: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      facets: fc.subarray(['category', 'attributes', 'inStock']),
      cursor,
    },
    { requiredKeys: ['query'] },
  );
  await fc.assert(
    fc.asyncProperty(query, body, text, async (listed, searched, code) => {
      const answers = await Promise.all([
        onceItCan(() => house.shop(`/api/v1/products?${new URLSearchParams(listed)}`)),
        onceItCan(() => house.call('POST', '/api/v1/products/search', searched)),
        onceItCan(() => house.shop(`/api/v1/products/${encodeURIComponent(code) || '-'}`)),
      ]);
      for (const answer of answers) {
        expect([200, 400, 404]).toContain(answer.status);
        await answer.arrayBuffer();
      }
    }),
    { numRuns: 150 },
  );
});

/** On a machine that is too busy at this moment a service says so, and is asked again. */
async function onceItCan(ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    expect(await answer.json()).toMatchObject({ type: '/problems/overloaded' });
    await pause(100);
  }
}

test('P3: a number is filtered by range, and counted in ranges that a filter takes as they are', async () => {
  const volume = { name: { fr: 'Volume', en: 'Volume' }, type: 'number', unit: 'ml', choices: [] };
  const terms = { ...volume, isFilter: true, forPromotions: false };
  expect((await house.call('PUT', '/api/v1/products/attributes/volume', terms)).status).toBe(200);
  const volumes = [100, 250, '341,5', 355, 473, 500, 750, 1_000];
  const report = await house.importFile(
    ndjson(
      ...volumes.map((ml) => ({
        ...{ sku: `ML-${ml}`, name: `Boisson ${ml}`, category: 'epicerie', price: cad(300) },
        attributes: { volume: String(ml) },
      })),
    ),
  );
  expect(report).toMatchObject({ created: volumes.length, bad: 0 });
  const { facets } = await search({}, ['attributes']);
  const ranges = facets.attributes?.find(({ code }) => code === 'volume')?.ranges ?? [];
  expect(ranges).toMatchObject([
    { min: 100, max: 100, label: '100\u00a0ml', count: 1 },
    { min: 250, max: 355, label: '250 – 355\u00a0ml', count: 3 },
    { min: 473, max: 500, count: 2 },
    { min: 750, max: 750, count: 1 },
    { min: 1_000, max: 1_000, count: 1 },
  ]);
  for (const { min, max, count } of ranges)
    expect((await search({ ranges: { volume: { min, max } } })).items).toHaveLength(count);
  expect(skus(await search({ ranges: { volume: { min: 341.5, max: 355 } } }))).toEqual([
    'ML-341,5',
    'ML-355',
  ]);
  expect(skus(await search({ ranges: { colour: { min: 0 } } }))).toEqual([]);
});

test('P5: by name is by how its reader spells: É stands with E, a capital with its small letter, and English goes by English names', async () => {
  const names = { 'S-1': ['Zeste', 'apple'], 'S-2': ['éclair', 'Cake'], 'S-3': ['Eau', 'Brush'] } as const;
  const report = await house.importFile(
    ndjson(
      ...Object.entries(names).map(([sku, [fr, en]]) => ({
        ...{ sku, name: { fr: `${fr} rangé`, en: `${en} sorted` }, category: 'pains', price: cad(100) },
      })),
    ),
  );
  expect(report.badRows).toEqual([]);
  const orders = async (language: string) => {
    const headers = { 'content-type': 'application/json', 'accept-language': language };
    const found = await fetch(`${house.address}/api/v1/products/search`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ query: language === 'fr' ? 'rangé' : 'sorted', sort: 'name' }),
    });
    const query = `?sort=name&q=${language === 'fr' ? 'rangé' : 'sorted'}&limit=2`;
    const first = (await (await house.shop(`/api/v1/products${query}`, language)).json()) as Page & {
      nextCursor: string;
    };
    const second = await house.shop(`/api/v1/products${query}&cursor=${first.nextCursor}`, language);
    const listed = [...first.items, ...((await second.json()) as Page).items];
    return [((await found.json()) as Page).items, listed].map((items) => items.map(({ sku }) => sku));
  };
  expect(await orders('fr')).toEqual(Array(2).fill(['S-3', 'S-2', 'S-1']));
  expect(await orders('en')).toEqual(Array(2).fill(['S-1', 'S-3', 'S-2']));
});
