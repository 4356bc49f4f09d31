import { taxData } from '@comptoir/pricing';
import { feedAdvanced } from '@comptoir/service-kit/events/feed';
import { createLogger } from '@comptoir/service-kit/logger';
import { openRedis } from '@comptoir/service-kit/redis';
import { catalogueCategory, catalogueProduct, catalogueRules } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProductView } from '../src/api.ts';
import { cad, type House, ids, ndjson, openHouse, tree } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.call('PUT', '/api/v1/categories', tree);
});
afterAll(() => house.close());

const rules = { version: 'test-1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 };

async function sell(sku: string, amountMinor: number): Promise<ProductView> {
  await house.importFile(
    ndjson({
      sku,
      name: { fr: `Article ${sku}`, en: `Item ${sku}` },
      category: 'pains',
      price: cad(amountMinor),
    }),
  );
  return (await (await house.call('GET', `/api/v1/products/${sku}`)).json()) as ProductView;
}
const setPrice = (id: string, amountMinor: number, headers?: Record<string, string>) =>
  house.call('PUT', `/api/v1/products/${id}/price`, cad(amountMinor), headers);

test('P4: prices changed one after another reach the feed in that order, each once it is committed', async () => {
  const { id } = await sell('ORDER', 500);
  let { cursor } = await house.feedUntil('', ({ key }) => key === `product/${id}`);
  let lastPos = 0;
  for (const amountMinor of [499, 479, 449]) {
    expect((await setPrice(id, amountMinor)).status).toBe(200);
    const page = await house.feedUntil(cursor, ({ key }) => key === `product/${id}`);
    const row = page.rows.at(-1);
    expect(catalogueProduct.parse(row?.value).pricing.unitPriceMinor).toBe(amountMinor);
    expect(row?.pos).toBeGreaterThan(lastPos);
    lastPos = row?.pos ?? 0;
    cursor = page.cursor;
  }
});

test('P4: a price that was lowered says what it is compared with, the lowest of the month before; one that was raised says nothing', async () => {
  const { id } = await sell('LOWER', 500);
  const told = async () => {
    const one = (await (await house.call('GET', `/api/v1/products/${id}`)).json()) as ProductView;
    const list = await (await house.call('GET', '/api/v1/products?q=LOWER')).json();
    const inList = (list as { items: ProductView[] }).items.find((item) => item.id === id);
    expect(inList?.compareAtPrice).toEqual(one.compareAtPrice);
    return [one.price?.amountMinor, one.compareAtPrice?.amountMinor];
  };
  expect(await told()).toEqual([500, undefined]);
  await setPrice(id, 400);
  expect(await told()).toEqual([400, 500]);
  // Raised for a moment only: that is nothing to compare with.
  await setPrice(id, 900);
  expect(await told()).toEqual([900, undefined]);
  await setPrice(id, 450);
  expect(await told()).toEqual([450, undefined]);
  await setPrice(id, 390);
  expect(await told()).toEqual([390, 400]);
});

test('P4: the doorbell rings for the catalogue of every store when a price has its position', async () => {
  const { id } = await sell('BELL', 500);
  const listener = openRedis(house.redisUrl, createLogger('test', 'silent'), { blocking: true });
  await new Promise<void>((resolve) => listener.once('ready', () => resolve()));
  await listener.subscribe('feed.advanced');
  const { rows } = await house.feedUntil('', ({ key }) => key === `product/${id}`);
  const known = Math.max(...rows.map(({ pos }) => pos));
  const rung = new Promise((resolve) =>
    listener.on('message', (_channel, text) => {
      const told = feedAdvanced.parse(JSON.parse(text));
      if (told.feed === 'catalogue' && told.pos > known) resolve(told);
    }),
  );
  await setPrice(id, 480);
  expect(await rung).toMatchObject({ feed: 'catalogue', scopes: ['*'] });
  listener.disconnect();
});

test('P4: a price of zero, below zero or in another currency is refused with its reason', async () => {
  const { id } = await sell('REFUSED', 500);
  const problem = async (amountMinor: number) =>
    (await (await setPrice(id, amountMinor)).json()) as { type: string; detail: string };
  expect(await problem(0)).toMatchObject({
    type: '/problems/zero-price',
    detail: expect.stringMatching(/promotion/),
  });
  expect(await problem(-1)).toMatchObject({ type: '/problems/negative-price' });
  expect(
    (await house.call('PUT', `/api/v1/products/${id}/price`, { amountMinor: 100, currency: 'EUR' })).status,
  ).toBe(422);
  expect(
    (await house.call('PUT', `/api/v1/products/${id}/price`, { amountMinor: 1.5, currency: 'CAD' })).status,
  ).toBe(400);
});

test('P4: two people who change the same price do not overwrite each other unseen', async () => {
  const { id, version } = await sell('RACE', 500);
  const [first, second] = [
    await setPrice(id, 450, { 'if-match': `"${version}"` }),
    await setPrice(id, 440, { 'if-match': `"${version}"` }),
  ];
  expect([first.status, second.status]).toEqual([200, 412]);
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
});

test('P4: the history of a price says who set it and from when, and has no gap', async () => {
  const { id } = await sell('HISTORY', 500);
  const by = '0193a000-0000-7000-8000-00000000aaaa';
  await Promise.all([490, 480, 470, 460].map((amountMinor) => setPrice(id, amountMinor)));
  const { items } = (await (await house.call('GET', `/api/v1/products/${id}/prices`)).json()) as {
    items: { validFrom: string; validTo: string | null; changedBy: string }[];
  };
  expect(items).toHaveLength(5);
  expect(items.every(({ changedBy }) => changedBy === by)).toBe(true);
  expect(items[0]?.validTo).toBeNull();
  expect(items.slice(1).map(({ validTo }) => validTo)).toEqual(
    items.slice(0, -1).map(({ validFrom }) => validFrom),
  );
});

test('B4: the same price change sent twice with one key is made once', async () => {
  const { id, version } = await sell('TWICE', 500);
  const headers = { 'idempotency-key': 'price-of-twice-1' };
  await setPrice(id, 450, headers);
  const again = await setPrice(id, 450, headers);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await again.json()).toMatchObject({ version: version + 1 });
});

