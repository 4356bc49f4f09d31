import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { decodeRecords, encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { recordHash } from '@comptoir/sync-protocol/records/hash';
import { verifyHead } from '@comptoir/sync-protocol/records/head';
import { seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import fc from 'fast-check';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { Edge } from './support/edge.ts';
import { type House, openHouse } from './support/house.ts';
import { storeOf } from './support/store.ts';

let house: House;
let cloudPublicKey: Uint8Array;
const storeId = '0193a000-0000-7000-8000-000000000012';

beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  expect((await house.call('PUT', `/api/v1/sales/stores/${storeId}`, storeOf(storeId, '012'))).status).toBe(
    200,
  );
});
afterAll(() => house?.close());

async function newEdge(): Promise<Edge> {
  const { body } = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId });
  const edge = new Edge(house.address, storeId);
  const enrolled = await edge.enrol(body.code);
  cloudPublicKey = Buffer.from(enrolled.body.cloudPublicKey, 'base64');
  await edge.openSession();
  edge.append('journal.opened', { reason: 'new', storeId });
  return edge;
}

const salesOf = async (edge: Edge) =>
  Number(
    (
      await house.rows<{ n: string }>(
        'select count(*) as n from sale where record_id in (select id from record where journal = $1)',
        [edge.journal],
      )
    )[0]?.n,
  );

test('S1: a batch is acknowledged by a cosignature over exactly what is stored, byte for byte', async () => {
  const edge = await newEdge();
  const sale = edge.appendSale();
  const answer = await edge.send(0);
  expect(answer).toMatchObject({ status: 200, body: { seq: 2, hash: base64(edge.hashAt(2)) } });
  const { seq, hash, cosignature } = answer.body;
  expect(verifyHead({ journal: edge.journal, seq, hash, signature: cosignature }, cloudPublicKey)).toBe(true);
  const back = await fetch(`${house.address}/api/v1/sync/journals/${edge.journal}/records?after=0`, {
    headers: { authorization: `Bearer ${edge.token}` },
  });
  expect(decodeRecords(Buffer.from(await back.arrayBuffer()))).toEqual({
    ok: true,
    records: edge.records.map(({ lines }) => lines),
  });
  const { body: receipt } = await house.call('GET', `/api/v1/sales/receipts/${sale.saleId}`);
  expect(receipt).toMatchObject({
    receiptNumber: `012-1-${seriesOf(edge.journal)}-000001`,
    registerId: `${storeId}-r1`,
    total: { amountMinor: 2_874, currency: 'CAD' },
    itemCount: 3,
    lines: [{ quantity: '2', name: { fr: 'Lampe à poser' } }, {}],
    tenders: [{ kind: 'cash', changeMinor: 125 }],
    taxes: [
      { code: 'GST', rate: '5' },
      { code: 'QST', rate: '9.975' },
    ],
  });
});

