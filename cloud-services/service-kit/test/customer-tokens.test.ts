/** Guards for customers, checked against an issuer at a real address. */
import type { Request } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCustomerTokens, customerOrStaff, ownOnly } from '../src/auth/customer-tokens.ts';
import { toldBySales } from '../src/auth/ended-sessions.ts';
import { createTokens } from '../src/auth/tokens.ts';
import { remoteKeys } from '../src/auth/verify.ts';
import { type TestIssuer, testIssuer } from '../src/testing/issuer.ts';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});
afterAll(() => issuer.close());

const asked = (authorization?: string) => ({ get: () => authorization }) as unknown as Request;
const bearer = (token: string) => asked(`Bearer ${token}`);
const guards = () => {
  const keys = remoteKeys(issuer.url);
  return { customers: createCustomerTokens(keys), tokens: createTokens(keys, toldBySales(issuer.url)) };
};

test("C1: a customer's token says who it is; a staff token is none", async () => {
  const { customers } = guards();
  const required = customers.requireCustomer();
  expect(await required.check(bearer(await issuer.customerToken('c-1')))).toMatchObject({
    kind: 'customer',
    id: 'c-1',
  });
  await expect(required.check(bearer(await issuer.staffToken()))).rejects.toMatchObject({ status: 401 });
  await expect(required.check(asked())).rejects.toMatchObject({ status: 401 });
});

test('a guest may pass where a customer is optional; a bad token may not', async () => {
  const optional = guards().customers.optionalCustomer();
  expect(await optional.check(asked())).toBeUndefined();
  expect(await optional.check(bearer(await issuer.customerToken('c-2')))).toMatchObject({ id: 'c-2' });
  await expect(optional.check(bearer('not.a.token'))).rejects.toMatchObject({ status: 401 });
});

test("either: staff by role, customers by their own things, another one's are 404", async () => {
  const { customers, tokens } = guards();
  const either = customerOrStaff(customers, tokens, 'head-office');
  const customer = await either.check(bearer(await issuer.customerToken('c-3')));
  const staff = await either.check(bearer(await issuer.staffToken()));
  expect([customer.kind, staff.kind]).toEqual(['customer', 'staff']);
  await expect(either.check(bearer(await issuer.staffToken(['cashier'])))).rejects.toMatchObject({
    status: 403,
  });
  await expect(either.check(bearer('garbage'))).rejects.toMatchObject({ status: 401 });
  expect(() => ownOnly(customer, 'c-3', 'order')).not.toThrow();
  expect(() => ownOnly(staff, 'c-3', 'order')).not.toThrow();
  for (const other of ['c-4', null]) expect(() => ownOnly(customer, other, 'order')).toThrow('not-found');
});

test('while the keys cannot be had the answer is 503, not "sign in again"', async () => {
  const token = await issuer.customerToken();
  const required = createCustomerTokens(remoteKeys('http://127.0.0.1:1')).requireCustomer();
  await expect(required.check(bearer(token))).rejects.toMatchObject({ status: 503 });
});

test('N7: while whoever signs tokens is away, those of keys known so far are good', async () => {
  const signer = await testIssuer();
  const keys = remoteKeys(signer.url);
  const customers = createCustomerTokens(keys).requireCustomer();
  const staff = createTokens(keys, toldBySales(signer.url)).requireStaff('head-office');
  const known = [await signer.customerToken('c-5'), await signer.staffToken()] as const;
  const later = [
    await signer.customerToken('c-6'),
    await signer.staffToken(['head-office', 'cashier']),
  ] as const;
  const both = ([customer, person]: typeof known) =>
    Promise.all([customers.check(bearer(customer)), staff.check(bearer(person))]);
  expect(await both(known)).toMatchObject([{ id: 'c-5' }, { kind: 'staff' }]);
  await signer.close();
  expect(await both(later)).toMatchObject([{ id: 'c-6' }, { kind: 'staff' }]);
});
