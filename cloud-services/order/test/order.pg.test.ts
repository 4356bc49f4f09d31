/** Checkout over HTTP, with real Cart and Inventory, the payment provider and the mail catcher. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
beforeEach(() => town.misbehave({}));

const type = (body: Record<string, unknown>) => String(body.type).replace('/problems/', '');
/** A cart of a new product, and what is left of the product. */
async function filled(pieces = 5, quantity = '1', method: 'ship' | 'collect' = 'ship') {
  const productId = await town.stocked(pieces);
  return { productId, cart: await town.cart(productId, quantity, method) };
}
async function bought(method: 'ship' | 'collect' = 'ship', quantity = '2') {
  const { productId, cart } = await filled(5, quantity, method);
  const delivery = method === 'collect' ? { delivery: { method, storeId: store } as const } : {};
  const { status, body } = await town.checkout(town.request(cart, delivery));
  expect(status).toBe(201);
  const { orderId, accessToken } = body;
  const read = () => town.read(orderId, accessToken);
  await expect.poll(async () => (await town.payments(orderId))[0]?.status).toBe('succeeded');
  await expect.poll(async () => totals(await read()).capturedMinor).toBe(cart.totalMinor);
  return { productId, cart, orderId: String(orderId), accessToken: String(accessToken), read };
}
const totals = ({ body }: { body: Record<string, unknown> }) => body.totals as Record<string, number>;
const move = (orderId: string, status: string, more: object = {}) => town.move(orderId, status, more);

