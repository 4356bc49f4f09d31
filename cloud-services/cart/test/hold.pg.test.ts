/** Needs PostgreSQL and Redis: three instances of Cart that hold at a real Inventory what is in carts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CartView } from '../src/api.ts';
import { type House, openHouse } from './house.ts';
import { openStockRoom, type StockRoom } from './stock-room.ts';

let house: House;
let room: StockRoom;
/** Each test has products of its own. */
let next = 0;
let a: string;
let b: string;

beforeAll(async () => {
  room = await openStockRoom();
  // What a busy machine takes longer for is held all the same.
  house = await openHouse({ HOLD_SECONDS: '600', HOLD_TIMEOUT_MS: '20000', INVENTORY_URL: room.address });
});
afterAll(async () => {
  await house.close();
  await room.close();
});
beforeEach(async () => {
  const sold = house.products.filter(({ pricing }) => pricing.soldBy === 'piece');
  [a, b] = [sold[next]?.id ?? '', sold[next + 1]?.id ?? ''];
  next += 2;
});

const path = (sessionId: string, rest = '') => `/api/v1/cart/${sessionId}${rest}`;
const read = (sessionId: string, headers = {}) => house.call('GET', path(sessionId), undefined, headers);
const begin = (product: string, quantity = '1') => house.view(house.addTo(undefined, product, quantity));
const line = (cart: CartView, product: string) =>
  path(cart.sessionId, `/items/${cart.lines.find(({ productId }) => productId === product)?.lineId}`);
const quantities = (view: CartView) =>
  Object.fromEntries(view.lines.map(({ productId, quantity }) => [productId, quantity]));
const isAhead = ({ reservedUntil }: CartView) =>
  reservedUntil !== null && reservedUntil !== undefined && Date.parse(reservedUntil) > Date.now();
const refusal = async (answer: Response) => [answer.status, await answer.json()];

test('B1 I2: what is put into a cart is held until the hour that it tells, and each change holds it longer', async () => {
  await room.stock(a, '5');
  const cart = await begin(a, '2');
  expect(isAhead(cart)).toBe(true);
  expect(await room.reserved(a)).toBe(2);
  const more = await house.view(house.call('PATCH', line(cart, a), { quantity: '3' }));
  expect(await room.reserved(a)).toBe(3);
  expect(Date.parse(more.reservedUntil ?? '')).toBeGreaterThan(Date.parse(cart.reservedUntil ?? ''));
  expect((await house.view(read(cart.sessionId))).reservedUntil).toBe(more.reservedUntil);
});

test('B1 I2: what is taken out of a cart is free at once, and all of it when the cart is deleted', async () => {
  await room.stock(a, '5');
  await room.stock(b, '5');
  const cart = await begin(a, '2');
  await house.addTo(cart.sessionId, b, '2');
  await house.call('PATCH', line(cart, a), { quantity: '1' });
  expect(await room.reserved(a)).toBe(1);
  const left = await house.view(house.call('DELETE', line(cart, a)));
  expect([await room.reserved(a), await room.reserved(b), isAhead(left)]).toEqual([0, 2, true]);
  expect((await house.call('DELETE', path(cart.sessionId))).status).toBe(204);
  expect(await room.reserved(b)).toBe(0);
});

test('B1 I2: of two shoppers one gets the last item; the other is told what is short, and keeps the cart as it was', async () => {
  await room.stock(a, '1');
  await room.stock(b, '5');
  const carts = await Promise.all([begin(b), begin(b)]);
  const answers = await Promise.all(carts.map(({ sessionId }) => house.addTo(sessionId, a, '1')));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const loser = answers.findIndex(({ status }) => status === 409);
  expect(await answers[loser]?.json()).toMatchObject({
    type: '/problems/short',
    short: [{ productId: a, wanted: '1', available: '0' }],
  });
  expect(quantities(await house.view(read(carts[loser]?.sessionId ?? '')))).toEqual({ [b]: '1' });
  expect(await room.reserved(a)).toBe(1);
  // What is gone does not keep the rest from being bought.
  expect((await house.addTo(carts[loser]?.sessionId, b, '1')).status).toBe(201);
});

