import { randomUUID } from 'node:crypto';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { ed25519PublicKey } from '@comptoir/sync-protocol/crypto/ed25519';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import { seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import type { ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let montreal: Edge;
let laval: Edge;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  montreal = await enrolledEdge(house, '012');
  laval = await enrolledEdge(house, '013');
});
afterAll(() => house?.close());

const sent = new Map<Edge, number>();
/** All that it has not sent yet. */
async function deliver(edge: Edge) {
  expect((await edge.send(sent.get(edge) ?? 0)).status).toBe(200);
  sent.set(edge, edge.records.length);
}

const numberAt = (edge: Edge, count: number) =>
  `012-1-${seriesOf(edge.journal)}-${String(count).padStart(6, '0')}`;
const numberOf = (edge: Edge) => JSON.parse(edge.records.at(-1)?.lines.header ?? '{}').number as string;

/** Two of the sale's first line, paid back in cash. */
function returnOf(edge: Edge, sale: SaleBody, quantity: string, amountMinor: number): ReturnBody {
  const sold = sale.lines[0];
  if (!sold) throw new Error('a sale without lines');
  const { sku, name, soldBy } = sold;
  const productId = sale.basket.lines[0]?.productId ?? '';
  const taxes = [{ code: 'GST', rate: '5', baseMinor: amountMinor, amountMinor: amountMinor / 20 }];
  const totalMinor = amountMinor + amountMinor / 20;
  return {
    ...{
      returnId: randomUUID(),
      storeId: edge.storeId,
      shiftId: randomUUID(),
      cashierId: 'u-2',
      language: 'en',
    },
    ...{ completedAt: '2026-11-25T15:00:00.000Z', currency: 'CAD', reason: 'defective' },
    original: { saleId: sale.saleId, receiptNumber: 'the paper', known: 'token' },
    lines: [{ position: 1, productId, sku, name, soldBy, quantity, amountMinor, condition: 'sellable' }],
    ...{ subtotalMinor: amountMinor, taxes, totalMinor, cashRoundingMinor: 0 },
    refunds: [{ kind: 'cash', amountMinor: totalMinor }],
    stock: [{ movementId: randomUUID(), productId, quantity }],
  } as const;
}
const appendReturn = (edge: Edge, body: ReturnBody, count: number) =>
  edge.append('return', body, { register: '1', number: numberAt(edge, count), actor: 'u-2' });
const ofReturn = (returnId: string) =>
  house.rows<{ type: string; data: { lines?: object[]; reason?: string } }>(
    `select type, data from outbox where data->>'returnId' = $1 or data->>'recordId' = (select record_id::text from sale_return where return_id = $1::uuid) order by type`,
    [returnId],
  );

test('E3 S1: a till’s return is counted once, with its lines, money and stock, and reads as a receipt', async () => {
  const sale = montreal.appendSale();
  const back = returnOf(montreal, sale, '1', 1_000);
  appendReturn(montreal, back, 2);
  await deliver(montreal);
  const { body: history } = await house.call(
    'GET',
    `/api/v1/sales/history?kind=return&storeId=${montreal.storeId}`,
  );
  expect(history.items).toMatchObject([
    {
      kind: 'return',
      id: back.returnId,
      saleId: sale.saleId,
      total: { amountMinor: -1_050 },
      tenders: ['cash'],
    },
  ]);
  const { body: receipt } = await house.call('GET', `/api/v1/sales/receipts/${back.returnId}`);
  expect(receipt).toMatchObject({
    ...{ kind: 'return', language: 'fr', tenders: [{ kind: 'refund', to: 'cash', amountMinor: -1_050 }] },
    lines: [{ quantity: '-1', amountMinor: -1_000, name: { en: 'Table lamp' } }],
  });
  expect((await ofReturn(back.returnId)).map(({ type }) => type)).toEqual(['return.recorded', 'stock.moved']);
});

test('E3: another store asks what a receipt sold and what came back of it; a number that nobody gave is told', async () => {
  const sale = montreal.appendSale();
  const number = numberOf(montreal);
  await deliver(montreal);
  const back = returnOf(laval, sale, '1', 1_000);
  appendReturn(laval, back, 1);
  await deliver(laval);
  const asked = async (receipt: string) => {
    const answer = await fetch(`${house.address}/api/v1/sync/receipts/${receipt}`, {
      headers: { authorization: `Bearer ${laval.token}` },
    });
    return { status: answer.status, body: await answer.json() };
  };
  expect(await asked(number)).toMatchObject({
    status: 200,
    body: {
      ...{ receiptNumber: number, sale: { saleId: sale.saleId } },
      returns: [{ returnId: back.returnId, lines: [{ position: 1, quantity: '1', amountMinor: 1_000 }] }],
    },
  });
  expect(await asked('012-1-ZZZZ-000001')).toMatchObject({ status: 404 });
});

