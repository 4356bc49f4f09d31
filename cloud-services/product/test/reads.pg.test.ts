import { afterAll, beforeAll, expect, test } from 'vitest';
import { cad, type House, ids, ndjson, openHouse, tree } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
  await house.importFile(
    ndjson(
      {
        sku: 'BO-1',
        gtin: '4006381333931',
        name: { fr: 'Pâté de campagne', en: 'Country pâté' },
        category: 'epicerie',
        price: cad(899),
        rank: 3,
      },
      {
        sku: 'BO-2',
        name: { fr: 'Crème brûlée', en: 'Crème brûlée' },
        category: 'fromages',
        price: cad(449),
      },
      {
        sku: 'BO-3',
        name: { fr: 'Pommes rouges', en: 'Red apples' },
        category: 'epicerie',
        price: cad(199),
        soldBy: 'weight',
      },
      {
        sku: '4006381333932',
        name: { fr: 'Pomme 4006381333931', en: 'Apple' },
        category: 'epicerie',
        price: cad(250),
        rank: 1,
      },
      {
        sku: 'F-T',
        family: true,
        name: { fr: 'Thé', en: 'Tea' },
        category: 'epicerie',
        imageUrl: '/api/v1/products/images/x.svg',
      },
      {
        sku: 'T-1',
        familySku: 'F-T',
        variantName: { fr: 'vert', en: 'green' },
        name: { fr: 'Thé, vert', en: 'Tea, green' },
        category: 'epicerie',
        price: cad(649),
      },
      {
        sku: 'T-2',
        familySku: 'F-T',
        variantName: { fr: 'noir', en: 'black' },
        name: { fr: 'Thé, noir', en: 'Tea, black' },
        category: 'epicerie',
        price: cad(599),
      },
    ),
  );
});
afterAll(() => house.close());

type Item = {
  id: string;
  sku: string;
  name: unknown;
  variants: { sku: string }[];
  price: { amountMinor: number } | null;
};
type Page = {
  items: Item[];
  nextCursor: string | null;
  total: number;
  facets: { category?: { id: string; count: number }[] };
};
const list = async (query = '') => (await (await house.shop(`/api/v1/products${query}`)).json()) as Page;
const find = async (query: string, more: object = {}) =>
  (await (await house.call('POST', '/api/v1/products/search', { query, ...more })).json()) as Page;
const skus = ({ items }: Page) => items.map(({ sku }) => sku);

test('P3: accents and capitals make no difference, in either language', async () => {
  for (const query of ['creme brulee', 'CRÈME BRÛLÉE', 'crème br'])
    expect(skus(await find(query))).toEqual(['BO-2']);
  expect(skus(await find('country pate'))).toEqual(['BO-1']);
});

test('P3: singular and plural, French and English, find one another', async () => {
  expect(skus(await find('pomme rouge'))).toEqual(['BO-3']);
  expect(skus(await find('apples')).sort()).toEqual(['4006381333932', 'BO-3']);
});

test('P3: a barcode that is scanned into the search comes first, before names that hold its digits', async () => {
  expect(skus(await find('4006381333931'))).toEqual(['BO-1', '4006381333932']);
  expect(skus(await find('04006381333931'))[0]).toBe('BO-1');
});

test('P3: what a code names leads the first page and comes on no other', async () => {
  const first = await find('4006381333931', { limit: 1 });
  const second = await find('4006381333931', { limit: 1, cursor: first.nextCursor });
  expect([first, second].map((page) => [skus(page), page.total])).toEqual([
    [['BO-1'], 2],
    [['4006381333932'], 2],
  ]);
  expect(second.nextCursor).toBeNull();
});

test('P3: the store’s own assortment leads; sort, price filter and facets hold', async () => {
  expect(skus(await find('pomme'))[0]).toBe('4006381333932');
  expect(
    skus(await find('', { sort: 'price', filters: { priceMin: cad(400), priceMax: cad(650) } })),
  ).toEqual(['BO-2', 'T-2', 'T-1']);
  const { facets } = await find('', { facets: ['category'] });
  expect(facets.category).toEqual([
    { id: ids.grocery, count: 5 },
    { id: ids.cheese, count: 1 },
  ]);
});

