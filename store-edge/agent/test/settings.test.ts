/** What a store sets for itself, over real HTTP and real files. */
import { bodyOf } from '@comptoir/sync-protocol/records/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
beforeEach(async () => {
  shop = await openShop();
  till = await shop.till('1');
});
afterEach(() => shop.close());

const set = (name: string, value: unknown) => till.call('PUT', `/settings/${name}`, { value });
const changes = () =>
  shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .filter(({ lines }) => lines.header.includes('"kind":"setting.changed"'))
    .map(({ lines }) => bodyOf['setting.changed'].parse(JSON.parse(lines.body)));

test('E1 E11: what somebody who may sets holds at once, is on record in full, and only what makes sense is set', async () => {
  expect((await set('age-at-sight', false)).status).toBe(401);
  await till.logIn('u-camille', '1234');
  expect(await set('age-at-sight', false)).toMatchObject({
    status: 403,
    body: { type: '/problems/approval-needed', permission: 'change-settings' },
  });
  await till.logIn('u-martin', '9876');
  expect(await set('age-at-sight', false)).toMatchObject({
    status: 200,
    body: { 'age-at-sight': false, 'us-dollar-rate': null, favourites: null },
  });
  const ids = ['bread', 'lamp'];
  expect((await set('favourites', ids)).body).toMatchObject({ 'age-at-sight': false, favourites: ids });
  expect(await set('us-dollar-rate', 'much')).toMatchObject({
    status: 422,
    body: { type: '/problems/not-a-setting' },
  });
  expect((await set('colour', 'red')).status).toBe(404);
  expect(changes()).toMatchObject([
    { changedBy: 'u-martin', name: 'age-at-sight', value: false },
    { changedBy: 'u-martin', name: 'favourites', value: ids },
  ]);
});
