/** What kong.yml promises, asked of any gateway: the embedded one, or a real Kong (`KONG_PROXY_URL`, see README). */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  apiKey,
  bearer,
  body,
  type House,
  origin,
  signer,
  signers,
  startHouse,
  storefrontKey,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse(inject('redisUrl'));
});
afterAll(() => house.close());

const ask = (path: string, init?: RequestInit) => fetch(`${house.url}${path}`, init);
const echo = async (path: string, init?: RequestInit) => body(await ask(path, init));
const staff = bearer(signers.sales.token());
const customer = bearer(signers.customer.token());

test.each([
  ['/api/v1/products?limit=5', 'product'],
  ['/api/v1/products/openapi.json', 'product'],
  ['/api/v1/categories', 'product'],
  ['/api/v1/sync/feeds/catalogue?cursor=1', 'product'],
  ['/api/v1/inventory/movements', 'inventory'],
  ['/api/v1/sync/feeds/stock-here', 'inventory'],
  ['/api/v1/sync/feeds/stock-elsewhere', 'inventory'],
  ['/api/v1/sync/feeds/deliveries', 'inventory'],
  ['/api/v1/sync/feeds/stock-alerts', 'inventory'],
  ['/api/v1/sales/history', 'sales'],
  ['/api/v1/staff/auth', 'sales'],
  ['/api/v1/sync/journals', 'sales'],
  ['/api/v1/sync/feeds/configuration', 'sales'],
  ['/api/v1/customers/1/profile', 'customer'],
  ['/api/v1/customers/auth', 'customer'],
  ['/api/v1/orders/1', 'order'],
  ['/api/v1/reports/dashboard?from=2026-01-01', 'reporting'],
])('the path %s reaches %s as the client wrote it', async (path, service) => {
  expect(await echo(path, { headers: staff })).toMatchObject({ service, path, method: 'GET' });
});

test('N2: requests of carts go to each of three instances in turn', async () => {
  const turns = await Promise.all(Array.from({ length: 9 }, () => echo('/api/v1/cart/1')));
  expect(new Set(turns.map(({ service }) => service))).toEqual(new Set(['cart', 'cart2', 'cart3']));
});

const open = [
  ['GET', '/api/v1/products'],
  ['POST', '/api/v1/products/search'],
  ['GET', '/api/v1/categories'],
  ['POST', '/api/v1/customers/register'],
  ['POST', '/api/v1/customers/passkey/options'],
  ['POST', '/api/v1/cart/items'],
  ['POST', '/api/v1/orders/checkout'],
  ['GET', '/api/v1/sales/public/stores'],
  ['POST', '/api/v1/sync/challenge'],
  ['POST', '/api/v1/orders/webhooks/local'],
  ['POST', '/api/v1/reports/events'],
  ['GET', '/api/v1/reports/sent/a-secret'],
  ['GET', '/api/v1/reports/bought-together/p-1'],
  ['GET', '/api/v1/reports/openapi.json'],
] as const;
test.each(open)('%s %s asks for no token', async (method, path) => {
  expect((await ask(path, { method })).status).toBe(200);
});

const guarded = [
  ['PATCH', '/api/v1/products/1'],
  ['POST', '/api/v1/products/import'],
  ['PUT', '/api/v1/categories'],
  ['GET', '/api/v1/inventory/alerts'],
  ['GET', '/api/v1/sales/history'],
  ['POST', '/api/v1/sales/transactions'],
  ['PUT', '/api/v1/staff/1'],
  ['POST', '/api/v1/sync/journals'],
  ['GET', '/api/v1/sync/feeds/catalogue'],
  ['GET', '/api/v1/reports/dashboard'],
] as const;
test.each(guarded)('N2: %s %s lets staff in, and nobody without a token of Sales', async (method, path) => {
  const status = async (headers: Record<string, string>) => (await ask(path, { method, headers })).status;
  expect(await status(staff)).toBe(200);
  expect(await status({})).toBe(401);
  expect(await status(customer)).toBe(403);
});

test('a customer’s pages are for customers and staff', async () => {
  const path = '/api/v1/customers/1/profile';
  const statusOf = async (headers: Record<string, string>) => (await ask(path, { headers })).status;
  expect(await statusOf(customer)).toBe(200);
  expect(await statusOf(staff)).toBe(200);
  expect(await statusOf({})).toBe(401);
});

const seconds = Math.floor(Date.now() / 1_000);
test.each([
  ['has expired', signers.sales.token({ exp: seconds - 1 })],
  ['never expires', signers.sales.token({ exp: undefined })],
  ['was signed by a stranger', signer('sales-1').token()],
  ['names a key that nobody has', signers.sales.token({}, { kid: 'nobody' })],
  ['says that it is not signed', signers.sales.token({}, { alg: 'none' })],
  [
    'was altered',
    signers.sales.token().replace(/\.[^.]+\./, `.${btoa('{"exp":9999999999}').replace(/=+$/, '')}.`),
  ],
  ['is no token at all', 'nonsense'],
])('a token that %s is 401 and never reaches the service', async (_what, token) => {
  const before = house.services.sales.seen.length;
  expect((await ask('/api/v1/sales/history', { headers: bearer(token) })).status).toBe(401);
  expect(house.services.sales.seen).toHaveLength(before);
});

