import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cash, saleOf, usDollars } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
let shiftId: string;

beforeEach(async () => {
  shop = await openShop();
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterEach(() => shop.close());

const kinds = () => readRecords(shop).map(({ header }) => (JSON.parse(header) as { kind: string }).kind);

function readRecords(of: Shop) {
  return of.agent.journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => lines);
}

test('E1: a sale is answered with its receipt number, its place in the journal and no flag', async () => {
  const { status, body } = await till.call(
    'POST',
    '/sales',
    saleOf({
      shiftId,
      items: [
        ['lamp', '2'],
        ['bread', '1'],
      ],
    }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    flags: [],
    receiptNumber: expect.stringMatching(/^012-1-[0-9A-Z]{4}-000001$/),
  });
  expect(kinds()).toEqual(['journal.opened', 'shift.opened', 'sale', 'drawer.opened']);
});

test('E12: the record keeps the bytes that the terminal froze', async () => {
  const frozen = JSON.stringify(saleOf({ shiftId }));
  await till.call('POST', '/sales', frozen);
  expect(readRecords(shop).map(({ body }) => body)).toContain(frozen);
});

test('E13: the same bytes again get the first answer and change nothing', async () => {
  const frozen = JSON.stringify(saleOf({ shiftId }));
  const first = await till.call('POST', '/sales', frozen);
  const seq = shop.agent.journal.tail().seq;
  const again = await till.call('POST', '/sales', frozen);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(shop.agent.journal.tail().seq).toBe(seq);
  expect((await till.call('GET', `/sales/${String(first.body.saleId)}`)).body).toEqual(first.body);
});

test('E13: a known id with other bytes is refused as id-reused', async () => {
  const saleId = randomUUID();
  await till.call('POST', '/sales', saleOf({ shiftId, saleId }));
  const other = await till.call('POST', '/sales', saleOf({ shiftId, saleId, items: [['mug', '1']] }));
  expect(other).toMatchObject({ status: 409, body: { type: '/problems/id-reused' } });
});

test.each([
  ['too little cash', (total: number) => [cash(total - 100)]],
  ['too much', (total: number) => [cash(total + 100)]],
  [
    'change that does not add up',
    (total: number) => [{ ...cash(Math.round(total / 5) * 5), receivedMinor: 10_000, changeMinor: 1 }],
  ],
  [
    'US dollars at more than their rate',
    (total: number) => [
      { ...usDollars(Math.round(total / 5) * 5, 20_000, '1.3725'), receivedMinor: 27_455, changeMinor: 0 },
    ],
  ],
])('E2: a sale with %s is refused as sale-unbalanced and leaves no record', async (_name, tenders) => {
  const seq = shop.agent.journal.tail().seq;
  const reply = await till.call('POST', '/sales', saleOf({ shiftId, tenders }));
  expect(reply).toMatchObject({ status: 422, body: { type: '/problems/sale-unbalanced' } });
  expect(shop.agent.journal.tail().seq).toBe(seq);
});

test('E2: a card tender that no payment terminal approved is refused', async () => {
  const tenders = (amountMinor: number) => [
    {
      kind: 'card',
      amountMinor,
      attemptId: randomUUID(),
      brand: 'visa',
      last4: '0042',
      entryMode: 'chip',
      approvalCode: '1',
      terminalReference: 't',
    } as const,
  ];
  const reply = await till.call('POST', '/sales', saleOf({ shiftId, tenders }));
  expect(reply).toMatchObject({ status: 422, body: { type: '/problems/card-not-approved' } });
});

test('S1: a body that the cloud could not read is refused before it is written', async () => {
  const sale = saleOf({ shiftId });
  const bad = [
    { ...sale, surprise: 1 },
    `${JSON.stringify(sale).slice(0, -1)},"saleId":"${randomUUID()}"}`,
    JSON.stringify(sale, null, 2),
    '{',
  ];
  for (const body of bad) expect((await till.call('POST', '/sales', body)).status).toBe(400);
});

test('E13: once money has moved a total that the edge computes otherwise is accepted and flagged', async () => {
  const sale = saleOf({ shiftId });
  const wrong = {
    ...sale,
    priced: { ...sale.priced, totalMinor: 5_000 },
    tenders: [cash(5_000)],
    cashRoundingMinor: 0,
  };
  const reply = await till.call('POST', '/sales', wrong);
  expect(reply).toMatchObject({ status: 201, body: { flags: ['totals-differ'] } });
});

test('E1: before the first tender the edge refuses a basket whose price changed, and gives its own', async () => {
  const { tenders: _t, stock: _s, completedAt: _c, cashRoundingMinor: _r, ...body } = saleOf({ shiftId });
  expect(await till.call('POST', '/baskets/check', body)).toMatchObject({ status: 200, body: { ok: true } });

  const { products } = await import('./support/store.ts');
  const lamp = products[0];
  if (!lamp) throw new Error('no lamp');
  const cheaper = { ...lamp, pricing: { ...lamp.pricing, unitPriceMinor: 4_000 } };
  writeFeedRows(shop.dataDir, [{ feed: 'catalogue', key: 'product/lamp', value: cheaper }]);
  expect(await till.call('POST', '/baskets/check', body)).toMatchObject({
    status: 422,
    body: {
      type: '/problems/totals-differ',
      expectedTotalMinor: 4_599,
      receivedTotalMinor: body.priced.totalMinor,
    },
  });
});

test('E2: a cheque pays to the cent, and what it leaves is rounded in cash', async () => {
  const tenders = (total: number) => {
    const dueMinor = Math.round((total - 1_003) / 5) * 5;
    return [{ kind: 'cheque', amountMinor: 1_003 } as const, cash(dueMinor)];
  };
  expect((await till.call('POST', '/sales', saleOf({ shiftId, tenders }))).status).toBe(201);
  const whole = (total: number) => [{ kind: 'cheque', amountMinor: total } as const];
  expect((await till.call('POST', '/sales', saleOf({ shiftId, tenders: whole }))).status).toBe(201);
});

test('E1 E11: a discount that nobody with the right gave is refused before the first tender, and flagged after', async () => {
  const sale = saleOf({ shiftId, discount: { percent: '10', reason: 'goodwill', by: 'u-camille' } });
  const { tenders: _t, stock: _s, completedAt: _c, cashRoundingMinor: _r, ...body } = sale;
  expect(await till.call('POST', '/baskets/check', body)).toMatchObject({
    status: 403,
    body: { type: '/problems/approval-needed', permission: 'discount' },
  });
  expect((await till.call('POST', '/sales', sale)).body.flags).toEqual(['not-approved']);
  const given = saleOf({ shiftId, discount: { percent: '10', reason: 'goodwill', by: 'u-martin' } });
  expect(given.priced.subtotalMinor).toBe(4_499);
  expect((await till.call('POST', '/sales', given)).body.flags).toEqual([]);
});

test('E13: a full disk refuses before the first tender', async () => {
  await shop.close();
  shop = await openShop({ freeBytes: async () => 100 * 1024 * 1024 });
  till = await shop.till('1');
  await till.logIn();
  const { tenders: _t, stock: _s, completedAt: _c, cashRoundingMinor: _r, ...body } = saleOf({ shiftId });
  expect(await till.call('POST', '/baskets/check', body)).toMatchObject({
    status: 507,
    body: { type: '/problems/disk-full' },
  });
  const payment = { attemptId: randomUUID(), saleId: randomUUID(), amountMinor: 100 };
  expect(await till.call('POST', '/payments', payment)).toMatchObject({ status: 507 });
});

test('E9: two terminals sell the last one; both sales stand and the shelf shows minus one', async () => {
  const movement = {
    movementId: randomUUID(),
    productId: 'mug',
    quantity: '1',
    reason: 'received',
    at: '2026-11-24T12:00:00.000Z',
  };
  writeFeedRows(shop.dataDir, [
    { feed: 'stock-here', key: `movement/${movement.movementId}`, value: movement },
  ]);
  expect((await till.call('GET', '/stock/mug')).body).toMatchObject({ onHand: '1' });

  const second = await shop.till('2');
  await second.logIn();
  const other = await second.openShift();
  const replies = await Promise.all([
    till.call('POST', '/sales', saleOf({ shiftId, items: [['mug', '1']] })),
    second.call('POST', '/sales', saleOf({ shiftId: other.shiftId, items: [['mug', '1']] })),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([201, 201]);
  expect((await till.call('GET', '/stock/mug')).body).toMatchObject({ onHand: '-1' });
});

test('E6: receipt numbers run without a gap for each register, whatever was refused in between', async () => {
  const second = await shop.till('2');
  await second.logIn();
  const other = await second.openShift();
  const numbers: string[] = [];
  for (let round = 1; round <= 3; round += 1) {
    for (const [at, shift] of [
      [till, shiftId],
      [second, other.shiftId],
    ] as const) {
      await at.call('POST', '/sales', saleOf({ shiftId: shift, tenders: (total) => [cash(total - 5)] }));
      const reply = await at.call('POST', '/sales', saleOf({ shiftId: shift }));
      numbers.push(String(reply.body.receiptNumber).replace(/^012-(\d)-.{4}-0*/, '$1:'));
    }
  }
  expect(numbers).toEqual(['1:1', '2:1', '1:2', '2:2', '1:3', '2:3']);
});

test('E1: recent sales come newest first and say that the cloud does not hold them yet', async () => {
  await till.call('POST', '/sales', saleOf({ shiftId, items: [['bread', '3']] }));
  await till.call('POST', '/sales', saleOf({ shiftId, items: [['mug', '1']] }));
  const { body } = await till.call('GET', '/sales?limit=10');
  expect(body).toMatchObject([
    { itemCount: 1, cosigned: false },
    { itemCount: 3, cosigned: false },
  ]);
});
