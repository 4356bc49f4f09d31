/** Real HTTP servers on this machine; the clock of the breakers is ours. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../../src/logger.ts';
import { failuresMax, pauseMsMin } from '../../src/neighbours/breaker.ts';
import { createCircuits } from '../../src/neighbours/circuit.ts';
import {
  addresses,
  callsMax,
  createNeighbours,
  NeighbourRefused,
  NeighbourSilent,
} from '../../src/neighbours/neighbour.ts';
import { retriesPerCall, savedMax } from '../../src/neighbours/retry-budget.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(closed));
});
const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** What listens somewhere, and how often it was asked. */
async function listening(listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('it has no port');
  return { url: `http://127.0.0.1:${address.port}`, asked, close: () => closed(server) };
}
/** An address at which nobody listens any more. */
async function dead() {
  const server = await listening(() => {});
  await server.close();
  return server.url;
}
const says =
  (status: number, body: unknown): RequestListener =>
  (_request, response) => {
    response.statusCode = status;
    response.end(JSON.stringify(body));
  };
const cutsTheLine: RequestListener = (request) => request.resume().on('end', () => request.socket.destroy());

const answer = z.object({ hello: z.string() });
const hello = { hello: 'Ana' };
function neighbourhood() {
  const clock = { nowMs: 0 };
  const metrics = new Registry();
  const circuit = createCircuits({
    logger: createLogger('neighbours', 'silent'),
    metrics,
    nowMs: () => clock.nowMs,
  });
  return { clock, metrics, neighbour: createNeighbours(circuit) };
}

test('N5: with two of three instances dead, each call is answered by the third, whatever it is', async () => {
  const alive = await listening(says(200, hello));
  const cart = neighbourhood().neighbour('cart', [await dead(), alive.url, await dead()]);
  for (let count = 0; count < 9; count += 1) {
    expect(await cart.call(answer, '/one?a=1')).toEqual(hello);
    expect(await cart.call(answer, '/two', { method: 'POST', body: {} })).toEqual(hello);
  }
  expect(alive.asked).toHaveLength(18);
});

test.each([
  ['a read', {}, true],
  ['a change with a key', { method: 'POST', key: 'k1', body: {} }, true],
  ['a change that may be repeated', { method: 'POST', isIdempotent: true, body: {} }, true],
  ['a change that may have been done', { method: 'POST', body: {} }, false],
] as const)(
  'N5: when the line breaks after it was sent, %s goes on to the next instance: %s → %s',
  async (_what, call, goesOn) => {
    const broken = await listening(cutsTheLine);
    const alive = await listening(says(200, hello));
    const { neighbour } = neighbourhood();
    const called = () => neighbour('cart', [alive.url, broken.url]).call(answer, '/', call);
    if (goesOn) expect(await called()).toEqual(hello);
    else await expect(called()).rejects.toThrow(NeighbourSilent);
    expect(broken.asked).toHaveLength(1);
    expect(alive.asked).toHaveLength(goesOn ? 1 : 0);
  },
);

test('N5: instances share the calls', async () => {
  const all = await Promise.all([1, 2, 3].map(() => listening(says(200, hello))));
  const cart = neighbourhood().neighbour(
    'cart',
    all.map(({ url }) => url),
  );
  for (let count = 0; count < 12; count += 1) await cart.call(answer, '/');
  expect(all.map(({ asked }) => asked.length)).toEqual([4, 4, 4]);
});

test('N5: a refusal is told with its details, and says that the neighbour is well', async () => {
  const short = { type: '/problems/short', title: 'Short', status: 409, short: [] };
  const server = await listening(says(409, short));
  const inventory = neighbourhood().neighbour('inventory', [server.url]);
  for (let count = 0; count <= failuresMax; count += 1) {
    const refused = await inventory.call(answer, '/').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NeighbourRefused);
    expect(refused).toMatchObject({ status: 409, type: 'short', details: short });
  }
  expect(inventory.restMs()).toBe(0);
});

