import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentState } from '../src/api.ts';
import { type Simulator, simulatedCaisseAp } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let terminal: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;

beforeAll(async () => {
  terminal = await simulatedCaisseAp();
  shop = await openShop({ at: { caisseAp: terminal.address }, askDelayMs: { first: 20, most: 50 } });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await terminal.close();
});

const pay = async (saleId: string, amountMinor: number): Promise<string> => {
  const attemptId = randomUUID();
  const reply = await till.call('POST', '/payments', { attemptId, saleId, amountMinor });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
  return attemptId;
};
const stateOf = async (attemptId: string) =>
  (await till.call('GET', `/payments/${attemptId}`)).body as unknown as PaymentState;
const untilState = (attemptId: string, state: PaymentState['state']) =>
  until(state, async () => {
    const payment = await stateOf(attemptId);
    return payment.state === state && payment;
  });
const moved = async () => ((await terminal.state()).transactions as unknown[]).length;
const settle = (attemptId: string, body: object) => till.call('POST', `/payments/${attemptId}/settle`, body);

test('E2: a card is charged over Caisse-AP and pays its sale', async () => {
  const saleId = randomUUID();
  const sale = saleOf({ shiftId, saleId });
  const attemptId = await pay(saleId, sale.priced.totalMinor);
  const { card, amountMinor } = await untilState(attemptId, 'approved');
  if (!card) throw new Error('no card');
  const paid = saleOf({
    shiftId,
    saleId,
    tenders: () => [{ kind: 'card', amountMinor, attemptId, ...card }],
  });
  expect((await till.call('POST', '/sales', paid)).status).toBe(201);
});

test('E13: in doubt, a cashier may not say what the terminal did; a supervisor reads it there, and nothing is charged again', async () => {
  const before = await moved();
  await terminal.post('/misbehave', { cutAfterMoney: true });
  const saleId = randomUUID();
  const attemptId = await pay(saleId, 2_500);
  await untilState(attemptId, 'unknown');
  const ticket = { outcome: 'approved', brand: 'CB', last4: '1234', approvalCode: '100001' };
  expect(await settle(attemptId, ticket)).toMatchObject({
    status: 403,
    body: { type: '/problems/approval-needed' },
  });
  const approval = await till.call('POST', '/approvals', {
    staffId: 'u-martin',
    pin: '9876',
    permission: 'settle-payment',
  });
  const { approvalId } = approval.body;
  expect(await settle(attemptId, { ...ticket, approvalId })).toMatchObject({
    status: 200,
    body: { state: 'approved', detail: 'read-on-terminal', card: { last4: '1234' } },
  });
  // Said once: what is known is no longer a matter of opinion.
  expect(await settle(attemptId, { outcome: 'not-done', approvalId })).toMatchObject({
    status: 200,
    body: { state: 'approved' },
  });
  expect(await moved()).toBe(before + 1);
});

test('E13: read as not done, the attempt is over and the sale may be paid by a card again', async () => {
  await terminal.post('/misbehave', { cutBeforeMoney: true });
  const saleId = randomUUID();
  const attemptId = await pay(saleId, 2_500);
  await untilState(attemptId, 'unknown');
  const open = { attemptId: randomUUID(), saleId, amountMinor: 2_500 };
  expect((await till.call('POST', '/payments', open)).status).toBe(409);
  await till.logIn('u-martin', '9876');
  expect(await settle(attemptId, { outcome: 'not-done' })).toMatchObject({ body: { state: 'aborted' } });
  await untilState(await pay(saleId, 2_500), 'approved');
});
