import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import {
  appendEvent,
  feedRoutes,
  handler,
  migration,
  mutation,
  problem,
  type RunningService,
  route,
  type ServiceOptions,
  serviceEnvironment,
  startService,
  writeFeedRow,
} from '../src/index.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';
import { type TestIssuer, testIssuer } from '../src/testing/issuer.ts';

/** A small real service: notes that are published as a feed and as events, and a follower that counts them. */
const stream = `events.notes-${randomUUID()}`;
const notesTable = migration(
  'Notes1764000000100',
  'create table note (id text primary key, text text not null)',
  'drop table note',
);
const options: ServiceOptions<z.infer<typeof serviceEnvironment>> = {
  name: 'notes',
  environment: serviceEnvironment,
  migrations: [notesTable],
  stream,
  routes: ({ database, logger, tokens, wakes }) => [
    route({
      method: 'get',
      path: '/api/v1/notes/:id',
      summary: 'A note',
      guard: tokens.requireStaff('manager', 'head-office'),
      params: z.strictObject({ id: z.string() }),
      query: z.strictObject({}),
      answers: { 200: z.object({ id: z.string(), text: z.string() }) },
      async handle({ params }) {
        const [note] = await database.query<{ id: string; text: string }>(
          'select id, text from note where id = $1',
          [params.id],
        );
        if (!note) throw problem(404, 'not-found', 'No such note', 'Check the id.');
        return { status: 200, body: note };
      },
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/notes/:id',
      summary: 'Write a note',
      guard: tokens.requireStaff(),
      params: z.strictObject({ id: z.string() }),
      body: z.strictObject({ text: z.string() }),
      answers: { 201: z.object({ id: z.string() }) },
      async handle({ params, body }, tx) {
        if (body.text === 'forbidden')
          throw problem(422, 'forbidden-text', 'Not this text', 'Write another.');
        await tx.query('insert into note values ($1, $2) on conflict (id) do update set text = $2', [
          params.id,
          body.text,
        ]);
        await writeFeedRow(tx, { feed: 'notes', scope: 'S1', key: `note/${params.id}`, value: body });
        await appendEvent(tx, { id: randomUUID(), type: 'note.written', key: params.id, data: body });
        return { status: 201, body: { id: params.id } };
      },
    }),
    ...feedRoutes({ database, logger, wakes, feeds: ['notes'], guard: tokens.requireDevice() }),
  ],
};

let databases: FreshDatabase[] = [];
let issuer: TestIssuer;
let notes: RunningService;
let follower: RunningService;
const heard: string[] = [];
let staff: string;
const environmentOf = (database: FreshDatabase | undefined) => ({
  PORT: '0',
  DATABASE_URL: database?.url,
  REDIS_URL: inject('redisUrl'),
  SALES_URL: issuer.url,
  LOG_LEVEL: 'silent',
});

beforeAll(async () => {
  issuer = await testIssuer();
  databases = await Promise.all([freshDatabase(inject('postgresUrl')), freshDatabase(inject('postgresUrl'))]);
  notes = await startService(options, environmentOf(databases[0]));
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
          producerUrl: notes.address,
          on: {
            'note.written': handler(z.object({ text: z.string() }), async (_tx, { text }) => {
              if (text === 'poison') throw new Error('cannot be applied');
              heard.push(text);
            }),
          },
        },
      ],
    },
    environmentOf(databases[1]),
  );
  staff = await issuer.staffToken();
});
afterAll(async () => {
  await follower?.close();
  await notes?.close();
  await issuer?.close();
  await Promise.all(databases.map(({ drop }) => drop()));
});