test('P4: a product taken off sale leaves a tombstone on the feed, and its event says deleted', async () => {
  const { id } = await sell('GONE', 500);
  const { cursor } = await house.feedUntil('', ({ key }) => key === `product/${id}`);
  expect((await house.call('PATCH', `/api/v1/products/${id}`, { archived: true })).status).toBe(200);
  const { rows } = await house.feedUntil(cursor, ({ key }) => key === `product/${id}`);
  expect(rows.at(-1)?.value).toBeNull();
  const told = async () => {
    const answer = await fetch(`${house.address}/internal/events?after=0`);
    const { events } = (await answer.json()) as { events: { key: string; data: object }[] };
    return events.filter(({ key }) => key === id).map(({ data }) => data);
  };
  await expect.poll(told).toMatchObject([{ deleted: false }, { deleted: true, version: 2 }]);
});

test('P4: rules and categories travel whole on the feed; a category with products cannot go', async () => {
  expect((await house.call('PUT', '/api/v1/products/rules', rules)).status).toBe(200);
  const { rows } = await house.feedUntil('', ({ key }) => key === 'rules');
  expect(catalogueRules.parse(rows.find(({ key }) => key === 'rules')?.value).cashIncrementMinor).toBe(5);
  const categories = rows.filter(({ key }) => key.startsWith('category/'));
  expect(categories.map(({ value }) => catalogueCategory.parse(value).rank)).toEqual([1, 2, 3]);
  await sell('FULL', 500);
  const refused = await house.call('PUT', '/api/v1/categories', { items: [] });
  expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
    409,
    expect.stringMatching(/pains/),
  ]);
});

test('P4: a category that has gone leaves a tombstone', async () => {
  const extra = {
    id: '01930000-0000-7000-8100-000000000009',
    slug: 'passage',
    name: { fr: 'Passage', en: 'Passing' },
  };
  await house.call('PUT', '/api/v1/categories', { items: [...tree.items, extra] });
  await house.call('PUT', '/api/v1/categories', tree);
  const { rows } = await house.feedUntil(
    '',
    ({ key, value }) => key === `category/${extra.id}` && value === null,
  );
  expect(rows.at(-1)).toBeDefined();
  expect(ids.bread).toBeTruthy();
});

test('P4: only head office changes prices', async () => {
  const { id } = await sell('GUARD', 500);
  const manager = await house.issuer.staffToken(['manager']);
  expect((await setPrice(id, 1, { authorization: `Bearer ${manager}` })).status).toBe(403);
});

test('P1: an age, a number to note and a deposit travel to the till; only a charge is charged with a product', async () => {
  const { id, version } = await sell('RUM', 3_500);
  const deposit = await sell('DEPOSIT', 10);
  const edit = (of: string, body: object) => house.call('PATCH', `/api/v1/products/${of}`, body);
  expect(await (await edit(id, { chargeIds: [deposit.id] })).json()).toMatchObject({
    type: '/problems/not-a-charge',
  });
  expect((await edit(deposit.id, { isCharge: true })).status).toBe(200);
  const asked = { minimumAge: 18, tracks: 'lot', chargeIds: [deposit.id] };
  expect(await (await edit(id, asked)).json()).toMatchObject({ ...asked, version: version + 1 });
  const { rows } = await house.feedUntil(
    '',
    ({ value }) => catalogueProduct.safeParse(value).data?.id === id,
  );
  const told = (key: string) => catalogueProduct.parse(rows.findLast((row) => row.key === key)?.value);
  expect(told(`product/${id}`)).toMatchObject(asked);
  expect(told(`product/${deposit.id}`).pricing.isCharge).toBe(true);
  expect(await (await edit(deposit.id, { isCharge: false })).json()).toMatchObject({
    type: '/problems/charge-in-use',
  });
});
