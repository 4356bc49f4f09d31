import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { freshRedis } from '@comptoir/service-kit/testing/fresh-redis';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { alertsAnswer } from '../src/alerts/api.ts';
import { stockAnswer } from '../src/api.ts';
import { inventory } from '../src/service.ts';
import { transferAnswer } from '../src/transfers/api.ts';

const [warehouse, store] = [randomUUID(), randomUUID()];
let service: RunningService;
let db: pg.Client;
let staff: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const issuer = await testIssuer();
  const fresh = await freshDatabase(inject('postgresUrl'));
  service = await startService(inventory, {
    PORT: '0',
    DATABASE_URL: fresh.url,
    REDIS_URL: await freshRedis(inject('redisUrl')),
    SALES_URL: issuer.url,
    LOG_LEVEL: 'silent',
  });
  db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
  for (const [id, code, kind] of [
    [warehouse, 'WEB01', 'warehouse'],
    [store, 'MTL01', 'store'],
  ])
    await db.query('insert into location (id, code, name, kind, version) values ($1, $2, $2, $3, 1)', [
      id,
      code,
      kind,
    ]);
  staff = await issuer.staffToken(['head-office']);
  closers.push(
    () => service.close(),
    () => db.end(),
    () => fresh.drop(),
    () => issuer.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${service.address}/api/v1/inventory${path}`, {
    method,
    headers: { authorization: `Bearer ${staff}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const step = async (body: object) => {
  const answer = await call('PUT', '/transfer', body);
  expect(answer.status).toBe(200);
  return transferAnswer.parse(await answer.json());
};
const refused = async (body: object) => {
  const answer = await call('PUT', '/transfer', body);
  const { type } = (await answer.json()) as { type: string };
  return [answer.status, type.replace('/problems/', '')];
};
const receive = async (locationId: string, productId: string, quantity: string) => {
  const body = { locationId, reason: 'receipt', lines: [{ productId, quantity }] };
  expect((await call('POST', '/movements', body, { 'idempotency-key': randomUUID() })).status).toBe(201);
};
const onHand = async (productId: string) => {
  const { locations } = stockAnswer.parse(await (await call('GET', `/stock/${productId}`)).json());
  return Object.fromEntries(locations.map((at) => [at.locationCode, [at.onHand, at.inTransit]]));
};
/** As a store's journal brought it some days ago. */
const moved = async (productId: string, quantity: string, reason: string, daysAgo: number) => {
  await db.query(
    `with m as (insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
       values (gen_random_uuid(), $1, $2, $3, $4, 'store', 'test', now() - make_interval(days => $5)))
     update balance set on_hand = on_hand + $3 where location_id = $1 and product_id = $2`,
    [store, productId, quantity, reason, daysAgo],
  );
  expect((await fetch(`${service.address}/internal/inventory/rebuild`, { method: 'POST' })).status).toBe(200);
};
const alertsOf = async (query: string) =>
  alertsAnswer.parse(await (await call('GET', `/alerts?${query}`)).json());

test('I4: goods leave when they are shipped, are on their way, and arrive as they are counted', async () => {
  const productId = randomUUID();
  await receive(warehouse, productId, '10');
  await receive(store, productId, '1');
  const asked = await step({
    step: 'request',
    from: warehouse,
    to: store,
    lines: [
      { productId, quantity: '4' },
      { productId, quantity: '2' },
    ],
  });
  expect(asked).toMatchObject({ state: 'requested', lines: [{ productId, quantity: '6', received: null }] });
  expect(await onHand(productId)).toEqual({ WEB01: ['10', '0'], MTL01: ['1', '0'] });
  const { transferId } = asked;
  expect((await step({ transferId, step: 'ship' })).state).toBe('shipped');
  expect(await onHand(productId)).toEqual({ WEB01: ['4', '0'], MTL01: ['1', '6'] });
  const received = { transferId, step: 'receive', received: [{ productId, quantity: '5' }] };
  expect((await step(received)).lines).toMatchObject([
    { productId, quantity: '6', shipped: '6', received: '5' },
  ]);
  expect(await onHand(productId)).toEqual({ WEB01: ['4', '0'], MTL01: ['6', '0'] });
  // The answer was lost, and the step is told again.
  expect((await step(received)).state).toBe('received');
  expect(await onHand(productId)).toEqual({ WEB01: ['4', '0'], MTL01: ['6', '0'] });
});

test('I4: a transfer that is called back on its way returns; one that was received cannot be', async () => {
  const productId = randomUUID();
  await receive(warehouse, productId, '3');
  const lines = [{ productId, quantity: '3' }];
  const { transferId } = await step({ step: 'request', from: warehouse, to: store, lines });
  await step({ transferId, step: 'ship' });
  expect(await onHand(productId)).toMatchObject({ WEB01: ['0', '0'] });
  expect((await step({ transferId, step: 'cancel' })).state).toBe('cancelled');
  expect(await onHand(productId)).toMatchObject({ WEB01: ['3', '0'] });
  expect(await refused({ transferId, step: 'receive' })).toEqual([409, 'no-such-step']);
  expect(await refused({ transferId: randomUUID(), step: 'ship' })).toEqual([404, 'not-found']);
});

test('I4: what makes no sense is refused', async () => {
  const productId = randomUUID();
  const lines = [{ productId, quantity: '1' }];
  expect(await refused({ step: 'request', from: store, to: store, lines })).toEqual([422, 'same-location']);
  expect(await refused({ step: 'request', from: 'nowhere', to: store, lines })).toEqual([
    422,
    'unknown-location',
  ]);
  expect(await refused({ step: 'request', from: store, to: warehouse })).toEqual([
    422,
    'transfer-incomplete',
  ]);
  expect(await refused({ step: 'ship' })).toEqual([422, 'transfer-not-named']);
  expect(
    await refused({ step: 'request', from: store, to: warehouse, lines: [{ productId, quantity: '-1' }] }),
  ).toEqual([400, 'invalid-request']);
  const { transferId } = await step({ step: 'request', from: warehouse, to: store, lines });
  expect(
    await refused({
      transferId,
      step: 'request',
      from: warehouse,
      to: store,
      lines: [{ productId, quantity: '2' }],
    }),
  ).toEqual([409, 'transfer-differs']);
  expect(await refused({ transferId, step: 'close' })).toEqual([409, 'no-such-step']);
  expect(
    await refused({ transferId, step: 'ship', shipped: [{ productId, quantity: '1000000000' }] }),
  ).toEqual([400, 'invalid-request']);
});

test('I5: alerts tell what is low, out, below zero or was counted otherwise, and what to order', async () => {
  const [low, out, negative, counted, fine] = [1, 2, 3, 4, 5].map(() => randomUUID());
  for (const productId of [low, out, negative, counted, fine]) await receive(store, productId ?? '', '40');
  await moved(low ?? '', '-28', 'sale', 3);
  await moved(low ?? '', '-6', 'damage', 3);
  await moved(out ?? '', '-40', 'sale', 40);
  await moved(negative ?? '', '-56', 'sale', 1);
  await moved(counted ?? '', '-2', 'count-correction', 2);
  const { items } = await alertsOf(`locationId=${store}&limit=200`);
  const mine = (productId = '') => items.filter((item) => item.productId === productId);
  expect(mine(low)).toMatchObject([
    { kind: 'low', onHand: '6', soldPerDay: '1', reorderPoint: '7', suggestion: { quantity: '15' } },
  ]);
  expect(mine(out)).toMatchObject([{ kind: 'out', onHand: '0', soldPerDay: '0', suggestion: null }]);
  expect(mine(negative)).toMatchObject([{ kind: 'negative', onHand: '-16', suggestion: { quantity: '58' } }]);
  expect(mine(counted)).toMatchObject([{ kind: 'discrepancy', difference: '-2' }]);
  expect(mine(fine)).toEqual([]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await alertsOf(`locationId=${store}&limit=1${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.items.map(({ productId }) => productId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(items.map(({ productId }) => productId));
  expect((await alertsOf(`locationId=${store}&kind=out`)).items.every(({ kind }) => kind === 'out')).toBe(
    true,
  );
  expect((await call('GET', '/alerts?kind=strange')).status).toBe(400);
});

test('I5: alerts tell what nobody buys any more, and what would last far too long', async () => {
  const [forgotten, tooMuch, slow] = [randomUUID(), randomUUID(), randomUUID()];
  for (const productId of [forgotten, tooMuch, slow]) await receive(store, productId, '400');
  // There for long, and sold last before the ninety days that are looked at.
  await moved(forgotten, '-3', 'sale', 120);
  // One a day, and 372 of them left: more than half a year.
  await moved(tooMuch, '-28', 'sale', 6);
  await moved(slow, '-300', 'sale', 6);
  const { items } = await alertsOf(`locationId=${store}&limit=200`);
  const mine = (productId: string) => items.filter((item) => item.productId === productId);
  expect(mine(forgotten)).toMatchObject([
    { kind: 'ageing', onHand: '397', soldPerDay: '0', suggestion: null },
  ]);
  expect(mine(tooMuch)).toMatchObject([
    { kind: 'overstock', onHand: '372', soldPerDay: '1', suggestion: null },
  ]);
  expect(mine(slow)).toEqual([]);
});
