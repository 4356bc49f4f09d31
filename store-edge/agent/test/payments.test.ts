import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paymentResolvedBody } from '@comptoir/sync-protocol/records/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PaymentState } from '../src/api.ts';
import { type Simulator, simulatedTerminal } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let terminal: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;
let stateFolder: string;
let nowMs = Date.now();
const clock = { now: () => new Date(nowMs) };

async function open(mode: 'auto' | 'manual' = 'auto'): Promise<void> {
  terminal = await simulatedTerminal(mode, join(stateFolder, 'tpe.json'));
  shop = await openShop({
    at: { paymentTerminal: terminal.address },
    askDelayMs: { first: 20, most: 50 },
    clock,
  });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
}
beforeEach(() => {
  nowMs = Date.now();
  stateFolder = mkdtempSync(join(tmpdir(), 'tpe-'));
});
afterEach(async () => {
  await shop.close();
  await terminal.close();
  rmSync(stateFolder, { recursive: true });
});

const pay = async (
  saleId: string,
  amountMinor: number,
  attemptId: string = randomUUID(),
): Promise<string> => {
  const reply = await till.call('POST', '/payments', { attemptId, saleId, amountMinor });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
  return attemptId;
};
const stateOf = async (attemptId: string) =>
  (await till.call('GET', `/payments/${attemptId}`)).body as unknown as PaymentState;
const untilState = (attemptId: string, ...states: PaymentState['state'][]) =>
  until(`attempt ${states.join(' or ')}`, async () => {
    const payment = await stateOf(attemptId);
    return states.includes(payment.state) && payment;
  });
const records = () =>
  shop.agent.journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => ({
    kind: (JSON.parse(lines.header) as { kind: string }).kind,
    body: lines.body,
  }));
const resolved = () =>
  records()
    .filter(({ kind }) => kind === 'payment.resolved')
    .map(({ body }) => paymentResolvedBody.parse(JSON.parse(body)).outcome);
const charges = async () => (await terminal.state()).charges as unknown[];

function paidByCard(saleId: string, payment: PaymentState) {
  if (!payment.card) throw new Error('no card');
  const { amountMinor, attemptId, card } = payment;
  return saleOf({ shiftId, saleId, tenders: () => [{ kind: 'card', amountMinor, attemptId, ...card }] });
}
const totalMinor = saleOf({ shiftId: randomUUID() }).priced.totalMinor;

test('E2: a card is charged, the sale that it pays is committed, and the intent stands before the outcome', async () => {
  await open();
  const saleId = randomUUID();
  const payment = await untilState(await pay(saleId, totalMinor), 'approved');
  const reply = await till.call('POST', '/sales', paidByCard(saleId, payment));
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201, body: { flags: [] } });
  expect(records().map(({ kind }) => kind)).toEqual([
    'journal.opened',
    'shift.opened',
    'payment.intended',
    'payment.resolved',
    'sale',
  ]);
});

test('E2: one approval pays one sale', async () => {
  await open();
  const saleId = randomUUID();
  const payment = await untilState(await pay(saleId, totalMinor), 'approved');
  expect((await till.call('POST', '/sales', paidByCard(saleId, payment))).status).toBe(201);
  const other = await till.call('POST', '/sales', paidByCard(randomUUID(), payment));
  expect(other).toMatchObject({ status: 422, body: { type: '/problems/card-not-approved' } });
});

test('E2 E5: a tip is charged with the sale, pays none of it, and stands by itself in X and Z', async () => {
  await open();
  const saleId = randomUUID();
  const payment = await untilState(await pay(saleId, totalMinor + 1_500), 'approved');
  const paid = { ...payment, amountMinor: totalMinor };
  const refused = await till.call('POST', '/sales', paidByCard(saleId, paid));
  expect(refused).toMatchObject({ status: 422, body: { type: '/problems/card-not-approved' } });
  const sale = paidByCard(saleId, paid);
  const tenders = sale.tenders.map((tender) => ({ ...tender, tipMinor: 1_500 }));
  const reply = await till.call('POST', '/sales', { ...sale, tenders });
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201, body: { flags: [] } });
  const found = await till.call('POST', '/returns/find', { receipt: reply.body.receiptNumber });
  expect(found.body.payments).toMatchObject([{ leftMinor: totalMinor, tipMinor: 1_500 }]);
  expect((await till.call('POST', '/shifts/current/x')).body).toMatchObject({
    totalMinor,
    tenders: [
      { kind: 'card', amountMinor: totalMinor },
      { kind: 'tip', amountMinor: 1_500 },
    ],
  });
  await till.call('POST', '/shifts/current/close', { countedMinor: 20_000 });
  const z = records().find(({ kind }) => kind === 'shift.closed');
  expect(JSON.parse(z?.body ?? '{}').z.tenders).toContainEqual({ kind: 'tip', amountMinor: 1_500 });
});

