/** O1, O3: Order is killed with SIGKILL while it undoes what it did: a declined checkout, an order that is cancelled. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepName } from '../../src/steps.ts';
import { type Mortal, openMortal } from './mortal.ts';

let order: Mortal;

beforeAll(async () => {
  order = await openMortal();
}, 120_000);
afterAll(() => order?.close(), 60_000);

test.each<[StepName]>([['failed'], ['release-reservation: begun'], ['release-reservation: called']])(
  'O1: killed at "%s", a declined checkout leaves nothing behind',
  async (step) => {
    const { town } = order;
    const productId = await town.stocked(1);
    const cart = await town.cart(productId);
    const request = town.request(cart, {}, 'pm_card_visa_chargeDeclined');
    await order.killedAt(step, () => town.checkout(request));
    await order.expectEnd(cart, {
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

test.each<[StepName]>([
  ['refund: begun'],
  ['refund: called'],
  ['cancel-payment: begun'],
  ['cancel-payment: called'],
])('O3: killed at "%s", a cancelled order gives its money back once, and tells it', async (step) => {
  const { town } = order;
  const captured = step.startsWith('refund');
  const cart = await town.cart(await town.stocked(5));
  let orderId: unknown;
  const cancel = async () => {
    ({ orderId } = (await town.checkout(town.request(cart))).body);
    const taken = captured ? 'succeeded' : 'requires_capture';
    await expect.poll(async () => (await order.endOf(cart)).payments).toEqual([taken]);
    await expect.poll(async () => (await order.endOf(cart)).quiet).toBe(true);
    const headers = { ...town.asStaff, 'if-match': '"2"' };
    await town.call('PUT', `/api/v1/orders/${orderId}/status`, { status: 'cancelled' }, headers);
  };
  await order.killedAt(step, cancel, { captureAt: captured ? 'confirmation' : 'hand-over' });
  await order.expectEnd(cart, {
    orders: ['cancelled'],
    quiet: true,
    payments: [captured ? 'succeeded' : 'canceled'],
    reservations: ['released'],
    cart: 'ordered',
    mails: 2,
  });
  const [payment] = await town.payments(orderId);
  if (captured) expect(payment?.latest_charge?.amount_refunded).toBe(cart.totalMinor);
  // Reporting and Customer have counted the order since `order.confirmed`, taken or only held.
  const { rows } = await town.orders.query(
    `select data from outbox where key = $1 and type = 'order.refunded'`,
    [orderId],
  );
  expect(rows.map(({ data }) => data.amountMinor)).toEqual([cart.totalMinor]);
  expect(rows[0]?.data.lines).toMatchObject([{ quantity: '1' }]);
});
