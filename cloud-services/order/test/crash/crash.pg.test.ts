/**
 * O1: Order is killed with SIGKILL at each named step and started again on the same database. Whatever the step, the end is
 * one of two: confirmed (one payment taken, one reservation held, one order, one mail, the cart closed) or nothing at all
 * (nothing charged, nothing held). Fault model: the process vanishes between any two instructions; what was committed stays.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StepName } from '../../src/steps.ts';
import { bundle, forget, type Running, run } from '../support/process.ts';
import { openTown, type Town } from '../support/town.ts';

/** A dead process's checkout is taken over after this. */
const soon = { SAGA_LEASE_MS: '2000' };
let town: Town;
let file: string;
let order: Running;

beforeAll(async () => {
  [town, file] = await Promise.all([openTown(), bundle('order/test/crash/order-that-dies.ts')]);
}, 120_000);
afterEach(() => order?.kill());
afterAll(async () => {
  await order?.kill();
  await town?.close();
  forget(file);
}, 60_000);

const start = async (dieAt: StepName | '' = '') => {
  await order?.kill();
  order = await run(file, { ...town.environment, ...soon, DIE_AT: dieAt });
};
/** No answer is not an outcome. */
const tried = (call: Promise<{ body: Record<string, unknown> }>) => call.catch(() => undefined);

/** What became of a cart's checkout, as all who know of it tell. */
async function endOf(cart: { sessionId: string }) {
  const { rows } = await town.orders.query(
    `select o.id, o.status, s.state, s.due_at is null or s.due_at > now() + interval '1 h' as quiet
     from customer_order o join saga s on s.order_id = o.id where cart_session_id = $1 order by created_at`,
    [cart.sessionId],
  );
  const all = await Promise.all(
    rows.map(async ({ id }) => ({ payments: await town.payments(id), held: await town.reservations(id) })),
  );
  return {
    orders: rows.map(({ status }) => status),
    quiet: rows.every(({ quiet }) => quiet),
    payments: all.flatMap(({ payments }) => payments.map(({ status }) => status)),
    reservations: all.flatMap(({ held }) => held),
    cart: (await town.readCart(cart.sessionId)).body.status,
    mails: (await town.mails(cart.sessionId)).length,
  };
}
const confirmed = {
  orders: ['confirmed'],
  quiet: true,
  payments: ['succeeded'],
  reservations: ['held'],
  cart: 'ordered',
  mails: 1,
};

test.each<[StepName]>([
  ['opened'],
  ['reserve: intended'],
  ['reserve: called'],
  ['reserve: recorded'],
  ['authorise: intended'],
  ['authorise: called'],
  ['authorise: recorded'],
  ['hold: called'],
  ['confirmed'],
  ['close-cart: begun'],
  ['close-cart: called'],
  ['capture: begun'],
  ['capture: called'],
])('O1: killed at "%s", an order is confirmed once', async (step) => {
  const cart = await town.cart(await town.stocked(5));
  await start(step);
  await tried(town.checkout(town.request(cart)));
  await order.died();
  await start();
  await expect.poll(() => endOf(cart), { timeout: 40_000, interval: 200 }).toEqual(confirmed);
  const again = await town.checkout(town.request(cart), randomUUID());
  expect(again.status).toBe(409);
});

test.each<[StepName]>([['failed'], ['release-reservation: begun'], ['release-reservation: called']])(
  'O1: killed at "%s", a declined checkout leaves nothing behind',
  async (step) => {
    const productId = await town.stocked(1);
    const cart = await town.cart(productId);
    await start(step);
    await tried(town.checkout(town.request(cart, {}, 'pm_card_visa_chargeDeclined')));
    await order.died();
    await start();
    await expect
      .poll(() => endOf(cart), { timeout: 40_000, interval: 200 })
      .toEqual({
        orders: ['cancelled'],
        quiet: true,
        payments: ['requires_payment_method'],
        reservations: ['released'],
        cart: 'open',
        mails: 0,
      });
    expect(await town.free(productId)).toBe(2);
  },
);

test('O1: killed while the answer of the payment was lost, the customer is charged once', async () => {
  const cart = await town.cart(await town.stocked(5));
  await start('authorise: intended');
  await tried(town.checkout(town.request(cart)));
  await order.died();
  await town.misbehave({ on: ['create'], after: 'drop', times: 1 });
  await start();
  await expect.poll(() => endOf(cart), { timeout: 40_000, interval: 200 }).toEqual(confirmed);
});

test.each<[StepName]>([
  ['cancel-payment: begun'],
  ['cancel-payment: called'],
  ['refund: begun'],
  ['refund: called'],
])('O3: killed at "%s", a cancelled order gives its money back once', async (step) => {
  const captured = step.startsWith('refund');
  const cart = await town.cart(await town.stocked(5));
  const how = { CAPTURE_AT: captured ? 'confirmation' : 'hand-over' };
  await order?.kill();
  order = await run(file, { ...town.environment, ...soon, ...how, DIE_AT: step });
  const { body } = await town.checkout(town.request(cart));
  const taken = captured ? 'succeeded' : 'requires_capture';
  await expect.poll(async () => (await endOf(cart)).payments).toEqual([taken]);
  await expect.poll(async () => (await endOf(cart)).quiet).toBe(true);
  await tried(
    town.call(
      'PUT',
      `/api/v1/orders/${body.orderId}/status`,
      { status: 'cancelled' },
      { ...town.asStaff, 'if-match': '"2"' },
    ),
  );
  await order.died();
  await start();
  const payments = [captured ? 'succeeded' : 'canceled'];
  await expect
    .poll(() => endOf(cart), { timeout: 40_000, interval: 200 })
    .toEqual({
      orders: ['cancelled'],
      quiet: true,
      payments,
      reservations: ['released'],
      cart: 'ordered',
      mails: 2,
    });
  const [payment] = await town.payments(body.orderId);
  if (captured) expect(payment?.latest_charge?.amount_refunded).toBe(cart.totalMinor);
});