test('E6 P2: a receipt names the promotion of each line, as it was called on the day; who follows hears which one, for whom, and how often', async () => {
  const edge = await newEdge();
  const reason = { fr: '2 pour 15 $', en: '2 for $15' };
  const customer = { id: 'c-1', tier: 'silver' };
  const { saleId } = edge.appendSale((sale) => {
    const [first, second] = sale.priced.lines;
    const discounts = [
      { source: 'promotion/p-1', amountMinor: 500, reason },
      { source: 'manual-line', amountMinor: 100 },
    ];
    const lines = [{ ...first, grossMinor: 2_600, discounts }, second];
    const promotions = [{ promotionId: 'p-1', lineId: 'l1', amountMinor: 500 }];
    const priced = { ...sale.priced, lines, promotions, discountMinor: 600, promotionUses: { 'p-1': 1 } };
    const [one, other] = sale.basket.lines;
    const by = 'u-martin';
    const basketLines = [
      { ...one, discount: { amountMinor: 100, reason: 'scratched', by } },
      { ...other, priceOverride: { unitPriceMinor: 500, reason: 'last one', by } },
    ];
    const basket = { ...sale.basket, customer, lines: basketLines };
    const texts = sale.lines.map((text, n) => (n === 1 ? { ...text, listUnitPriceMinor: 750 } : text));
    return { ...sale, basket, priced, lines: texts };
  });
  expect((await edge.send(0)).status).toBe(200);
  const { body } = await house.call('GET', `/api/v1/sales/receipts/${saleId}`);
  expect(body).toMatchObject({ discountMinor: 600, customerId: 'c-1' });
  expect(body.lines.map(({ discounts }: { discounts: unknown }) => discounts)).toEqual([
    [{ amountMinor: 500, reason }, { amountMinor: 100 }],
    [],
  ]);
  const page = await fetch(`${house.address}/api/v1/sales/receipts/${saleId}?language=en`, {
    headers: { accept: 'text/html', authorization: `Bearer ${house.token}` },
  });
  const text = await page.text();
  for (const words of ['2 for $15', 'Discount']) expect(text).toContain(words);
  const told = await house.rows<{ data: unknown }>(
    "select data from outbox where type = 'sale.recorded' and data ->> 'saleId' = $1",
    [saleId],
  );
  expect(told.map(({ data }) => data)).toMatchObject([
    {
      customerId: 'c-1',
      promotionIds: ['p-1'],
      promotionUses: { 'p-1': 1 },
      discounts: [
        { source: 'promotion/p-1', amountMinor: 500 },
        { source: 'manual-line', amountMinor: 100, reason: 'scratched', by: 'u-martin' },
      ],
      priceOverrides: [{ productId: 'p-bag', amountMinor: 250, reason: 'last one', by: 'u-martin' }],
    },
  ]);
});

test('S2: batches sent twice, late or overlapping, in any cut, have one effect', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 8 }),
      async (cuts) => {
        const edge = await newEdge();
        for (let n = 0; n < 11; n += 1) edge.appendSale();
        let stored = 0;
        for (const [after, length] of [...cuts, [0, 12] as const]) {
          const to = Math.min(12, after + length);
          if (to <= after) continue;
          const answer = await edge.send(after, to);
          if (after > stored)
            expect(answer).toMatchObject({
              status: 409,
              body: { type: '/problems/gap', seq: stored, hash: base64(edge.hashAt(stored)) },
            });
          else {
            stored = Math.max(stored, to);
            expect(answer).toMatchObject({ status: 200, body: { seq: stored } });
          }
        }
        expect(await salesOf(edge)).toBe(11);
        const events = await house.rows<{ type: string; n: string }>(
          `select type, count(*) as n from outbox where data->>'saleId' in (select sale_id::text from sale where record_id in (select id from record where journal = $1))
         or data->>'recordId' in (select id::text from record where journal = $1) group by type order by type`,
          [edge.journal],
        );
        expect(events).toEqual([
          { type: 'sale.recorded', n: '11' },
          { type: 'stock.moved', n: '11' },
        ]);
      },
    ),
    { numRuns: 6 },
  );
});