test('P3: search pages give every product once', async () => {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await find('', { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...skus(page));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen.sort()).toEqual(['4006381333932', 'BO-1', 'BO-2', 'BO-3', 'T-1', 'T-2']);
});

test('P5: a product is read by its id, its SKU or its GTIN, in the reader’s language', async () => {
  const bySku = (await (await house.shop('/api/v1/products/BO-1')).json()) as Item;
  expect(bySku.name).toBe('Pâté de campagne');
  const english = (await (await house.shop('/api/v1/products/4006381333931', 'en-CA')).json()) as Item;
  expect([english.id, english.name]).toEqual([bySku.id, 'Country pâté']);
  expect(((await (await house.call('GET', `/api/v1/products/${bySku.id}`)).json()) as Item).name).toEqual({
    fr: 'Pâté de campagne',
    en: 'Country pâté',
  });
  expect((await house.shop('/api/v1/products/nothing')).status).toBe(404);
});

test('P5: the list gives pages by cursor, by category and by change, each product once', async () => {
  for (const sort of ['rank', 'name', 'price', '-price', 'updated']) {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`);
      seen.push(...skus(page));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([sort, [...seen].sort()]).toEqual([sort, ['4006381333932', 'BO-1', 'BO-2', 'BO-3', 'T-1', 'T-2']]);
  }
  expect(skus(await list())).toEqual(['4006381333932', 'BO-1', 'BO-2', 'BO-3', 'T-1', 'T-2']);
  expect(skus(await list('?category=fromages'))).toEqual(['BO-2']);
  expect(skus(await list(`?category=${ids.grocery}&q=thé`))).toEqual(['T-1', 'T-2']);
  expect(skus(await list('?updatedSince=2999-01-01T00:00:00Z'))).toEqual([]);
  expect((await house.shop('/api/v1/products?colour=red')).status).toBe(400);
});

test('P1: on the web a family stands for its variants; at the till each variant is sold by itself', async () => {
  const web = await list('?channel=web&q=thé');
  expect(
    web.items.map(({ sku, price, variants }) => [sku, price, variants.map((variant) => variant.sku)]),
  ).toEqual([['F-T', null, ['T-1', 'T-2']]]);
  const variant = (await (await house.shop('/api/v1/products/T-1')).json()) as Item;
  expect(variant.variants.map(({ sku }) => sku)).toEqual(['T-1', 'T-2']);
});

test('P5: the category tree counts what each holds, its children’s included', async () => {
  const { items } = (await (await house.shop('/api/v1/categories')).json()) as { items: object[] };
  expect(items).toMatchObject([
    {
      slug: 'epicerie',
      name: 'Épicerie',
      productCount: 6,
      children: [
        { slug: 'pains', productCount: 0 },
        { slug: 'fromages', productCount: 1 },
      ],
    },
  ]);
});

test('P1: a picture may be kept for ever, and nothing outside of the folder is served', async () => {
  const index = (await import('../data/images/index.json', { with: { type: 'json' } })).default;
  const picture = await house.shop(`/api/v1/products/images/${index['4011']}`);
  expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual(
    [200, 'image/svg+xml', 'public, max-age=31536000, immutable'],
  );
  expect((await house.shop('/api/v1/products/images/..%2Fassortment.json')).status).toBe(400);
});

test('P3: words for one and the same thing find one another', async () => {
  await house.importFile(
    ndjson(
      {
        sku: 'SYN-1',
        name: { fr: 'Yogourt nature', en: 'Plain yogurt' },
        category: 'fromages',
        price: cad(499),
      },
      { sku: 'SYN-2', name: 'Skyr, yaourt islandais', category: 'fromages', price: cad(599) },
    ),
  );
  for (const query of ['yaourt', 'yoghourt', 'YOGURT'])
    expect(skus(await find(query)).sort()).toEqual(['SYN-1', 'SYN-2']);
  expect(skus(await find('yaourt nature'))).toEqual(['SYN-1']);
});
