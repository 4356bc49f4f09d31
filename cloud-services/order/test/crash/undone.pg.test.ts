/** O1, O3: Order is killed with SIGKILL while it undoes what it did: a declined checkout, an order that is cancelled. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepName } from '../../src/steps.ts';
import { type GiftDesk, openGiftDesk } from '../support/gift-desk.ts';
import { giftMinor, type Mortal, openMortal, payingWith } from './mortal.ts';

let order: Mortal;
let desk: GiftDesk;

beforeAll(async () => {
  desk = await openGiftDesk();
  order = await openMortal(desk);
}, 120_000);
afterAll(async () => {
  await order?.close();
  await desk?.close();
}, 60_000);

test.each<[StepName]>([['failed'], ['release-reservation: called'], ['release-gift-card: called']])(
  'O1: killed at "%s", a declined checkout leaves nothing behind',
  async (step) => {
    const { town } = order;
    const productId = await town.stocked(1);
    const cart = await town.cart(productId);
    const card = await desk.sell(giftMinor);
    const request = payingWith(order, cart, card, { token: 'pm_card_visa_chargeDeclined' });
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
    expect(await desk.balance(card)).toBe(giftMinor);
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
  const [cart, card] = [await town.cart(await town.stocked(5)), await desk.sell(giftMinor)];
  let orderId: unknown;
  const cancel = async () => {
    const { body } = await town.checkout(payingWith(order, cart, card));
    ({ orderId } = body);
    const taken = captured ? 'succeeded' : 'requires_capture';
    await expect.poll(async () => (await order.endOf(cart)).payments).toEqual([taken]);
    await expect.poll(async () => (await order.endOf(cart)).quiet).toBe(true);
    const headers = { 'x-order-token': String(body.accessToken), 'if-match': '"2"', ...town.keyed() };
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
  if (captured) expect(payment?.latest_charge?.amount_refunded).toBe(cart.totalMinor - giftMinor);
  expect(await desk.balance(card)).toBe(giftMinor);
  // Reporting and Customer have counted the order since `order.confirmed`, taken or only held.
  const { rows } = await town.orders.query(
    `select data from outbox where key = $1 and type = 'order.refunded'`,
    [orderId],
  );
  expect(rows.map(({ data }) => data.amountMinor)).toEqual([cart.totalMinor]);
  expect(rows[0]?.data).toMatchObject({
    lines: [{ quantity: '1' }],
    payments: [
      { provider: 'local', amountMinor: cart.totalMinor - giftMinor },
      { provider: 'gift-card', amountMinor: giftMinor },
    ],
  });
});
