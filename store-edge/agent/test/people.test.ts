import { hash } from '@node-rs/argon2';
import { exportJWK, generateKeyPair } from 'jose';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { simulatedPrinter } from './support/devices.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
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

describe('E11: a manager of the store changes how somebody signs in, while it is cut off', () => {
  const manager = async () => {
    const { body } = await send(
      `${shop.base}/edge/v1/back-office/sessions`,
      'POST',
      JSON.stringify({ staffId: 'u-martin', pin: '9876' }),
      {},
    );
    return (method: string, path: string, told?: object) =>
      send(
        `${shop.base}/edge/v1/back-office${path}`,
        method,
        told === undefined ? undefined : JSON.stringify(told),
        { Authorization: `Bearer ${String(body.session)}` },
      );
  };
  const records = () =>
    shop.agent.journal
      .recordsAfter(0, 1_000, 1e9)
      .filter(({ lines }) => lines.header.includes('"kind":"access.approved"'))
      .map(({ lines }) => JSON.parse(lines.body));

  test('another PIN is good at once, the one before is not, and whoever was signed in is not any more', async () => {
    const till = await shop.till('1');
    await till.logIn();
    const asManager = await manager();
    expect((await asManager('POST', '/team/u-camille/pin', { pin: '246' })).status).toBe(400);
    expect((await asManager('POST', '/team/u-camille/pin', { pin: '24681357' })).status).toBe(204);
    expect((await till.call('GET', '/customers/search?text=AA')).status).toBe(401);
    expect((await till.call('POST', '/sessions', { staffId: 'u-camille', pin: '1234' })).status).toBe(401);
    await till.logIn('u-camille', '24681357');
    expect(records()).toMatchObject([
      { permission: 'pin-reset', approvedBy: 'u-martin', cashierId: 'u-camille' },
    ]);
    expect(JSON.stringify(records())).not.toMatch(/argon2|2468/);
  });

  test('it holds until head office tells of another, be it its own word of this one or a later one', async () => {
    const till = await shop.till('1');
    const asManager = await manager();
    await asManager('POST', '/team/u-camille/pin', { pin: '2468' });
    shop = await shop.restart();
    await till.movedTo(shop.base).logIn('u-camille', '2468');
    const told = { id: 'u-camille', displayName: 'Camille', roles: ['cashier'], language: 'fr' };
    writeFeedRows(shop.dataDir, [
      { feed: 'users', key: 'staff/u-camille', value: { ...told, pinHash: await hash('9753') } },
    ]);
    shop = await shop.restart();
    await till.movedTo(shop.base).logIn('u-camille', '9753');
  });

  test('a badge lets in and allows, is printed once, and is worth nothing once another is given or it is taken away', async () => {
    const printer = await simulatedPrinter();
    await shop.close();
    shop = await openShop({ at: { printer: printer.address } });
    const till = await shop.till('1');
    const asManager = await manager();
    const printed = async (count: number) =>
      until('the badge is printed', async () => {
        const listed = JSON.parse(await printer.text('/receipts')) as { number: number }[];
        const papers = await Promise.all(listed.map(({ number }) => printer.text(`/receipts/${number}.txt`)));
        const codes = papers.flatMap(
          (text) => /B[0-9A-HJKMNP-TV-Z]{21}/.exec(text.replaceAll('\n', ''))?.[0] ?? [],
        );
        return codes.length >= count && codes[count - 1];
      });
    const signIn = (badge: string) => till.call('POST', '/sessions', { badge });
    expect((await asManager('POST', '/team/u-martin/badge', {})).status).toBe(204);
    const badge = await printed(1);
    const { body } = await signIn(badge);
    expect(body).toMatchObject({ staff: { id: 'u-martin' } });
    expect(JSON.stringify(body)).not.toMatch(/badgeHash/);
    till.session = String(body.session);
    const asked = { permission: 'discount', amountMinor: 500 };
    expect((await till.call('POST', '/approvals', { ...asked, badge })).body).toMatchObject({
      staffId: 'u-martin',
    });
    expect((await signIn(`${badge.slice(0, -1)}${badge.endsWith('0') ? '1' : '0'}`)).body.type).toBe(
      '/problems/unknown-badge',
    );
    expect((await asManager('POST', '/team/u-martin/badge', {})).status).toBe(204);
    const next = await printed(2);
    expect((await signIn(badge)).status).toBe(401);
    expect((await signIn(next)).status).toBe(201);
    expect((await asManager('DELETE', '/team/u-martin/badge')).status).toBe(204);
    expect((await signIn(next)).status).toBe(401);
    await printer.close();
  });
});
