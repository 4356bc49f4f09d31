/** Needs PostgreSQL and Redis (database 12). */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, password } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const auth = (refreshToken: string, headers: Record<string, string> = {}) =>
  house.call('POST', '/api/v1/customers/auth', { refreshToken }, undefined, headers);

test('C1: who registers has an account once the link in the mail is followed, not before', async () => {
  const email = 'ana@example.org';
  const told = await house.call('POST', '/api/v1/customers/register', house.registration('Ana@Example.org'));
  expect(told).toMatchObject({ status: 201, body: { email, firstName: 'Ana', status: 'unconfirmed' } });
  expect((await house.signIn(email)).status).toBe(401);
  const token = await house.linkToken(email, /^Confirmez/);
  const confirmed = await house.call('POST', '/api/v1/customers/confirm', { token });
  expect(confirmed).toMatchObject({ status: 200, body: { customerId: told.body.id } });
  expect(await house.call('POST', '/api/v1/customers/confirm', { token })).toMatchObject({
    status: 410,
    body: { type: '/problems/link-used' },
  });
  const signedIn = await house.signIn(email);
  expect(signedIn.status).toBe(200);
  expect(decodeJwt(signedIn.body.accessToken)).toMatchObject({
    iss: 'comptoir-customer',
    aud: 'shop',
    sub: told.body.id,
  });
  const { body } = await house.call('GET', '/.well-known/jwks.json');
  const kid = decodeProtectedHeader(signedIn.body.accessToken).kid;
  expect(body.keys.map((key: { kid: string }) => key.kid)).toContain(kid);
  expect(JSON.stringify(body)).not.toContain('"d"');
});

test('C1: a known address gets the same answer as a new one, and a mail that says so', async () => {
  const { customerId } = await house.join('known@example.org');
  const [known, fresh] = [
    await house.call('POST', '/api/v1/customers/register', house.registration('known@example.org')),
    await house.call('POST', '/api/v1/customers/register', house.registration('fresh@example.org')),
  ];
  expect(known.status).toBe(fresh.status);
  expect(known.body.id).not.toBe(customerId);
  expect({ ...known.body, id: '', email: '' }).toEqual({ ...fresh.body, id: '', email: '' });
  await expect
    .poll(async () => (await house.mails('known@example.org')).map(({ subject }) => subject))
    .toContain('Vous avez déjà un compte');
  for (const email of ['known@example.org', 'nobody@example.org'])
    expect(await house.call('POST', '/api/v1/customers/password/forgotten', { email })).toMatchObject({
      status: 202,
      body: {},
    });
  const [wrong, unknown] = [
    await house.signIn('known@example.org', 'not the password'),
    await house.signIn('nobody@example.org', 'not the password'),
  ];
  expect([wrong.status, wrong.body.type, wrong.body.detail]).toEqual([
    unknown.status,
    unknown.body.type,
    unknown.body.detail,
  ]);
});

test('who registers an address first and cannot read its mails has nothing', async () => {
  const email = 'wanted@example.org';
  await house.call(
    'POST',
    '/api/v1/customers/register',
    house.registration(email, { password: 'the thief knows it' }),
  );
  await house.linkToken(email, /^Confirmez/);
  await house.call('POST', '/api/v1/customers/register', house.registration(email));
  await expect.poll(async () => (await house.mails(email)).length).toBe(2);
  const token = await house.linkToken(email, /^Confirmez/);
  expect((await house.call('POST', '/api/v1/customers/confirm', { token })).status).toBe(200);
  expect((await house.signIn(email)).status).toBe(200);
  expect((await house.signIn(email, 'the thief knows it')).status).toBe(401);
});

