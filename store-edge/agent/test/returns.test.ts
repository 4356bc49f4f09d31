import { randomUUID } from 'node:crypto';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { returnBody } from '@comptoir/sync-protocol/records/return-body';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Exchanged, ReturnRequest, SaleCommitted } from '../src/api.ts';
import { receiptCode } from '../src/printing/receipt-code.ts';
import { type Simulator, simulatedPrinter, simulatedTerminal } from './support/devices.ts';
import { devicePublicKey, sign } from './support/offline.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
let terminal: Simulator;
let printer: Simulator;
let shiftId: string;

beforeAll(async () => {
  terminal = await simulatedTerminal();
  printer = await simulatedPrinter();
  shop = await openShop({ at: { paymentTerminal: terminal.address, printer: printer.address } });
  const keys = { edgeId: 'e-12', storeNumber: '012', publicKeys: [devicePublicKey] };
  writeFeedRows(shop.dataDir, [{ feed: 'configuration', key: 'edge/e-12', value: keys }]);
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await Promise.all([terminal.close(), printer.close()]);
});
beforeEach(() => till.logIn());

const body = (reply: { body: unknown }) => reply.body as Record<string, never>;
async function sold(items: [string, string][], tenders?: Parameters<typeof saleOf>[0]['tenders']) {
  const sale = saleOf({ shiftId, items, ...(tenders ? { tenders } : {}) });
  const reply = await till.call('POST', '/sales', sale);
  expect(reply.status).toBe(201);
  return { sale, ...(reply.body as unknown as SaleCommitted) };
}
const find = (receipt: string) => till.call('POST', '/returns/find', { receipt });
const wanted = (receipt: string, position: number, quantity: string, expectedTotalMinor: number) => ({
  ...({
    returnId: randomUUID(),
    language: 'fr',
    reason: 'changed-mind',
    receipt,
    expectedTotalMinor,
  } as const),
  lines: [{ position, quantity, condition: 'sellable' as const }],
});
const giveBack = (request: Partial<ReturnRequest>) => till.call('POST', '/returns', request);
const approved = async (permission: string) =>
  String(
    (await till.call('POST', '/approvals', { permission, staffId: 'u-martin', pin: '9876' })).body.approvalId,
  );

/** Prints it. @param number that only this paper bears, of those printed so far. */
async function paperOf(saleId: string, number: string): Promise<string | undefined> {
  const printId = randomUUID();
  await till.call('POST', '/prints', { printId, saleId, language: 'fr' });
  await until(
    'it is printed',
    async () => (await till.call('GET', `/prints/${printId}`)).body.state === 'confirmed',
  );
  const listed = JSON.parse(await printer.text('/receipts')) as { number: number }[];
  const texts = await Promise.all(listed.map((one) => printer.text(`/receipts/${one.number}.txt`)));
  return texts.find((text) => text.includes(number))?.replaceAll('\u00a0', ' ');
}

test('E3: a part of a receipt comes back by its number: money, taxes, stock and the drawer follow, and once is once', async () => {
  const { receiptNumber } = await sold([['mug', '3']]);
  const before = Number((await till.call('GET', '/stock/mug')).body.onHand);
  const request = wanted(receiptNumber, 1, '1', 1_494);
  const first = await giveBack(request);
  expect(first).toMatchObject({
    status: 201,
    body: { totalMinor: 1_494, cashRoundingMinor: 1, refunds: [{ kind: 'cash', amountMinor: 1_495 }] },
  });
  expect(await giveBack(request)).toEqual({ ...first, status: 200 });
  expect(Number((await till.call('GET', '/stock/mug')).body.onHand)).toBe(before + 1);
  const numbers = [receiptNumber, String(first.body.receiptNumber)].map((text) => Number(text.slice(-6)));
  expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
  const found = body(await find(receiptNumber));
  expect(found).toMatchObject({ known: 'journal', isCurrent: false, lines: [{ returnedQuantity: '1' }] });
});

test('E3: the same line does not come back twice; the last part takes the remainder of the cents', async () => {
  const { receiptNumber } = await sold([['mug', '3']]);
  expect((await giveBack(wanted(receiptNumber, 1, '1', 1_494))).status).toBe(201);
  expect((await giveBack(wanted(receiptNumber, 1, '2', 2_987))).status).toBe(201);
  expect(await giveBack(wanted(receiptNumber, 1, '1', 1_494))).toMatchObject({
    status: 409,
    body: { type: '/problems/more-than-left', left: [{ position: 1, quantity: '0' }] },
  });
});