test('O1: a guest pays; stock is held, the money is taken, the cart is closed, one mail is sent', async () => {
  const { productId, cart } = await filled(5, '2');
  const { status, body } = await town.checkout(town.request(cart));
  expect(status).toBe(201);
  expect(body).toMatchObject({
    status: 'confirmed',
    number: expect.stringMatching(/^C-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
  });
  await expect
    .poll(async () => (await town.payments(body.orderId)).map((one) => [one.status, one.amount_received]))
    .toEqual([['succeeded', cart.totalMinor]]);
  expect(await town.reservations(body.orderId)).toEqual(['held']);
  expect(await town.free(productId)).toBe(8);
  await expect.poll(async () => (await town.readCart(cart.sessionId)).body.status).toBe('ordered');
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(1);
  const [mail] = await town.mails(cart.sessionId);
  expect(mail?.subject).toBe(`Votre commande ${body.number} est confirmée`);
  expect(mail?.text).toContain(`http://shop.example/commande/${body.orderId}?jeton=${body.accessToken}`);
  expect(mail?.text).toContain('TPS (5 %)');
});

test('O4: an order says what is sold by weight, and so does its mail', async () => {
  const productId = await town.stocked(5, 399, 'weight');
  const cart = await town.cart(productId, '1');
  const { body } = await town.checkout(town.request(cart));
  const order = await town.read(body.orderId, body.accessToken);
  expect(order.body.lines).toMatchObject([{ soldBy: 'weight', quantity: '1', amountMinor: 399 }]);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(1);
  expect((await town.mails(cart.sessionId))[0]?.text).toContain('Savon à l’avoine (1\u00a0kg)');
  const { cart: pieces } = await filled(5, '2');
  const other = await town.checkout(town.request(pieces, { language: 'en' }));
  expect((await town.read(other.body.orderId, other.body.accessToken)).body.lines).toMatchObject([
    { soldBy: 'piece', quantity: '2' },
  ]);
  await expect.poll(async () => (await town.mails(pieces.sessionId)).length).toBe(1);
  expect((await town.mails(pieces.sessionId))[0]?.text).toContain('Oat soap (× 2)');
});

test('O4: an order is read by its link, its customer and staff, and for all others it does not exist', async () => {
  const { cart } = await filled();
  const mine = randomUUID();
  const as = async (id: string) => ({ authorization: `Bearer ${await town.issuer.customerToken(id)}` });
  const { guest: _guest, ...request } = town.request(cart);
  const customer = { id: mine, email: 'ana@client.example', name: 'Ana Roy' };
  expect(
    type((await town.checkout({ ...request, customer }, randomUUID(), await as(randomUUID()))).body),
  ).toBe('forbidden');
  const { status, body } = await town.checkout({ ...request, customer }, randomUUID(), await as(mine));
  expect(status).toBe(201);
  const read = (headers: Record<string, string>) =>
    town.call('GET', `/api/v1/orders/${body.orderId}`, undefined, headers);
  expect((await read(await as(mine))).status).toBe(200);
  expect((await read(town.asStaff)).status).toBe(200);
  expect((await read({ 'x-order-token': String(body.accessToken) })).status).toBe(200);
  expect((await read(await as(randomUUID()))).status).toBe(404);
  expect((await read({ 'x-order-token': 'guessed' })).status).toBe(404);
  expect((await read({})).status).toBe(401);
  // An order tells of a person: of all these looks, that of staff is written down.
  const looks = await town.orders.query('select what, reason from access_log where subject = $1', [
    body.orderId,
  ]);
  expect(looks.rows).toEqual([{ what: 'GET', reason: 'order' }]);
  const list = await town.call('GET', '/api/v1/orders?status=confirmed', undefined, await as(mine));
  expect((list.body.items as { id: string }[]).map(({ id }) => id)).toEqual([body.orderId]);
  const found = await town.call(
    'GET',
    `/api/v1/orders?number=${String(body.number).toLowerCase()}`,
    undefined,
    town.asStaff,
  );
  expect(found.body.items).toHaveLength(1);
});

test('O1: a total that is not what the customer agreed to is told, old and new, and nothing is charged', async () => {
  const { productId, cart } = await filled();
  await town.products.price(productId, 800);
  const now = async () => (await town.readCart(cart.sessionId)).body;
  await expect.poll(async () => totals({ body: await now() }).totalMinor).not.toBe(cart.totalMinor);
  const { status, body } = await town.checkout(town.request(cart));
  expect([status, type(body)]).toEqual([409, 'total-changed']);
  expect(body.expectedTotal).toEqual({ amountMinor: cart.totalMinor, currency: 'CAD' });
  expect(body.total).toEqual({ amountMinor: totals({ body: await now() }).totalMinor, currency: 'CAD' });
  const { rows } = await town.orders.query('select 1 from customer_order where cart_session_id = $1', [
    cart.sessionId,
  ]);
  expect(rows).toEqual([]);
});

test('O2: a payment that the provider will never take is declined at once, and frees the stock', async () => {
  const { productId, cart } = await filled(1, '1');
  const refused = await town.checkout(town.request(cart, {}, 'pm_that_nobody_knows'));
  expect([refused.status, type(refused.body)]).toEqual([402, 'payment-declined']);
  await expect.poll(() => town.free(productId)).toBe(2);
});

test('O2: a declined card is told with its reason, frees the stock, and the same cart is paid by another card', async () => {
  const { productId, cart } = await filled(1, '1');
  const declined = await town.checkout(
    town.request(cart, {}, 'pm_card_visa_chargeDeclinedInsufficientFunds'),
  );
  expect([declined.status, type(declined.body), declined.body.declineCode]).toEqual([
    402,
    'payment-declined',
    'insufficient_funds',
  ]);
  await expect.poll(() => town.free(productId)).toBe(2);
  expect((await town.checkout(town.request(cart))).status).toBe(201);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(1);
});

test('O1: what is short is told, and nothing is charged', async () => {
  const { productId, cart } = await filled(1, '3');
  const { status, body } = await town.checkout(town.request(cart));
  expect([status, type(body)]).toEqual([409, 'short']);
  expect(body.short).toEqual([{ productId, wanted: '3', available: '2' }]);
  expect(await town.payments(body.orderId)).toEqual([]);
});

test('O1: the cart must have been calculated for the delivery that is asked for', async () => {
  const { cart } = await filled();
  const { status, body } = await town.checkout(
    town.request(cart, { delivery: { method: 'collect', storeId: store } }),
  );
  expect([status, type(body)]).toEqual([422, 'delivery-differs']);
  const old = await town.checkout(town.request(cart, { cartVersion: cart.version - 1 }));
  expect([old.status, type(old.body)]).toEqual([409, 'cart-changed']);
  const away = town.request(cart, {
    payment: { provider: 'local', paymentMethodToken: 'pm_card_visa', returnUrl: 'http://evil.example/' },
  });
  expect(type((await town.checkout(away)).body)).toBe('foreign-return-url');
});

test('B4: a key is one checkout, and a cart is paid once however many pay it at once', async () => {
  const { cart } = await filled();
  const key = randomUUID();
  const request = town.request(cart);
  const all = await Promise.all([
    ...Array.from({ length: 4 }, () => town.checkout(request)),
    town.checkout(request, key),
  ]);
  const confirmed = all.filter(({ status }) => status === 201);
  expect(confirmed).toHaveLength(1);
  for (const { status, body } of all)
    if (status !== 201) expect(['checkout-in-progress', 'cart-ordered']).toContain(type(body));
  const { cart: other } = await filled();
  const first = await town.checkout(town.request(other), key);
  const again = await town.checkout(town.request(other), key);
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
  expect(again.body).toEqual(first.body);
  const changed = await town.checkout(town.request(other, { language: 'en' }), key);
  expect([changed.status, type(changed.body)]).toEqual([422, 'idempotency-key-reused']);
  expect(await town.payments(first.body.orderId)).toHaveLength(1);
});

async function challenged(webhooks: object = {}) {
  const { productId, cart } = await filled();
  await town.misbehave({ webhooks });
  const { status, body } = await town.checkout(town.request(cart, {}, 'pm_card_threeDSecure2Required'));
  expect([status, body.status]).toEqual([202, 'requires_action']);
  const { url } = body.action as { url: string };
  const answer = async (value: string) => {
    const told = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ answer: value }),
    });
    return told.headers.get('location');
  };
  const resume = () =>
    town.call(
      'POST',
      `/api/v1/orders/${body.orderId}/resume`,
      {},
      { 'x-order-token': String(body.accessToken) },
    );
  return { productId, cart, body, answer, resume };
}