test('E10 S2: a count that a store has committed is told as stock moved, with its reasons, once; one of another store is set aside', async () => {
  const edge = await newEdge();
  const at = '2026-11-24T13:00:00.000Z';
  const movement = { movementId: randomUUID(), productId: 'p-1', quantity: '-2' };
  const zone = { zoneId: 'z', quantity: '8', counterId: 'u-1', countedAt: at };
  const line = {
    productId: 'p-1',
    countedQuantity: '8',
    expectedQuantity: '10',
    countedAt: at,
    zones: [zone],
  };
  const stolen = { movementId: randomUUID(), productId: 'p-2', quantity: '-1' };
  const about = {
    countId: randomUUID(),
    openedAt: at,
    committedAt: at,
    committedBy: 'u-1',
    part: 1,
    parts: 1,
  };
  const lines = [
    { ...line, reason: 'unexplained' },
    { ...line, productId: 'p-2', reason: 'theft' },
  ];
  const body = { ...about, storeId, lines, stock: [movement, stolen] };
  edge.append('count.committed', body);
  edge.append('count.committed', { ...body, storeId: randomUUID() });
  expect((await edge.send(0)).status).toBe(200);
  expect((await edge.send(0)).status).toBe(200);
  const told = await house.rows<{ type: string; data: unknown }>(
    `select type, data from outbox where data->>'recordId' in (select id::text from record where journal = $1)
     order by data->>'reason'`,
    [edge.journal],
  );
  expect(told).toMatchObject([
    { type: 'stock.moved', data: { locationId: storeId, reason: 'count-correction', movements: [movement] } },
    { type: 'stock.moved', data: { locationId: storeId, reason: 'theft', movements: [stolen] } },
  ]);
  const aside = await house.rows('select kind from quarantine where journal = $1', [edge.journal]);
  expect(aside).toEqual([{ kind: 'count.committed' }]);
});

test('E9 S2: what a store corrects, receives and sends away is told with its movements, once', async () => {
  const edge = await newEdge();
  const movement = (quantity: string) => ({ movementId: randomUUID(), productId: 'p-1', quantity });
  const transfer = { transferId: randomUUID(), storeId, from: storeId, to: randomUUID() };
  const lines = [{ productId: 'p-1', quantity: '2' }];
  const [broken, came, left] = [movement('-1'), { ...movement('6'), unitCostMinor: 450 }, movement('-2')];
  const receipt = { receiptId: randomUUID(), storeId, supplierName: 'Bois et Fils' };
  edge.append('stock.adjusted', {
    adjustmentId: randomUUID(),
    storeId,
    reason: 'damage',
    movements: [broken],
  });
  edge.append('stock.received', {
    ...receipt,
    lines: [{ productId: 'p-1', received: '6' }],
    movements: [came],
  });
  edge.append('transfer.requested', { ...transfer, lines });
  edge.append('transfer.shipped', { ...transfer, lines, movements: [left] });
  edge.append('transfer.received', {
    ...transfer,
    storeId: randomUUID(),
    lines: [{ productId: 'p-1', expected: '2', received: '2' }],
    movements: [],
  });
  expect((await edge.send(0)).status).toBe(200);
  expect((await edge.send(0)).status).toBe(200);
  const told = await house.rows<{ type: string; data: unknown }>(
    `select type, data from outbox where data->>'recordId' in (select id::text from record where journal = $1) order by type`,
    [edge.journal],
  );
  expect(told).toMatchObject([
    { type: 'stock.moved', data: { locationId: storeId, reason: 'damage', movements: [broken] } },
    { type: 'stock.received', data: { ...receipt, movements: [came] } },
    { type: 'transfer.requested', data: { ...transfer, lines, movements: [] } },
    { type: 'transfer.shipped', data: { ...transfer, lines, movements: [left] } },
  ]);
  const aside = await house.rows('select kind from quarantine where journal = $1', [edge.journal]);
  expect(aside).toEqual([{ kind: 'transfer.received' }]);
});

test('E14 S2: what a store did with an order is told once, and what it handed over as stock moved', async () => {
  const edge = await newEdge();
  const orderId = randomUUID();
  const movement = { movementId: randomUUID(), productId: 'p-1', quantity: '-2' };
  const lines = [{ productId: 'p-1', ordered: '2', prepared: '2' }];
  edge.append('order.prepared', { orderId, storeId, lines });
  edge.append('order.handed-over', { orderId, storeId, identity: 'code', by: 'u-1', stock: [movement] });
  edge.append('order.put-back', { orderId, storeId: randomUUID(), reason: 'called-off' });
  for (let time = 0; time < 2; time += 1) expect((await edge.send(0)).status).toBe(200);
  const told = await house.rows<{ type: string; data: unknown }>(
    "select type, data from outbox where data->>'recordId' in (select id::text from record where journal = $1) order by pos",
    [edge.journal],
  );
  expect(told).toMatchObject([
    { type: 'preparation.recorded', data: { orderId, storeId, step: 'prepared', lines } },
    { type: 'preparation.recorded', data: { step: 'handed-over', identity: 'code' } },
    { type: 'stock.moved', data: { locationId: storeId, reason: 'sale', movements: [movement] } },
  ]);
  const aside = await house.rows('select kind from quarantine where journal = $1', [edge.journal]);
  expect(aside).toEqual([{ kind: 'order.put-back' }]);
});