test('E3: goods that two stores took back, cut off from each other, stand twice and are shown to head office with both receipts, whichever comes first', async () => {
  const sale = montreal.appendSale();
  const [first, second] = [returnOf(montreal, sale, '2', 2_000), returnOf(laval, sale, '1', 1_000)];
  const number = numberOf(montreal);
  appendReturn(montreal, first, 5);
  appendReturn(laval, second, 2);
  const doubles = async () =>
    (await house.call('GET', '/api/v1/sales/double-returns')).body.items.filter(
      ({ saleId }: { saleId: string }) => saleId === sale.saleId,
    );
  // The return arrives before the sale that it takes back.
  await deliver(laval);
  expect(await doubles()).toEqual([]);
  await deliver(montreal);
  expect(await doubles()).toMatchObject([
    {
      ...{ receiptNumber: number, position: 1, sold: '2', returned: '3', excess: { amountMinor: 1_000 } },
      returns: [{ storeId: expect.any(String) }, { storeId: expect.any(String) }],
    },
  ]);
  const told = await house.rows<{ scope: string }>(
    `select scope from feed_row where feed = 'configuration' and key = $1`,
    [`double-return/${sale.saleId}-1`],
  );
  expect(told.map(({ scope }) => scope).sort()).toEqual([laval.storeId, montreal.storeId].sort());
});

test('E3: a return without a receipt has its own texts, and one whose id is another’s is set aside', async () => {
  const sale = montreal.appendSale();
  const { original: _, ...back } = returnOf(montreal, sale, '1', 1_000);
  const [line] = back.lines;
  if (!line) throw new Error('no line');
  const { position: __, ...own } = line;
  const bare = { ...back, lines: [own] };
  montreal.append('return', bare, { register: '1', number: numberAt(montreal, 7), actor: 'u-2' });
  montreal.append(
    'return',
    { ...bare, reason: 'other' },
    { register: '1', number: numberAt(montreal, 8), actor: 'u-2' },
  );
  await deliver(montreal);
  const { body: receipt } = await house.call('GET', `/api/v1/sales/receipts/${back.returnId}`);
  expect(receipt).toMatchObject({
    language: 'en',
    saleId: back.returnId,
    lines: [{ name: { fr: 'Lampe à poser' } }],
  });
  const held = await house.rows<{ kind: string }>(
    `select kind from quarantine where journal = $1 and reason like 'id-reused%'`,
    [montreal.journal],
  );
  expect(held).toEqual([{ kind: 'return' }]);
});

test('R1: what Sales sums from its own tables is what it told of each sale and return', async () => {
  const { body } = await house.call('GET', '/internal/sales/totals?from=2000-01-01&to=2099-12-31');
  const told = await house.rows<{ total: string; tax: string; documents: number }>(
    `select sum(sign * (data->>'totalMinor')::bigint)::text as total, count(*)::int as documents,
       sum(sign * (select coalesce(sum((tax->>'amountMinor')::bigint), 0) from jsonb_array_elements(data->'taxes') tax))::text as tax
     from (select case type when 'sale.recorded' then 1 else -1 end as sign, data from outbox
       where type in ('sale.recorded', 'return.recorded')) told`,
  );
  const sumOf = (key: string) =>
    body.items.reduce((all: number, item: Record<string, number>) => all + (item[key] ?? 0), 0);
  const { total, tax, documents } = told[0] ?? {};
  expect([sumOf('totalMinor'), sumOf('taxMinor'), sumOf('documents')]).toEqual([
    ...[Number(total), Number(tax), documents],
  ]);
  expect(documents).toBeGreaterThan(0);
});

test('E3: every store is told the key of each edge, once', async () => {
  const rows = await house.rows<{ key: string; value: { publicKeys: string[]; storeNumber: string } }>(
    `select key, value from feed_row where feed = 'configuration' and scope = '*' and key like 'edge/%'`,
    [],
  );
  expect(rows.map(({ value }) => value.storeNumber).sort()).toEqual(['012', '013']);
  expect(rows.flatMap(({ value }) => value.publicKeys)).toContain(
    base64(ed25519PublicKey(montreal.secretKey)),
  );
});

test('P2: goods of an order that came back twice are shown to head office and told to both stores, once however often Order tells it', async () => {
  const orderId = randomUUID();
  const came = (edge: Edge, receiptNumber: string) => ({
    ...{ receiptNumber, storeId: edge.storeId, completedAt: '2026-11-25T15:00:00.000Z' },
  });
  const line = {
    ...{ position: 2, name: { fr: 'Tasse', en: 'Mug' }, sold: '2', returned: '3', excessMinor: 1_299 },
    returns: [came(montreal, 'R-0000-0001'), came(laval, 'R-0000-0002')],
  };
  const tell = () =>
    house.call('PUT', `/internal/sales/order-doubles/${orderId}`, {
      ...{ number: 'C-7F3K-92QD', currency: 'CAD', lines: [line] },
    });
  for (const _ of ['first', 'second']) expect((await tell()).status).toBe(204);
  const { body } = await house.call('GET', '/api/v1/sales/double-returns');
  expect(body.items.filter((item: { orderId?: string }) => item.orderId === orderId)).toMatchObject([
    { receiptNumber: 'C-7F3K-92QD', position: 2, excess: { amountMinor: 1_299 }, returns: line.returns },
  ]);
  const told = await house.rows<{ scope: string }>(
    `select scope from feed_row where feed = 'configuration' and key = $1`,
    [`double-return/${orderId}-2`],
  );
  expect(told.map(({ scope }) => scope).sort()).toEqual([laval.storeId, montreal.storeId].sort());
});
