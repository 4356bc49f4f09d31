/** Coupons for so many uses: asked of head office through the agent, over real HTTP. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { HeadOfficeAnswer } from '../src/sync-port.ts';
import { cutOff } from './support/offline.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const promotionId = '0193a000-0000-7000-8000-00000000c001';

/** Two tills of a store whose head office answers so. */
async function tills(answer: (path: string) => HeadOfficeAnswer) {
  const asked: string[] = [];
  shop = await openShop({
    startSync: (parts) => ({
      ...cutOff(parts),
      askHeadOffice: async (method, path) => {
        asked.push(`${method} ${path}`);
        return answer(path);
      },
    }),
  });
  const two = await Promise.all([shop.till('1'), shop.till('2')]);
  for (const till of two) await till.logIn('u-camille', '1234');
  return { two, asked };
}

test('E2 B4: of two tills of a store, the one that head office gives the coupon has it; the other is told why not', async () => {
  const held = new Set<string>();
  const { two, asked } = await tills((path) => {
    if (held.size === 0) held.add(path);
    return held.has(path) ? { is: 'ok', body: {} } : { is: 'problem', type: 'coupon-used-up', members: {} };
  });
  const uses = two.map(() => ({ promotionId, saleId: randomUUID() }));
  const answers = await Promise.all(two.map((till, at) => till.call('PUT', '/coupons/uses', uses[at])));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ type: '/problems/coupon-used-up' });
  const winner = answers.findIndex(({ status }) => status === 204);
  expect((await two[winner]?.call('POST', '/coupons/uses/release', uses[winner]))?.status).toBe(204);
  expect(asked.at(-1)).toBe(`POST promotions/${promotionId}/uses/${uses[winner]?.saleId}/release`);
});

test('E2: while head office cannot be asked, such a coupon is not taken, and the reason is told', async () => {
  const { two } = await tills(() => ({ is: 'no-answer' }));
  const reply = await two[0]?.call('PUT', '/coupons/uses', { promotionId, saleId: randomUUID() });
  expect(reply).toMatchObject({ status: 503, body: { type: '/problems/head-office-needed' } });
});