test('E3: two tills that take the same line back at once give the money once', async () => {
  const { receiptNumber } = await sold([['bread', '1']]);
  const replies = await Promise.all([1, 2].map(() => giveBack(wanted(receiptNumber, 1, '1', 649))));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('E3: what is damaged stays off the shelf', async () => {
  const { receiptNumber } = await sold([['bread', '1']]);
  const before = (await till.call('GET', '/stock/bread')).body.onHand;
  const request = wanted(receiptNumber, 1, '1', 649);
  const lines = request.lines.map((line) => ({ ...line, condition: 'damaged' as const }));
  expect((await giveBack({ ...request, lines })).status).toBe(201);
  expect((await till.call('GET', '/stock/bread')).body.onHand).toBe(before);
});

test('E3: an amount that the customer was not told is refused before any money moves', async () => {
  const { receiptNumber } = await sold([['bread', '1']]);
  expect(await giveBack(wanted(receiptNumber, 1, '1', 650))).toMatchObject({
    status: 409,
    body: { type: '/problems/totals-differ', expectedTotalMinor: 649 },
  });
});

test('E3: a card payment goes back to its card, once, less its tip, as the paper says; without the terminal’s word nothing is given', async () => {
  const attemptId = randomUUID();
  const saleId = randomUUID();
  const settled = async (id: string) =>
    until('the terminal tells', async () => {
      const payment = (await till.call('GET', `/payments/${id}`)).body;
      return payment.state === 'approved' && payment;
    });
  const sale = saleOf({ shiftId, items: [['lamp', '1']], saleId });
  const tipMinor = 850;
  await till.call('POST', '/payments', { attemptId, saleId, amountMinor: sale.priced.totalMinor + tipMinor });
  const { card } = (await settled(attemptId)) as { card: object };
  const tenders = [{ kind: 'card', amountMinor: sale.priced.totalMinor, tipMinor, attemptId, ...card }];
  const paid = await till.call('POST', '/sales', { ...sale, tenders, cashRoundingMinor: 0 });
  const receiptNumber = String(paid.body.receiptNumber);

  const { totalMinor } = sale.priced;
  const request = { ...wanted(receiptNumber, 1, '1', totalMinor), cardMinor: totalMinor };
  expect(await till.call('POST', '/returns/check', request)).toMatchObject({
    status: 200,
    body: { ok: true },
  });
  expect(await giveBack(request)).toMatchObject({
    status: 422,
    body: { type: '/problems/card-not-refunded' },
  });
  const refundId = randomUUID();
  await till.call('POST', '/refunds', {
    ...{
      attemptId: refundId,
      saleId: request.returnId,
      amountMinor: totalMinor,
      originalAttemptId: attemptId,
    },
  });
  await settled(refundId);
  expect(await giveBack({ ...request, cardAttemptIds: [refundId] })).toMatchObject({
    status: 201,
    body: { cashRoundingMinor: 0, refunds: [{ kind: 'card', amountMinor: totalMinor, attemptId: refundId }] },
  });
  const paper = await paperOf(request.returnId, receiptNumber);
  expect(paper).toMatch(/\*\*\*\* \d{4}\s+-57,48 \$/);
  expect(paper).toMatch(/Pourboire versé, non remboursé\s+8,50 \$/);
});

test('E3 E11: cash for a card, and goods without a receipt, want a supervisor’s PIN, which is in the journal and good once', async () => {
  const request = {
    ...({ returnId: randomUUID(), language: 'en', reason: 'other', expectedTotalMinor: 649 } as const),
    articles: [{ productId: 'bread', quantity: '1', condition: 'sellable' as const }],
  };
  const needed = {
    status: 403,
    body: { type: '/problems/approval-needed', permission: 'return-without-receipt' },
  };
  expect(await giveBack(request)).toMatchObject(needed);
  const wrong = { permission: 'return-without-receipt', staffId: 'u-camille', pin: '1234' };
  expect(await till.call('POST', '/approvals', wrong)).toMatchObject({ status: 403 });
  const approvalId = await approved('return-without-receipt');
  expect((await giveBack({ ...request, approvalIds: [approvalId] })).status).toBe(201);
  expect(await giveBack({ ...request, returnId: randomUUID(), approvalIds: [approvalId] })).toMatchObject(
    needed,
  );

  const records = shop.agent.journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => lines);
  const bodies = records.filter(({ header }) => header.includes('"kind":"return"'));
  const last = returnBody.parse(JSON.parse(bodies.at(-1)?.body ?? ''));
  expect(last).toMatchObject({ approval: { approvalId, staffId: 'u-martin' }, totalMinor: 649 });
  expect(last.original).toBeUndefined();

  // A loaf whose label the store printed itself.
  const [labelled] = request.articles.map((article) => ({ ...article, labelPriceMinor: 500 }));
  const own = {
    ...{ ...request, returnId: randomUUID(), expectedTotalMinor: 500, articles: labelled ? [labelled] : [] },
    approvalIds: [await approved('return-without-receipt')],
  };
  expect(await giveBack(own)).toMatchObject({ status: 201, body: { totalMinor: 500 } });
});

test('E11: two tills are allowed something at the same moment: each is in the journal, and good at its own till alone', async () => {
  const other = await shop.till('2');
  await other.logIn();
  const request = {
    ...({ returnId: randomUUID(), language: 'en', reason: 'other', expectedTotalMinor: 649 } as const),
    articles: [{ productId: 'bread', quantity: '1', condition: 'sellable' as const }],
  };
  const leave = { permission: 'return-without-receipt', staffId: 'u-martin', pin: '9876' };
  const given = await Promise.all([till, other].map((at) => at.call('POST', '/approvals', leave)));
  const [own, foreign] = given.map((reply) => String(reply.body.approvalId));
  const told = shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .filter(({ lines }) => lines.header.includes('"kind":"access.approved"'))
    .slice(-2)
    .map(({ lines }) => [JSON.parse(lines.body).approvalId, JSON.parse(lines.header).register]);
  expect(new Map(told as [string, string][])).toEqual(
    new Map([
      [own, '1'],
      [foreign, '2'],
    ]),
  );
  expect(await giveBack({ ...request, approvalIds: [String(foreign)] })).toMatchObject({ status: 403 });
  expect((await giveBack({ ...request, approvalIds: [String(own)] })).status).toBe(201);
});

test('E3: another store’s receipt is believed by the code on its paper while cut off, and refused when it was altered', async () => {
  const sale = saleOf({ shiftId, items: [['mug', '2']] });
  const header = { number: '012-1-ZZZZ-000042', at: sale.completedAt, seq: 7, register: '1' };
  const code = receiptCode({ header, body: sale, hash: Buffer.alloc(32, 1) }, sign);
  expect(body(await find(code))).toMatchObject({
    ...{ known: 'token', isCurrent: false, saleId: sale.saleId, receiptNumber: header.number },
    lines: [{ productId: 'mug', quantity: '2', amountMinor: 2_598, name: { en: 'Enamel mug' } }],
  });
  const request = wanted(code, 1, '2', sale.priced.totalMinor);
  expect((await giveBack(request)).status).toBe(201);
  expect(await giveBack({ ...request, returnId: randomUUID() })).toMatchObject({ status: 409 });
  const altered = code.replace('*2598*', '*9598*');
  expect(await find(altered)).toMatchObject({ status: 422, body: { type: '/problems/not-genuine' } });
});

test('E3: much money for what only a code tells of wants a supervisor', async () => {
  const sale = saleOf({ shiftId, items: [['lamp', '3']] });
  const header = { number: '012-1-ZZZZ-000043', at: sale.completedAt, seq: 8, register: '1' };
  const code = receiptCode({ header, body: sale, hash: Buffer.alloc(32, 1) }, sign);
  const request = wanted(code, 1, '3', sale.priced.totalMinor);
  expect(await giveBack(request)).toMatchObject({ status: 403, body: { permission: 'return-unverified' } });
  expect((await giveBack({ ...request, approvalIds: [await approved('return-unverified')] })).status).toBe(
    201,
  );
});

test('E3 E11: what wants leave twice is done with two PINs, and both are in the journal', async () => {
  const sale = saleOf({ shiftId, items: [['lamp', '3']] });
  const { totalMinor } = sale.priced;
  const byCheque = { ...sale, tenders: [{ kind: 'cheque' as const, amountMinor: totalMinor }] };
  const header = { number: '012-1-ZZZZ-000044', at: sale.completedAt, seq: 9, register: '1' };
  const code = receiptCode({ header, body: byCheque, hash: Buffer.alloc(32, 1) }, sign);
  const request = wanted(code, 1, '3', totalMinor);
  const first = await approved('return-unverified');
  expect(await giveBack({ ...request, approvalIds: [first] })).toMatchObject({
    status: 403,
    body: { permission: 'refund-otherwise' },
  });
  const approvalIds = [first, await approved('refund-otherwise')];
  expect((await giveBack({ ...request, approvalIds })).status).toBe(201);
  const { lines } = shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .findLast(({ lines }) => lines.header.includes('"kind":"return"')) ?? { lines: { body: '' } };
  const { approval, moreApprovals } = returnBody.parse(JSON.parse(lines.body));
  expect([approval, ...(moreApprovals ?? [])].map((one) => one?.approvalId)).toEqual(approvalIds);
});

test('E3 E6: what was sold on an English receipt is found as such', async () => {
  const reply = await till.call('POST', '/sales', {
    ...saleOf({ shiftId, items: [['mug', '1']] }),
    language: 'en',
  });
  expect(body(await find(String(reply.body.receiptNumber)))).toMatchObject({ language: 'en' });
});

test('E3: a receipt that is lost is found by its day and amount; a number that nobody gave is told', async () => {
  const { sale, receiptNumber } = await sold([['lamp', '7']]);
  const today = new Date().toISOString().slice(0, 10);
  const reply = await till.call(
    'GET',
    `/returns/sales?from=${today}&to=${today}&amountMinor=${sale.priced.totalMinor}`,
  );
  expect(reply).toMatchObject({ status: 200, body: [{ receiptNumber, last4: null }] });
  expect(await find('012-1-ZZZZ-999999')).toMatchObject({ status: 404, body: { isOffline: true } });
  expect((await find(receiptNumber)).status).toBe(200);
});

test('E3 E6: a return has a receipt of its own, in French first', async () => {
  const { receiptNumber } = await sold([['mug', '1']]);
  const request = wanted(receiptNumber, 1, '1', 1_494);
  expect((await giveBack(request)).status).toBe(201);
  const paper = await paperOf(request.returnId, receiptNumber);
  expect(paper).toMatch(/Tasse émaillée\s+-12,99 \$/);
  expect(paper).toMatch(/Remboursé au comptant\s+-14,95 \$/);
});

/** A return of all of a receipt's first line, against a sale that it pays as far as it goes. */
async function exchangeOf(
  sold: [string, string],
  taken: [string, string],
  tenders: (leftMinor: number) => Tender[],
) {
  const before = saleOf({ shiftId, items: [sold] });
  const { receiptNumber } = (await till.call('POST', '/sales', before)).body;
  const backMinor = before.priced.totalMinor;
  const returnId = randomUUID();
  const whole = saleOf({ shiftId, items: [taken] }).priced.totalMinor;
  const exchangeMinor = Math.min(whole, backMinor);
  const exchange = { kind: 'exchange' as const, amountMinor: exchangeMinor, returnId };
  const sale = saleOf({
    shiftId,
    items: [taken],
    tenders: () => [exchange, ...tenders(whole - exchangeMinor)],
  });
  const back = { ...wanted(String(receiptNumber), 1, sold[1], backMinor), returnId, exchangeMinor };
  return { sale, back, request: { sale: JSON.stringify(sale), return: back } };
}
const swap = (request: object) => till.call('POST', '/exchanges', request);

test('E3: an exchange is a return and a sale at once: the difference is paid, both have their number, stock and taxes follow, and once is once', async () => {
  const stockOf = async (id: string) => Number((await till.call('GET', `/stock/${id}`)).body.onHand);
  const { sale, request } = await exchangeOf(['mug', '1'], ['lamp', '1'], (leftMinor) => [
    { kind: 'cheque', amountMinor: leftMinor },
  ]);
  const [mugs, lamps] = [await stockOf('mug'), await stockOf('lamp')];
  const first = await swap(request);
  expect(first).toMatchObject({
    status: 201,
    body: {
      return: {
        totalMinor: 1_494,
        cashRoundingMinor: 0,
        refunds: [{ kind: 'exchange', amountMinor: 1_494 }],
      },
    },
  });
  expect(await swap(request)).toEqual({ ...first, status: 200 });
  expect([await stockOf('mug'), await stockOf('lamp')]).toEqual([mugs + 1, lamps - 1]);
  const answer = first.body as unknown as Exchanged;
  const numbers = [answer.return.receiptNumber, answer.sale.receiptNumber].map((text) =>
    Number(text.slice(-6)),
  );
  expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
  expect(answer.sale.flags).toEqual([]);

  const paper = await paperOf(sale.saleId, answer.sale.receiptNumber);
  expect(paper).toContain(answer.return.receiptNumber);
  expect(paper).toMatch(/Échange\s+14,94 \$/);
});

test('E3: an exchange for less gives the difference back, by the rules of returns', async () => {
  const { request } = await exchangeOf(['lamp', '1'], ['mug', '1'], () => []);
  expect(await swap(request)).toMatchObject({
    status: 201,
    body: {
      return: {
        refunds: [
          { kind: 'exchange', amountMinor: 1_494 },
          { kind: 'cash', amountMinor: 4_255 },
        ],
      },
    },
  });
});

test('E3: neither half of an exchange stands alone: what cannot come back sells nothing, and a sale is not paid by a return that is not there', async () => {
  const stockOf = async (id: string) => Number((await till.call('GET', `/stock/${id}`)).body.onHand);
  const made = await exchangeOf(['mug', '1'], ['lamp', '1'], (leftMinor) => [
    { kind: 'cheque', amountMinor: leftMinor },
  ]);
  const { sale, back, request } = made;
  expect(await giveBack(back)).toMatchObject({ status: 422 });
  expect(await till.call('POST', '/sales', sale)).toMatchObject({
    status: 422,
    body: { type: '/problems/exchange-differs' },
  });
  const more = { ...back, exchangeMinor: back.exchangeMinor - 1 };
  expect(await swap({ ...request, return: more })).toMatchObject({
    status: 422,
    body: { type: '/problems/exchange-differs' },
  });
  const { exchangeMinor: _, ...plain } = back;
  expect((await giveBack({ ...plain, returnId: randomUUID() })).status).toBe(201);
  const lamps = await stockOf('lamp');
  expect(await swap(request)).toMatchObject({ status: 409, body: { type: '/problems/more-than-left' } });
  expect(await stockOf('lamp')).toBe(lamps);
});

test('E2: a sale that was booked as cash is paid by cheque instead: it comes back and is sold again at once, and once alone', async () => {
  const { sale, receiptNumber } = await sold([['mug', '1']]);
  const correction = (paidMinor = sale.priced.totalMinor) => ({
    sale: JSON.stringify(
      saleOf({
        shiftId,
        items: [['mug', '1']],
        tenders: () => [{ kind: 'cheque', amountMinor: paidMinor }],
      }),
    ),
    return: { ...wanted(receiptNumber, 1, '1', 1_494), reason: 'wrong-tender' as const },
  });
  const stockOf = async () => Number((await till.call('GET', '/stock/mug')).body.onHand);
  const before = await stockOf();
  expect(await till.call('POST', '/returns', correction().return)).toMatchObject({ status: 400 });
  expect(await swap(correction(1_000))).toMatchObject({ status: 422 });
  expect(body(await find(receiptNumber))).toMatchObject({ lines: [{ returnedQuantity: '0' }] });
  const request = correction();
  const first = await swap(request);
  expect(first).toMatchObject({
    status: 201,
    body: { return: { refunds: [{ kind: 'cash', amountMinor: 1_495 }] }, sale: { flags: [] } },
  });
  expect(await swap(request)).toEqual({ ...first, status: 200 });
  expect(await stockOf()).toBe(before);
  expect(await swap(correction())).toMatchObject({
    status: 409,
    body: { type: '/problems/more-than-left' },
  });
});

test('E3 E5: the Z counts returns apart, and the drawer is short of what was given back', async () => {
  const closed = await till.call('POST', '/shifts/current/close', { countedMinor: 0 });
  const records = shop.agent.journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => lines);
  const z = JSON.parse(
    records.filter(({ header }) => header.includes('shift.closed')).at(-1)?.body ?? '{}',
  ).z;
  const of = (kind: string) =>
    records.filter(({ header }) => header.includes(`"kind":"${kind}"`)).map(({ body }) => JSON.parse(body));
  const cashOf = (
    all: {
      tenders?: { kind: string; amountMinor: number }[];
      refunds?: { kind: string; amountMinor: number }[];
    }[],
  ) =>
    all
      .flatMap(({ tenders = [], refunds = [] }) => [...tenders, ...refunds])
      .filter(({ kind }) => kind === 'cash')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(z.returnCount).toBe(of('return').length);
  expect(z.returnTotalMinor).toBe(of('return').reduce((sum, { totalMinor }) => sum + totalMinor, 0));
  expect(closed.body.expectedMinor).toBe(10_000 + cashOf(of('sale')) - cashOf(of('return')));
});