test('E2 E5: a tip that the payment terminal asked for by itself is booked as one, never as more than was due', async () => {
  await open();
  await terminal.post('/misbehave', { addTip: true });
  const saleId = randomUUID();
  const payment = await untilState(await pay(saleId, totalMinor), 'approved');
  expect(payment).toMatchObject({ amountMinor: totalMinor, tipMinor: 200 });
  const sale = paidByCard(saleId, payment);
  expect(await till.call('POST', '/sales', sale)).toMatchObject({ status: 422 });
  const tenders = sale.tenders.map((tender) => ({ ...tender, tipMinor: 200 }));
  expect(await till.call('POST', '/sales', { ...sale, tenders })).toMatchObject({ status: 201 });
  const told = records().find(({ kind }) => kind === 'payment.resolved');
  expect(paymentResolvedBody.parse(JSON.parse(told?.body ?? ''))).toMatchObject({ tipMinor: 200 });
  expect(await charges()).toMatchObject([
    { amount: ((totalMinor + 200) / 100).toFixed(2), reversedAmount: '0.00' },
  ]);
});

test('E2: a declined card frees the sale for another attempt', async () => {
  await open();
  await terminal.post('/misbehave', { decline: true });
  const saleId = randomUUID();
  await untilState(await pay(saleId, totalMinor), 'declined');
  await terminal.post('/misbehave', { decline: false });
  await untilState(await pay(saleId, totalMinor), 'approved');
  expect(resolved()).toEqual(['declined', 'approved']);
});

test('E13: the same attempt again is its present state, never a second charge', async () => {
  await open();
  const saleId = randomUUID();
  const attemptId = await pay(saleId, totalMinor);
  await untilState(attemptId, 'approved');
  await pay(saleId, totalMinor, attemptId);
  const reply = await till.call('POST', '/payments', { attemptId, saleId, amountMinor: totalMinor + 1 });
  expect(reply).toMatchObject({ status: 409, body: { type: '/problems/id-reused' } });
  expect(records().filter(({ kind }) => kind === 'payment.intended')).toHaveLength(1);
});

test('E13: while an attempt is open no second one starts on its sale', async () => {
  await open('manual');
  const saleId = randomUUID();
  const attemptId = await pay(saleId, totalMinor);
  const second = await till.call('POST', '/payments', {
    attemptId: randomUUID(),
    saleId,
    amountMinor: totalMinor,
  });
  expect(second).toMatchObject({ status: 409, body: { type: '/problems/payment-open', attemptId } });
});

test.each(['answerLost', 'cutAfterCharge'])(
  'E13: %s: the terminal is asked by our reference, and the approval is taken',
  async (fault) => {
    await open();
    await terminal.post('/misbehave', { [fault]: true });
    const saleId = randomUUID();
    const attemptId = await pay(saleId, totalMinor);
    if (fault === 'answerLost') {
      // The driver would wait for the terminal's own two minutes; a restart of the agent is the shorter way to silence.
      await until('sent', async () => (await stateOf(attemptId)).state === 'sent');
      await until('charged', async () => (await charges()).length === 1);
      shop = await shop.restart();
      till = till.movedTo(shop.base);
    }
    const payment = await untilState(attemptId, 'approved');
    expect((await till.call('POST', '/sales', paidByCard(saleId, payment))).status).toBe(201);
    expect(await charges()).toHaveLength(1);
  },
);

test('E13: an abort is a wish; the terminal says aborted, and nothing was charged', async () => {
  await open('manual');
  const attemptId = await pay(randomUUID(), totalMinor);
  await until('the card is asked for', async () => (await terminal.state()).screen === 'present-card');
  expect((await till.call('POST', `/payments/${attemptId}/abort`)).status).toBe(202);
  expect(await untilState(attemptId, 'aborted')).toMatchObject({ card: null });
});

test('E13: an approval that comes after the abort is reversed', async () => {
  await open();
  const attemptId = await pay(randomUUID(), totalMinor);
  await untilState(attemptId, 'approved');
  await till.call('POST', `/payments/${attemptId}/abort`);
  expect(await untilState(attemptId, 'aborted')).toMatchObject({ detail: 'reversed', card: null });
  expect(resolved()).toEqual(['approved', 'approved', 'aborted']);
});

