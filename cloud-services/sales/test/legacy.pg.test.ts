import { randomUUID } from 'node:crypto';
import { base64, fromBase64 } from '@comptoir/sync-protocol/bytes';
import { verifyChain } from '@comptoir/sync-protocol/records/chain';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Json } from './support/edge.ts';
import { type House, openHouse } from './support/house.ts';
import { storeOf } from './support/store.ts';

let house: House;
const storeId = randomUUID();
const product = { productId: 'p-lamp', sku: 'LAMP', name: { fr: 'Lampe à poser', en: 'Table lamp' } };
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), `${inject('redisUrl')}/2`);
  expect((await house.call('PUT', `/api/v1/sales/stores/${storeId}`, storeOf(storeId, '031'))).status).toBe(
    200,
  );
});
afterAll(() => house.close());

/** Three lamps at 10.01 and half a kilo at 3.99 a kilo, with Québec's taxes, in cash. */
const saleOf = (changes: object = {}) => ({
  storeId,
  registerId: `${storeId}-r1`,
  cashierId: 'caisse-7',
  occurredAt: '2026-11-24T15:00:00.000Z',
  externalReference: randomUUID(),
  lines: [
    { ...product, quantity: '3', unitPriceMinor: 1_001, discountMinor: 3, amountMinor: 3_000 },
    {
      productId: 'p-figs',
      sku: 'FIGS',
      name: { fr: 'Figues', en: 'Figs' },
      soldBy: 'weight',
      quantity: '0.5',
      unitPriceMinor: 399,
      amountMinor: 200,
    },
  ],
  taxes: [
    { code: 'GST', rate: '5', baseMinor: 3_200, amountMinor: 160 },
    { code: 'QST', rate: '9.975', baseMinor: 3_200, amountMinor: 319 },
  ],
  cashRoundingMinor: 1,
  tenders: [{ kind: 'cash', amountMinor: 3_680, receivedMinor: 4_000 }],
  ...changes,
});
const post = (path: string, body: unknown, key: string = randomUUID()) =>
  house.call('POST', `/api/v1/sales/${path}`, body, { 'idempotency-key': key });
const record = async (changes?: object): Promise<Json> => {
  const { status, body } = await post('transactions', saleOf(changes));
  expect(status).toBe(201);
  return body;
};

test('S1: a sale of another make is numbered, kept, and told like one of ours', async () => {
  const { id, receiptNumber, totals } = await record();
  expect(receiptNumber).toMatch(/^031-1-[0-9A-Z]{4}-\d{6}$/);
  expect(totals).toMatchObject({
    subtotalMinor: 3_200,
    discountMinor: 3,
    totalMinor: 3_679,
    cashRoundingMinor: 1,
  });
  const { items } = (await house.call('GET', `/api/v1/sales/history?storeId=${storeId}`)).body;
  expect(items.some((item: Json) => item.saleId === id && item.itemCount === 4)).toBe(true);
  const events = await house.rows<{ type: string; data: Json }>(
    `select type, data from outbox where data ->> 'saleId' = $1 or (type = 'stock.moved' and data ->> 'locationId' = $2) order by type`,
    [id, storeId],
  );
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['sale.recorded', 'stock.moved']));
  expect(events.at(-1)?.data.movements.map((movement: Json) => movement.quantity)).toEqual(['-3', '-0.5']);
});

test('S1: told twice it is one sale; another under the same reference is refused', async () => {
  const sale = saleOf();
  const key = randomUUID();
  const [first, again, anotherKey] = [
    await post('transactions', sale, key),
    await post('transactions', sale, key),
    await post('transactions', sale),
  ];
  expect([again.body, anotherKey.body]).toEqual([first.body, first.body]);
  const other = await post('transactions', { ...sale, cashierId: 'somebody-else' });
  expect([other.status, other.body.type]).toEqual([409, '/problems/reference-used']);
  expect((await post('transactions', { ...sale, cashierId: 'x' }, key)).status).toBe(422);
});

