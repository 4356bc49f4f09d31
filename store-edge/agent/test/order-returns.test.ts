/** Goods of an order of the shop that come back to a till. Head office's answers are its own, as `wire/order-returns.ts` has them. */
import { randomUUID } from 'node:crypto';
import { orderNumber } from '@comptoir/sync-protocol/ids/order-number';
import { returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HeadOfficeAnswer } from '../src/sync-port.ts';
import { recordsOf } from './support/acts.ts';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { cutOff } from './support/offline.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { STORE_ID } from './support/store.ts';
import type { Till } from './support/till.ts';

let answer: HeadOfficeAnswer;
let asked: string[];
const silent: HeadOfficeAnswer = { is: 'no-answer' };

let shop: Shop;
let till: Till;
let printer: Simulator;
beforeAll(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({
    at: { printer: printer.address },
    startSync: (parts) => ({
      ...cutOff(parts),
      askHeadOffice: async (method, path) => {
        asked.push(`${method} ${path}`);
        return answer;
      },
    }),
  });
  till = await shop.till('1');
  await till.logIn();
  await till.openShift();
});
afterAll(async () => {
  await shop.close();
  await printer.close();
});
beforeEach(async () => {
  [answer, asked] = [silent, []];
  await till.logIn();
});

const number = orderNumber(new Uint8Array(7).fill(5));
/** Two mugs at 12.99 with GST and QST, delivered for 8.99; 10.00 of it were paid with a gift card. */
function ordered(orderId: string = randomUUID(), returns: object[] = []) {
  const [subtotalMinor, feeMinor] = [2_598, 899];
  const baseMinor = subtotalMinor + feeMinor;
  const taxes = [
    { code: 'GST', rate: '5', baseMinor, amountMinor: 175 },
    { code: 'QST', rate: '9.975', baseMinor, amountMinor: 349 },
  ].map((tax) => ({ ...tax, beside: { soldMinor: feeMinor, returnedMinor: 0 } }));
  const totalMinor = baseMinor + 175 + 349;
  return returnableOrder.parse({
    ...{ orderId, number, language: 'en', confirmedAt: '2026-11-20T12:00:00.000Z', currency: 'CAD' },
    taxMode: 'added-per-invoice',
    lines: [
      {
        ...{ position: 1, productId: 'mug', sku: 'MUG', name: { fr: 'Tasse', en: 'Mug' }, soldBy: 'piece' },
        ...{ quantity: '2', amountMinor: subtotalMinor },
        taxes: taxes.map(({ code, rate }) => ({ code, rate })),
      },
    ],
    taxes,
    paid: {
      ...{ totalMinor, returnedMinor: 0, points: 0, pointsMinor: 0, returnedPoints: 0 },
      ...{ cardMinor: totalMinor - 1_000, besideMinor: 1_000, beside: { kind: 'gift-card', last4: 'K7QF' } },
    },
    returns,
  });
}
const find = (receipt: string) => till.call('POST', '/returns/find', { receipt });
const wanted = (quantity: string, expectedTotalMinor: number, condition = 'sellable') => ({
  ...{ returnId: randomUUID(), language: 'en', reason: 'changed-mind', receipt: number, expectedTotalMinor },
  lines: [{ position: 1, quantity, condition }],
});
const takeBack = (request: object) => till.call('POST', '/returns', request);
/** A half of what two mugs cost with their taxes, to the cent; the rest is the other. */
const [oneMinor, otherMinor] = [1_494, 1_493];
const onHand = async () => Number((await till.call('GET', '/stock/mug')).body.onHand);

test('P2: an order is found by its number, however it is typed, or by its code to collect; nothing says whose it is', async () => {
  const order = ordered();
  answer = { is: 'ok', body: order };
  const spoken = number.toLowerCase().replaceAll('-', ' ');
  for (const typed of [spoken, ` ${number} `, `comptoir:collect:${number}:123456`]) {
    const found = await find(typed);
    expect(found).toMatchObject({
      status: 200,
      body: { known: 'order', receiptNumber: number, lines: [{ returnedQuantity: '0' }], payments: [] },
    });
  }
  expect(new Set(asked)).toEqual(new Set([`GET orders/${number}/returnable`]));
});

test('P2: what head office refuses, or cannot say, is told in as many words, and nothing is taken back', async () => {
  const because = async (type: string, members = {}) => {
    answer = { is: 'problem', type, members };
    return (await find(number)).body.type;
  };
  for (const type of ['unknown-order', 'not-handed-over', 'return-too-late', 'exchange-open', 'nothing-left'])
    expect(await because(type, { days: 30 })).toBe(`/problems/${type}`);
  answer = silent;
  expect(await find(number)).toMatchObject({ status: 409, body: { type: '/problems/head-office-away' } });
  expect((await takeBack(wanted('1', oneMinor))).body).toMatchObject({ type: '/problems/head-office-away' });
});