test('O2: after 3-D Secure the webhook alone carries the order on', async () => {
  const { body, answer } = await challenged({ copies: 2, reorder: true });
  expect(await answer('approve')).toContain(`/commande/${body.orderId}?payment_intent=`);
  await expect
    .poll(async () => (await town.read(body.orderId, body.accessToken)).body.status)
    .toBe('confirmed');
  expect(await town.payments(body.orderId)).toHaveLength(1);
});

test('O2: with every webhook lost, coming back from 3-D Secure carries it on', async () => {
  const { answer, resume } = await challenged({ lose: true });
  expect((await resume()).body.status).toBe('requires_action');
  await answer('approve');
  const resumed = await resume();
  expect([resumed.status, resumed.body.status]).toEqual([201, 'confirmed']);
  expect((await resume()).body).toEqual(resumed.body);
});

test('O2: a refused challenge charges nothing and frees the stock', async () => {
  const { body, answer, resume, productId } = await challenged();
  await answer('refuse');
  const resumed = await resume();
  expect([resumed.status, resumed.body.declineCode]).toEqual([402, 'authentication_failed']);
  await expect.poll(() => town.free(productId)).toBe(10);
  expect((await town.payments(body.orderId))[0]?.amount_received).toBe(0);
});

test('O1 I3: goods whose reservation ran out while the payment was in doubt are held anew before the order stands', async () => {
  const { body, answer, resume, productId } = await challenged({ lose: true });
  const lapse = `update reservation set expires_at = now() - interval '1 hour' where reference = $1`;
  await town.stock.query(lapse, [body.orderId]);
  await expect.poll(() => town.reservations(body.orderId)).toEqual(['expired']);
  await answer('approve');
  expect((await resume()).status).toBe(201);
  expect((await town.reservations(body.orderId)).toSorted()).toEqual(['expired', 'held']);
  expect(await town.free(productId)).toBe(9);
});

test('O2: who leaves the challenge and pays otherwise is charged once', async () => {
  const { body, cart } = await challenged();
  expect((await town.checkout(town.request(cart))).status).toBe(201);
  await expect.poll(async () => (await town.payments(body.orderId))[0]?.status).toBe('canceled');
  expect((await town.read(body.orderId, body.accessToken)).body.failure).toEqual({
    type: 'payment-abandoned',
  });
});

test.each([
  ['the line is cut after the money was held', { on: ['create'], after: 'drop', times: 1 }],
  ['it answers 500 after the money was held', { on: ['create'], after: 'error', times: 1 }],
  ['it answers 500 with nothing done', { on: ['create'], before: 'error', times: 1 }],
  [
    'the line is cut with nothing done, and asking fails twice',
    { on: ['create', 'search'], before: 'drop', times: 3 },
  ],
])('O2: %s: the provider is asked, and the customer is charged once', async (_what, fault) => {
  const { cart } = await filled();
  await town.misbehave(fault);
  const { status, body } = await town.checkout(town.request(cart));
  expect([201, 202]).toContain(status);
  await expect
    .poll(async () => (await town.read(body.orderId, body.accessToken)).body.status)
    .toBe('confirmed');
  await expect
    .poll(async () => (await town.payments(body.orderId)).map((one) => one.status))
    .toEqual(['succeeded']);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(1);
});

test('O2: a capture and a refund whose answers are lost happen once', async () => {
  const { cart } = await filled();
  await town.misbehave({ on: ['capture', 'refund'], after: 'drop', times: 2 });
  const { body } = await town.checkout(town.request(cart));
  await expect
    .poll(async () => totals(await town.read(body.orderId, body.accessToken)).capturedMinor)
    .toBe(cart.totalMinor);
  const asked = { amountMinor: 300, reason: 'un savon cassé' };
  const refund = () =>
    town.call('POST', `/api/v1/orders/${body.orderId}/refunds`, asked, {
      ...town.asStaff,
      'idempotency-key': `k-${body.orderId}`,
    });
  expect([(await refund()).status, (await refund()).status]).toEqual([201, 201]);
  await expect
    .poll(async () => totals(await town.read(body.orderId, body.accessToken)).refundedMinor)
    .toBe(300);
  expect((await town.payments(body.orderId))[0]?.latest_charge?.amount_refunded).toBe(300);
});

