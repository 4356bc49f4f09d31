/** Transfers, purchase orders, rules and costs, as head office and stores bring them about. Needs PostgreSQL and Redis. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertsAnswer } from '../src/alerts/api.ts';
import { stockAnswer } from '../src/api.ts';
import { movementsOfProductAnswer, networkAnswer } from '../src/movements/api.ts';
import { purchaseOrder } from '../src/purchasing/api.ts';
import { transferAnswer } from '../src/transfers/api.ts';
import { type House, openHouse, store, warehouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  // Whatever was done, in whatever order: the ledger and what is read from it are one.
  const found = await house.differences();
  await house.close();
  expect(found).toEqual([]);
});

const base = '/api/v1/inventory';
const at = '2026-11-24T13:00:00.000Z';
const step = async (body: object) => {
  const answer = await house.send('PUT', `${base}/transfer`, body);
  expect(answer.status).toBe(200);
  return transferAnswer.parse(await answer.json());
};
const transferIs = async (transferId: string) =>
  transferAnswer.parse(await (await house.get(`${base}/transfers/${transferId}`)).json());
const stateOf = async (transferId: string) => (await transferIs(transferId)).state;
const movement = (productId: string, quantity: string) => ({
  movementId: randomUUID(),
  ...{ productId, quantity },
});
const record = (transferId: string, storeId = store) => ({
  recordId: randomUUID(),
  ...{ storeId, at, transferId, from: warehouse, to: store },
});
const received = (transferId: string, productId: string, quantity: string) => ({
  ...record(transferId),
  lines: [{ productId, expected: quantity, received: quantity }],
  movements: [movement(productId, quantity)],
});

test('I3: a transfer is asked for, approved, sent otherwise than asked, received by the store, and ends by itself', async () => {
  const productId = await house.stocked('10');
  const asked = await step({
    ...{ step: 'request', from: warehouse, to: store, note: 'Vitrine' },
    lines: [{ productId, quantity: '6' }],
  });
  expect(asked.number).toMatch(/^T-[0-9A-HJKMNP-TV-Z]{8}$/);
  const { transferId } = asked;
  await step({ transferId, step: 'approve' });
  await step({ transferId, step: 'ship', shipped: [{ productId, quantity: '4' }] });
  expect(await house.shelves(productId)).toEqual({ WEB01: ['6', '0'] });
  expect((await house.feed('deliveries', store))[`transfer/${transferId}`]).toMatchObject({
    ...{ number: asked.number, direction: 'in', state: 'shipped', note: 'Vitrine' },
    other: { locationId: warehouse, code: 'WEB01' },
    lines: [{ productId, quantity: '6', shipped: '4' }],
  });
  const told = received(transferId, productId, '4');
  await house.tell('transfer.received', told);
  await expect.poll(() => stateOf(transferId)).toBe('closed');
  // The same record under another event's id, and then by another record: both have no second effect.
  await house.tell('transfer.received', told);
  await house.tell('transfer.received', received(transferId, productId, '4'));
  await expect.poll(async () => Object.keys(await house.feed('stock-here', store)).length).toBe(1);
  expect(await house.shelves(productId)).toEqual({ WEB01: ['6', '0'], MTL01: ['4', '0'] });
  expect((await step({ transferId, step: 'receive' })).state).toBe('closed');
});

test('I3: the receiver’s record may come before the sender’s; what is short stays on its way until somebody says where it is', async () => {
  const productId = await house.stocked('9');
  const transferId = randomUUID();
  await house.tell('transfer.received', received(transferId, productId, '5'));
  await expect.poll(() => house.shelves(productId)).toMatchObject({ MTL01: ['5', '0'] });
  expect(await stateOf(transferId)).toBe('received');
  const shipped = {
    ...record(transferId, warehouse),
    lines: [{ productId, quantity: '7' }],
    movements: [movement(productId, '-7')],
  };
  await house.tell('transfer.shipped', shipped);
  await expect
    .poll(() => transferIs(transferId))
    .toMatchObject({ state: 'received', lines: [{ shipped: '7', received: '5' }] });
  const network = async () =>
    networkAnswer
      .parse(await (await house.get(`${base}/network?limit=200`)).json())
      .items.find((row) => row.productId === productId);
  await house.db.query(
    `insert into product_name (product_id, sku, name, deleted, version) values ($1, $1, '{"fr":"Lampe","en":"Lamp"}', false, 1)`,
    [productId],
  );
  expect(await network()).toMatchObject({ onHand: '7', inTransit: '2' });
  expect((await step({ transferId, step: 'close', missing: 'returned' })).state).toBe('closed');
  expect(await network()).toMatchObject({ onHand: '9', inTransit: '0' });
  expect(await house.shelves(productId)).toEqual({ WEB01: ['4', '0'], MTL01: ['5', '0'] });
});

test('I3: what was lost on its way is in no place, and more than was sent comes in whole', async () => {
  for (const [came, left] of [
    ['3', '3'],
    ['8', '8'],
  ] as const) {
    const productId = await house.stocked('5');
    const lines = [{ productId, quantity: '5' }];
    const { transferId } = await step({ step: 'request', from: warehouse, to: store, lines });
    await step({ transferId, step: 'ship' });
    const counted = [{ productId, quantity: came }];
    expect((await step({ transferId, step: 'receive', received: counted })).state).toBe('received');
    expect((await step({ transferId, step: 'close', missing: 'lost' })).state).toBe('closed');
    expect((await house.balance(productId))?.on_hand).toBe(left);
  }
});

test('I3: a delivery note is a PDF in the language asked for, also for what nobody has a name for', async () => {
  const productId = await house.stocked('60');
  const lines = [{ productId, quantity: '60' }];
  const { transferId } = await step({ step: 'request', from: warehouse, to: store, lines });
  const paper = await house.get(`${base}/transfers/${transferId}/delivery-note?language=en`);
  expect(paper.headers.get('content-type')).toContain('application/pdf');
  expect(
    Buffer.from(await paper.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('I3 N3: a manager sees and moves the transfers and purchase orders of their own stores alone', async () => {
  const productId = await house.stocked('3');
  const lines = [{ productId, quantity: '3' }];
  const { transferId } = await step({ step: 'request', from: warehouse, to: store, lines });
  const purchaseOrderId = randomUUID();
  const draft = {
    locationId: store,
    supplierName: 'Fermes du Lac',
    lines: [{ productId, ordered: '3', unitCostMinor: 100 }],
  };
  expect((await house.send('PUT', `${base}/purchase-orders/${purchaseOrderId}`, draft)).status).toBe(200);
  const reads = [
    `transfers/${transferId}`,
    `transfers/${transferId}/delivery-note`,
    `purchase-orders/${purchaseOrderId}`,
  ];
  for (const [stores, status] of [
    [[randomUUID()], 404],
    [[store], 200],
  ] as const) {
    for (const path of reads)
      expect((await house.asManagerOf(stores, 'GET', `${base}/${path}`)).status).toBe(status);
    const ship = { transferId, step: 'ship' };
    expect((await house.asManagerOf(stores, 'PUT', `${base}/transfer`, ship)).status).toBe(status);
  }
});

const order = async (path: string, body: unknown) => {
  const answer = await house.send('PUT', `${base}/purchase-orders/${path}`, body);
  expect(answer.status).toBe(200);
  return purchaseOrder.parse(await answer.json());
};
const costOf = async (productId: string) =>
  stockAnswer.parse(await (await house.get(`${base}/stock/${productId}`)).json()).averageCostMinor;

test('I3: a purchase order is received in parts, at head office and by a store’s record, and its cost goes into the average', async () => {
  const productId = randomUUID();
  const id = randomUUID();
  const draft = { locationId: store, supplierName: 'Bois et Fils', expectedOn: '2026-12-04' };
  await order(id, { ...draft, lines: [{ productId, ordered: '9', unitCostMinor: 100 }] });
  expect((await house.feed('deliveries', store))[`purchase-order/${id}`]).toBeUndefined();
  const sent = await order(`${id}/step`, { step: 'send' });
  expect(sent.state).toBe('sent');
  const part = { step: 'receive', receiptId: randomUUID(), received: [{ productId, quantity: '4' }] };
  await order(`${id}/step`, part);
  expect(await order(`${id}/step`, part)).toMatchObject({
    state: 'received-in-part',
    lines: [{ ordered: '9', received: '4' }],
  });
  await expect.poll(() => costOf(productId)).toBe(100);
  const receipt = {
    ...{ recordId: randomUUID(), storeId: store, at: new Date().toISOString(), receiptId: randomUUID() },
    purchaseOrderId: id,
    lines: [{ productId, expected: '5', received: '5', unitCostMinor: 118 }],
    movements: [{ ...movement(productId, '5'), unitCostMinor: 118 }],
  };
  await house.tell('stock.received', receipt);
  await house.tell('stock.received', receipt);
  await expect
    .poll(async () => (await house.feed('deliveries', store))[`purchase-order/${id}`])
    .toMatchObject({ number: sent.number, state: 'closed', lines: [{ ordered: '9', received: '9' }] });
  expect(await house.shelves(productId)).toEqual({ MTL01: ['9', '0'] });
  await expect.poll(() => costOf(productId)).toBe(110);
});

test('I1: a late receipt gives the costs that it would have given in time, and tells which days changed', async () => {
  const productId = randomUUID();
  const receive = (quantity: string, unitCostMinor: number, day: string) =>
    house.tell('stock.received', {
      ...{ recordId: randomUUID(), storeId: store, at: `${day}T15:00:00.000Z`, receiptId: randomUUID() },
      lines: [{ productId, received: quantity }],
      movements: [{ ...movement(productId, quantity), unitCostMinor }],
    });
  const told = async () =>
    (await house.events())
      .filter(({ type, data }) => type === 'product.cost-changed' && data.productId === productId)
      .map(({ data }) => [data.from, data.unitCostMinor, data.version]);
  await receive('10', 200, '2026-11-10');
  await expect.poll(told).toEqual([['2026-11-10', 200, 1]]);
  await receive('10', 100, '2026-11-03');
  await expect.poll(told).toEqual([
    ['2026-11-10', 200, 1],
    ['2026-11-03', 100, 1],
    ['2026-11-10', 150, 2],
  ]);
});

test('I2: what a location keeps back is promised to nobody; the narrower rule wins', async () => {
  const productId = await house.stocked('10');
  const free = async () =>
    stockAnswer.parse(await (await house.get(`${base}/stock/${productId}`)).json()).totals.availableToPromise;
  const none = { reorderPoint: null, leadTimeDays: null, supplyDays: null };
  const rule = async (locationId: string, of: string, safetyStock: string | null) =>
    expect(
      (
        await house.send('PUT', `${base}/rules`, {
          items: [{ locationId, productId: of, safetyStock, ...none }],
        })
      ).status,
    ).toBe(200);
  await rule('*', productId, '2');
  expect(await free()).toBe('8');
  await rule(warehouse, productId, '7');
  expect(await free()).toBe('3');
  const reserve = (quantity: string) =>
    house.post(`${base}/reserve`, { reference: 'r', lines: [{ productId, quantity }], ttlSeconds: 60 });
  expect((await reserve('4')).status).toBe(409);
  expect((await reserve('3')).status).toBe(201);
  await rule(warehouse, productId, null);
  await rule('*', productId, null);
  expect(await free()).toBe('7');
});

test('I2: the nearest location with all lines sends an order; one that does not serve the web sends none', async () => {
  await house.db.query(
    "update location set postal_code = case code when 'WEB01' then 'M5V 2T6' else 'H2T 1S4' end",
  );
  const productId = await house.stocked('5');
  await house.post(`${base}/movements`, {
    ...{ locationId: store, reason: 'opening' },
    lines: [{ productId, quantity: '5' }],
  });
  const from = async (shipTo?: object) => {
    const lines = [{ productId, quantity: '1' }];
    const answer = await house.post(`${base}/reserve`, { reference: 'r', lines, shipTo, ttlSeconds: 60 });
    return ((await answer.json()) as { lines: { locationId: string }[] }).lines[0]?.locationId;
  };
  expect(await from()).toBe(warehouse);
  expect(await from({ postalCode: 'H4G 1M4' })).toBe(store);
  const sourcing = (servesWeb: boolean) =>
    house.send('PUT', `${base}/sourcing`, { split: true, locations: [{ locationId: store, servesWeb }] });
  expect((await sourcing(false)).status).toBe(200);
  expect(await from({ postalCode: 'H4G 1M4' })).toBe(warehouse);
  await sourcing(true);
});

test('I3: what is low may come from where there is more than enough; one call has it sent, or ordered', async () => {
  const productId = await house.stocked('40');
  const none = { safetyStock: null, leadTimeDays: null, supplyDays: null };
  await house.post(`${base}/movements`, {
    ...{ locationId: store, reason: 'opening' },
    lines: [{ productId, quantity: '1' }],
  });
  await house.send('PUT', `${base}/rules`, {
    items: [{ locationId: store, productId, reorderPoint: '5', ...none }],
  });
  const low = async () =>
    alertsAnswer
      .parse(await (await house.get(`${base}/alerts?locationId=${store}&kind=low&limit=200`)).json())
      .items.find((item) => item.productId === productId);
  expect(await low()).toMatchObject({
    reorderPoint: '5',
    suggestion: { quantity: '4', source: { locationId: warehouse, code: 'WEB01' }, onOrder: '0' },
  });
  const key = randomUUID();
  const asked = { locationId: store, productId, quantity: '4' };
  const reorder = async (body: object, idempotencyKey: string = randomUUID()) => {
    const answer = await house.post(`${base}/reorder`, body, idempotencyKey);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const made = await reorder({ ...asked, from: warehouse }, key);
  expect(made).toMatchObject({ status: 201, body: { transfer: { state: 'approved' } } });
  expect(await reorder({ ...asked, from: warehouse }, key)).toEqual(made);
  expect((await low())?.suggestion?.onOrder).toBe('4');
  expect((await reorder(asked)).status).toBe(422);
  const first = await reorder({ ...asked, supplierName: 'Bois et Fils' });
  const second = await reorder({ ...asked });
  expect(first).toMatchObject({ status: 201, body: { purchaseOrder: { state: 'draft' } } });
  expect(second).toMatchObject({
    status: 201,
    body: {
      purchaseOrder: {
        lines: expect.arrayContaining([expect.objectContaining({ productId, ordered: '8' })]),
      },
    },
  });
});

test('I1: movements of a product are told with what was there after each, also page by page', async () => {
  const productId = await house.stocked('10', store);
  for (const quantity of ['-3', '-2', '5'])
    await house.post(`${base}/movements`, {
      ...{ locationId: store, reason: 'adjustment' },
      lines: [{ productId, quantity }],
    });
  const seen: string[][] = [];
  let cursor = '';
  do {
    const answer = await house.get(`${base}/movements?productId=${productId}&limit=3${cursor}`);
    const { items, nextCursor } = movementsOfProductAnswer.parse(await answer.json());
    seen.push(...items.map(({ quantity, balance }) => [quantity, balance]));
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual([
    ['5', '10'],
    ['-2', '5'],
    ['-3', '7'],
    ['10', '10'],
  ]);
});

test('I1: balances that somebody has spoilt are found by the check, and built from the ledger anew', async () => {
  const productId = await house.stocked('10');
  await house.db.query('update balance set on_hand = 99, reserved = 1 where product_id = $1', [productId]);
  expect(await house.differences()).toEqual([
    { locationId: warehouse, productId, what: 'on-hand', is: '99', shouldBe: '10' },
    { locationId: warehouse, productId, what: 'reserved', is: '1', shouldBe: '0' },
  ]);
  const rebuilt = await house.post('/internal/inventory/rebuild', undefined);
  expect(await rebuilt.json()).toEqual({ changed: 1 });
  expect(await house.differences()).toEqual([]);
});
