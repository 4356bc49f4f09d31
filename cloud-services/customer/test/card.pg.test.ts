/** Needs PostgreSQL and Redis (database 12). What the tills of every store hear of a customer, and no longer hear. */
import { randomUUID } from 'node:crypto';
import { customerCard, customerLoyalty } from '@comptoir/sync-protocol/feeds/rows';
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, type Json, openHouse, password } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const path = (id: string, rest: string) => `/api/v1/customers/${id}${rest}`;
const key = () => ({ 'idempotency-key': randomUUID() });
const why = () => ({ ...key(), 'access-reason': 'customer-asks' });
const cardOf = async (id: string, token: string): Promise<string> =>
  (await house.call('GET', path(id, '/profile'), undefined, token)).body.cardNumber;
const atTills = async (name: string): Promise<Json> => (await house.atTills())[name];

test('E4: who opens an account has a card, which tills know by initials and points, and nothing else', async () => {
  const { customerId: id, accessToken } = await house.join('carte@example.org', {
    firstName: 'élise',
    lastName: 'de la Tour',
  });
  const card = await cardOf(id, accessToken);
  expect(isCardNumber(card)).toBe(true);
  await expect.poll(() => atTills(`card/${card}`)).toEqual({ customerId: id, initials: 'É. D.' });
  const asOf = expect.any(String);
  expect(await atTills(`loyalty/${id}`)).toEqual({
    ...{ tier: 'regular', points: 0, pointMinor: 1, firstOrder: true, asOf },
  });
  const rows = await house.atTills();
  customerCard.strict().parse(rows[`card/${card}`]);
  customerLoyalty.strict().parse(rows[`loyalty/${id}`]);
});

test('E4: a certificate shown to staff reaches the tills, and stays when the customer changes a name', async () => {
  const { customerId: id, accessToken } = await house.join('exempt@example.org');
  const card = await cardOf(id, accessToken);
  const exempt = path(id, '/tax-exemption');
  const certificate = { certificate: 'QC-0042' };
  expect((await house.call('PUT', exempt, certificate, accessToken, key())).status).toBe(401);
  const staff = await house.staff(['supervisor']);
  expect((await house.call('PUT', exempt, certificate, staff, why())).body).toMatchObject({
    taxExemptCertificate: 'QC-0042',
  });
  const renamed = { firstName: 'Zoé', lastName: 'Roy', language: 'fr', phone: null, preferences: {} };
  await house.call('PUT', path(id, '/profile'), renamed, accessToken, key());
  await expect
    .poll(() => atTills(`card/${card}`))
    .toEqual({ customerId: id, initials: 'Z. R.', taxExempt: { certificate: 'QC-0042' } });
  await house.call('PUT', exempt, { certificate: null }, staff, why());
  await expect.poll(() => atTills(`card/${card}`)).toEqual({ customerId: id, initials: 'Z. R.' });
});

test('C2: points earned at any till, and points that a checkout holds, are told to all of them', async () => {
  const { customerId: id } = await house.join('points@example.org');
  const sale = {
    ...{ saleId: randomUUID(), receiptNumber: '012-1-K7QF-000123', storeId: 'MTL01', registerId: 'r1' },
    ...{ cashierId: 'c1', businessDate: '2026-11-24', completedAt: '2026-11-24T15:00:00.000Z' },
    ...{ channel: 'pos', currency: 'CAD', subtotalMinor: 60_000, discountMinor: 0, taxes: [] },
    ...{ totalMinor: 60_000, cashRoundingMinor: 0, customerId: id, lines: [] },
    tenders: [{ kind: 'cash', amountMinor: 60_000 }],
  };
  await house.tell('sales', 'sale.recorded', sale);
  const points = async () => (await atTills(`loyalty/${id}`))?.points;
  await expect.poll(points).toBe(600);
  expect(await atTills(`loyalty/${id}`)).toMatchObject({ tier: 'silver' });
  const hold = `/internal/customers/${id}/points/holds/${randomUUID()}`;
  await house.call('PUT', hold, { points: 250 });
  await expect.poll(points).toBe(350);
  await house.call('POST', `${hold}/release`, {});
  await expect.poll(points).toBe(600);
});

test('P2: tills and carts hear that something was bought before, and how often a capped promotion was given, once', async () => {
  const { customerId: id } = await house.join('usages@example.org');
  const saleId = randomUUID();
  const sale = {
    ...{ saleId, receiptNumber: '012-1-K7QF-000124', storeId: 'MTL01', registerId: 'r1' },
    ...{ cashierId: 'c1', businessDate: '2026-11-24', completedAt: '2026-11-24T15:00:00.000Z' },
    ...{ channel: 'pos', currency: 'CAD', subtotalMinor: 50, discountMinor: 0, taxes: [] },
    ...{ totalMinor: 50, cashRoundingMinor: 0, customerId: id, lines: [], promotionUses: { 'p-1': 2 } },
    tenders: [{ kind: 'cash', amountMinor: 50 }],
  };
  await house.tell('sales', 'sale.recorded', sale);
  const standing = { tier: 'regular', firstOrder: false, promotionUses: { 'p-1': 2 } };
  await expect.poll(() => atTills(`loyalty/${id}`)).toMatchObject({ ...standing, points: 0 });
  await house.tell('sales', 'sale.recorded', sale);
  await house.tell('sales', 'sale.recorded', { ...sale, saleId: randomUUID(), promotionUses: { 'p-2': 1 } });
  await expect
    .poll(async () => (await house.call('GET', `/internal/customers/${id}/promotions`)).body)
    .toEqual({ ...standing, promotionUses: { 'p-1': 2, 'p-2': 1 } });
});

test('C2: who is erased is unknown at every till, and no snapshot brings them back', async () => {
  const { customerId: id, accessToken } = await house.join('parti@example.org');
  const card = await cardOf(id, accessToken);
  await expect.poll(() => atTills(`card/${card}`)).toMatchObject({ customerId: id });
  await house.rows(
    `insert into feed_snapshot (id, feed, scope, epoch, pos, manifest) values ($1, 'customers', '*', 'e', 1, '{}')`,
    [randomUUID()],
  );
  await house.call('POST', path(id, '/erasure'), { password }, accessToken);
  await expect.poll(() => atTills(`card/${card}`)).toBeNull();
  await expect.poll(() => atTills(`loyalty/${id}`)).toBeNull();
  expect(await house.rows('select from feed_snapshot')).toEqual([]);
  const told = 'select from feed_row where value is not null and (value::text || key) like $1';
  expect(await house.rows(told, [`%${id}%`])).toEqual([]);
});

test('E4: who had an account before there were cards is given one', async () => {
  const { customerId: id, accessToken } = await house.join('ancienne@example.org');
  await house.rows('update customer set card_number = null where id = $1', [id]);
  await house.another();
  await expect.poll(() => cardOf(id, accessToken)).not.toBeNull();
});