test('S1: what does not add up is 422 with the difference', async () => {
  const [line, ...others] = saleOf().lines;
  const wrongLine = await post(
    'transactions',
    saleOf({ lines: [{ ...line, amountMinor: 2_999 }, ...others] }),
  );
  expect([wrongLine.status, wrongLine.body.type]).toEqual([422, '/problems/totals-differ']);
  expect(wrongLine.body.differences).toEqual([
    { pointer: '/lines/0/amountMinor', expectedMinor: 3_000, toldMinor: 2_999, differenceMinor: -1 },
    { pointer: '/tenders', expectedMinor: 3_679, toldMinor: 3_680, differenceMinor: 1 },
  ]);
  const unpaid = await post('transactions', saleOf({ tenders: [{ kind: 'card', amountMinor: 3_000 }] }));
  expect(unpaid.body.differences).toMatchObject([{ pointer: '/tenders', differenceMinor: -680 }]);
});

test('S1: negative quantities, unknown stores and fields, and a missing key are refused', async () => {
  const [line, ...others] = saleOf().lines;
  expect(
    (await post('transactions', saleOf({ lines: [{ ...line, quantity: '-3' }, ...others] }))).status,
  ).toBe(400);
  expect((await post('transactions', saleOf({ storeId: randomUUID() }))).body.type).toBe(
    '/problems/unknown-store',
  );
  expect((await post('transactions', saleOf({ registerId: '9' }))).body.type).toBe(
    '/problems/unknown-register',
  );
  expect((await post('transactions', saleOf({ colour: 'red' }))).status).toBe(400);
  expect((await house.call('POST', '/api/v1/sales/transactions', saleOf())).status).toBe(400);
});

test('S4: a register’s told sales make one chain without a gap', async () => {
  for (let n = 0; n < 3; n += 1) await record({ registerId: `${storeId}-r2` });
  const rows = await house.rows<{
    journal: string;
    header: Buffer;
    body: Buffer;
    personal: Buffer;
    hash: Buffer;
  }>(
    `select r.journal, r.header, r.body, r.personal, r.hash from record r join journal j on j.id = r.journal
     where j.store_id = $1 and convert_from(r.header, 'utf8')::jsonb ->> 'register' = '2' order by r.seq`,
    [storeId],
  );
  const records = rows.map(({ header, body, personal }) => ({
    header: header.toString(),
    body: body.toString(),
    personal: personal.toString(),
  }));
  const storedHashes = rows.map(({ hash }) => fromBase64(base64(hash)) ?? new Uint8Array());
  expect(verifyChain({ journal: rows[0]?.journal ?? '', records, heads: [], storedHashes })).toEqual({
    ok: true,
  });
  expect(records.map(({ header }) => JSON.parse(header).number.slice(-6))).toEqual([
    '000001',
    '000002',
    '000003',
  ]);
});

test('S5: returns in parts give back to the cent what was paid, and no more than was sold', async () => {
  const sale = await record();
  const back = (lines: object[], by: object = { originalTransactionId: sale.id }) =>
    post('returns', { ...by, lines, refundTender: 'card', reason: 'défectueux' });
  const first = await back([{ productId: product.productId, quantity: '1' }]);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    original: { id: sale.id, receiptNumber: sale.receiptNumber },
    lines: [{ productId: product.productId, quantity: '1', amountMinor: 1_000 }],
    totals: { subtotalMinor: 1_000, totalMinor: 1_150 },
    refund: { kind: 'card', amountMinor: 1_150 },
  });
  const tooMany = await back([{ productId: product.productId, quantity: '3' }]);
  expect([tooMany.status, tooMany.body.type]).toEqual([409, '/problems/more-than-left']);
  expect(tooMany.body.left).toEqual([{ productId: product.productId, quantity: '2' }]);
  const rest = await back(
    [
      { productId: product.productId, quantity: '2' },
      { productId: 'p-figs', quantity: '0.5' },
    ],
    { receiptNumber: sale.receiptNumber },
  );
  expect(first.body.totals.totalMinor + rest.body.totals.totalMinor).toBe(sale.totals.totalMinor);
  expect((await back([{ productId: product.productId, quantity: '1' }])).body.left).toEqual([
    { productId: product.productId, quantity: '0' },
  ]);
  expect(
    (await back([{ productId: product.productId, quantity: '1' }], { receiptNumber: '031-1-ZZZZ-000001' }))
      .status,
  ).toBe(404);
  expect((await back([{ productId: product.productId, quantity: '1' }], {})).status).toBe(400);
});

