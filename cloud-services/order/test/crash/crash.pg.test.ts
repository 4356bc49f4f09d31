/**
 * O1: Order is killed with SIGKILL at each named step and started again on the same database. Whatever the step, the end is
 * one of two: confirmed (one payment taken of a bank card and one of a gift card, one reservation held, one order, one mail, the cart closed) or
 * nothing at all (nothing charged, nothing held: `undone.pg.test.ts`). Fault model: the process vanishes between any two instructions; what
 * was committed stays.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GiftDesk, openGiftDesk } from '../support/gift-desk.ts';
import { checkoutSteps, confirmed, killedCheckout, spentOnce } from './killed-checkout.ts';
import { type Mortal, openMortal, payingWith } from './mortal.ts';

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

test.each(checkoutSteps)('O1: killed at "%s", an order is confirmed once', async (step) => {
  const { request, end, overMinor, gift } = await killedCheckout(order, desk, step);
  expect(end).toEqual(confirmed);
  expect(gift).toEqual(spentOnce);
  expect(overMinor).toBe(0);
  const again = await order.town.checkout(request, randomUUID());
  expect(again.status).toBe(409);
});

test('O1: killed while the answer of the payment was lost, the customer is charged once', async () => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5));
  await order.killedAt('authorise: intended', () => town.checkout(town.request(cart)), {
    meanwhile: () => town.misbehave({ on: ['create'], after: 'drop', times: 1 }),
  });
  await order.expectEnd(cart, confirmed);
});

test('O1: killed at "authorise: recorded", a proof that the customer gave is not asked for again', async () => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5));
  const asked = await town.checkout(town.request(cart, {}, 'pm_card_threeDSecure2Required'));
  expect([asked.status, asked.body.status]).toEqual([202, 'requires_action']);
  const { url } = asked.body.action as { url: string };
  await order.killedAt('authorise: recorded', () =>
    fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ answer: 'approve' }) }),
  );
  await order.expectEnd(cart, confirmed);
});

const type = (body: Record<string, unknown>) => String(body.type).replace('/problems/', '');
const of = (amountMinor: number) => ({ amountMinor });

test('E2: a gift card may pay all: no bank card is asked for, and what is taken out goes back on it', async () => {
  const { town } = order;
  const cart = await town.cart(await town.stocked(5), '2');
  const card = await desk.sell(cart.totalMinor + 100);
  const { payment: _payment, ...rest } = payingWith(order, cart, card, of(cart.totalMinor));
  const { status, body } = await town.checkout({ ...rest, payment: { provider: 'local' } });
  expect(status).toBe(201);
  await expect.poll(() => desk.entries(card)).toEqual([['spent', 'done', -cart.totalMinor]]);
  const { body: seen } = await town.read(body.orderId, body.accessToken);
  expect(seen.totals).toMatchObject({
    giftCard: { kind: 'gift-card', last4: card.code.slice(-4), amountMinor: cart.totalMinor },
    capturedMinor: cart.totalMinor,
  });
  const [line] = seen.lines as { lineId: string }[];
  const headers = { 'x-order-token': String(body.accessToken), 'if-match': '"2"', ...town.keyed() };
  const remove = [{ lineId: line?.lineId, quantity: '1' }];
  const changed = await town.call('POST', `/api/v1/orders/${body.orderId}/changes`, { remove }, headers);
  expect(changed.status).toBe(200);
  const back = (changed.body.refunds as { giftMinor: number; amountMinor: number }[])[0];
  expect(back?.giftMinor).toBe(back?.amountMinor);
  await expect.poll(() => desk.balance(card)).toBe(100 + (back?.giftMinor ?? 0));
  expect(await town.payments(body.orderId)).toEqual([]);
});

test('E2: a gift card that cannot pay is refused with what to do, and nothing is taken', async () => {
  const { town } = order;
  const [cart, card, blocked] = [
    await town.cart(await town.stocked(5)),
    await desk.sell(300),
    await desk.sell(300),
  ];
  await desk.block(blocked);
  const tried = async (asked: ReturnType<typeof payingWith>) => {
    const { status, body } = await town.checkout(asked);
    return [status, type(body), body.balanceMinor];
  };
  expect(await tried(payingWith(order, cart, card, of(400)))).toEqual([409, 'gift-card-short', 300]);
  expect(await tried(payingWith(order, cart, blocked, of(300)))).toEqual([
    409,
    'gift-card-refused',
    undefined,
  ]);
  expect(await tried(payingWith(order, cart, { ...card, code: 'V123' }, of(300)))).toEqual([
    422,
    'malformed-gift-card',
    undefined,
  ]);
  expect(await tried(payingWith(order, cart, card, of(cart.totalMinor + 1)))).toEqual([
    422,
    'gift-card-beyond-total',
    undefined,
  ]);
  const { payment: _payment, ...rest } = payingWith(order, cart, card, of(300));
  expect(await tried({ ...rest, payment: { provider: 'local' } })).toEqual([
    422,
    'payment-method-needed',
    undefined,
  ]);
  // A bank card takes half a dollar at least.
  const nearly = await desk.sell(cart.dueMinor - 49);
  expect(await tried(payingWith(order, cart, nearly, of(cart.dueMinor - 49)))).toEqual([
    422,
    'less-than-taken',
    undefined,
  ]);
  const find = (code: string) => town.call('POST', '/api/v1/orders/gift-cards/find', { code });
  expect((await find(card.code.toLowerCase())).body).toEqual({
    ...{ kind: 'gift-card', last4: card.code.slice(-4), balanceMinor: 300 },
  });
  expect((await find(blocked.code)).status).toBe(409);
  expect((await town.checkout(payingWith(order, cart, card, of(300)))).status).toBe(201);
});
