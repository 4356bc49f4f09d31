import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { Edge } from './support/edge.ts';
import { adminPassword, type House, openHouse } from './support/house.ts';
import { storeOf } from './support/store.ts';

let house: House;
const [here, there] = [randomUUID(), randomUUID()];
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  await house.call('PUT', `/api/v1/sales/stores/${here}`, storeOf(here, '012'));
  await house.call('PUT', `/api/v1/sales/stores/${there}`, storeOf(there, '015'));
});
afterAll(() => house?.close());

async function newCode(storeId = here): Promise<string> {
  return (await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId })).body.code;
}
async function newEdge(storeId = here): Promise<Edge> {
  const edge = new Edge(house.address, storeId);
  await edge.enrol(await newCode(storeId));
  await edge.openSession();
  return edge;
}
async function feed(edge: Edge, name: string, query = '') {
  const response = await fetch(`${house.address}/api/v1/sync/feeds/${name}?${query}`, {
    headers: { authorization: `Bearer ${edge.token}` },
  });
  expect(response.status).toBe(200);
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { rows: lines.slice(0, -1), end: lines.at(-1) };
}

test('a wrong password and an unknown login get the same answer; a guesser waits ever longer, and the login stays open for its owner', async () => {
  const wrong = await house.call('POST', '/api/v1/staff/auth', { login: 'admin', password: 'nope' });
  const unknown = await house.call('POST', '/api/v1/staff/auth', { login: 'nobody', password: 'nope' });
  expect([wrong.status, wrong.body.type, wrong.body.detail]).toEqual([
    401,
    unknown.body.type,
    unknown.body.detail,
  ]);
  const from = (address: string) => ({ 'x-real-ip': address });
  const guesses = { login: 'admin', password: 'nope' };
  for (let n = 0; n < 10; n += 1)
    await house.call('POST', '/api/v1/staff/auth', guesses, from('198.51.100.7'));
  const slowed = await house.call('POST', '/api/v1/staff/auth', guesses, from('198.51.100.7'));
  expect(slowed.status).toBe(429);
  expect(
    (await house.call('POST', '/api/v1/staff/auth', { login: 'admin', password: adminPassword })).status,
  ).toBe(200);
});

test('people reach the stores they work in by feed, as argon2id hashes; leaving a store leaves a tombstone', async () => {
  const edge = await newEdge();
  const id = randomUUID();
  const zoe = { displayName: 'Zoé', roles: ['cashier'], language: 'fr', pin: '1234', storeIds: [here] };
  expect((await house.call('PUT', `/api/v1/staff/${id}`, zoe)).body).toEqual({
    id,
    displayName: 'Zoé',
    roles: ['cashier'],
    language: 'fr',
    storeIds: [here],
    hasPin: true,
    login: null,
    isActive: true,
  });
  const first = await vi.waitFor(async () => {
    const page = await feed(edge, 'users');
    expect(page.rows).toMatchObject([
      {
        scope: here,
        key: `staff/${id}`,
        value: { displayName: 'Zoé', pinHash: expect.stringMatching(/^\$argon2id\$/) },
      },
    ]);
    return page;
  }, 30_000);
  await house.call('PUT', `/api/v1/staff/${id}`, zoe);
  expect((await feed(edge, 'users', `cursor=${first.end.cursor}`)).rows).toEqual([]);
  await house.call('PUT', `/api/v1/staff/${id}`, { ...zoe, storeIds: [there] });
  const news = await feed(edge, 'users', `cursor=${first.end.cursor}&wait=20`);
  expect(news.rows).toMatchObject([{ key: `staff/${id}`, value: null }]);
  expect((await house.call('PUT', `/api/v1/staff/${id}`, { ...zoe, pin: '12' })).status).toBe(400);
});