const put = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${notes.address}/api/v1/notes/${id}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${staff}`, 'content-type': 'application/json', ...headers },
  });

test('N4: an unknown field, a missing token and an unknown address get problem details with the correlation id', async () => {
  const strange = await put('a', { text: 'x', colour: 'red' }, { 'x-correlation-id': 'abc-1' });
  expect(strange.status).toBe(400);
  expect(strange.headers.get('content-type')).toContain('application/problem+json');
  expect(strange.headers.get('x-correlation-id')).toBe('abc-1');
  expect(await strange.json()).toMatchObject({
    type: '/problems/invalid-request',
    correlationId: 'abc-1',
    errors: [{ pointer: '/' }],
  });
  expect((await put('a', { text: 'x' }, { authorization: '' })).status).toBe(401);
  expect((await put('a', { text: 'x' }, { authorization: 'Bearer a.b.c' })).status).toBe(401);
  const cashier = await issuer.staffToken(['cashier']);
  expect(
    (await fetch(`${notes.address}/api/v1/notes/a`, { headers: { authorization: `Bearer ${cashier}` } }))
      .status,
  ).toBe(403);
  expect((await fetch(`${notes.address}/nowhere`)).status).toBe(404);
  expect(
    (
      await fetch(`${notes.address}/api/v1/notes/a`, {
        method: 'PUT',
        body: '{',
        headers: { 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(400);
});

test('B4: same key and same body: the first answer again; another body: 422; a refusal leaves the key free', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const first = await put('idem', { text: 'one' }, key);
  const again = await put('idem', { text: 'one' }, key);
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
  expect([again.status, again.headers.get('idempotency-replayed'), await again.json()]).toEqual([
    201,
    'true',
    { id: 'idem' },
  ]);
  expect((await put('idem', { text: 'two' }, key)).status).toBe(422);
  const free = { 'idempotency-key': randomUUID() };
  expect((await put('idem', { text: 'forbidden' }, free)).status).toBe(422);
  expect((await put('idem', { text: 'allowed' }, free)).status).toBe(201);
});

test('B4: ten requests at once with one key have one effect', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => put('many', { text: `many-${key['idempotency-key']}` }, key)),
  );
  for (const { status } of answers) expect([201, 409]).toContain(status);
  await vi.waitFor(() => expect(heard).toContain(`many-${key['idempotency-key']}`), 30_000);
  expect(heard.filter((text) => text === `many-${key['idempotency-key']}`)).toHaveLength(1);
});

test('N4: health, readiness, metrics and the OpenAPI document are there', async () => {
  expect((await fetch(`${notes.address}/healthz`)).status).toBe(200);
  const ready = await fetch(`${notes.address}/readyz`);
  expect(await ready.json()).toEqual({ status: 'ready', dependencies: { postgres: 'ok', redis: 'ok' } });
  expect(await (await fetch(`${notes.address}/metrics`)).text()).toContain('http_request_seconds_bucket');
  const document = await (await fetch(`${notes.address}/api/v1/notes/openapi.json`)).json();
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: { '/api/v1/notes/{id}': { put: { summary: 'Write a note' }, get: {} } },
  });
});

async function feed(query: string, store = 'S1') {
  const response = await fetch(`${notes.address}/api/v1/sync/feeds/notes?${query}`, {
    headers: { authorization: `Bearer ${await issuer.deviceToken(store)}` },
  });
  if (response.status !== 200) return { status: response.status, rows: [], end: await response.json() };
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { status: 200, rows: lines.slice(0, -1), end: lines.at(-1) };
}

test('a device that waits at the end of its feed is answered as soon as there is news, and only with its own store’s', async () => {
  await put('feed-1', { text: 'first' });
  const start = await vi.waitFor(async () => {
    const page = await feed('');
    expect(page.rows.map(({ key }) => key)).toContain('note/feed-1');
    return page;
  }, 30_000);
  const waiting = feed(`cursor=${start.end.cursor}&wait=25`);
  await put('feed-2', { text: 'second' });
  const news = await waiting;
  expect(news.rows.map(({ key, value }) => [key, value])).toEqual([['note/feed-2', { text: 'second' }]]);
  expect(news.end).toMatchObject({ unitComplete: true, caughtUp: true });
  expect((await feed('', 'S2')).rows).toEqual([]);
  expect((await feed('scope=S1', 'S2')).status).toBe(403);
});

test('E7: a cursor of another epoch, from the future, or that is none is answered 410 `epoch`', async () => {
  const { end } = await feed('');
  const [epoch = '', scope = ''] = end.cursor.split('.');
  for (const stale of [
    end.cursor.replace(/^[^.]+/, 'other'),
    `${epoch}.${scope}.9007199254740991`,
    `${epoch}.${scope}.-1`,
    'x',
  ])
    expect(await feed(`cursor=${stale}`)).toMatchObject({ status: 410, end: { type: '/problems/epoch' } });
});

test('N7: events arrive once; a poison event blocks nothing; Redis flushed or without its group costs delay only', async () => {
  const redis = new Redis(inject('redisUrl'));
  await put('e1', { text: 'poison' });
  await put('e2', { text: 'after-poison' });
  await vi.waitFor(() => expect(heard).toContain('after-poison'), 30_000);
  // The stream vanishes with what nobody has read yet; the group with it.
  await redis.del(stream);
  await put('e3', { text: 'after-flush' });
  await vi.waitFor(() => expect(heard).toContain('after-flush'), 30_000);
  await redis.quit();
  expect(heard.filter((text) => text === 'after-poison')).toHaveLength(1);
});

test('a misconfigured process says one sentence per fault', async () => {
  await expect(startService(options, { PORT: 'x', REDIS_URL: 'nope' })).rejects.toMatchObject({
    faults: expect.arrayContaining([
      expect.stringMatching(/^PORT cannot be used/),
      expect.stringMatching(/^DATABASE_URL is not set/),
    ]),
  });
});
