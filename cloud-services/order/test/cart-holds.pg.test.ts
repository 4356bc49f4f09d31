/** Checkout in a shop whose carts hold what is in them, with real Cart and Inventory. */
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderService } from '../src/service.ts';
import { openTown, type Town } from './support/town.ts';

let town: Town;
let order: RunningService;

beforeAll(async () => {
  town = await openTown({ HOLD_SECONDS: '600', HOLD_TIMEOUT_MS: '20000' });
  order = await startService(orderService(), town.environment);
}, 120_000);
afterAll(async () => {
  await order?.close();
  await town?.close();
}, 60_000);

/** A cart that holds all that there is of a product. */
async function lastOfIt() {
  const productId = await town.stocked(1);
  const cart = await town.cart(productId, '2');
  expect(await town.free(productId)).toBe(0);
  return { productId, cart };
}
const pay = (cart: Awaited<ReturnType<Town['cart']>>, token?: string) =>
  town.checkout(town.request(cart, {}, token));

test('O1 I2: who holds the last item in a cart buys it, and it is held once on the way', async () => {
  const { productId, cart } = await lastOfIt();
  const { status, body } = await pay(cart);
  expect(status).toBe(201);
  expect(await town.reservations(body.orderId)).toEqual(['held']);
  expect(await town.free(productId)).toBe(0);
  await expect
    .poll(async () => (await town.readCart(cart.sessionId)).body)
    .toMatchObject({
      status: 'ordered',
      reservedUntil: null,
    });
});

test('O2 I2: a declined card gives the last item back to the cart, for another card', async () => {
  const { productId, cart } = await lastOfIt();
  const declined = await pay(cart, 'pm_card_visa_chargeDeclinedInsufficientFunds');
  expect(declined.status).toBe(402);
  await expect.poll(() => town.reservations(cart.sessionId)).toContain('held');
  expect(await town.free(productId)).toBe(0);
  expect((await pay(cart)).status).toBe(201);
});

test('O2 I2: a payment that was begun and left gives way to the next one, which gets its last item', async () => {
  const { productId, cart } = await lastOfIt();
  const begun = await pay(cart, 'pm_card_threeDSecure2Required');
  expect(begun.status).toBe(202);
  // At this moment the payment is looked at, as after each word of the provider.
  await town.orders.query(
    `update saga set version = version + 1, lease_until = now() + interval '1 second' where order_id = $1`,
    [begun.body.orderId],
  );
  expect(await pay(cart)).toMatchObject({ status: 201 });
  expect(await town.free(productId)).toBe(0);
});

test('O3 I2: an order that is cancelled frees its goods for everybody: its cart is over', async () => {
  const { productId, cart } = await lastOfIt();
  const { body } = await pay(cart);
  await expect.poll(async () => (await town.readCart(cart.sessionId)).body.status).toBe('ordered');
  expect((await town.move(String(body.orderId), 'cancelled', { reason: 'changed mind' })).status).toBe(200);
  await expect.poll(() => town.free(productId)).toBe(2);
});