test('P2 S2: goods of an order that a store took back are told to Order once, and as stock moved here', async () => {
  const edge = await newEdge();
  const [orderId, returnId] = [randomUUID(), randomUUID()];
  const movement = { movementId: randomUUID(), productId: 'p-1', quantity: '1' };
  const line = {
    position: 2,
    productId: 'p-1',
    sku: 'P1',
    name: { fr: 'Tasse', en: 'Mug' },
    soldBy: 'piece',
  };
  const body = {
    ...{ returnId, orderId, number: 'C-1234-5678', storeId, shiftId: randomUUID(), cashierId: 'u-1' },
    ...{ language: 'fr', completedAt: '2026-11-24T15:00:00.000Z', currency: 'CAD', reason: 'defective' },
    lines: [
      { ...line, quantity: '1', amountMinor: 1_000, condition: 'sellable' },
      { ...line, position: 3, quantity: '1', amountMinor: 500, condition: 'damaged' },
    ],
    ...{
      subtotalMinor: 1_500,
      taxes: [],
      totalMinor: 1_500,
      waysBack: [{ kind: 'card', amountMinor: 1_500 }],
    },
    stock: [movement],
  };
  edge.append('order.returned', body);
  for (let time = 0; time < 2; time += 1) expect((await edge.send(0)).status).toBe(200);
  const told = await house.rows<{ type: string; data: unknown }>(
    "select type, data from outbox where data->>'recordId' in (select id::text from record where journal = $1) order by pos",
    [edge.journal],
  );
  expect(told).toMatchObject([
    {
      type: 'order-return.recorded',
      data: { orderId, returnId, storeName: expect.any(String), lines: [{ position: 2 }, { position: 3 }] },
    },
    { type: 'stock.moved', data: { locationId: storeId, reason: 'return', movements: [movement] } },
  ]);
});

test('S2: the same batch sent ten times at once is stored once', async () => {
  const edge = await newEdge();
  for (let n = 0; n < 5; n += 1) edge.appendSale();
  const answers = await Promise.all(Array.from({ length: 10 }, () => edge.send(0)));
  expect(answers.map(({ status }) => status)).toEqual(new Array(10).fill(200));
  expect(await salesOf(edge)).toBe(5);
});

test('S3: another history of the same numbers is a fork, and nothing of it is stored', async () => {
  const edge = await newEdge();
  edge.appendSale();
  await edge.send(0);
  const kept = edge.records;
  edge.records = kept.slice(0, 1);
  edge.appendSale();
  edge.appendSale();
  expect(await edge.send(1)).toMatchObject({ status: 409, body: { type: '/problems/fork', seq: 2 } });
  expect(await salesOf(edge)).toBe(1);
});

