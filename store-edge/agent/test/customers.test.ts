/** What a till knows of who shows a card, over real HTTP and a real replica.db. */
import { cardNumberOf } from '@comptoir/sync-protocol/ids/card-number';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

const card = cardNumberOf(12_345_678_901);
const other = cardNumberOf(555);
const asOf = '2026-11-24T12:59:00.000Z';
const row = (key: string, value: object) => ({ feed: 'customers', key, value });

let shop: Shop;
let till: Till;
beforeEach(async () => {
  shop = await openShop();
  writeFeedRows(shop.dataDir, [
    row(`card/${card}`, { customerId: 'c-1', initials: 'A. C.', taxExempt: { certificate: 'QC-1' } }),
    row('loyalty/c-1', { tier: 'silver', points: 812, asOf, firstOrder: false, promotionUses: { p: 1 } }),
    row(`card/${other}`, { customerId: 'c-2', initials: 'É. R.' }),
  ]);
  till = await shop.till('1');
});
afterEach(() => shop.close());

test('E4: a card shows its holder to the cashier, with points as old as they are, while the cloud is away', async () => {
  expect((await till.call('GET', `/customers?card=${card}`)).status).toBe(401);
  await till.logIn('u-camille', '1234');
  const known = await till.call('GET', `/customers?card=${card}`);
  expect(known).toMatchObject({
    status: 200,
    body: {
      customerId: 'c-1',
      cardNumber: card,
      initials: 'A. C.',
      taxExempt: { certificate: 'QC-1' },
      loyalty: { tier: 'silver', points: 812, asOf, firstOrder: false, promotionUses: { p: 1 } },
      asOf: '2026-11-24T13:00:00.000Z',
    },
  });
  expect((await till.call('GET', `/customers?card=${other}`)).body).toMatchObject({ loyalty: null });
  expect(await till.call('GET', `/customers?card=${cardNumberOf(77)}`)).toMatchObject({
    status: 404,
    body: { type: '/problems/unknown-card', asOf: '2026-11-24T13:00:00.000Z' },
  });
  expect((await till.call('GET', '/customers?card=00061000000048')).status).toBe(422);
});

test('E4: who has no card with them is found by initials, or by the last digits of the card', async () => {
  await till.logIn('u-camille', '1234');
  const found = async (text: string) => {
    const { body } = await till.call('GET', `/customers/search?text=${encodeURIComponent(text)}`);
    return (body as unknown as { customerId: string }[]).map(({ customerId }) => customerId);
  };
  for (const text of ['AC', 'a. c.', ' ac ', card.slice(-4)]) expect(await found(text)).toEqual(['c-1']);
  expect(await found('ér')).toEqual(['c-2']);
  for (const text of ['', 'A', 'ACE', '12', "A'", '%', 'ZZ']) expect(await found(text)).toEqual([]);
});
