/** Order beside neighbours that die and come back: real processes, killed with SIGKILL. */
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { orderService } from '../src/service.ts';
import { openTown, type Town } from './support/town.ts';

let town: Town;
let order: RunningService | undefined;
beforeAll(async () => {
  town = await openTown();
}, 120_000);
afterEach(() => order?.close());
afterAll(() => town?.close(), 60_000);

const open = async (more: Record<string, string> = {}) => {
  order = await startService(orderService(), { ...town.environment, ...more });
  return order;
};
const newCart = async () => town.cart(await town.stocked(5));
const checkout = (cart: Awaited<ReturnType<typeof newCart>>) => town.checkout(town.request(cart));

test('B1: the Cart that a checkout asks may die: it is paid at the next one, without waiting', async () => {
  const another = await town.anotherCart();
  await open({ CART_URL: `${another.address},${town.environment.CART_URL}` });
  expect((await checkout(await newCart())).status).toBe(201);
  await another.kill();
  for (let count = 0; count < 4; count += 1) expect((await checkout(await newCart())).status).toBe(201);
});

test.each([
  ['Inventory does', 'inventory', () => town.withoutInventory()],
  [
    'the payment provider does',
    'payment',
    async () => {
      await town.misbehave({ on: ['create', 'search'], before: 'drop', times: 1_000 });
      return () => town.misbehave({});
    },
  ],
])(
  'N5: while %s not answer a checkout is refused at once, with when to try again; what was begun goes on',
  async (_who, neighbour, takeAway) => {
    const { address } = await open();
    const isOpen = async () => {
      const metrics = await (await fetch(`${address}/metrics`)).text();
      return new RegExp(`^neighbour_circuit_open\\{neighbour="${neighbour}".* 1$`, 'm').test(metrics);
    };
    const carts = await Promise.all(Array.from({ length: 20 }, newCart));
    const bringBack = await takeAway();
    const begun = carts.splice(0, 6).map(async (cart) => ({ cart, answer: await checkout(cart) }));
    let refused: Awaited<ReturnType<typeof newCart>> | undefined;
    let retryAfter: string | null = null;
    await expect
      .poll(
        async () => {
          if (!(await isOpen())) return 'closed';
          refused = carts.shift() ?? (await newCart());
          const { status, body, headers } = await checkout(refused);
          retryAfter = headers.get('retry-after');
          return `${status} ${body.type}`;
        },
        { timeout: 40_000 },
      )
      .toBe('503 /problems/unavailable');
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);

    await bringBack();
    for (const { answer, cart } of await Promise.all(begun)) {
      const { orderId, accessToken } = answer.body;
      await expect
        .poll(async () => (await town.read(orderId, accessToken)).body.status, { timeout: 60_000 })
        .toBe('confirmed');
      expect(await town.payments(orderId)).toHaveLength(1);
      await expect.poll(async () => (await town.readCart(cart.sessionId)).body.status).toBe('ordered');
    }
    const again = refused ?? (await newCart());
    await expect.poll(async () => (await checkout(again)).status).toBe(201);
  },
  150_000,
);
