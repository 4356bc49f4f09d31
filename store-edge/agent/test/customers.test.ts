/** What a till knows of who shows a card, over real HTTP and a real replica.db. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { cardNumberOf } from '@comptoir/sync-protocol/ids/card-number';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewCustomerAnswer } from '../src/api.ts';
import { cutOff } from './support/offline.ts';
import { openShop, type Shop, until } from './support/shop.ts';
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

describe('E4: a customer is written down at the till', () => {
  const person = {
    ...{ firstName: 'Zoé', lastName: 'Roy', email: 'zoe@example.org', phone: '514 555-0123' },
    ...{ language: 'fr', marketingEmail: true },
  };
  const write = (customerId: string, more: object = {}) =>
    till.call('POST', '/customers', { customerId, ...person, ...more });
  const recorded = () =>
    shop.agent.journal
      .recordsAfter(0, 1_000, 1e9)
      .map(({ lines }) => lines)
      .filter(({ header }) => header.includes('"kind":"customer.proposed"'));

  /** As Prometheus is told. */
  const waiting = async () =>
    /^comptoir_edge_errands_waiting (\d+)$/m.exec(await (await fetch(`${shop.base}/metrics`)).text())?.[1];

  test('cut off: they have a card at once, are found by it, and no record says who they are', async () => {
    await till.logIn('u-camille', '1234');
    const customerId = randomUUID();
    const { status, body } = await write(customerId);
    expect(status).toBe(200);
    const { customer } = body as unknown as NewCustomerAnswer;
    expect(body).toMatchObject({ outcome: 'waiting', alike: [] });
    expect(customer).toMatchObject({ customerId, initials: 'Z. R.', loyalty: null });
    expect((await till.call('GET', `/customers?card=${customer.cardNumber}`)).body).toEqual(customer);
    // By chance another card may end alike.
    for (const text of ['ZR', customer.cardNumber.slice(-4)])
      expect((await till.call('GET', `/customers/search?text=${text}`)).body).toContainEqual(customer);
    expect((await write(customerId)).body).toEqual(body);
    expect(await write(customerId, { lastName: 'Roi' })).toMatchObject({
      status: 409,
      body: { type: '/problems/id-reused' },
    });
    expect(await waiting()).toBe('1');
    const records = recorded();
    expect(records.map(({ body }) => JSON.parse(body))).toMatchObject([
      { customerId, consents: { marketingEmail: true } },
    ]);
    expect(JSON.stringify(records)).not.toMatch(/Zoé|Roy|example|555-?0123/);
  });

  test('head office hears of them once it can be reached, also after a restart, and says who they are; then nothing of them is left here', async () => {
    await till.logIn('u-camille', '1234');
    const customerId = randomUUID();
    const { cardNumber } = ((await write(customerId)).body as unknown as NewCustomerAnswer).customer;
    const asked: unknown[] = [];
    const said = { outcome: 'matched', customerId: 'c-1', cardNumber: card, initials: 'A. C.', alike: [] };
    shop = await shop.restart({
      startSync: (parts) => ({
        ...cutOff(parts),
        state: () => ({ ...cutOff(parts).state(), link: 'online' }),
        askHeadOffice: async (method, path, body) => {
          asked.push({ method, path, ...body });
          return { is: 'ok', body: { ...said, customerId: '0193a000-0000-7000-8000-0000000000c1' } };
        },
      }),
    });
    till = till.movedTo(shop.base);
    const known = await until('head office has said', async () => {
      const { body } = await till.call('GET', `/customers?card=${cardNumber}`);
      return body.cardNumber === card && body;
    });
    expect(known).toMatchObject({ initials: 'A. C.', customerId: 'c-1' });
    expect(await waiting()).toBe('0');
    expect(asked).toMatchObject([
      {
        method: 'PUT',
        path: `customers/${customerId}`,
        cardNumber,
        email: 'zoe@example.org',
        firstName: 'Zoé',
      },
    ]);
    const db = new Database(join(shop.dataDir, 'journal.db'), { readonly: true });
    expect(db.prepare('select * from errand').all()).toEqual([]);
    db.close();
  });

  test('what cannot be read is told by its field, and nobody is written down', async () => {
    await till.logIn('u-camille', '1234');
    for (const [field, wrong] of [
      ['email', 'zoe@'],
      ['phone', '555'],
      ['firstName', ' '],
    ] as const)
      expect(await write(randomUUID(), { [field]: wrong })).toMatchObject({
        status: 400,
        body: { type: '/problems/malformed', errors: [{ pointer: `/${field}` }] },
      });
    expect(recorded()).toEqual([]);
  });
});