test('S3: altered, foreign, unsigned and torn batches are refused whole, with their names', async () => {
  const edge = await newEdge();
  edge.appendSale();
  edge.appendSale();
  const altered = edge.records.map((record, index) =>
    index === 1
      ? { ...record, lines: { ...record.lines, body: record.lines.body.replace('2874', '1874') } }
      : record,
  );
  expect(await edge.send(0, 3, { records: altered })).toMatchObject({
    status: 400,
    body: { type: '/problems/bad-chain' },
  });
  const other = await newEdge();
  expect(
    await edge.send(0, 3, {
      headers: { authorization: `Bearer ${other.token}`, 'sync-session': String(other.session) },
    }),
  ).toMatchObject({ status: 400, body: { type: '/problems/bad-signature' } });
  const plain = encodeRecords(edge.records.map(({ lines }) => lines));
  for (const cut of [1, 40, Math.floor(plain.length / 2), plain.length - 1]) {
    const torn = await edge.send(0, 3, {
      body: plain.slice(0, cut),
      headers: { 'content-encoding': 'identity' },
    });
    expect(torn).toMatchObject({ status: 400, body: { type: '/problems/bad-frame' } });
  }
  const tornGzip = gzipSync(plain).subarray(0, 200);
  expect(await edge.send(0, 3, { body: tornGzip })).toMatchObject({
    status: 400,
    body: { type: '/problems/bad-frame' },
  });
  expect(await house.rows('select 1 from record where journal = $1', [edge.journal])).toEqual([]);
  expect((await edge.send(0)).status).toBe(200);
});

test('another store’s and another edge’s journal are 403', async () => {
  const edge = await newEdge();
  await edge.send(0);
  const other = await newEdge();
  const stranger = Object.assign(await newEdge(), { journal: edge.journal, records: [] });
  stranger.append('journal.opened', { reason: 'new', storeId });
  expect(await stranger.send(0)).toMatchObject({ status: 403, body: { type: '/problems/wrong-store' } });
  const back = await fetch(`${house.address}/api/v1/sync/journals/${edge.journal}/records`, {
    headers: { authorization: `Bearer ${other.token}` },
  });
  expect(back.status).toBe(200);
});

test('S9: a poison record, unknown kinds and later versions are stored; a quarantined one blocks nothing', async () => {
  const edge = await newEdge();
  edge.append('sale', { nonsense: true }, { register: '1', number: '012-1-K7QF-000900' });
  edge.append('sale', 'not json at all \u0000', { register: '1' });
  edge.appendSale((body) => ({
    ...body,
    tenders: [{ kind: 'cash', amountMinor: 1, receivedMinor: 1, changeMinor: 0 }],
  }));
  edge.appendSale((body) => ({ ...body, storeId: 'elsewhere' }));
  edge.append('sale', { of: 'the future' }, { kindVersion: 9 });
  edge.append('horoscope.read', { sign: 'leo' });
  edge.appendSale();
  expect(await edge.send(0)).toMatchObject({ status: 200, body: { seq: 8 } });
  expect(await salesOf(edge)).toBe(1);
  const { body } = await house.call('GET', '/api/v1/sales/quarantine?limit=2');
  const rest = await house.call('GET', `/api/v1/sales/quarantine?limit=200&cursor=${body.nextCursor}`);
  const mine = [...body.items, ...rest.body.items].filter(({ journal }) => journal === edge.journal);
  expect(mine.map(({ seq, reason }) => [seq, reason.split(':')[0]]).sort()).toEqual([
    [2, 'body'],
    [3, 'body'],
    [4, 'totals'],
    [5, 'store'],
  ]);
});

test('S2: a sale that comes back as a recovered record is projected once; the same id with another body is set aside', async () => {
  const edge = await newEdge();
  edge.appendSale();
  await edge.send(0);
  const [, original] = edge.records;
  if (!original) throw new Error('no record');
  const previousHash = base64(edge.hashAt(1));
  const successor = Object.assign(edge, { journal: randomUUID(), records: [] });
  successor.append('journal.opened', { reason: 'damaged', storeId });
  const { header, body } = original.lines;
  successor.append('recovered', {
    journal: JSON.parse(header).journal,
    seq: 2,
    previousHash,
    hash: base64(original.hash),
    header,
    body,
  });
  successor.append('sale', body.replace('"cashierId":"u-1"', '"cashierId":"u-2"'), {
    register: '1',
    number: '012-1-AAAA-000001',
  });
  successor.append('recovered', {
    journal: JSON.parse(header).journal,
    seq: 2,
    previousHash,
    hash: base64(original.hash),
    header,
    body: body.replace('2874', '1874'),
  });
  expect(await successor.send(0)).toMatchObject({ status: 200, body: { seq: 4 } });
  const events = await house.rows(
    `select 1 from outbox where type = 'sale.recorded' and data->>'saleId' = $1`,
    [JSON.parse(body).saleId],
  );
  expect(events).toHaveLength(1);
  const set = await house.rows<{ reason: string }>(
    'select reason from quarantine where journal = $1 order by seq',
    [successor.journal],
  );
  expect(set.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^id-reused:/),
    expect.stringMatching(/^recovered:/),
  ]);
});