test('O3: an order is collected: prepared, told by mail with its code, handed over, its stock moved', async () => {
  const { orderId, cart, productId, read } = await bought('collect');
  const { body } = await read();
  expect(body).toMatchObject({ locationId: store, collectCode: expect.stringMatching(/^\d{6}$/) });
  expect((await move(orderId, 'preparing')).status).toBe(200);
  expect((await move(orderId, 'ready-to-collect')).status).toBe(200);
  await expect
    .poll(async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject))
    .toContain(`Votre commande ${body.number} est prête`);
  const [ready] = await town.mails(cart.sessionId);
  expect(ready?.text).toContain(String(body.collectCode));
  expect((await move(orderId, 'collected')).status).toBe(200);
  await expect.poll(() => town.reservations(orderId)).toEqual(['committed']);
  const { rows } = await town.stock.query(
    'select on_hand from balance where product_id = $1 and location_id = $2',
    [productId, store],
  );
  expect(Number(rows[0]?.on_hand)).toBe(3);
  expect(((await read()).body.history as { status: string }[]).map(({ status }) => status)).toEqual([
    'pending',
    'confirmed',
    'preparing',
    'ready-to-collect',
    'collected',
  ]);
});

test('O4: a move needs the version that was seen, and a move that is not there is refused', async () => {
  const { orderId, accessToken } = await bought();
  const put = (status: string, headers: Record<string, string>) =>
    town.call('PUT', `/api/v1/orders/${orderId}/status`, { status }, { ...town.asStaff, ...headers });
  expect((await put('preparing', {})).status).toBe(428);
  expect((await put('preparing', { 'if-match': '"1"' })).status).toBe(412);
  const refused = await put('delivered', { 'if-match': '"2"' });
  expect([refused.status, type(refused.body), refused.body.moves]).toEqual([
    409,
    'no-such-move',
    ['preparing', 'shipped', 'cancelled'],
  ]);
  const two = await Promise.all([
    put('preparing', { 'if-match': '"2"' }),
    put('shipped', { 'if-match': '"2"' }),
  ]);
  expect(two.map(({ status }) => status).sort()).toEqual([200, 412]);
  const asGuest = { 'x-order-token': accessToken, 'if-match': '"3"', authorization: '' };
  expect((await put('delivered', asGuest)).status).toBe(403);
});

test('O3: a guest cancels early: the money goes back whole, the stock is free, it is told once', async () => {
  const { orderId, accessToken, productId, cart, read } = await bought();
  const cancel = await town.call(
    'PUT',
    `/api/v1/orders/${orderId}/status`,
    { status: 'cancelled' },
    { 'x-order-token': accessToken, 'if-match': '"2"' },
  );
  expect(cancel.status).toBe(200);
  await expect.poll(async () => totals(await read()).refundedMinor).toBe(cart.totalMinor);
  await expect.poll(() => town.reservations(orderId)).toEqual(['released']);
  expect(await town.free(productId)).toBe(10);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(2);
  expect((await town.mails(cart.sessionId))[0]?.subject).toContain('annulée');
  const { rows } = await town.orders.query(
    `select data from outbox where key = $1 and type = 'order.refunded'`,
    [orderId],
  );
  expect(rows[0]?.data).toMatchObject({
    amountMinor: cart.totalMinor,
    lines: [{ productId, quantity: '2' }],
  });
});

test('O3: lines go back in parts, the rest at the return, never more than was paid', async () => {
  const { orderId, cart, read } = await bought();
  await move(orderId, 'shipped', { tracking: { carrier: 'Postes Canada', number: 'RA1' } });
  await move(orderId, 'delivered');
  const [line] = (await read()).body.lines as { lineId: string }[];
  const refund = (quantity: string) =>
    town.call(
      'POST',
      `/api/v1/orders/${orderId}/refunds`,
      { lines: [{ lineId: line?.lineId, quantity }], reason: 'abîmé' },
      { ...town.asStaff, ...town.keyed() },
    );
  const one = await refund('1');
  expect(one.status).toBe(201);
  const tooMuch = await refund('2');
  expect([tooMuch.status, type(tooMuch.body), tooMuch.body.leftQuantity]).toEqual([
    409,
    'more-than-left',
    '1',
  ]);
  expect((await move(orderId, 'returned')).status).toBe(200);
  await expect.poll(async () => totals(await read()).refundedMinor).toBe(cart.totalMinor);
  expect((await town.payments(orderId))[0]?.latest_charge?.amount_refunded).toBe(cart.totalMinor);
  expect((await read()).body.shipments).toMatchObject([{ carrier: 'Postes Canada', trackingNumber: 'RA1' }]);
});