test.each([
  ['says 503', says(503, { type: '/problems/unavailable', title: 'Later', status: 503 })],
  ['cuts the line', cutsTheLine],
])(
  'N5: a neighbour that %s is left alone after some failures; one call finds out when it is well',
  async (_what, listener) => {
    let isWell = false;
    const server = await listening((request, response) =>
      (isWell ? says(200, hello) : listener)(request, response),
    );
    const { neighbour, clock, metrics } = neighbourhood();
    const inventory = neighbour('inventory', [server.url]);
    const call = () => inventory.call(answer, '/').catch((error: unknown) => error);
    const open = async () => /neighbour_circuit_open\{.*\} (\S+)/.exec(await metrics.metrics())?.[1];

    for (let count = 0; count < failuresMax; count += 1) expect(await call()).toBeInstanceOf(NeighbourSilent);
    expect(server.asked).toHaveLength(failuresMax);
    expect(await open()).toBe('1');
    expect(await call()).toMatchObject({ name: 'NeighbourSilent', restMs: pauseMsMin });
    expect(server.asked).toHaveLength(failuresMax);

    clock.nowMs += pauseMsMin;
    await Promise.all([call(), call(), call()]);
    expect(server.asked).toHaveLength(failuresMax + 1);

    isWell = true;
    clock.nowMs += 2 * pauseMsMin;
    expect(await call()).toEqual(hello);
    expect(await open()).toBe('0');
    expect(await call()).toEqual(hello);
  },
);

test('N5: a fault of the neighbour in one call is no reason to leave it alone', async () => {
  const server = await listening(says(500, { type: '/problems/internal', title: 'Oh', status: 500 }));
  const { neighbour } = neighbourhood();
  const cart = neighbour('cart', [server.url]);
  for (let count = 0; count < 2 * failuresMax; count += 1)
    await expect(cart.call(answer, '/')).rejects.toThrow(NeighbourSilent);
  expect(server.asked).toHaveLength(2 * failuresMax);
});

test('the environment names one address of a service, or several', () => {
  expect(addresses.parse('http://a.example:1')).toEqual(['http://a.example:1']);
  expect(addresses.parse('http://a.example:1, http://b.example:2')).toEqual([
    'http://a.example:1',
    'http://b.example:2',
  ]);
  for (const wrong of ['', 'http://a.example:1,', 'redis://a.example:1'])
    expect(addresses.safeParse(wrong).success).toBe(false);
});

test('N6: of calls that broke off on their way, one in ten is tried again, besides a small reserve', async () => {
  const broken = await listening(cutsTheLine);
  const other = await listening(cutsTheLine);
  // Circuits that never open: the budget alone is looked at.
  const through = () => ({ restMs: () => 0, run: <T>(work: () => Promise<T>) => work() });
  const cart = createNeighbours(through)('cart', [broken.url, other.url]);
  const calls = 60;
  for (let count = 0; count < calls; count += 1)
    await expect(cart.call(answer, '/')).rejects.toThrow(NeighbourSilent);
  const retries = broken.asked.length + other.asked.length - calls;
  expect(retries).toBeGreaterThan(savedMax);
  expect(retries).toBeLessThanOrEqual(savedMax + calls * retriesPerCall);
});

test('N6: a neighbour that is slow holds a bounded number of calls; further ones are told at once', async () => {
  const waiting: (() => void)[] = [];
  const slow = await listening((_request, response) => {
    waiting.push(() => response.end(JSON.stringify(hello)));
  });
  const cart = neighbourhood().neighbour('cart', [slow.url]);
  const held = Array.from({ length: callsMax }, () => cart.call(answer, '/'));
  await expect(cart.call(answer, '/')).rejects.toThrow(NeighbourSilent);
  await expect.poll(() => waiting.length).toBe(callsMax);
  for (const answerOne of waiting.splice(0)) answerOne();
  expect(await Promise.all(held)).toHaveLength(callsMax);
  const after = cart.call(answer, '/');
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  expect(await after).toEqual(hello);
});
