/** What stores did with orders, as their journals tell it: late, twice, and after the order went another way. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import type { PreparationRecorded } from '@comptoir/service-kit/events/sales';
import { orderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderService } from '../src/service.ts';
import { openTown, store, type Town } from './support/town.ts';

let town: Town;
let order: RunningService;

beforeAll(async () => {
  town = await openTown();
  order = await startService(orderService(), town.environment);
}, 120_000);
afterAll(async () => {
  await order?.close();
  await town?.close();
}, 60_000);

async function bought(
  quantity = '2',
  wish: Readonly<{ substitution?: 'allowed' | 'refused' }> = {},
  ofProduct?: 'any' | 'ask' | 'none',
) {
  const productId = await town.stocked(5);
  const cart = await town.cart(productId, quantity, 'collect');
  const substitutes = ofProduct && { [productId]: ofProduct };
  const delivery = {
    method: 'collect',
    storeId: store,
    ...wish,
    ...(substitutes && { substitutes }),
  } as const;
  const guest = { email: `${cart.sessionId}@client.example`, name: 'Ana Roy', phone: '5145550199' };
  const { status, body } = await town.checkout(town.request(cart, { delivery, guest }));
  expect(status).toBe(201);
  const orderId = String(body.orderId);
  const read = () => town.read(orderId, body.accessToken);
  await expect
    .poll(async () => ((await read()).body.totals as Record<string, number>).capturedMinor)
    .toBe(cart.totalMinor);
  const tell = (step: PreparationRecorded['step'], more: object = {}) => {
    const about = { orderId, storeId: store, recordId: randomUUID(), at: new Date().toISOString() };
    const data = { ...about, by: 'u-camille', step, ...more };
    return town.tell('events.sales', 'preparation.recorded', orderId, data);
  };
  const becomes = (status: string) => expect.poll(async () => (await read()).body.status).toBe(status);
  return { productId, orderId, sessionId: cart.sessionId, read, tell, becomes };
}

test('E14 O3: what a store packs is ready, and the customer is told with the code; handed over, the reservation ends and moves nothing', async () => {
  const { productId, orderId, sessionId, tell, becomes } = await bought();
  await tell('prepared', { lines: [{ productId, ordered: '2', prepared: '2' }] });
  await becomes('ready-to-collect');
  await expect.poll(async () => (await town.mails(sessionId))[0]?.subject).toMatch(/prête/);
  await tell('handed-over', { identity: 'code' });
  await becomes('collected');
  await expect.poll(() => town.reservations(orderId)).toEqual(['released']);
  // The store's own record moves the goods: ten are there until it says so.
  expect(await town.free(productId)).toBe(10);
});

test('E14 O3: what was missing is refunded, and what was replaced is not', async () => {
  const { productId, tell, becomes, read } = await bought('3');
  await tell('prepared', {
    lines: [{ productId, ordered: '3', prepared: '1' }],
    substitutions: [{ productId, substituteId: 'p-other', quantity: '1' }],
  });
  await becomes('ready-to-collect');
  const refundedMinor = async () => ((await read()).body.totals as Record<string, number>).refundedMinor;
  await expect.poll(refundedMinor).toBe(1_150);
});

test('E14 O3: the store hears whether its customer takes something else for what is missing; whoever said nothing does not', async () => {
  const told = async (...wish: [wish?: Parameters<typeof bought>[1], ofProduct?: 'ask']) => {
    const { orderId } = await bought('1', ...wish);
    const row = 'select value from feed_row where feed = $1 and key = $2';
    const { rows } = await town.orders.query(row, ['orders-to-prepare', `order/${orderId}`]);
    return orderToPrepare.parse(rows[0]?.value);
  };
  const [allowed, refused, unsaid, asked] = await Promise.all([
    ...[told({ substitution: 'allowed' }), told({ substitution: 'refused' }), told()],
    told({ substitution: 'refused' }, 'ask'),
  ]);
  expect(allowed?.substitution).toBe('allowed');
  expect(refused?.substitution).toBe('refused');
  expect(unsaid?.substitution).toBeUndefined();
  expect(asked).toMatchObject({
    substitution: 'allowed',
    askAt: '+15145550199',
    lines: [{ substitution: 'ask' }],
  });
});

test('E14 O3: nobody came: the order is called off and the money goes back; a hand-over that comes after it is noted for a person', async () => {
  const { productId, orderId, tell, becomes, read } = await bought();
  await tell('prepared', { lines: [{ productId, ordered: '2', prepared: '2' }] });
  await becomes('ready-to-collect');
  await tell('put-back', { reason: 'not-collected' });
  await becomes('cancelled');
  const refundedMinor = async () => ((await read()).body.totals as Record<string, number>).refundedMinor;
  await expect.poll(refundedMinor).toBeGreaterThan(0);
  await expect.poll(() => town.reservations(orderId)).toEqual(['released']);
  await tell('handed-over', { identity: 'qr' });
  const noted = () => town.orders.query('select text from order_note where order_id = $1', [orderId]);
  await expect.poll(async () => (await noted()).rows.length).toBe(1);
  await becomes('cancelled');
});