test('B4: a registration that is sent again with its key is one, and nothing of it is kept in plain', async () => {
  const key = { 'idempotency-key': 'registration-of-marc-1' };
  const body = house.registration('marc@example.org');
  const first = await house.call('POST', '/api/v1/customers/register', body, undefined, key);
  const again = await house.call('POST', '/api/v1/customers/register', body, undefined, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const other = house.registration('other@example.org');
  expect((await house.call('POST', '/api/v1/customers/register', other, undefined, key)).status).toBe(422);
  await house.linkToken('marc@example.org', /^Confirmez/);
  expect(await house.mails('marc@example.org')).toHaveLength(1);
});

test('C1: a refresh token rotates; an old one shown again ends the session for both', async () => {
  const { refreshToken: first } = await house.join('rotating@example.org');
  const second = await auth(first);
  expect(second.status).toBe(200);
  const third = await auth(second.body.refreshToken);
  expect(third.status).toBe(200);
  expect(await auth(first)).toMatchObject({ status: 401, body: { type: '/problems/session-ended' } });
  expect((await auth(third.body.refreshToken)).status).toBe(401);
  const { customerId } = third.body;
  const path = `/api/v1/customers/${customerId}/profile`;
  expect((await house.call('GET', path, undefined, third.body.accessToken)).status).toBe(401);
});

test('of twenty that use a refresh token at once one goes on at the most, and the session is over', async () => {
  const { refreshToken } = await house.join('crowd@example.org');
  const answers = await Promise.all(Array.from({ length: 20 }, () => auth(refreshToken)));
  const winners = answers.filter(({ status }) => status === 200);
  expect(winners.length).toBe(1);
  expect((await auth(winners[0]?.body.refreshToken)).status).toBe(401);
});

test('B4: a refresh whose answer was lost gets it again by its key, until somebody went on from it', async () => {
  const { refreshToken } = await house.join('lost@example.org');
  const key = { 'idempotency-key': 'refresh-1' };
  const first = await auth(refreshToken, key);
  const again = await auth(refreshToken, key);
  expect(again).toMatchObject({ status: 200, body: { refreshToken: first.body.refreshToken } });
  const next = await auth(first.body.refreshToken);
  expect(next.status).toBe(200);
  expect((await auth(refreshToken, key)).status).toBe(401);
  expect((await auth(next.body.refreshToken)).status).toBe(401);
});

test('C1: signing out ends the session at once', async () => {
  const { refreshToken, accessToken, customerId } = await house.join('leaving@example.org');
  expect((await house.call('POST', '/api/v1/customers/sign-out', { refreshToken })).status).toBe(204);
  expect((await auth(refreshToken)).status).toBe(401);
  expect(
    (await house.call('GET', `/api/v1/customers/${customerId}/profile`, undefined, accessToken)).status,
  ).toBe(401);
});

test('C1: a guesser is slowed down whatever the address, and the link in a mail lets its owner in again', async () => {
  const email = 'guessed@example.org';
  await house.join(email);
  for (const guessed of [email, 'nobody-there@example.org']) {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => house.signIn(guessed, 'a wild guess')),
    );
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThanOrEqual(1);
    expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  // As after many more tries: the test waits for nothing.
  await house.rows("update guess set wait_until = now() + interval '10 minutes'");
  expect((await house.signIn(email)).status).toBe(429);
  await house.call('POST', '/api/v1/customers/password/forgotten', { email });
  const token = await house.linkToken(email, /^Choisissez/);
  const fresh = 'encore plus de mots';
  const chosen = await house.call('POST', '/api/v1/customers/password/reset', { token, password: fresh });
  expect(chosen.status).toBe(204);
  expect(
    (await house.call('POST', '/api/v1/customers/password/reset', { token, password: fresh })).status,
  ).toBe(410);
  expect((await house.signIn(email, fresh)).status).toBe(200);
});

test('C1: another password ends the sessions elsewhere, not this one', async () => {
  const email = 'changing@example.org';
  const elsewhere = await house.join(email);
  const here = (await house.signIn(email)).body;
  const path = `/api/v1/customers/${here.customerId}/password`;
  const body = { current: password, password: 'un tout autre secret' };
  expect((await house.call('PUT', path, { ...body, current: 'wrong one' }, here.accessToken)).status).toBe(
    401,
  );
  expect((await house.call('PUT', path, body, here.accessToken)).status).toBe(204);
  expect((await auth(elsewhere.refreshToken)).status).toBe(401);
  expect((await auth(here.refreshToken)).status).toBe(200);
});

test('a mailbox is not flooded: five mails an hour, whoever asks for more', async () => {
  const email = 'flooded@example.org';
  await house.join(email);
  for (let count = 0; count < 12; count += 1)
    await house.call('POST', '/api/v1/customers/password/forgotten', { email });
  // A row is marked once its mail has gone: what waits is empty a moment after the last one came.
  const waiting = () =>
    house.rows("select 1 from notification where sent_at is null and kind = 'customer.reset'");
  await expect.poll(waiting).toEqual([]);
  expect(await house.mails(email)).toHaveLength(5);
});

test('bad input is refused before anything is done: unknown fields, short passwords, addresses that are none', async () => {
  for (const wrong of [{ email: 'no address' }, { password: 'short' }, { isAdmin: true }, { language: 'de' }])
    expect(
      (
        await house.call('POST', '/api/v1/customers/register', {
          ...house.registration('x@example.org'),
          ...wrong,
        })
      ).status,
    ).toBe(400);
  expect((await house.call('POST', '/api/v1/customers/auth', { email: 'x@example.org' })).status).toBe(400);
  expect((await auth('not-a-token-that-was-ever-given')).status).toBe(401);
});
