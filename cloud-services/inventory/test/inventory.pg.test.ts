import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stockAnswer } from '../src/api.ts';
import { inventory } from '../src/service.ts';

const store = randomUUID();
/** A Redis database of this file's own: streams are named alike in every test. */
const redisUrl = `${inject('redisUrl')}/7`;
let service: RunningService;
let db: pg.Client;
let redis: Redis;
let staff: string;
let device: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const issuer = await testIssuer();
  const fresh = await freshDatabase(inject('postgresUrl'));
  redis = new Redis(redisUrl);
  await redis.flushdb();
  service = await startService(inventory, {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: redisUrl,
    SALES_URL: issuer.url,
    LOG_LEVEL: 'silent',
  });
  db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
  staff = await issuer.staffToken(['head-office']);
  device = await issuer.deviceToken(store);
  closers.push(
    () => service.close(),
    () => db.end(),
    async () => redis.disconnect(),
    () => fresh.drop(),
    () => issuer.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

const call = (path: string, token: string, options: RequestInit = {}) =>
  fetch(`${service.address}/api/v1${path}`, {
    ...options,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers },
  });

const enter = (
  lines: { movementId?: string; productId: string; quantity: string }[],
  key: string = randomUUID(),
) =>
  call('/inventory/movements', staff, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ locationId: store, reason: 'opening', lines }),
  });

const stock = async (productId: string, query = '') =>
  stockAnswer.parse(await (await call(`/inventory/stock/${productId}${query}`, staff)).json());
const onHand = async (productId: string) => (await stock(productId)).totals.onHand;

let pos = 0;
/** As Sales' relay would: one entry of the stream. */
async function tell(type: string, data: unknown, id: string = randomUUID()): Promise<void> {
  pos += 1;
  const event = {
    id,
    type,
    version: 1,
    key: store,
    at: new Date().toISOString(),
    correlationId: null,
    traceparent: null,
    pos,
    data,
  };
  await redis.xadd('events.sales', '*', 'event', JSON.stringify(event));
}

const moved = (movements: { movementId: string; productId: string; quantity: string }[]) => ({
  locationId: store,
  recordId: randomUUID(),
  reason: 'sale',
  at: '2026-11-24T13:00:00.000Z',
  movements,
});

test('I1: stock entered at head office is there once, however often the call is repeated', async () => {
  const productId = randomUUID();
  const key = randomUUID();
  expect((await enter([{ productId, quantity: '12' }], key)).status).toBe(201);
  const again = await enter([{ productId, quantity: '12' }], key);
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await onHand(productId)).toBe('12');
});

test('B4: the same key for another movement is refused, and moves nothing', async () => {
  const productId = randomUUID();
  const key = randomUUID();
  await enter([{ productId, quantity: '1' }], key);
  expect((await enter([{ productId, quantity: '2' }], key)).status).toBe(422);
  expect(await onHand(productId)).toBe('1');
});

test('I1: without an Idempotency-Key nothing is moved, and the answer says so', async () => {
  const response = await call('/inventory/movements', staff, {
    method: 'POST',
    body: JSON.stringify({
      locationId: store,
      reason: 'opening',
      lines: [{ productId: 'p', quantity: '1' }],
    }),
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

test('I2: a store’s sale is accepted though nothing was on hand, and shows as a negative', async () => {
  const productId = randomUUID();
  await tell('stock.moved', moved([{ movementId: randomUUID(), productId, quantity: '-2' }]));
  await expect.poll(() => onHand(productId)).toBe('-2');
});

test('I1: movements told twice and in any order give one and the same balance, equal to their sum', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1, maxLength: 12 }),
      async (grams) => {
        const productId = randomUUID();
        const events = grams.map((gram) => ({
          id: randomUUID(),
          data: moved([{ movementId: randomUUID(), productId, quantity: (gram / 1000).toFixed(3) }]),
        }));
        for (const event of events.toReversed()) await tell('stock.moved', event.data, event.id);
        // The same records under other event ids, as after a rebuilt outbox: the movement ids alone must hold.
        for (const event of events) await tell('stock.moved', event.data);
        const sum = grams.reduce((total, gram) => total + gram, 0) / 1000;
        await expect.poll(async () => Number(await onHand(productId))).toBeCloseTo(sum, 6);
      },
    ),
    { numRuns: 8 },
  );
  const differing = await db.query(
    `select 1 from balance b where on_hand <> (select sum(quantity) from movement m
       where m.location_id = b.location_id and m.product_id = b.product_id)`,
  );
  expect(differing.rowCount).toBe(0);
});