test('P2 O4: of an order that is partly on its way, what has not left its place cannot come back', async () => {
  const order = ordered();
  const lines = order.lines.map((line) => ({ ...line, toComeQuantity: '1' }));
  answer = { is: 'ok', body: { ...order, lines } };
  expect((await find(number)).body.lines).toMatchObject([{ quantity: '2', toComeQuantity: '1' }]);
  const both = wanted('2', oneMinor + otherMinor);
  expect((await takeBack(both)).body).toMatchObject({ left: [{ position: 1, quantity: '1' }] });
});

test('P2: goods come back in parts: record, shelf and shift at once, no money of the till; the line may fall meanwhile, and once is once', async () => {
  const order = ordered();
  answer = { is: 'ok', body: order };
  expect((await find(number)).status).toBe(200);
  const [before, records] = [await onHand(), recordsOf(shop, 'order.returned').length];
  // What head office said a moment ago is enough.
  answer = silent;
  expect((await takeBack(wanted('1', 1))).body).toMatchObject({ type: '/problems/totals-differ' });
  const first = wanted('1', oneMinor);
  const taken = await takeBack(first);
  expect(taken).toMatchObject({
    status: 201,
    body: { totalMinor: oneMinor, refunds: [], waysBack: [{ kind: 'card', amountMinor: oneMinor }] },
  });
  expect(await takeBack(first)).toEqual({ ...taken, status: 200 });
  // Head office has not heard of it yet, and says what it knows.
  answer = { is: 'ok', body: order };
  expect((await find(number)).body.lines).toMatchObject([{ returnedQuantity: '1' }]);
  const damaged = wanted('1', otherMinor, 'damaged');
  expect((await takeBack(damaged)).body.waysBack).toEqual([{ kind: 'card', amountMinor: otherMinor }]);
  expect(await onHand()).toBe(before + 1);
  expect((await takeBack(wanted('1', oneMinor))).body).toMatchObject({ type: '/problems/more-than-left' });
  expect(recordsOf(shop, 'order.returned').slice(records)).toMatchObject([
    {
      ...{
        returnId: first.returnId,
        orderId: order.orderId,
        number,
        storeId: STORE_ID,
        cashierId: 'u-camille',
      },
      lines: [{ position: 1, quantity: '1', condition: 'sellable' }],
      stock: [{ productId: 'mug', quantity: '1' }],
    },
    { returnId: damaged.returnId, lines: [{ condition: 'damaged' }], stock: [] },
  ]);
  expect(recordsOf(shop, 'drawer.opened')).toEqual([]);
  const soFar = await till.call('POST', '/shifts/current/x', {});
  expect(soFar.body).toMatchObject({ orderReturnCount: 2, returnCount: 0, returnTotalMinor: 0 });
});

test('P2 O3: money that a till would give is refused; where less is left than the goods cost, that much goes back, and of nothing nothing is taken in', async () => {
  const order = ordered();
  answer = { is: 'ok', body: order };
  expect((await takeBack({ ...wanted('1', oneMinor), creditMinor: oneMinor })).body).toMatchObject({
    type: '/problems/card-not-refunded',
  });
  answer = { is: 'ok', body: { ...order, paid: { ...order.paid, cardMinor: 0, besideMinor: 0 } } };
  expect((await takeBack(wanted('1', 0))).body).toMatchObject({ type: '/problems/money-gone' });
  answer = { is: 'ok', body: { ...order, paid: { ...order.paid, cardMinor: 400, besideMinor: 1_000 } } };
  expect((await takeBack(wanted('1', oneMinor))).body).toMatchObject({ expectedTotalMinor: 1_400 });
  expect((await takeBack(wanted('1', 1_400))).body).toMatchObject({
    totalMinor: 1_400,
    waysBack: [
      { kind: 'card', amountMinor: 400 },
      { kind: 'gift-card', last4: 'K7QF', amountMinor: 1_000 },
    ],
  });
  const other = ordered();
  answer = { is: 'ok', body: { ...other, paid: { ...other.paid, cardMinor: 494 } } };
  expect((await takeBack(wanted('1', oneMinor))).body.waysBack).toEqual([
    { kind: 'card', amountMinor: 494 },
    { kind: 'gift-card', last4: 'K7QF', amountMinor: 1_000 },
  ]);
});

test('P2: the paper says what came back and where its money goes, in both languages; a second one is a duplicate', async () => {
  answer = { is: 'ok', body: ordered() };
  const request = wanted('1', oneMinor);
  const { body } = await takeBack(request);
  for (const _ of ['first', 'second']) {
    const printId = randomUUID();
    await till.call('POST', '/prints', { printId, saleId: request.returnId, language: 'en' });
    await until(
      'it is printed',
      async () => (await till.call('GET', `/prints/${printId}`)).body.state === 'confirmed',
    );
  }
  const listed = JSON.parse(await printer.text('/receipts')) as { number: number }[];
  const texts = await Promise.all(listed.map((one) => printer.text(`/receipts/${one.number}.txt`)));
  const papers = texts.filter((text) => text.includes(String(body.receiptNumber)));
  expect(papers.map((text) => text.includes('DUPLICAT'))).toEqual([false, true]);
  for (const words of [number, 'De la commande', 'Of order', 'Refunded to:'])
    expect(papers[0]).toContain(words);
});
