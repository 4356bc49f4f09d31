/** What stores did with orders, as their journals tell it: late, twice, and after the order went another way. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import type { PreparationRecorded } from '@comptoir/service-kit/events/sales';
import { orderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import { returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderView } from '../src/api.ts';
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
  const ask = async (lineId: string) =>
    town.call(
      'POST',
      `/api/v1/orders/${orderId}/returns`,
      { lines: [{ lineId, quantity: '1' }], code: 'changed-mind' },
      { 'x-order-token': String(body.accessToken), ...town.keyed() },
    );
  return { productId, orderId, sessionId: cart.sessionId, read, tell, becomes, ask };
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

test('P2 O4: goods that come back to a store are refunded once, by its record, told twice or by two stores; what came beyond is told of, and goods announced by post are awaited no more', async () => {
  const { productId, orderId, sessionId, read, tell, becomes, ask } = await bought('3');
  const { number, lines } = (await read()).body as { number: string; lines: { lineId: string }[] };
  const lineId = lines[0]?.lineId ?? '';
  const find = (typed: string) =>
    town.call('GET', `/api/v1/sync/orders/${encodeURIComponent(typed)}/returnable`, undefined, town.asDevice);
  const why = async (typed = number) => (await find(typed)).body.type;
  expect(await why()).toBe('/problems/not-handed-over');
  expect(await why('C-2222-2222')).toBe('/problems/unknown-order');
  expect(
    (await town.call('GET', `/api/v1/sync/orders/${number}/returnable`, undefined, town.asStaff)).status,
  ).toBe(401);
  await tell('prepared', { lines: [{ productId, ordered: '3', prepared: '3' }] });
  await tell('handed-over', { identity: 'code' });
  await becomes('collected');
  const found = returnableOrder.parse((await find(number.toLowerCase())).body);
  expect(found).toMatchObject({ orderId, lines: [{ position: 1, quantity: '3' }], returns: [] });
  expect(found.paid.cardMinor).toBe(found.paid.totalMinor);
  // One is announced to come by post, and is brought along instead.
  const announced = await ask(lineId);
  expect(announced.status).toBe(201);
  const back = (quantity: string, storeName: string, returnId: string = randomUUID()) => {
    const about = { returnId, orderId, storeId: storeName, storeName, recordId: randomUUID() };
    const what = { by: 'u-camille', reason: 'changed-mind', lines: [{ position: 1, productId, quantity }] };
    const data = { ...about, ...what, at: new Date().toISOString() };
    return async () => {
      await town.tell('events.sales', 'order-return.recorded', orderId, data);
      return returnId;
    };
  };
  const staffView = async () =>
    orderView.parse((await town.call('GET', `/api/v1/orders/${orderId}`, undefined, town.asStaff)).body);
  const first = back('2', 'Mile End');
  const firstId = await first();
  await first();
  await expect.poll(async () => (await staffView()).refunds.map(({ state }) => state)).toEqual(['done']);
  const again = returnableOrder.parse((await find(number)).body);
  expect(again.returns).toMatchObject([{ returnId: firstId, lines: [{ position: 1, quantity: '2' }] }]);
  // The other store was cut off when it took two more, of which one is left.
  await back('2', 'Laval')();
  await expect
    .poll(async () => (await staffView()).refunds.map(({ state }) => state))
    .toEqual(['done', 'done']);
  const { refunds, returns, totals, lines: told } = await staffView();
  expect(told[0]).toMatchObject({ lineId, refundedQuantity: '3' });
  expect(refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(totals.totalMinor);
  expect((await town.payments(orderId))[0]?.latest_charge?.amount_refunded).toBe(totals.totalMinor);
  expect(returns).toMatchObject([
    { id: announced.body.id, state: 'brought', store: null },
    { id: firstId, state: 'received', store: { name: 'Mile End' }, excess: [] },
    {
      state: 'received',
      store: { name: 'Laval' },
      lines: [{ quantity: '1' }],
      excess: [{ lineId, quantity: '1' }],
    },
  ]);
  expect((await read()).body.returns).toMatchObject([{}, {}, { excess: [] }]);
  const owed = await town.orders.query("select key from owed where order_id = $1 and kind = 'tell-double'", [
    orderId,
  ]);
  expect(owed.rows).toEqual([{ key: returns[2]?.id }]);
  expect(await why()).toBe('/problems/nothing-left');
  const { rows } = await town.orders.query(
    "select type, data ->> 'reason' as reason from outbox where key = $1 and type in ('order.refunded', 'order.return-received')",
    [orderId],
  );
  expect(rows).toEqual([1, 2].map(() => ({ type: 'order.refunded', reason: 'changed-mind' })));
  const letters = async () =>
    (await town.mails(sessionId)).filter(({ subject }) => /^Remboursement de/.test(subject));
  await expect.poll(async () => (await letters()).length).toBe(2);
});