test('I1: a past moment is answered from the movements up to then', async () => {
  const productId = randomUUID();
  await tell('stock.moved', moved([{ movementId: randomUUID(), productId, quantity: '5' }]));
  await expect.poll(() => onHand(productId)).toBe('5');
  const before = await stock(productId, '?at=2026-11-24T12:59:59.000Z');
  const after = await stock(productId, '?at=2026-11-24T13:00:00.000Z');
  expect([before.totals.onHand, after.totals.onHand]).toEqual(['0', '5']);
});

test('E9: what head office enters comes down to that store’s feed; what the store sold itself does not', async () => {
  const productId = randomUUID();
  await enter([{ productId, quantity: '7' }]);
  const own = randomUUID();
  await tell('stock.moved', moved([{ movementId: own, productId, quantity: '-1' }]));
  await expect.poll(() => onHand(productId)).toBe('6');
  await expect
    .poll(async () => {
      const page = await (await call('/sync/feeds/stock-here?limit=5000', device)).text();
      return page
        .split('\n')
        .filter((line) => line.includes(productId))
        .map((line) => JSON.parse(line).value.quantity);
    })
    .toEqual(['7']);
});

test('E9: each store is told what the others hold, and how old that is; its own counts come back as corrections', async () => {
  const productId = randomUUID();
  await enter([{ productId, quantity: '7' }]);
  await tell('location.changed', {
    locationId: store,
    code: 'MTL01',
    name: 'Comptoir',
    kind: 'store',
    version: 1,
  });
  await tell('stock.moved', {
    ...moved([{ movementId: randomUUID(), productId, quantity: '-3' }]),
    reason: 'count-correction',
  });
  await expect.poll(() => onHand(productId)).toBe('4');
  const told = async (what: string) => {
    const page = await (await call('/sync/feeds/stock-elsewhere?limit=5000', device)).text();
    const lines = page.split('\n').filter((line) => line.includes(what));
    return lines.map((line) => JSON.parse(line)).map(({ scope, key, value }) => ({ scope, key, value }));
  };
  await expect
    .poll(() => told(productId))
    .toEqual([
      {
        scope: '*',
        key: `balance/${store}/${productId}`,
        value: { locationId: store, productId, onHand: '4', asOf: expect.any(String) },
      },
    ]);
  await expect
    .poll(() => told(`location/${store}`))
    .toMatchObject([{ value: { code: 'MTL01', kind: 'store' } }]);
});

test('I1: names come from their owners, and an older one never replaces a newer one', async () => {
  const productId = randomUUID();
  await enter([{ productId, quantity: '1' }]);
  const location = (name: string, version: number) => ({
    locationId: store,
    code: 'MTL01',
    name,
    kind: 'store',
    version,
  });
  await tell('location.changed', location('Comptoir Mile End', 2));
  await tell('location.changed', location('Ancien nom', 1));
  const nameHere = async () => (await stock(productId)).locations[0]?.locationName;
  await expect.poll(nameHere).toBe('Comptoir Mile End');
  const kindHere = async () => (await stock(productId)).locations[0]?.locationKind;
  await tell('location.changed', { ...location('Entrepôt Mile End', 3), kind: 'warehouse' });
  await expect.poll(kindHere).toBe('warehouse');
  await tell('location.changed', location('Comptoir Mile End', 4));
  await expect.poll(kindHere).toBe('store');
});

test('N3: without a token stock is not told', async () => {
  expect((await fetch(`${service.address}/api/v1/inventory/stock/p`)).status).toBe(401);
});

test('I1: a movement can be neither changed nor deleted, not even by hand', async () => {
  await enter([{ productId: randomUUID(), quantity: '1' }]);
  await expect(db.query('delete from movement')).rejects.toThrow(/append-only/);
  await expect(db.query("update movement set quantity = '9'")).rejects.toThrow(/append-only/);
});
