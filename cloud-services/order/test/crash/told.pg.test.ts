/** O3: Order is killed with SIGKILL while somebody is to be told. Whatever the step, it is told once. Fault model: as in `crash.pg.test.ts`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepName } from '../../src/steps.ts';
import { store, warehouse } from '../support/town.ts';
import { type Mortal, openMortal } from './mortal.ts';

let order: Mortal;

beforeAll(async () => {
  order = await openMortal();
}, 120_000);
afterAll(() => order?.close(), 60_000);

test.each<[StepName]>([['text: begun'], ['text: called']])(
  'O3: killed at "%s", whoever collects is told by SMS, once',
  async (step) => {
    const { town } = order;
    const cart = await town.cart(await town.stocked(5), '1', 'collect');
    const phone = `+1514${cart.sessionId.replace(/\D/g, '').padEnd(7, '0').slice(0, 7)}`;
    const guest = { email: `${cart.sessionId}@client.example`, name: 'Ana Roy', phone };
    const delivery = { method: 'collect', storeId: store } as const;
    await order.killedAt(step, async () => {
      const { body } = await town.checkout(town.request(cart, { guest, delivery }));
      await town.move(String(body.orderId), 'preparing');
      await town.move(String(body.orderId), 'ready-to-collect');
    });
    await expect.poll(async () => (await town.messages(phone)).length, { timeout: 40_000 }).toBe(1);
    await expect.poll(async () => (await order.endOf(cart)).quiet, { timeout: 40_000 }).toBe(true);
    expect(await town.messages(phone)).toHaveLength(1);
  },
);

test('O3: a mail that a dead process had in hand is handed over by the next one within seconds', async () => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5));
  const mail = async () => {
    const { rows } = await town.orders.query(
      `select sent_at is not null as sent, leased_until > now() as leased from notification
       where about in (select id::text from customer_order where cart_session_id = $1)`,
      [cart.sessionId],
    );
    return rows[0] ?? {};
  };
  // What earlier deaths left to send would be in hand itself, and this mail behind it.
  const unsent = async () => {
    const { rows } = await town.orders.query(
      'select 1 from notification where sent_at is null and given_up_at is null',
    );
    return rows.length;
  };
  await expect.poll(unsent, { timeout: 40_000 }).toBe(0);
  await town.mailServer({ delayMs: 300_000 });
  await order.killedWhen(
    () => town.checkout(town.request(cart)),
    async () => (await mail()).leased === true,
  );
  await town.mailServer({});
  await expect.poll(async () => (await mail()).sent, { timeout: 30_000 }).toBe(true);
  expect(await town.mails(cart.sessionId)).toHaveLength(1);
});

test('O3: killed while what one of two places sent leaves its shelf, it leaves once, and what the other holds stays held', async () => {
  const { town } = order;
  const productId = await town.stocked(3);
  const cart = await town.cart(productId, '5');
  await order.killedAt('commit-reservation: called', async () => {
    const { body } = await town.checkout(town.request(cart));
    await town.move(String(body.orderId), 'shipped', { locationId: warehouse });
  });
  await order.expectEnd(cart, {
    ...{ orders: ['preparing'], quiet: true, payments: ['succeeded'], reservations: ['held'] },
    ...{ cart: 'ordered', mails: 2 },
  });
  const { rows } = await town.stock.query(
    'select location_id, on_hand::float8, reserved::float8 from balance where product_id = $1',
    [productId],
  );
  const at = (locationId: string) => rows.find((row) => row.location_id === locationId);
  expect(at(warehouse)).toMatchObject({ on_hand: 0, reserved: 0 });
  expect(at(store)).toMatchObject({ on_hand: 3, reserved: 2 });
});
