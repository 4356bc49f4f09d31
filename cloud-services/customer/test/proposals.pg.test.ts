/** Needs PostgreSQL and Redis. Customers who were written down at a till, told of by its store when it can. */
import { randomUUID } from 'node:crypto';
import { cardNumberOf } from '@comptoir/sync-protocol/ids/card-number';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, type Json, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const told = (email: string, more: object = {}) => ({
  ...{ cardNumber: cardNumberOf(Math.floor(Math.random() * 1e11)), firstName: 'Zoé', lastName: 'Roy', email },
  ...{ phone: null, language: 'fr', consents: { marketingEmail: true }, at: '2026-11-24T15:00:00.000Z' },
  ...more,
});
const propose = async (id: string, body: object): Promise<Json> => {
  const answer = await house.call('PUT', `/api/v1/sync/customers/${id}`, body, await house.store());
  expect(answer.status).toBe(200);
  return answer.body;
};
const atTills = async (name: string): Promise<Json> => (await house.atTills())[name];
const saleOf = (customerId: string, number: number) => ({
  ...{ saleId: randomUUID(), receiptNumber: `012-1-K7QF-${number}`, storeId: 'MTL01', registerId: 'r1' },
  ...{ cashierId: 'c1', businessDate: '2026-11-24', completedAt: '2026-11-24T15:00:00.000Z' },
  ...{ channel: 'pos', currency: 'CAD', subtotalMinor: 10_000, discountMinor: 0, taxes: [] },
  ...{ totalMinor: 10_000, cashRoundingMinor: 0, customerId, lines: [] },
  tenders: [{ kind: 'cash', amountMinor: 10_000 }],
});

test('E4: they are made once, with the card the till gave, every till knows it, and they may choose a password', async () => {
  const id = randomUUID();
  const email = 'zoe@example.org';
  const body = told(email, { phone: '514 555-0123' });
  const made = { outcome: 'made', customerId: id, cardNumber: body.cardNumber, initials: 'Z. R.', alike: [] };
  expect(await propose(id, body)).toEqual(made);
  expect(await propose(id, body)).toEqual(made);
  await expect.poll(() => atTills(`card/${body.cardNumber}`)).toEqual({ customerId: id, initials: 'Z. R.' });
  await expect.poll(async () => (await house.mails(email)).length).toBe(1);
  expect((await house.mails(email))[0]?.text).toContain(body.cardNumber);
  expect(
    await house.rows('select kind, given, source from consent where customer_id = $1', [id]),
  ).toContainEqual({
    ...{ kind: 'marketingEmail', given: true, source: 'till' },
  });
  expect((await house.signIn(email, 'anything at all')).status).toBe(401);
  await house.call('POST', '/api/v1/customers/password/forgotten', { email });
  const token = await house.linkToken(email, /nouveau mot de passe/);
  const chosen = 'un mot de passe bien à elle';
  expect(
    (await house.call('POST', '/api/v1/customers/password/reset', { token, password: chosen })).status,
  ).toBe(204);
  expect((await house.signIn(email, chosen)).body.customerId).toBe(id);
});

test('E4: whoever has the address already is the same person: what was bought meanwhile, and what comes later, is theirs', async () => {
  const email = 'deja@example.org';
  const { customerId: known } = await house.join(email);
  const id = randomUUID();
  await house.tell('sales', 'sale.recorded', saleOf(id, 1));
  await expect.poll(() => house.rows('select 1 from purchase where customer_id = $1', [id])).toHaveLength(1);
  const body = told('Deja@Example.org');
  expect(await propose(id, body)).toMatchObject({ outcome: 'matched', customerId: known, initials: 'A. C.' });
  await expect.poll(async () => (await atTills(`loyalty/${known}`))?.points).toBe(100);
  await house.tell('sales', 'sale.recorded', saleOf(id, 2));
  await expect.poll(async () => (await atTills(`loyalty/${known}`))?.points).toBe(200);
  expect(await house.rows('select customer_id from purchase where customer_id = $1', [id])).toEqual([]);
  expect(
    await house.rows('select source from consent where customer_id = $1 and source = $2', [known, 'till']),
  ).toEqual([]);
  expect(await atTills(`card/${body.cardNumber}`)).toBeUndefined();
});

test('E4: those who share a telephone are told, and taken for nobody else; two stores at once make one customer', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const phone = '+15145550177';
  const one = await propose(first, told('un@example.org', { phone }));
  const other = await propose(second, told('deux@example.org', { phone: '514-555-0177' }));
  expect(other).toMatchObject({
    outcome: 'made',
    customerId: second,
    alike: [{ cardNumber: one.cardNumber }],
  });
  const both = await Promise.all(
    [randomUUID(), randomUUID()].map((id) => propose(id, told('ensemble@example.org'))),
  );
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(['made', 'matched']);
  expect(new Set(both.map(({ customerId }) => customerId)).size).toBe(1);
});
