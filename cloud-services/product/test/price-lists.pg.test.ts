import { catalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PriceEntryView, PriceListTerms, PriceListView, ProductView, SearchAnswer } from '../src/api.ts';
import { cad, type House, ndjson, openHouse, tree } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
});
afterAll(() => house.close());

const path = '/api/v1/products/price-lists';
const hour = 3_600_000;
const inHours = (count: number) => new Date(Date.now() + count * hour).toISOString();

async function sell(sku: string, amountMinor: number): Promise<ProductView> {
  const name = { fr: `Article ${sku}`, en: `Item ${sku}` };
  await house.importFile(ndjson({ sku, name, category: 'pains', price: cad(amountMinor) }));
  return (await (await house.call('GET', `/api/v1/products/${sku}`)).json()) as ProductView;
}
async function create(terms: Partial<PriceListTerms>): Promise<PriceListView> {
  const answer = await house.call('POST', path, { name: 'Semaine', from: inHours(-1), ...terms });
  expect(answer.status).toBe(201);
  return (await answer.json()) as PriceListView;
}
const put = (list: PriceListView, prices: Record<string, number | null>, headers?: Record<string, string>) =>
  house.call(
    'PUT',
    `${path}/${list.id}/entries`,
    {
      entries: Object.entries(prices).map(([productId, minor]) => ({
        productId,
        price: minor === null ? null : cad(minor),
      })),
    },
    headers,
  );
const refusal = async (answer: Response): Promise<Record<string, unknown>> => ({
  status: answer.status,
  ...((await answer.json()) as object),
});
const inShop = async (sku: string) =>
  (await (await house.shop(`/api/v1/products/${sku}`)).json()) as ProductView;

test('P2 P4: a price of a list goes down with its product before it begins, and leaves it when it is taken out', async () => {
  const { id } = await sell('SOON', 500);
  const first = await house.feedUntil('', ({ key }) => key === `product/${id}`);
  const list = await create({ from: inHours(24), to: inHours(48), channel: 'pos', storeIds: ['s-1'] });
  expect((await put(list, { [id]: 450 })).status).toBe(200);
  const second = await house.feedUntil(first.cursor, ({ key }) => key === `product/${id}`);
  const pricing = catalogueProduct.parse(second.rows.at(-1)?.value).pricing;
  expect(pricing).toMatchObject({
    unitPriceMinor: 500,
    listed: [
      {
        listId: list.id,
        unitPriceMinor: 450,
        from: list.from,
        to: list.to,
        channel: 'pos',
        storeIds: ['s-1'],
      },
    ],
  });
  expect((await put(list, { [id]: null })).status).toBe(200);
  const third = await house.feedUntil(second.cursor, ({ key }) => key === `product/${id}`);
  expect(catalogueProduct.parse(third.rows.at(-1)?.value).pricing.listed).toBeUndefined();
});

test('P2: the shop shows what it charges, on the page, in lists and in what is found; with what it is compared', async () => {
  const { id } = await sell('SHOWN', 1_000);
  await put(await create({ name: 'Tous', to: inHours(24) }), { [id]: 900 });
  await put(await create({ name: 'Web', channel: 'web' }), { [id]: 800 });
  await put(await create({ name: 'Caisses', channel: 'pos' }), { [id]: 100 });
  await put(await create({ name: 'Plus tard', channel: 'web', from: inHours(-9), to: inHours(-8) }), {
    [id]: 850,
  });
  expect(await inShop('SHOWN')).toMatchObject({ price: cad(800), ownPrice: cad(1_000) });
  const list = (await (await house.shop('/api/v1/products?sort=price&limit=1&category=pains')).json()) as {
    items: ProductView[];
  };
  expect(list.items[0]?.price?.amountMinor).toBeLessThanOrEqual(800);
  const search = async (filters: object) => {
    const body = { query: 'shown', filters, sort: 'price' };
    return (await (await house.call('POST', '/api/v1/products/search', body)).json()) as SearchAnswer;
  };
  expect((await search({ priceMax: cad(800) })).items.map(({ price }) => price)).toEqual([cad(800)]);
  expect((await search({ priceMin: cad(801) })).total).toBe(0);
  expect((await inShop('SHOWN')).compareAtPrice).toEqual(cad(850));
});