test('two instances take an edge’s batches in turn, and head office is told by both', async () => {
  const other = await house.another();
  const edge = await newEdge();
  const heard: string[] = [];
  const saleCounts: (number | undefined)[] = [];
  const socket = io(house.address, {
    path: '/api/v1/sales/live',
    auth: { token: house.token },
    transports: ['websocket'],
  });
  // Other houses of this run speak over the same Redis.
  socket.on('sale', (sale) => sale.storeId === storeId && heard.push(sale.saleId));
  socket.on('revenue', (told) =>
    saleCounts.push(told.stores.find((store: { storeId: string }) => store.storeId === storeId)?.saleCount),
  );
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  const sold: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    sold.push(edge.appendSale().saleId);
    edge.address = n % 2 === 0 ? other.address : house.address;
    expect((await edge.send(n === 0 ? 0 : n + 1)).status).toBe(200);
  }
  await vi.waitFor(() => expect(heard.sort()).toEqual(sold.sort()), 30_000);
  const [row] = await house.rows<{ n: number }>(`select count(*)::int as n from sale where store_id = $1`, [
    storeId,
  ]);
  await vi.waitFor(() => expect(saleCounts).toContain(row?.n), 30_000);
  socket.disconnect();
  const { body } = await house.call('GET', `/api/v1/sales/history?storeId=${storeId}&limit=3`);
  expect(body.items).toHaveLength(3);
  const next = await house.call(
    'GET',
    `/api/v1/sales/history?storeId=${storeId}&limit=3&cursor=${body.nextCursor}`,
  );
  const times = [...body.items, ...next.body.items].map(({ completedAt }) => completedAt);
  expect(times).toEqual([...times].sort().reverse());
});

test('S1: Postgres cuts every connection, again and again, under load: batches are refused for a moment, and all arrive once', async () => {
  const edges = await Promise.all([newEdge(), newEdge(), newEdge()]);
  const cut = () =>
    house.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
  let refused = 0;
  const sendAll = async (edge: Edge) => {
    for (let n = 0; n < 16; n += 1) {
      edge.appendSale();
      const cutting = n % 4 === 2 ? cut().catch(() => []) : undefined;
      for (;;) {
        const answer = await edge.send(n === 0 ? 0 : n + 1);
        if (answer.status === 200) break;
        expect(answer).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
        refused += 1;
      }
      await cutting;
    }
  };
  await Promise.all(edges.map(sendAll));
  expect(refused).toBeGreaterThan(0);
  for (const edge of edges) expect(await vi.waitFor(() => salesOf(edge), 30_000)).toBe(16);
});

test('the hash that is kept is the chain’s', async () => {
  const edge = await newEdge();
  edge.appendSale();
  await edge.send(0);
  const rows = await house.rows<{ hash: Buffer; header: Buffer; body: Buffer }>(
    'select hash, header, body from record where journal = $1 order by seq',
    [edge.journal],
  );
  let hash: Uint8Array = new Uint8Array(32);
  for (const row of rows) {
    hash = recordHash(hash, { header: row.header.toString(), body: row.body.toString(), personal: '' });
    expect(Buffer.from(hash).equals(row.hash)).toBe(true);
  }
});
