/** Needs PostgreSQL: three instances of Cart on a Redis of their own, which is killed, started again and made to hang. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { end, startBound } from '../../../scripts/system/bound-process.ts';
import { freePort } from '../../../scripts/system/ports.ts';
import { redisCommand, redisUrl } from '../../../scripts/system/redis.ts';
import { accepts, waitUntil } from '../../../scripts/system/wait-until.ts';
import { type House, openHouse } from './house.ts';

const startTimeoutMs = 10_000;
let port: number;
let home: string;
let redis: ReturnType<typeof startBound>;
let house: House;
let product: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'comptoir-redis-'));
  port = await freePort();
  await startRedis();
  house = await openHouse({ REDIS_URL: redisUrl(port) });
  product = house.products.find(({ pricing }) => pricing.soldBy === 'piece')?.id ?? '';
});
afterAll(async () => {
  await house.close();
  await end(redis, 'SIGKILL');
  await rm(home, { recursive: true, force: true });
});

async function startRedis(): Promise<void> {
  redis = startBound(await redisCommand(home, port, console.error));
  await waitUntil('Redis accepts connections', startTimeoutMs, () => accepts(port));
}

const begin = async () => {
  const cart = await house.view(house.addTo(undefined, product, '1'));
  await expect.poll(() => house.isWritten(cart)).toBe(true);
  return cart;
};
const add = (sessionId: string, key: string, at: number) =>
  house.call(
    'POST',
    '/api/v1/cart/items',
    { sessionId, productId: product, quantity: '1' },
    { 'idempotency-key': key },
    at,
  );
const read = (sessionId: string, at: number) =>
  house.call('GET', `/api/v1/cart/${sessionId}`, undefined, {}, at);
const quantity = async (sessionId: string, at: number) =>
  (await house.view(read(sessionId, at))).lines[0]?.quantity;

async function expectNotNow(answer: Response): Promise<void> {
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({ type: '/problems/unavailable', status: 503 });
}

/** As a shop does that is told to try again: the very same, until it is done. */
async function until201(send: (at: number) => Promise<Response>): Promise<void> {
  let turn = 0;
  await expect
    .poll(async () => {
      turn += 1;
      return (await send(turn % 3)).status;
    })
    .toBe(201);
}

test('B1: while Redis is away each instance says “not now”; when it is back, empty, nothing is lost or done twice', async () => {
  const { sessionId } = await begin();
  const keys = [randomUUID(), randomUUID(), randomUUID()];
  await end(redis, 'SIGKILL');
  for (const [at, key] of keys.entries()) {
    await expectNotNow(await add(sessionId, key, at));
    await expectNotNow(await read(sessionId, at));
    await expectNotNow(await house.call('DELETE', `/api/v1/cart/${sessionId}`, undefined, {}, at));
  }
  await startRedis();
  for (const key of keys) await until201((at) => add(sessionId, key, at));
  await expect.poll(house.areReady).toBe(true);
  for (const at of [0, 1, 2]) expect(await quantity(sessionId, at)).toBe('4');
});

test('B1: while Redis hangs nobody waits for ever, and what it did all the same is not done again', async () => {
  const { sessionId } = await begin();
  const keys = [randomUUID(), randomUUID(), randomUUID()];
  redis.kill('SIGSTOP');
  const answers = await Promise.all(keys.map((key, at) => add(sessionId, key, at)));
  for (const answer of answers) await expectNotNow(answer);
  redis.kill('SIGCONT');
  for (const key of keys) await until201((at) => add(sessionId, key, at));
  await expect.poll(house.areReady).toBe(true);
  for (const at of [0, 1, 2]) expect(await quantity(sessionId, at)).toBe('4');
});