test('R1: roles of head office are told to no store; a regional manager is a manager at the tills of the stores told', async () => {
  const edge = await newEdge();
  const [finance, both, regional] = [randomUUID(), randomUUID(), randomUUID()];
  const put = (id: string, roles: string[], more = {}) =>
    house.call('PUT', `/api/v1/staff/${id}`, {
      ...{ displayName: 'Léa', language: 'fr', pin: '4321', storeIds: [here], roles },
      ...more,
    });
  await put(finance, ['finance']);
  await put(both, ['cashier', 'marketing']);
  expect((await put(regional, ['regional'], { storeIds: [] })).body.type).toBe('/problems/stores-missing');
  await put(regional, ['regional']);
  const rolesTold = async () =>
    Object.fromEntries(
      (await feed(edge, 'users')).rows
        .filter(({ value }) => value)
        .map(({ key, value }) => [key.slice('staff/'.length), value.roles]),
    );
  await vi.waitFor(
    async () => expect(await rolesTold()).toMatchObject({ [both]: ['cashier'], [regional]: ['manager'] }),
    10_000,
  );
  expect(await rolesTold()).not.toHaveProperty(finance);
});

test('R1: whoever has left signs in nowhere and is taken off the tills; nobody ends their own access', async () => {
  const edge = await newEdge();
  const id = randomUUID();
  const login = `gone-${id.slice(0, 8)}`;
  const someone = { displayName: 'Guy', roles: ['manager', 'support'], language: 'fr', storeIds: [here] };
  await house.call('PUT', `/api/v1/staff/${id}`, {
    ...someone,
    pin: '1234',
    login,
    password: 'a good password',
  });
  const signIn = () => house.call('POST', '/api/v1/staff/auth', { login, password: 'a good password' });
  const { body } = await signIn();
  expect(body.staff.may).toContain('read-customers');
  expect(body.staff.may).not.toContain('change-staff');
  await house.call('PUT', `/api/v1/staff/${id}`, { ...someone, isActive: false });
  expect((await signIn()).status).toBe(401);
  await vi.waitFor(
    async () =>
      expect((await feed(edge, 'users')).rows.filter((row) => row.key.endsWith(id) && row.value)).toEqual([]),
    10_000,
  );
  const { items } = (await house.call('GET', '/api/v1/staff?limit=200')).body;
  const me = items.find((one: { login: string }) => one.login === 'admin');
  const { id: own, displayName, roles, language } = me;
  expect(
    (await house.call('PUT', `/api/v1/staff/${own}`, { displayName, roles, language, isActive: false })).body
      .type,
  ).toBe('/problems/own-account');
});

test('a store gets its own configuration; the same again tells nobody; a number that another store has is refused', async () => {
  const edge = await newEdge();
  const page = await vi.waitFor(async () => {
    const read = await feed(edge, 'configuration');
    // Beside it, the keys that the chain's receipts are signed with.
    const own = read.rows.filter(({ key }) => !key.startsWith('edge/'));
    expect(own.map(({ key }) => key)).toEqual([`store/${here}`]);
    return own;
  }, 30_000);
  expect(page[0]?.value).toEqual(storeOf(here, '012'));
  const again = await house.call('PUT', `/api/v1/sales/stores/${here}`, storeOf(here, '012'));
  expect(again.body.version).toBe(1);
  const id = randomUUID();
  expect(
    await house.call('PUT', `/api/v1/sales/stores/${id}`, { ...storeOf(id, '012'), code: 'NEW' }),
  ).toMatchObject({ status: 409, body: { type: '/problems/number-taken' } });
  expect(
    await house.rows(`select 1 from outbox where type = 'location.changed' and key = $1`, [here]),
  ).toHaveLength(1);
});

test('a code enrols one device, once; its answer can be asked again; used, expired and unknown codes are told apart', async () => {
  const code = await newCode();
  const edge = new Edge(house.address, here);
  const first = await edge.enrol(code.toLowerCase());
  expect(first).toMatchObject({
    status: 201,
    body: {
      storeId: here,
      storeCode: 'S012',
      storeNumber: '012',
      registers: [{ number: '1' }, { number: '2' }],
    },
  });
  expect(await edge.enrol(code)).toEqual(first);
  expect(await new Edge(house.address, here).enrol(code)).toMatchObject({
    status: 409,
    body: { type: '/problems/enrolment-code-used' },
  });
  expect(await new Edge(house.address, here).enrol('AAAA-BBBB-CCCC')).toMatchObject({
    status: 404,
    body: { type: '/problems/enrolment-code-unknown' },
  });
  const old = await newCode();
  await house.rows(`update enrolment_code set expires_at = now() - interval '1 s' where used_at is null`);
  expect(await new Edge(house.address, here).enrol(old)).toMatchObject({
    status: 410,
    body: { type: '/problems/enrolment-code-expired' },
  });
});

