/** What the embedded gateway does when a service misbehaves. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../scripts/system/ports.ts';
import type { Declaration } from '../src/declaration.ts';
import { bearer, body, type House, signer, signers, startHouse } from './house.ts';
import { type SmallService, startSmallService } from './small-service.ts';

const fast = (declaration: Declaration) => {
  for (const { healthchecks } of declaration.upstreams) {
    healthchecks.active.healthy.interval = 0.05;
    healthchecks.active.unhealthy.interval = 0.05;
  }
  const product = declaration.services.find(({ name }) => name === 'product');
  if (product) product.read_timeout = 500;
};

describe('one target a service', () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse(inject('redisUrl'), fast);
  });
  afterAll(() => house.close());
  const staff = bearer(signers.sales.token());
  const ask = (path: string, init?: RequestInit) =>
    fetch(`${house.url}${path}`, { ...init, headers: { ...staff, ...init?.headers } });

  test('N4: every refusal is problem details with the correlation id', async () => {
    for (const [path, init, status, type] of [
      ['/nothing', {}, 404, '/problems/no-route'],
      ['/api/v1/inventory/stock/1', { headers: { apikey: 'x' } }, 401, '/problems/api-key-unknown'],
      ['/api/v1/products/never', {}, 504, '/problems/service-silent'],
      ['/api/v1/products/cut-before', {}, 502, '/problems/service-broke-off'],
    ] as const) {
      const answer = await ask(path, init);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const id = answer.headers.get('x-correlation-id');
      expect(await answer.json()).toMatchObject({
        status,
        type,
        correlationId: id,
        detail: expect.any(String),
      });
      expect(answer.status).toBe(status);
    }
  });

  test('N5: a POST that was sent is never sent again', async () => {
    const answer = await ask('/api/v1/sales/cut-before', { method: 'POST', body: 'a sale' });
    expect(answer.status).toBe(502);
    const sent = house.services.sales.seen.filter(({ path }) => path === '/api/v1/sales/cut-before');
    expect(sent).toHaveLength(1);
  });

  test('a PUT that was sent is sent again, and no target is left: the answer says so', async () => {
    const answer = await ask('/api/v1/reports/cut-before', { method: 'PUT', body: 'a target' });
    expect(answer.status).toBe(502);
  });

  test('a new file is in force from the next request on, and what is on its way ends by the old one', async () => {
    const before = ask('/api/v1/orders/slow');
    await vi.waitUntil(() => house.services.order.seen.some(({ path }) => path.endsWith('slow')), 30_000);
    const next = structuredClone(house.declaration);
    const later = signer('sales-2');
    const sales = next.consumers?.find(({ username }) => username === 'sales');
    if (sales) sales.jwt_secrets = later.keys;
    const orders = next.services.find(({ name }) => name === 'order');
    if (orders) orders.routes = orders.routes.filter(({ name }) => name !== 'orders');
    house.gateway?.change(next, 'next');
    const status = async (token: string) =>
      (await fetch(`${house.url}/api/v1/sales/history`, { headers: bearer(token) })).status;
    expect(await status(later.token())).toBe(200);
    expect(await status(signers.sales.token())).toBe(401);
    expect((await ask('/api/v1/orders/1')).status).toBe(404);
    expect((await before).status).toBe(200);
    house.gateway?.change(house.declaration, 'first');
    expect(await status(signers.sales.token())).toBe(200);
  });

  test('the address that a trusted neighbour tells is the one that counts', async () => {
    const { headers } = await body(
      await ask('/api/v1/orders/1', { headers: { 'x-forwarded-for': '198.51.100.7' } }),
    );
    expect(headers['x-real-ip']).toBe('198.51.100.7');
  });

  test('an answer that breaks off breaks off for the client too: it never looks whole', async () => {
    const answer = await ask('/api/v1/products/first-half');
    await expect(answer.text()).rejects.toThrow();
  });

  test('the first bytes of a slow answer reach the client at once', async () => {
    const answer = await ask('/api/v1/products/drip');
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe('one\n');
  });

  test('when the client goes away, so does the request to the service', async () => {
    // A connection of its own: one on which a body was refused half-way may be reset.
    const url = new URL('/api/v1/sales/never?abort', house.url);
    const request = httpRequest(url, { headers: staff, agent: false });
    request.on('error', () => {});
    request.end();
    const seen = () => house.services.sales.seen.find(({ path }) => path.endsWith('?abort'));
    await vi.waitUntil(seen, { timeout: 30_000 });
    request.destroy();
    await vi.waitUntil(() => seen()?.aborted, { timeout: 30_000 });
  });

  test('a WebSocket that the service refuses is refused with the service’s own words', async () => {
    const url = new URL('/api/v1/sales/live/refused', house.url);
    const request = httpRequest(url, { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
    request.end();
    const [answer] = await once(request, 'response');
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['x-service']).toBe('yes');
    answer.resume();
  });

  test('a path with dot segments cannot pass under the rules of another route', async () => {
    const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
    socket.end('GET /api/v1/products/%2e%2e/staff/auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const [bytes] = await once(socket, 'data');
    expect(String(bytes)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('N4: the gateway’s own figures are not reachable by a route, and count what passed', async () => {
    await ask('/api/v1/categories');
    const text = await (await ask('/_gateway/metrics')).text();
    expect(text).toMatch(
      /kong_http_requests_total\{service="product",route="products",code="200",source="service"\} \d/,
    );
    expect(text).toContain('kong_upstream_target_health');
  });

  // Last: the connection on which a body was refused half-way may be reset under a later request.
  test('a body without a length is counted as it passes', async () => {
    let left = 12;
    const twelveMegabytes = new ReadableStream({
      pull(controller) {
        if (left === 0) controller.close();
        else controller.enqueue(Buffer.alloc(1_048_576, 'x'));
        left -= 1;
      },
    });
    const init: RequestInit = { method: 'PUT', body: twelveMegabytes, duplex: 'half' };
    const answer = await ask('/api/v1/sales/stores/1', init);
    expect(answer.status).toBe(413);
  });
});

test('N5: requests pass when Redis is gone: nothing stops', async () => {
  const nobody = `redis://127.0.0.1:${await freePort()}`;
  const house = await startHouse(nobody);
  expect((await fetch(`${house.url}/api/v1/products`)).status).toBe(200);
  await house.close();
});

describe('two targets a service', () => {
  let house: House;
  let second: SmallService;
  beforeAll(async () => {
    second = await startSmallService('second');
    house = await startHouse(inject('redisUrl'), (declaration) => {
      fast(declaration);
      for (const service of declaration.services) service.read_timeout = 20_000;
      declaration.upstreams[0]?.targets.push({ target: `127.0.0.1:${second.port}`, weight: 100 });
    });
  });
  afterAll(async () => {
    await house.close();
    await second.close();
  });
  const who = async () => (await body(await fetch(`${house.url}/api/v1/products`))).service;

  test('N2: requests take turns; a target that dies costs a reader nothing; it comes back by itself', async () => {
    expect(new Set([await who(), await who()])).toEqual(new Set(['product', 'second']));
    const { port } = second;
    await second.close();
    for (let n = 0; n < 6; n += 1) expect(await who()).toBe('product');
    second = await startSmallService('second', port);
    await vi.waitUntil(async () => (await who()) === 'second', { timeout: 30_000 });
  });

  test('B1: what was never sent goes to another target, whatever it is; what may be done twice is done by the other', async () => {
    const { port } = second;
    await second.close();
    const post = () =>
      fetch(`${house.url}/api/v1/products/search`, { method: 'POST', body: '{"query":"pain"}' }).then(body);
    for (const answer of [await post(), await post(), await post()])
      expect(answer).toMatchObject({ service: 'product', bytes: 16 });
    second = await startSmallService('second', port);
    await vi.waitUntil(async () => (await who()) === 'second', { timeout: 30_000 });
    const cut = (method: string) =>
      fetch(`${house.url}/api/v1/products/cut-before`, {
        method,
        body: 'x',
        headers: bearer(signers.sales.token()),
      });
    await Promise.all([cut('PUT'), cut('POST')]);
    const sent = (service: SmallService, method: string) =>
      service.seen.filter((seen) => seen.path.endsWith('cut-before') && seen.method === method).length;
    expect(sent(house.services.product, 'PUT') + sent(second, 'PUT')).toBe(2);
    expect(sent(house.services.product, 'POST') + sent(second, 'POST')).toBe(1);
  });

  test('N2 N5: a target that dies under load costs nobody an answer of what may be done twice', async () => {
    const { port } = second;
    const slow = (method: string) =>
      fetch(`${house.url}/api/v1/products/slow`, {
        method,
        headers: bearer(signers.sales.token()),
        ...(method === 'PUT' ? { body: 'the same twice' } : {}),
      });
    const before = second.seen.length;
    const underWay = Array.from({ length: 60 }, (_, n) => slow(n % 2 === 0 ? 'GET' : 'PUT'));
    await vi.waitUntil(() => second.seen.length >= before + 20, { timeout: 30_000, interval: 2 });
    await second.close();
    const after = Array.from({ length: 60 }, () => slow('GET'));
    const statuses = (await Promise.all([...underWay, ...after])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    second = await startSmallService('second', port);
    await vi.waitUntil(async () => (await who()) === 'second', { timeout: 30_000 });
  });

  test('N5 N6: a service that is late for some is refused to nobody: only probes take it out for that', async () => {
    const late = await startHouse(inject('redisUrl'), ({ services }) => {
      for (const service of services) service.read_timeout = 500;
    });
    const ask = (path: string) => fetch(`${late.url}/api/v1/products${path}`);
    const unanswered = await Promise.all(Array.from({ length: 20 }, () => ask('/never')));
    expect(new Set(unanswered.map(({ status }) => status))).toEqual(new Set([504]));
    expect((await ask('')).status).toBe(200);
    await late.close();
  });

  test('N5: when no target is left the answer is 503 with Retry-After', async () => {
    const lonely = await startHouse(inject('redisUrl'), fast);
    await lonely.services.product.close();
    const ask = () => fetch(`${lonely.url}/api/v1/products`);
    const first = await ask();
    expect(first.status).toBe(503);
    expect(first.headers.get('retry-after')).toBe('1');
    await vi.waitUntil(async () => (await body(await ask())).type === '/problems/no-target', {
      timeout: 30_000,
    });
    await lonely.close().catch(() => {});
  });
});