test('S5: a return in cash is given in nickels, and puts the goods back on the shelf', async () => {
  const sale = await record();
  const body = {
    originalTransactionId: sale.id,
    lines: [{ productId: 'p-figs', quantity: '0.5' }],
    refundTender: 'cash',
    reason: 'trop mûres',
  };
  const { id, totals, refund } = (await post('returns', body)).body;
  expect([totals.totalMinor, totals.cashRoundingMinor, refund.amountMinor]).toEqual([230, 0, 230]);
  const [moved] = await house.rows<{ data: Json }>(
    `select data from outbox where type = 'stock.moved' and data ->> 'recordId' = $1`,
    [id],
  );
  expect(moved?.data).toMatchObject({
    reason: 'return',
    movements: [{ productId: 'p-figs', quantity: '0.5' }],
  });
});

test('R1 S5: what is given back comes off the revenue of the day on which it is given back', async () => {
  const sale = await record();
  const body = {
    originalTransactionId: sale.id,
    lines: [{ productId: product.productId, quantity: '1' }],
    refundTender: 'card',
    reason: 'défectueux',
  };
  const [today] = await house.rows<{ date: string }>(
    `select (now() at time zone 'America/Toronto')::date::text as date`,
  );
  const revenue = async () => {
    const { body } = await house.call('GET', `/api/v1/sales/revenue?date=${today?.date}`);
    return body.stores.find((store: Json) => store.storeId === storeId);
  };
  const before = await revenue();
  const { totals } = (await post('returns', body)).body;
  const after = await revenue();
  expect([after.revenueMinor, after.saleCount]).toEqual([
    before.revenueMinor - totals.totalMinor,
    before.saleCount,
  ]);
});

test('S2: the history lists sales and returns by time, each once, and adds up to the revenue', async () => {
  const store = randomUUID();
  await house.call('PUT', `/api/v1/sales/stores/${store}`, storeOf(store, '032'));
  const history = async (query: string) =>
    (await house.call('GET', `/api/v1/sales/history?storeId=${store}${query}`)).body;
  const sold: Json[] = [];
  // In one millisecond, as only a database tells apart; and one after all returns.
  for (const occurredAt of ['15:00:00.000400Z', '15:00:00.000300Z', '15:00:00.000300Z', '15:00:00.000100Z'])
    sold.push(
      await record({ storeId: store, registerId: `${store}-r1`, occurredAt: `2026-11-24T${occurredAt}` }),
    );
  sold.push(
    await record({ storeId: store, registerId: `${store}-r1`, occurredAt: '2026-11-24T14:59:59.000Z' }),
  );
  const lines = [
    { productId: product.productId, quantity: '2' },
    { productId: 'p-figs', quantity: '0.5' },
  ];
  const back: Json[] = [];
  for (const { id } of sold.slice(0, 3))
    back.push(
      (
        await post('returns', {
          originalTransactionId: id,
          lines,
          refundTender: 'card',
          reason: 'essai',
          cashierId: 'caisse-8',
        })
      ).body,
    );
  const ids = (list: readonly Json[]) => list.map(({ id }) => id);
  const all: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Json = await history(`&limit=3${cursor && `&cursor=${cursor}`}`);
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  expect([...ids(all)].sort()).toEqual([...ids(sold), ...ids(back)].sort());
  const times = all.map(({ completedAt }) => completedAt);
  expect(times).toEqual([...times].sort().reverse());
  expect([...ids((await history('&kind=return')).items)].sort()).toEqual([...ids(back)].sort());
  expect([...ids((await history('&kind=sale')).items)].sort()).toEqual([...ids(sold)].sort());
  expect([...ids((await history('&cashierId=caisse-8')).items)].sort()).toEqual([...ids(back)].sort());
  expect(all.find(({ id }) => id === back[0].id)).toMatchObject({
    kind: 'return',
    saleId: sold[0].id,
    receiptNumber: back[0].receiptNumber,
    itemCount: 3,
    total: { amountMinor: -back[0].totals.totalMinor, currency: 'CAD' },
    tenders: ['card'],
  });
  const dates = [...new Set(all.map(({ businessDate }) => businessDate))];
  for (const date of dates) {
    const { stores } = (await house.call('GET', `/api/v1/sales/revenue?date=${date}`)).body;
    const { items } = await history(`&from=${date}&to=${date}`);
    expect(items.reduce((sum: number, { total }: Json) => sum + total.amountMinor, 0)).toBe(
      stores.find((one: Json) => one.storeId === store).revenueMinor,
    );
  }
  expect((await house.call('GET', '/api/v1/sales/history?kind=void')).status).toBe(400);
});