test('two devices that use one code at once: one is enrolled', async () => {
  const code = await newCode();
  const answers = await Promise.all([1, 2, 3].map(() => new Edge(house.address, here).enrol(code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test('the newest session wins; a wrong key, a used nonce and a revoked device are refused', async () => {
  const edge = await newEdge();
  edge.append('journal.opened', { reason: 'new', storeId: here });
  const old = { token: edge.token, session: edge.session };
  await edge.openSession();
  expect(edge.session).toBe(old.session + 1);
  const stolen = await edge.send(0, 1, {
    headers: { authorization: `Bearer ${old.token}`, 'sync-session': String(old.session) },
  });
  expect(stolen).toMatchObject({ status: 409, body: { type: '/problems/stale-session' } });
  expect((await edge.send(0)).status).toBe(200);
  await edge.openSession();
  expect(edge.heads).toMatchObject([{ journal: edge.journal, seq: 1 }]);
  expect(await edge.openSession(new Edge('', '').secretKey)).toMatchObject({
    status: 401,
    body: { type: '/problems/unknown-device' },
  });
  const { body } = await house.call('GET', '/api/v1/sales/edges');
  expect(body.items.find(({ edgeId }: { edgeId: string }) => edgeId === edge.edgeId)).toMatchObject({
    state: 'online',
    storeCode: 'S012',
    journals: [{ seq: 1 }],
  });
  expect((await house.call('POST', `/api/v1/sales/edges/${edge.edgeId}/revoke`, undefined)).status).toBe(204);
  expect(await edge.send(0)).toMatchObject({ status: 403, body: { type: '/problems/revoked' } });
});

test('the bell rings for the stores concerned, and for all when a feed is for all', async () => {
  const edge = await newEdge();
  const rung: string[][] = [];
  const socket = io(house.address, {
    path: '/api/v1/sync/bell',
    auth: { token: edge.token },
    transports: ['websocket'],
  });
  socket.on('bell', ({ feeds }) => rung.push(feeds));
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  // Feeds of our own: whatever else runs beside this test rings by the same Redis.
  const [ofAll, ofOne] = [`all-${randomUUID()}`, `one-${randomUUID()}`];
  const ours = () => rung.filter(([name = '']) => name === ofAll || name === ofOne);
  const redis = new Redis(inject('redisUrl'));
  await redis.publish('feed.advanced', JSON.stringify({ feed: ofOne, scopes: [there], pos: 1 }));
  await redis.publish('feed.advanced', JSON.stringify({ feed: ofAll, scopes: ['*'], pos: 2 }));
  await redis.publish('feed.advanced', JSON.stringify({ feed: ofOne, scopes: [here], pos: 3 }));
  await vi.waitFor(() => expect(ours()).toEqual([[ofAll], [ofOne]]), 30_000);
  await redis.quit();
  socket.disconnect();
  const stranger = io(house.address, {
    path: '/api/v1/sync/bell',
    auth: { token: house.token },
    transports: ['websocket'],
    reconnection: false,
  });
  await expect(new Promise((_resolve, reject) => stranger.on('connect_error', reject))).rejects.toThrow(
    'unauthenticated',
  );
});

test('N3: whoever leaves, gets other roles or another password, or is signed out is let in no more, here and at an instance that was never asked', async () => {
  const other = await house.another();
  const id = randomUUID();
  const login = `part-${id.slice(0, 8)}`;
  const told = { displayName: 'Part', roles: ['support'], language: 'fr', storeIds: [], login };
  const put = (changed: object) => house.call('PUT', `/api/v1/staff/${id}`, { ...told, ...changed });
  const signIn = async (password: string) =>
    (await house.call('POST', '/api/v1/staff/auth', { login, password })).body.accessToken as string;
  const seenWith = async (token: string) =>
    Promise.all(
      [house.address, other.address].map(async (address) => {
        const headers = { authorization: `Bearer ${token}` };
        return (await fetch(`${address}/api/v1/staff`, { headers })).status;
      }),
    );
  const acts: [() => Promise<{ status: number }>, string][] = [
    [() => put({ displayName: 'Part', roles: ['support', 'marketing'] }), 'a good password'],
    [() => put({ roles: ['support', 'marketing'], password: 'another good one' }), 'a good password'],
    [() => house.call('DELETE', `/api/v1/staff/${id}/sessions`), 'another good one'],
    [() => put({ roles: ['support', 'marketing'], isActive: false }), 'another good one'],
  ];
  await put({ password: 'a good password' });
  for (const [act, password] of acts) {
    const token = await signIn(password);
    expect(await seenWith(token)).toEqual([200, 200]);
    expect((await act()).status).toBeLessThan(300);
    expect(await seenWith(token)).toEqual([401, 401]);
  }
  const { body } = await house.call('GET', '/internal/sales/ended-sessions');
  expect(body.items).toContainEqual({ staffId: id, goodFrom: expect.any(Number) });
  expect((await house.call('DELETE', `/api/v1/staff/${randomUUID()}/sessions`)).status).toBe(404);
});

test('another name or PIN ends no session', async () => {
  const id = randomUUID();
  const login = `reste-${id.slice(0, 8)}`;
  const told = {
    displayName: 'Reste',
    roles: ['support'],
    language: 'fr',
    login,
    password: 'a good password',
  };
  await house.call('PUT', `/api/v1/staff/${id}`, told);
  const { body } = await house.call('POST', '/api/v1/staff/auth', { login, password: told.password });
  await house.call('PUT', `/api/v1/staff/${id}`, { ...told, displayName: 'Reste encore', pin: '4321' });
  const headers = { authorization: `Bearer ${body.accessToken}` };
  expect((await house.call('GET', '/api/v1/staff', undefined, headers)).status).toBe(200);
});

test('tokens can be checked with the published keys, and private parts stay private', async () => {
  const { body } = await house.call('GET', '/.well-known/jwks.json');
  expect(body.keys).toHaveLength(1);
  expect(body.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
  expect(body.keys[0]).not.toHaveProperty('d');
});

test('a manager of one store sees that store only', async () => {
  const id = randomUUID();
  const login = `gerante-${id.slice(0, 8)}`;
  const person = { displayName: 'Gérante', roles: ['manager'], language: 'fr', storeIds: [here], login };
  await house.call('PUT', `/api/v1/staff/${id}`, { ...person, password: 'a good password' });
  const { body } = await house.call('POST', '/api/v1/staff/auth', { login, password: 'a good password' });
  const [edgeHere, edgeThere] = [await newEdge(here), await newEdge(there)];
  for (const edge of [edgeHere, edgeThere]) {
    edge.appendSale();
    expect((await edge.send(0)).status).toBe(200);
  }
  const headers = { authorization: `Bearer ${body.accessToken}` };
  const history = await house.call('GET', '/api/v1/sales/history', undefined, headers);
  expect(new Set(history.body.items.map(({ storeId }: { storeId: string }) => storeId))).toEqual(
    new Set([here]),
  );
  const revenue = await house.call('GET', '/api/v1/sales/revenue?date=2026-11-24', undefined, headers);
  expect(revenue.body.stores).toMatchObject([{ storeId: here, saleCount: 1, revenueMinor: 2_874 }]);
  const edges = await house.call('GET', '/api/v1/sales/edges', undefined, headers);
  expect(edges.body.items.map(({ storeId }: { storeId: string }) => storeId)).not.toContain(there);
  const elsewhere = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId: there }, headers);
  expect(elsewhere.status).toBe(403);
  const stranger = randomUUID();
  await house.call('PUT', `/api/v1/staff/${stranger}`, {
    ...{ displayName: 'Ailleurs', roles: ['cashier'], language: 'fr', storeIds: [there] },
  });
  const people = await house.call('GET', '/api/v1/staff?limit=200', undefined, headers);
  const ids = people.body.items.map((one: { id: string }) => one.id);
  expect([ids.includes(id), ids.includes(stranger)]).toEqual([true, false]);
  const forbidden = await house.call('PUT', `/api/v1/staff/${randomUUID()}`, person, headers);
  expect(forbidden.status).toBe(403);
});

test('a bell that loses its instance finds it again by itself', async () => {
  const edge = await newEdge();
  const other = await house.another();
  const socket = io(other.address, {
    path: '/api/v1/sync/bell',
    auth: { token: edge.token },
    transports: ['websocket'],
  });
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  const reason = new Promise<string>((resolve) => socket.on('disconnect', resolve));
  await other.close();
  // `io server disconnect` would mean that the client does not try again.
  expect(await reason).toBe('transport close');
  expect(socket.active).toBe(true);
  socket.disconnect();
});