test('E13: a sale paid in cash while its card was in doubt gives the card back', async () => {
  await open();
  await terminal.post('/misbehave', { cutAfterCharge: true, silent: false });
  const saleId = randomUUID();
  const attemptId = await pay(saleId, totalMinor);
  await untilState(attemptId, 'unknown', 'approved');
  expect((await till.call('POST', '/sales', saleOf({ shiftId, saleId }))).status).toBe(201);
  expect(await untilState(attemptId, 'aborted')).toMatchObject({ detail: 'reversed' });
});

test('E13: an amount that is not ours is never taken as paid, and goes back', async () => {
  await open();
  await terminal.post('/misbehave', { wrongAmount: true });
  const attemptId = await pay(randomUUID(), totalMinor);
  expect(await untilState(attemptId, 'aborted')).toMatchObject({ detail: 'reversed' });
});

test('E13: a terminal that does not know an attempt frees it only after its own time-out', async () => {
  await open();
  await terminal.post('/misbehave', { notFoundAfterCharge: true });
  const attemptId = await pay(randomUUID(), totalMinor);
  await until('told not found', async () => (await stateOf(attemptId)).detail === 'not-found-yet');
  nowMs += 151_000;
  expect(await untilState(attemptId, 'aborted')).toMatchObject({ detail: 'NotFound' });
  expect(resolved()).toEqual(['not-found']);
});

test('E15: with no terminal there the attempt ends at once, and the cashier takes another tender', async () => {
  await open();
  await terminal.close();
  const attemptId = await pay(randomUUID(), totalMinor);
  expect((await untilState(attemptId, 'aborted')).detail).toMatch(/unreachable/);
  terminal = await simulatedTerminal();
});

const refund = async (
  returnId: string,
  amountMinor: number,
  originalAttemptId: string | null,
  attemptId: string = randomUUID(),
): Promise<string> => {
  const reply = await till.call('POST', '/refunds', {
    attemptId,
    saleId: returnId,
    amountMinor,
    originalAttemptId,
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
  return attemptId;
};
const refunds = async () => (await terminal.state()).refunds as unknown[];

test.each([
  ['answered', {}],
  ['whose answer is lost with the connection', { cutAfterCharge: true }],
  ['that the terminal did not get to', { cutBeforeCharge: true }],
])('E3: part of a payment goes back to its card, once, by a refund %s', async (_name, fault) => {
  await open();
  const paid = await pay(randomUUID(), totalMinor);
  await untilState(paid, 'approved');
  await terminal.post('/misbehave', fault);
  const returnId = randomUUID();
  const refunded = await refund(returnId, 500, paid);
  expect(await untilState(refunded, 'approved')).toMatchObject({
    kind: 'refund',
    amountMinor: 500,
    card: { brand: 'Visa', last4: '0042' },
  });
  await refund(returnId, 500, paid, refunded);
  expect(await charges()).toMatchObject([{ reversedAmount: '5.00' }]);
  expect(records().map(({ kind }) => kind)).toEqual([
    ...['journal.opened', 'shift.opened', 'payment.intended', 'payment.resolved'],
    ...['refund.intended', 'payment.resolved'],
  ]);
});

test('E3: never more goes back to a card than was paid with it', async () => {
  await open();
  const paid = await pay(randomUUID(), 1_000);
  await untilState(paid, 'approved');
  await untilState(await refund(randomUUID(), 600, paid), 'approved');
  const second = { attemptId: randomUUID(), saleId: randomUUID(), amountMinor: 401, originalAttemptId: paid };
  expect(await till.call('POST', '/refunds', second)).toMatchObject({
    status: 409,
    body: { type: '/problems/refund-exceeds-payment', leftMinor: 400 },
  });
  const elsewhere = { ...second, originalAttemptId: randomUUID() };
  expect(await till.call('POST', '/refunds', elsewhere)).toMatchObject({ status: 404 });
});

test('E3: without the original payment money goes to the card that is presented, and a refund pays no sale', async () => {
  await open();
  await terminal.post('/misbehave', { cutAfterCharge: true });
  const saleId = randomUUID();
  const refunded = await refund(saleId, totalMinor, null);
  const state = await untilState(refunded, 'approved');
  expect(await refunds()).toMatchObject([{ amount: (totalMinor / 100).toFixed(2) }]);
  expect(await charges()).toEqual([]);
  expect((await till.call('POST', '/sales', paidByCard(saleId, state))).status).toBe(422);
});