test('P2: a list that would give a product a second price is refused, and the other list is named', async () => {
  const [{ id }, other] = [await sell('TWICE', 500), await sell('ONCE', 500)];
  const first = await create({ name: 'Fêtes', from: inHours(10), to: inHours(20), storeIds: ['s-1', 's-2'] });
  await put(first, { [id]: 450 });
  const second = await create({
    name: 'Soldes',
    from: inHours(19),
    to: inHours(30),
    storeIds: ['s-2', 's-3'],
  });
  expect(await refusal(await put(second, { [id]: 400, [other.id]: 400 }))).toMatchObject({
    status: 409,
    type: '/problems/price-overlaps',
    listId: first.id,
    listName: 'Fêtes',
    products: [{ productId: id, sku: 'TWICE' }],
  });
  // Nothing of it stays; another channel, other stores or another time do not meet.
  const { items } = (await (await house.call('GET', `${path}/${second.id}/entries`)).json()) as {
    items: PriceEntryView[];
  };
  expect(items).toEqual([]);
  const later: PriceListTerms = { name: 'Soldes', from: inHours(20), to: inHours(30), storeIds: ['s-2'] };
  expect((await house.call('PUT', `${path}/${second.id}`, later)).status).toBe(200);
  expect((await put(second, { [id]: 400 })).status).toBe(200);
  const earlier = { ...later, from: inHours(15) };
  expect(await refusal(await house.call('PUT', `${path}/${second.id}`, earlier))).toMatchObject({
    type: '/problems/price-overlaps',
    listName: 'Fêtes',
  });
});

test('P2: two lists that are filled at once never both get what only one may have', async () => {
  const { id } = await sell('RACE', 500);
  const lists = await Promise.all(['A', 'B', 'C', 'D'].map((name) => create({ name, from: inHours(1) })));
  const answers = await Promise.all(lists.map((list) => put(list, { [id]: 450 })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test('P2: an amount that is none, another currency, an unknown product, a stale version: refused, each in its own words', async () => {
  const { id } = await sell('BAD', 500);
  const list = await create({ name: 'Mauvais', from: inHours(100) });
  const raw = (entries: unknown) => house.call('PUT', `${path}/${list.id}/entries`, { entries });
  const unsafe = await house.call('PUT', `${path}/${list.id}/entries`, {
    entries: [{ productId: id, price: { amountMinor: 2 ** 53, currency: 'CAD' } }],
  });
  expect(unsafe.status).toBe(400);
  expect((await raw([{ productId: id, price: { amountMinor: 1, currency: 'XYZ' } }])).status).toBe(400);
  const refused = async (entries: unknown) => {
    const { status, type } = await refusal(await raw(entries));
    return [status, type];
  };
  expect(await refused([{ productId: id, price: { amountMinor: 1, currency: 'EUR' } }])).toEqual([
    422,
    '/problems/bad-currency',
  ]);
  expect(await refused([{ productId: id, price: cad(0) }])).toEqual([422, '/problems/zero-price']);
  expect(await refused([{ productId: list.id, price: cad(1) }])).toEqual([422, '/problems/unknown-product']);
  expect((await put(list, { [id]: 1 }, { 'if-match': '"7"' })).status).toBe(412);
  const backwards = { name: 'x', from: inHours(2), to: inHours(1) };
  expect(await refusal(await house.call('POST', path, backwards))).toMatchObject({
    type: '/problems/ends-before-it-begins',
  });
});

test('P2: a list that is ended counts no more from that moment; one that has not begun never does', async () => {
  const { id } = await sell('ENDS', 500);
  const running = await create({ name: 'En cours', channel: 'web' });
  await put(running, { [id]: 400 });
  expect((await inShop('ENDS')).price).toEqual(cad(400));
  const seen = (await house.shop('/api/v1/products/ENDS')).headers.get('etag') ?? '';
  expect((await house.call('POST', `${path}/${running.id}/end`)).status).toBe(200);
  // What a browser kept is not taken for what is charged now; the product itself is the version that it was.
  const again = await fetch(`${house.address}/api/v1/products/ENDS`, { headers: { 'if-none-match': seen } });
  expect(again.status).toBe(200);
  const changed = { 'if-match': seen };
  expect((await house.call('PATCH', `/api/v1/products/${id}`, { rank: 9 }, changed)).status).toBe(200);
  expect((await inShop('ENDS')).price).toEqual(cad(500));
  const coming = await create({ name: 'À venir', channel: 'web', from: inHours(5) });
  const ended = (await (await house.call('POST', `${path}/${coming.id}/end`)).json()) as PriceListView;
  expect(Date.parse(ended.to ?? '') - Date.parse(ended.from)).toBe(1);
});