test('R1: who watches is told of a sale and of a return that came by the API, once, with the revenue of the day', async () => {
  const heard: Json[] = [];
  const revenue = new Map<string, number>();
  const socket = io(house.address, {
    path: '/api/v1/sales/live',
    auth: { token: house.token },
    transports: ['websocket'],
  });
  // Other houses of this run speak over the same Redis.
  socket.on('sale', (told) => told.storeId === storeId && heard.push(told));
  const ownOf = ({ stores }: Json): number =>
    stores.find((one: Json) => one.storeId === storeId).revenueMinor;
  socket.on('revenue', (told) => revenue.set(told.date, ownOf(told)));
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  const isToldAsAsked = async ({ businessDate }: Json) => {
    const { body } = await house.call('GET', `/api/v1/sales/revenue?date=${businessDate}`);
    await expect.poll(() => revenue.get(businessDate)).toBe(ownOf(body));
  };
  const sale = await record({ occurredAt: new Date().toISOString() });
  await expect.poll(() => heard.map(({ id }) => id)).toEqual([sale.id]);
  await isToldAsAsked(heard[0]);
  const body = {
    originalTransactionId: sale.id,
    lines: [{ productId: product.productId, quantity: '1' }],
    refundTender: 'card',
    reason: 'défectueux',
  };
  const key = randomUUID();
  const { totals, id } = (await post('returns', body, key)).body;
  expect((await post('returns', body, key)).body.id).toBe(id);
  await expect
    .poll(() => heard.map(({ kind, total }) => [kind, total.amountMinor]))
    .toEqual([
      ['sale', sale.totals.totalMinor],
      ['return', -totals.totalMinor],
    ]);
  await isToldAsAsked(heard[1]);
  socket.disconnect();
});

test('S6: a receipt is given as JSON, page, PDF and printer bytes, in both languages', async () => {
  const { id } = await record();
  const ask = (accept: string, language = 'fr') =>
    fetch(`${house.address}/api/v1/sales/receipts/${id}?language=${language}`, {
      headers: { accept, authorization: `Bearer ${house.token}` },
    });
  expect(await (await ask('application/json')).json()).toMatchObject({ saleId: id, subtotalMinor: 3_200 });
  const page = await (await ask('text/html')).text();
  for (const text of ['DUPLICATA', 'Lampe à poser', 'TVQ 9,975 %', '36,80', '123456789 RT0001', 'Merci'])
    expect(page).toContain(text);
  expect(await (await ask('text/html', 'en')).text()).toContain('QST 9.975 %');
  const pdf = await ask('application/pdf');
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const printed = Buffer.from(await (await ask('application/vnd.escpos')).arrayBuffer());
  expect([...printed.subarray(0, 2)]).toEqual([0x1b, 0x40]);
  for (const text of ['Lampe à poser', 'DUPLICATA', 'TOTAL'])
    expect(printed.toString('latin1')).toContain(text);
  expect((await ask('image/png')).status).toBe(406);
});

test('S2 S6: what came back has a receipt too, below zero, in the words of the sale', async () => {
  const sale = await record();
  const back = await post('returns', {
    originalTransactionId: sale.id,
    lines: [{ productId: product.productId, quantity: '1' }],
    refundTender: 'card',
    reason: 'défectueux',
  });
  const { id, receiptNumber, totals } = back.body;
  for (const key of [id, receiptNumber])
    expect((await house.call('GET', `/api/v1/sales/receipts/${key}`)).body).toMatchObject({
      kind: 'return',
      saleId: sale.id,
      receiptNumber,
      total: { amountMinor: -totals.totalMinor },
      lines: [{ quantity: '-1', name: { fr: 'Lampe à poser' } }],
      tenders: [{ kind: 'refund', to: 'card', amountMinor: -totals.totalMinor }],
    });
  const page = await fetch(`${house.address}/api/v1/sales/receipts/${id}`, {
    headers: { accept: 'text/html', authorization: `Bearer ${house.token}` },
  });
  const text = await page.text();
  for (const words of [`Retour ${receiptNumber}`, 'Remboursé sur la carte']) expect(text).toContain(words);
});