test('B1 B4 I2: adds at once over three instances, each sent twice, hold just what is in the cart', async () => {
  await room.stock(a, '100');
  const { sessionId } = await begin(a);
  const adds = Array.from({ length: 12 }, async () => {
    const key = randomUUID();
    const twice = await Promise.all([
      house.addTo(sessionId, a, '1', key),
      house.addTo(sessionId, a, '1', key),
    ]);
    return twice.map(({ status }) => status);
  });
  expect(new Set((await Promise.all(adds)).flat())).toEqual(new Set([201]));
  expect(quantities(await house.view(read(sessionId)))).toEqual({ [a]: '13' });
  expect(await room.reserved(a)).toBe(13);
});

test('B1 I2: a reservation that has run out is told, not an error, and is made anew with the next change', async () => {
  await room.stock(a, '5');
  const hasty = await house.start({ HOLD_SECONDS: '1' });
  try {
    const body = { productId: a, quantity: '1' };
    const cart = await house.view(
      fetch(`${hasty.address}/api/v1/cart/items`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    await expect.poll(() => room.reserved(a)).toBe(0);
    const late = await house.view(read(cart.sessionId));
    expect(late.reservedUntil).toBe(cart.reservedUntil);
    expect(isAhead(late)).toBe(false);
    expect(isAhead(await house.view(house.addTo(cart.sessionId, a, '1')))).toBe(true);
    expect(await room.reserved(a)).toBe(2);
  } finally {
    await hasty.close();
  }
});

test('B1 N5: a cart takes what is put into it while Inventory is away, says that it is not held, and holds it with the next change', async () => {
  await room.stock(a, '5');
  const cart = await begin(a);
  await room.leave();
  const added = await house.addTo(cart.sessionId, a, '1');
  expect(added.status).toBe(201);
  expect((await house.view(added)).reservedUntil).toBeNull();
  expect((await house.call('DELETE', line(await begin(b), b))).status).toBe(200);
  await room.comeBack();
  // It is left alone for a moment, as whoever does not answer.
  const again = async () => house.view(house.call('PATCH', line(cart, a), { quantity: '3' }));
  await expect.poll(async () => isAhead(await again())).toBe(true);
  expect(await room.reserved(a)).toBe(3);
});

test('B1 I2: at login what the guest’s cart held is held in the customer’s, be it the last', async () => {
  await room.stock(a, '3');
  const customer = { authorization: `Bearer ${await house.customerToken(randomUUID())}` };
  const claim = (sessionId: string) =>
    house.view(house.call('POST', path(sessionId, '/claim'), {}, customer));
  const own = await claim((await begin(a)).sessionId);
  const merged = await claim((await begin(a, '2')).sessionId);
  expect([merged.sessionId, quantities(merged), isAhead(merged)]).toEqual([
    own.sessionId,
    { [a]: '3' },
    true,
  ]);
  expect(await room.reserved(a)).toBe(3);
});

test('O1 I2: checkout takes over what the cart holds; what is declined is the cart’s again, what is bought is nobody’s', async () => {
  await room.stock(a, '1');
  const cart = await begin(a);
  const reserve = (reservationId: string) =>
    room.post('/internal/inventory/reserve', {
      reservationId,
      reference: randomUUID(),
      cartId: cart.sessionId,
      lines: [{ productId: a, quantity: '1' }],
      ttlSeconds: 600,
    });
  const [declined, bought] = [randomUUID(), randomUUID()];
  expect((await reserve(declined)).status).toBe(201);
  expect(await refusal(await house.addTo(undefined, a, '1'))).toMatchObject([
    409,
    { type: '/problems/short' },
  ]);
  expect(await room.reserved(a)).toBe(1);
  await room.post(`/internal/inventory/reservations/${declined}/release`, {});
  expect(await room.reserved(a)).toBe(1);
  expect((await reserve(bought)).status).toBe(201);
  const closed = await house.call('POST', `/internal/carts/${cart.sessionId}/closed`, {
    orderId: randomUUID(),
  });
  expect(closed.status).toBe(204);
  expect(await room.reserved(a)).toBe(1);
  // Cancelled afterwards: the cart is over.
  await room.post(`/internal/inventory/reservations/${bought}/release`, {});
  expect(await room.free(a)).toBe(1);
});
