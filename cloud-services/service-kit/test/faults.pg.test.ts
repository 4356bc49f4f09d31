import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import {
  appendEvent,
  handler,
  mutation,
  type RunningService,
  route,
  type ServiceEnvironment,
  type ServiceOptions,
  serviceEnvironment,
  startService,
} from '../src/index.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';
import { type TestIssuer, testIssuer } from '../src/testing/issuer.ts';
import { type Link, openLink } from './support/link.ts';

/** A service that publishes, and one that follows it; each link to Redis and to the publisher's Postgres can be cut. */
const stream = `events.faults-${randomUUID()}`;
const heard: number[] = [];
let redis: Link;
let postgres: Link;
let issuer: TestIssuer;
let databases: FreshDatabase[] = [];
let publisher: RunningService;
let follower: RunningService;

const publishing: ServiceOptions<ServiceEnvironment> = {
  name: 'publisher',
  environment: serviceEnvironment,
  migrations: [],
  stream,
  routes: ({ database }) => [
    mutation(database, {
      method: 'post',
      path: '/api/v1/publisher/things',
      summary: 'Tell of a thing',
      body: z.strictObject({ n: z.int() }),
      answers: { 201: z.object({ n: z.int() }) },
      async handle({ body }, tx) {
        await appendEvent(tx, { id: randomUUID(), type: 'thing.told', key: 'thing', data: body });
        return { status: 201, body };
      },
    }),
  ],
};

beforeAll(async () => {
  issuer = await testIssuer();
  databases = await Promise.all([freshDatabase(inject('postgresUrl')), freshDatabase(inject('postgresUrl'))]);
  redis = await openLink(Number(new URL(inject('redisUrl')).port));
  const [first, second] = databases;
  if (!first || !second) throw new Error('no database');
  postgres = await openLink(Number(new URL(first.url).port));
  const throughLink = new URL(first.url);
  throughLink.port = String(postgres.port);
  const common = {
    PORT: '0',
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    SALES_URL: issuer.url,
    LOG_LEVEL: 'silent',
  };
  publisher = await startService(publishing, { ...common, DATABASE_URL: throughLink.href });
  follower = await startService(
    {
      name: 'follower',
      environment: serviceEnvironment,
      migrations: [],
      routes: () => [],
      consumers: () => [
        {
          name: `follower-${stream}`,
          stream,
          on: { 'thing.told': handler(z.object({ n: z.int() }), async (_tx, { n }) => void heard.push(n)) },
        },
      ],
    },
    { ...common, DATABASE_URL: second.url },
  );
});
afterAll(async () => {
  await follower?.close();
  await publisher?.close();
  await Promise.all([redis?.close(), postgres?.close(), issuer?.close()]);
  await Promise.all(databases.map(({ drop }) => drop()));
});

const tell = async (n: number) =>
  (
    await fetch(`${publisher.address}/api/v1/publisher/things`, {
      method: 'POST',
      body: JSON.stringify({ n }),
      headers: { 'content-type': 'application/json' },
    })
  ).status;
const readiness = async () => (await fetch(`${publisher.address}/readyz`)).status;
const patient = { timeout: 30_000, interval: 50 };

test('N7: Redis gone: changes go on, readiness says so, and every event arrives once it is back', async () => {
  expect(await tell(1)).toBe(201);
  await vi.waitFor(() => expect(heard).toEqual([1]), patient);
  await redis.cut();
  for (const n of [2, 3, 4]) expect(await tell(n)).toBe(201);
  expect(await readiness()).toBe(503);
  expect((await fetch(`${publisher.address}/healthz`)).status).toBe(200);
  await redis.restore();
  await vi.waitFor(() => expect(heard).toEqual([1, 2, 3, 4]), patient);
  await vi.waitFor(async () => expect(await readiness()).toBe(200), patient);
});

test('N5: Postgres gone: 503 with Retry-After, and the service works again by itself once it is back', async () => {
  await postgres.cut();
  const refused = await fetch(`${publisher.address}/api/v1/publisher/things`, {
    method: 'POST',
    body: JSON.stringify({ n: 5 }),
    headers: { 'content-type': 'application/json' },
  });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  await postgres.restore();
  await vi.waitFor(async () => expect(await tell(6)).toBe(201), patient);
  await vi.waitFor(() => expect(heard.at(-1)).toBe(6), patient);
  expect(heard).toEqual([1, 2, 3, 4, 6]);
});

test('N1: a service that is stopped while it works on a request answers that request first', async () => {
  let enter = () => {};
  let leave = () => {};
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const slow = route({
    method: 'get',
    path: '/api/v1/slow/thing',
    summary: 'Takes its time',
    answers: { 200: z.object({ done: z.boolean() }) },
    async handle() {
      enter();
      await gate;
      return { status: 200, body: { done: true } };
    },
  });
  const other = await startService(
    { name: 'slow', environment: serviceEnvironment, migrations: [], routes: () => [slow] },
    {
      PORT: '0',
      DATABASE_URL: databases[1]?.url,
      REDIS_URL: inject('redisUrl'),
      SALES_URL: issuer.url,
      LOG_LEVEL: 'silent',
    },
  );
  const answer = fetch(`${other.address}/api/v1/slow/thing`);
  await entered;
  const closed = other.close();
  await expect(fetch(`${other.address}/healthz`)).rejects.toThrow();
  leave();
  expect(await (await answer).json()).toEqual({ done: true });
  await closed;
});
