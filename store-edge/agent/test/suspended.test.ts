import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let one: Till;
let two: Till;
beforeAll(async () => {
  shop = await openShop();
  [one, two] = [await shop.till('1'), await shop.till('2')];
  await one.logIn();
  await two.logIn();
});
afterAll(() => shop.close());

const basket = { itemCount: 2, totalMinor: 2_987, draft: { saleId: 's', lines: [{ id: 'l1' }] } };

test('E4: a basket set aside at one till is taken up at another, once, also after a restart of the store’s server', async () => {
  const basketId = randomUUID();
  const suspend = () => one.call('POST', '/baskets/suspended', { basketId, ...basket });
  expect([(await suspend()).status, (await suspend()).status]).toEqual([201, 200]);
  shop = await shop.restart();
  [one, two] = [one.movedTo(shop.base), two.movedTo(shop.base)];
  expect((await two.call('GET', '/baskets/suspended')).body).toMatchObject([
    { basketId, registerNumber: '1', itemCount: 2, totalMinor: 2_987 },
  ]);
  const take = (till: Till) => till.call('POST', `/baskets/suspended/${basketId}/take`);
  expect(await take(two)).toMatchObject({ status: 200, body: { draft: basket.draft } });
  expect(await take(one)).toMatchObject({ status: 409, body: { type: '/problems/basket-taken' } });
  // Its answer was lost: the same till gets it again, until it says that it has it.
  expect((await take(two)).status).toBe(200);
  expect((await one.call('GET', '/baskets/suspended')).body).toEqual([]);
  expect((await two.call('DELETE', `/baskets/suspended/${basketId}`)).status).toBe(204);
  expect((await two.call('GET', '/baskets/suspended')).body).toEqual([]);
  expect((await take(two)).status).toBe(404);
});
