import { exportJWK, generateKeyPair } from 'jose';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';
import { pairingCode, send } from './support/till.ts';

let shop: Shop;
const heard = (socket: Socket, event: string) =>
  new Promise<void>((resolve) => socket.once(event, () => resolve()));
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('E11: a wrong PIN says how many tries are left; the fifth locks out, also with the right PIN', async () => {
  const till = await shop.till('1');
  const tries = [];
  for (let at = 0; at < 6; at += 1)
    tries.push(await till.call('POST', '/sessions', { staffId: 'u-camille', pin: '0000' }));
  expect(tries.map(({ status, body }) => [status, body.attemptsLeft])).toEqual([
    [401, 4],
    [401, 3],
    [401, 2],
    [401, 1],
    [423, undefined],
    [423, undefined],
  ]);
  const right = await till.call('POST', '/sessions', { staffId: 'u-camille', pin: '1234' });
  expect(right).toMatchObject({
    status: 423,
    body: { type: '/problems/locked-out', retryAfterSeconds: expect.any(Number) },
  });
});

test('E11: guesses sent side by side do not get past the lock-out', async () => {
  const till = await shop.till('1');
  const guesses = Array.from({ length: 12 }, (_, at) => String(1_000 + at));
  const replies = await Promise.all(
    guesses.map((pin) => till.call('POST', '/sessions', { staffId: 'u-camille', pin })),
  );
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(4);
});

test('E11: the lock-out ends by itself, and a right PIN clears the count', async () => {
  await shop.close();
  let now = new Date();
  shop = await openShop({ clock: { now: () => now } });
  const till = await shop.till('1');
  for (let at = 0; at < 5; at += 1)
    await till.call('POST', '/sessions', { staffId: 'u-camille', pin: '0000' });
  now = new Date(now.getTime() + 5 * 60_000 + 1);
  const token = await till.token(240, -Math.floor((now.getTime() - Date.now()) / 1000));
  expect((await till.call('POST', '/sessions', { staffId: 'u-camille', pin: '1234' }, token)).status).toBe(
    201,
  );
});

test('E7: a restart logs nobody out and unpairs nothing', async () => {
  const till = await shop.till('1');
  await till.logIn();
  shop = await shop.restart();
  const moved = till.movedTo(shop.base);
  expect((await moved.call('POST', '/shifts', { floatMinor: 0 })).status).toBe(201);
});

test('E11: logged out is logged out', async () => {
  const till = await shop.till('1');
  await till.logIn();
  expect((await till.call('DELETE', '/sessions/current')).status).toBe(204);
  expect(await till.call('POST', '/shifts', { floatMinor: 0 })).toMatchObject({
    status: 401,
    body: { type: '/problems/not-logged-in' },
  });
});

test('E11: no PIN hash leaves the edge', async () => {
  const till = await shop.till('1');
  const answers = [await till.call('GET', '/register'), { body: await till.logIn() }];
  expect(JSON.stringify(answers)).not.toMatch(/argon2|pinHash/);
});

test('E8: pairing a register anew silences the terminal before it', async () => {
  const first = await shop.till('1');
  const socket = await first.socket();
  await heard(socket, 'state');
  const dropped = heard(socket, 'disconnect');
  const second = await shop.till('1');
  await dropped;
  expect((await first.call('GET', '/register')).body).toMatchObject({ type: '/problems/not-paired' });
  expect((await second.call('GET', '/register')).status).toBe(200);
});

test('E8: a pairing code works once, and only a manager or the admin token gets one', async () => {
  const till = await shop.till('2');
  await till.logIn();
  expect(await till.call('POST', '/pairing-codes', { registerNumber: '1' })).toMatchObject({ status: 403 });
  await till.logIn('u-martin', '9876');
  expect((await till.call('POST', '/pairing-codes', { registerNumber: '1' })).status).toBe(201);

  const code = await pairingCode(shop.base, shop.dataDir, '1');
  const { publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const body = JSON.stringify({ code, publicKeyJwk: await exportJWK(publicKey), name: 'x' });
  const pair = () => send(`${shop.base}/edge/v1/pair`, 'POST', body, {});
  expect((await pair()).status).toBe(201);
  expect(await pair()).toMatchObject({ status: 403, body: { type: '/problems/pairing-code-used' } });
});

test('E8: guessing pairing codes is stopped', async () => {
  const { publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const body = JSON.stringify({ code: 'AAAA-AAAA', publicKeyJwk: await exportJWK(publicKey), name: 'x' });
  const statuses: number[] = [];
  for (let at = 0; at < 11; at += 1)
    statuses.push((await send(`${shop.base}/edge/v1/pair`, 'POST', body, {})).status);
  expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
});

test.each([
  ['lives longer than five minutes', 3_600, 0],
  ['was made too long ago', 240, 1_000],
  ['comes from the future', 240, -600],
])('E8: a terminal token that %s is refused', async (_name, life, ago) => {
  const till = await shop.till('1');
  const reply = await till.call('GET', '/register', undefined, await till.token(life, ago));
  expect(reply).toMatchObject({ status: 401, body: { type: '/problems/bad-token' } });
});

test('E8: a session is worth nothing at another terminal', async () => {
  const [one, two] = [await shop.till('1'), await shop.till('2')];
  await one.logIn();
  two.session = one.session;
  expect((await two.call('POST', '/shifts', { floatMinor: 0 })).status).toBe(401);
});

test('E7: without a token only the state is shown', async () => {
  expect(await send(`${shop.base}/edge/v1/state`, 'GET', undefined, {})).toMatchObject({
    status: 200,
    body: { link: 'offline', journal: 'sound' },
  });
  expect((await send(`${shop.base}/edge/v1/register`, 'GET', undefined, {})).status).toBe(401);
});

test('E1: the catalogue comes in pages by position, anew when the epoch changed', async () => {
  const till = await shop.till('1');
  const first = await till.call('GET', '/catalogue?limit=2');
  expect(first.body).toMatchObject({
    documents: [{ id: 'lamp' }, { id: 'bread' }],
    checkpoint: { epoch: 'e1', pos: 2 },
    caughtUp: false,
  });
  const rest = await till.call('GET', '/catalogue?limit=3&afterEpoch=e1&afterPos=2');
  expect(rest.body).toMatchObject({ documents: [{ id: 'mug' }, { id: 'card25' }], caughtUp: true });
  const other = await till.call('GET', '/catalogue?limit=2&afterEpoch=e0&afterPos=2');
  expect(other.body).toMatchObject({ documents: [{ id: 'lamp' }, { id: 'bread' }] });
});