test('N6: every answer forbids a browser to guess what it is, to frame it and to run it; a service may say its own', async () => {
  for (const path of ['/api/v1/products', '/api/v1/sales/history']) {
    const { headers } = await ask(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
  const own = await ask('/api/v1/products/own-policy');
  expect(own.headers.get('content-security-policy')).toBe('sandbox');
});

test('an address that is not part of the interface is 404', async () => {
  const answer = await ask('/api/v1/nothing');
  expect(answer.status).toBe(404);
});

test('N4: the client’s correlation id reaches the service and comes back', async () => {
  const id = randomUUID();
  const answer = await ask('/api/v1/products', { headers: { 'x-correlation-id': id } });
  expect(answer.headers.get('x-correlation-id')).toBe(id);
  expect((await body(answer)).headers['x-correlation-id']).toBe(id);
});

test('N4: a request without a correlation id gets one', async () => {
  const answer = await ask('/api/v1/products');
  const id = answer.headers.get('x-correlation-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect((await body(answer)).headers['x-correlation-id']).toBe(id);
});

test('N2: a known API key reads stock; the service learns who it is, not the key', async () => {
  const { headers } = await echo('/api/v1/inventory/stock/42', {
    headers: { apikey: apiKey, 'x-consumer-username': 'somebody-else' },
  });
  expect(headers['x-consumer-username']).toBe('demo-application');
  expect(headers['x-gateway-key']).toBe('key-of-the-gateway');
  expect(headers.apikey).toBeUndefined();
});

test('N2: an unknown API key is 401 and never reaches the service', async () => {
  const before = house.services.inventory.seen.length;
  const answer = await ask('/api/v1/inventory/stock/42', { headers: { apikey: 'nobody-has-this-key' } });
  expect(answer.status).toBe(401);
  expect(house.services.inventory.seen).toHaveLength(before);
});

test('head office may ask from its own pages, and no other page may', async () => {
  const preflight = {
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization',
  };
  const ours = await ask('/api/v1/sales/stores/1', { method: 'OPTIONS', headers: { origin, ...preflight } });
  expect(ours.status).toBe(200);
  expect(ours.headers.get('access-control-allow-origin')).toBe(origin);
  expect(ours.headers.get('access-control-allow-methods')).toContain('PUT');
  expect(ours.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
  const read = await ask('/api/v1/inventory/stock/42', { headers: { origin, ...staff } });
  expect(read.headers.get('access-control-allow-origin')).toBe(origin);
  expect(read.headers.get('vary')).toMatch(/Origin/i);
  const other = await ask('/api/v1/products', { headers: { origin: 'https://elsewhere.example' } });
  expect(other.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
});

test('N2: a body larger than its route allows is 413, a smaller one passes whole', async () => {
  const large = Buffer.alloc(9 * 1_048_576, 'x');
  expect((await ask('/api/v1/sales/stores/1', { method: 'PUT', body: large, headers: staff })).status).toBe(
    413,
  );
  const sha256 = createHash('sha256').update(large).digest('hex');
  expect(
    await echo('/api/v1/products/import', { method: 'POST', body: large, headers: staff }),
  ).toMatchObject({
    bytes: large.length,
    sha256,
  });
});

test('N2: whoever tries passwords too often is told to wait, while others go on', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => ask('/api/v1/staff/auth', { method: 'POST' })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('/api/v1/products')).status).toBe(200);
});

test('N2: an application is limited as itself, over all its routes together, and the shop’s server by another measure', async () => {
  const calls = [
    ['/api/v1/inventory/stock/42', 'GET'],
    ['/api/v1/sales/transactions', 'POST'],
  ] as const;
  const limitsOf = (answer: Response) =>
    ['limit', 'remaining'].map((what) => Number(answer.headers.get(`ratelimit-${what}`)));
  const asked = (apikey: string) =>
    Promise.all(calls.map(([path, method]) => ask(path, { method, headers: { apikey } }).then(limitsOf)));
  for (const [key, perSecond] of [
    [apiKey, 60],
    [storefrontKey, 400],
  ] as const) {
    // Both within one second, sooner or later.
    await expect
      .poll(async () => (await asked(key)).map(([limit, left]) => [limit, perSecond - (left ?? 0)]).sort(), {
        timeout: 5_000,
      })
      .toEqual([
        [perSecond, 1],
        [perSecond, 2],
      ]);
  }
  const many = await Promise.all(
    Array.from({ length: 130 }, () => ask(calls[0][0], { headers: { apikey: apiKey } })),
  );
  expect(many.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expect((await ask(calls[0][0], { headers: { apikey: storefrontKey } })).status).toBe(200);
});

test('a WebSocket passes bytes both ways', async () => {
  const url = new URL('/api/v1/sales/live/?transport=websocket', house.url);
  const key = Buffer.from(randomUUID()).subarray(0, 16).toString('base64');
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
  };
  const request = httpRequest(url, { headers });
  request.end();
  const [answer, socket] = await once(request, 'upgrade');
  expect(answer.headers['x-correlation-id']).toBeTruthy();
  socket.write('how many are left?');
  const [bytes] = await once(socket, 'data');
  expect(String(bytes)).toBe('how many are left?');
  socket.destroy();
});

test('what a client says about itself in the gateway’s name is not believed', async () => {
  for (const path of ['/api/v1/inventory/movements', '/api/v1/cart/1']) {
    const { headers } = await echo(path, {
      headers: {
        ...staff,
        'x-consumer-username': 'demo-application',
        'x-consumer-groups': 'applications',
        'x-gateway-key': 'guessed',
      },
    });
    expect(headers['x-consumer-username']).toBeUndefined();
    expect(headers['x-consumer-groups']).toBeUndefined();
    expect(headers['x-gateway-key']).toBeUndefined();
  }
});
