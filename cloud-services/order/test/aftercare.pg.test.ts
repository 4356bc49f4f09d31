/** What becomes of an order after it is paid, over HTTP, with real Cart and Inventory, the payment provider and the mail catcher. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeSlotsView, type OrderView, orderView, returnView } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { closedStore, openTown, store, type Town } from './support/town.ts';

let town: Town;
let order: RunningService;

beforeAll(async () => {
  town = await openTown();
  const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00', leadMinutes: 0, aheadDays: 14 };
  const rules = [
    { method: 'ship', ...always, minutes: 360, capacity: 1 },
    { method: 'collect', ...always, minutes: 60, capacity: 5 },
  ];
  order = await startService(orderService(), { ...town.environment, SLOT_RULES: JSON.stringify(rules) });
}, 120_000);
afterAll(async () => {
  await order?.close();
  await town?.close();
}, 60_000);

async function bought(quantity = '3') {
  const productId = await town.stocked(5);
  const cart = await town.cart(productId, quantity);
  const { status, body } = await town.checkout(town.request(cart));
  expect(status).toBe(201);
  const id = String(body.orderId);
  const token = String(body.accessToken);
  const read = async () => orderView.parse((await town.read(id, token)).body);
  await expect.poll(async () => (await read()).totals.capturedMinor).toBe(cart.totalMinor);
  const ask = async (path: string, told: unknown, version?: number) =>
    town.call('POST', `/api/v1/orders/${id}${path}`, told, {
      'x-order-token': token,
      ...town.keyed(),
      'if-match': `"${version ?? (await read()).version}"`,
    });
  return { productId, cart, id, token, read, ask, lineId: (await read()).lines[0]?.lineId ?? '' };
}
const problemOf = ({ body }: { body: Record<string, unknown> }) =>
  String(body.type).replace('/problems/', '');
const backOf = async (id: string) => (await town.payments(id))[0]?.latest_charge?.amount_refunded;
const address = {
  recipient: 'Ana Roy',
  lines: ['99, avenue du Parc'],
  city: 'Montréal',
  region: 'QC',
  postalCode: 'H2V 4E6',
  country: 'CA',
};

test('O4: until somebody packs it, a guest sends an order elsewhere and takes pieces out: the difference goes back, and only the rest leaves the shelf', async () => {
  const { productId, cart, id, read, ask, lineId } = await bought('3');
  const changed = await ask('/changes', {
    address,
    instructions: 'Sonner',
    remove: [{ lineId, quantity: '1' }],
  });
  expect(changed.status).toBe(200);
  const whole = await read();
  expect(whole.delivery).toEqual({ method: 'ship', address, instructions: 'Sonner' });
  expect(whole.lines).toMatchObject([{ quantity: '3', removedQuantity: '1', refundedQuantity: '1' }]);
  // Two pieces more go: nobody has charged anything, and both refunds add up to a third and a third of goods and taxes.
  expect((await ask('/changes', { remove: [{ lineId, quantity: '1' }] })).status).toBe(200);
  await expect.poll(async () => (await read()).refunds.map(({ state }) => state)).toEqual(['done', 'done']);
  const { refunds, totals } = await read();
  const back = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(await backOf(id)).toBe(back);
  expect(totals.refundedMinor).toBe(back);
  // Of two changes that follow at once, the later one holds for both.
  await expect.poll(() => town.free(productId)).toBe(9);
  const [held, ...released] = (await town.reservations(id)).toSorted();
  expect([held, new Set(released)]).toEqual(['held', new Set(['released'])]);
  await expect
    .poll(async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject))
    .toContainEqual(expect.stringMatching(/est modifiée$/));
  // Sent once more as it is: nothing has changed, so that nobody is told so.
  const { version } = await read();
  expect((await ask('/changes', { address })).status).toBe(200);
  expect((await read()).version).toBe(version);
  await town.move(id, 'preparing');
  expect(problemOf(await ask('/changes', { address }))).toBe('too-late');
  await town.move(id, 'shipped');
  await expect
    .poll(async () => (await town.reservations(id)).toSorted())
    .toEqual(['committed', 'released', 'released']);
  expect(await town.free(productId)).toBe(9);
});

test('O4 E9: an order is collected when its store is open, by the hours that head office told', async () => {
  const slots = async (storeId: string) => {
    const answer = await town.call('GET', `/api/v1/orders/slots?method=collect&storeId=${storeId}`);
    return freeSlotsView.parse(answer.body).items;
  };
  expect(await slots(closedStore)).toEqual([]);
  expect(await slots(store)).not.toEqual([]);
});

test('O4: a slot is given to no more orders than it takes: who comes too late is told the next ones, and one that is left is free again', async () => {
  const arrives = async (sessionId: string) =>
    ((await town.readCart(sessionId)).body.shipping as { arrivesOn: string }).arrivesOn;
  const slots = async (notBefore: string) => {
    const path = `/api/v1/orders/slots?method=ship&notBefore=${notBefore}`;
    return freeSlotsView.parse((await town.call('GET', path)).body).items;
  };
  const carts = [await town.cart(await town.stocked(5)), await town.cart(await town.stocked(5))] as const;
  const free = await slots(await arrives(carts[0].sessionId));
  const [first, second] = free.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
  const buy = (cart: (typeof carts)[number], slot = first) => {
    const request = town.request(cart);
    return town.checkout({ ...request, delivery: { ...request.delivery, ...(slot ? { slot } : {}) } });
  };
  const answers = await Promise.all(carts.map((cart) => buy(cart)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const lost = answers.findIndex(({ status }) => status === 409);
  const [refused, placed] = [answers[lost], answers[1 - lost]];
  expect(refused?.body).toMatchObject({ type: '/problems/slot-taken', free: [second, ...free.slice(2, 6)] });
  const cart = carts[lost === 0 ? 0 : 1];
  expect((await buy(cart, second)).status).toBe(201);
  const [id, token] = [String(placed?.body.orderId), String(placed?.body.accessToken)];
  const read = async () => orderView.parse((await town.read(id, token)).body);
  const change = async (slot: unknown) => {
    const version = { 'if-match': `"${(await read()).version}"` };
    const headers = { 'x-order-token': token, ...town.keyed(), ...version };
    return town.call('POST', `/api/v1/orders/${id}/changes`, { slot }, headers);
  };
  expect(problemOf(await change(second))).toBe('slot-taken');
  // One that a parcel cannot make, and one that there is not.
  const soon = { startsAt: '2026-01-05T13:00:00.000Z', endsAt: '2026-01-05T19:00:00.000Z' };
  expect(problemOf(await change(soon))).toBe('slot-taken');
  expect((await change(null)).status).toBe(200);
  expect((await read()).delivery?.slot).toBeUndefined();
  expect((await slots(first?.startsAt.slice(0, 10) ?? '')).map(({ startsAt }) => startsAt)).toContain(
    first?.startsAt,
  );
  expect((await change(first)).status).toBe(200);
  const letters = async () => (await town.mails(carts[1 - lost]?.sessionId ?? '')).map(({ text }) => text);
  await expect.poll(letters).toContainEqual(expect.stringMatching(/Livraison choisie : \S+ \d+/));
});

test('O4: what an order cannot become is refused with a reason, and changes nothing', async () => {
  const { id, read, ask, lineId } = await bought('2');
  const before = await read();
  const elsewhere = { ...address, region: 'ON', postalCode: 'M5V 3L9' };
  expect(problemOf(await ask('/changes', { address: elsewhere }))).toBe('other-taxes');
  const farther = { ...address, postalCode: 'X0A 0H0' };
  expect(problemOf(await ask('/changes', { address: farther }))).toBe('address-wrong');
  expect(problemOf(await ask('/changes', { remove: [{ lineId, quantity: '2' }] }))).toBe('nothing-left');
  expect(problemOf(await ask('/changes', { remove: [{ lineId, quantity: '3' }] }))).toBe('more-than-left');
  expect(problemOf(await ask('/changes', { remove: [{ lineId, quantity: '0.5' }] }))).toBe('whole-pieces');
  expect(problemOf(await ask('/changes', {}))).toBe('invalid-request');
  expect(problemOf(await ask('/changes', { address }, before.version + 7))).toBe('order-changed');
  expect(problemOf(await ask('/returns', { lines: [{ lineId, quantity: '1' }], reason: 'Trop petit' }))).toBe(
    'not-handed-over',
  );
  expect(await read()).toEqual(before);
  expect(await backOf(id)).toBe(0);
});

test('O4: sent back within 30 days: announced once, with a label; what has come is given back to the cent, no more than was announced, and is on the shelf again unless it is damaged', async () => {
  const { cart, id, token, read, ask, lineId, productId } = await bought('3');
  await town.move(id, 'shipped');
  const unsaid = await ask('/returns', { lines: [{ lineId, quantity: '2' }] });
  expect(problemOf(unsaid)).toBe('invalid-request');
  const halved = await ask('/returns', { lines: [{ lineId, quantity: '1.5' }], code: 'defective' });
  expect(problemOf(halved)).toBe('whole-pieces');
  const asked = await ask('/returns', { lines: [{ lineId, quantity: '2' }], code: 'defective' });
  expect(asked.status).toBe(201);
  const told = returnView.parse(asked.body);
  expect(told).toMatchObject({
    state: 'asked',
    number: expect.stringMatching(/^R-[0-9A-F]{4}-[0-9A-F]{4}$/),
  });
  const again = await ask('/returns', { lines: [{ lineId, quantity: '2' }], reason: 'Trop petit' });
  expect(problemOf(again)).toBe('more-than-left');
  const paper = (path: string, headers: Record<string, string>) =>
    fetch(`${order.address}/api/v1/orders/${id}${path}`, { headers });
  const label = await paper(`/returns/${told.id}/label`, { 'x-order-token': token });
  expect(label.headers.get('content-type')).toContain('application/pdf');
  expect((await label.text()).startsWith('%PDF-')).toBe(true);
  expect((await paper(`/returns/${randomUUID()}/label`, { 'x-order-token': token })).status).toBe(404);
  const decide = (body: object) =>
    town.call('PUT', `/api/v1/orders/${id}/returns/${told.id}`, body, { ...town.asStaff, ...town.keyed() });
  expect(problemOf(await decide({ state: 'received', lines: [{ lineId, quantity: '3' }] }))).toBe(
    'more-than-announced',
  );
  const damaged = (quantity: string) => ({ state: 'received', damaged: [{ lineId, quantity }] });
  expect(problemOf(await decide(damaged('3')))).toBe('more-than-came');
  await expect.poll(() => town.free(productId)).toBe(7);
  expect((await decide(damaged('1'))).body).toMatchObject({
    state: 'received',
    lines: [{ lineId, quantity: '2' }],
  });
  await expect.poll(() => town.free(productId)).toBe(8);
  expect(problemOf(await decide({ state: 'refused' }))).toBe('return-decided');
  await expect.poll(async () => (await read()).refunds.map(({ state }) => state)).toEqual(['done']);
  const { refunds, lines } = (await read()) as OrderView;
  expect(lines[0]?.refundedQuantity).toBe('2');
  expect(await backOf(id)).toBe(refunds[0]?.amountMinor);
  const { rows } = await town.orders.query(
    "select data ->> 'reason' as reason from outbox where key = $1 and type = 'order.refunded'",
    [id],
  );
  expect(rows).toEqual([{ reason: 'defective' }]);
  await expect
    .poll(async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject))
    .toContainEqual(expect.stringMatching(/^Retour de votre commande/));
});

test('O3 O4: after money went back for no goods, what comes back is taken in all the same, and gives back what is left', async () => {
  const givenBefore = async (beforeMinor: (totalMinor: number) => number) => {
    const { cart, id, read, ask, lineId } = await bought('3');
    await town.move(id, 'shipped');
    const asStaff = () => ({ ...town.asStaff, ...town.keyed() });
    const gesture = { amountMinor: beforeMinor(cart.totalMinor), reason: 'Un coin abîmé' };
    expect((await town.call('POST', `/api/v1/orders/${id}/refunds`, gesture, asStaff())).status).toBe(201);
    const asked = await ask('/returns', { lines: [{ lineId, quantity: '3' }], code: 'changed-mind' });
    const path = `/api/v1/orders/${id}/returns/${returnView.parse(asked.body).id}`;
    const received = await town.call('PUT', path, { state: 'received' }, asStaff());
    expect(received).toMatchObject({ status: 200, body: { state: 'received' } });
    await expect.poll(async () => (await read()).totals.refundedMinor).toBe(cart.totalMinor);
    expect(await backOf(id)).toBe(cart.totalMinor);
    return (await read()).refunds;
  };
  const some = await givenBefore(() => 2_000);
  expect(some).toMatchObject([{ amountMinor: 2_000, lines: [] }, { lines: [{ quantity: '3' }] }]);
  const all = await givenBefore((totalMinor) => totalMinor);
  expect(all).toHaveLength(1);
});

test('O4: why a person moved an order or gave money back is told to our staff, and to nobody who only holds its link', async () => {
  const { id, read } = await bought('1');
  const reason = 'Client difficile, voir le dossier';
  const asStaff = async () =>
    orderView.parse((await town.call('GET', `/api/v1/orders/${id}`, undefined, town.asStaff)).body);
  const { version } = await asStaff();
  const moved = await town.call(
    'PUT',
    `/api/v1/orders/${id}/status`,
    { status: 'preparing', reason },
    {
      ...town.asStaff,
      ...town.keyed(),
      'if-match': `"${version}"`,
    },
  );
  expect(moved.status).toBe(200);
  expect(orderView.parse(moved.body).history.at(-1)).toMatchObject({ status: 'preparing', reason });
  expect((await asStaff()).history.at(-1)).toMatchObject({ reason });
  expect((await read()).history.at(-1)).toMatchObject({ status: 'preparing', reason: null });
  const owed = await town.call(
    'POST',
    `/api/v1/orders/${id}/refunds`,
    { amountMinor: 100, reason },
    {
      ...town.asStaff,
      ...town.keyed(),
    },
  );
  expect(owed.status).toBe(201);
  expect((await asStaff()).refunds).toMatchObject([{ reason }]);
  expect((await read()).refunds).toMatchObject([{ amountMinor: 100, reason: null }]);
});

test('O4: the invoice is a PDF for whoever may read the order, and there is none of what was never paid', async () => {
  const { id, token } = await bought('1');
  const invoice = (orderId: string, headers: Record<string, string>) =>
    fetch(`${order.address}/api/v1/orders/${orderId}/invoice`, { headers });
  const paper = await invoice(id, { 'x-order-token': token });
  expect(paper.headers.get('content-type')).toContain('application/pdf');
  expect((await paper.text()).startsWith('%PDF-')).toBe(true);
  expect((await invoice(id, { 'x-order-token': 'guessed' })).status).toBe(404);
  const cart = await town.cart(await town.stocked(5));
  const declined = await town.checkout(town.request(cart, {}, 'pm_card_threeDSecure2Required'));
  const unpaid = { 'x-order-token': String(declined.body.accessToken) };
  expect((await invoice(String(declined.body.orderId), unpaid)).status).toBe(404);
});

/** A cart that goes with an order, or stands in for what comes back of it. */
async function following(orderId: string, quantity: string, priceMinor = 1_000) {
  const productId = await town.stocked(5, priceMinor);
  const { sessionId } = await town.cart(productId, quantity);
  const { dueMinor } = await town.calculated(sessionId, 'ship', {}, orderId);
  const body = {
    cartSessionId: sessionId,
    payment: { provider: 'local', paymentMethodToken: 'pm_card_visa' },
    expectedTotal: { amountMinor: dueMinor, currency: 'CAD' },
  };
  return { productId, dueMinor, body };
}
const viewOf = async ({ body }: { body: Record<string, unknown> }) =>
  orderView.parse((await town.read(body.orderId, body.accessToken)).body);

test('O4: until an order is packed, pieces are added to it without another delivery fee, paid by themselves, and packed where it is', async () => {
  const { id, read, ask } = await bought('1');
  const { productId, dueMinor, body } = await following(id, '2');
  const added = await ask('/additions', body);
  expect(added.status).toBe(201);
  const view = await viewOf(added);
  expect(view).toMatchObject({
    addedTo: { orderId: id },
    totals: { deliveryMinor: 0, totalMinor: dueMinor },
  });
  expect(view.locationId).toBe((await read()).locationId);
  expect((await read()).followOns).toMatchObject([{ orderId: view.id, kind: 'addition' }]);
  expect(await town.free(productId)).toBe(8);
  await expect
    .poll(async () => (await town.payments(view.id)).map(({ amount_received }) => amount_received))
    .toEqual([dueMinor]);
  await town.move(id, 'preparing');
  expect(problemOf(await ask('/additions', (await following(id, '1')).body))).toBe('too-late');
});

test('O4: a cart that was priced without a delivery fee is no order of its own', async () => {
  const { id } = await bought('1');
  const { body, dueMinor } = await following(id, '1');
  const asked = town.request({ sessionId: body.cartSessionId, dueMinor });
  expect(problemOf(await town.checkout(asked))).toBe('delivery-differs');
});

/** Three pieces at 10 $ that are with their customer, and one of them in exchange for something else. */
async function exchanged(priceMinor: number) {
  const first = await bought('3');
  await town.move(first.id, 'preparing');
  await town.move(first.id, 'shipped');
  const lines = [{ lineId: first.lineId, quantity: '1' }];
  const worth = await first.ask('/exchanges/worth', { lines });
  const next = await following(first.id, '1', priceMinor);
  const key = randomUUID();
  const ask = () =>
    town.call(
      'POST',
      `/api/v1/orders/${first.id}/exchanges`,
      { ...next.body, lines, reason: 'trop petit' },
      {
        'x-order-token': first.token,
        'idempotency-key': key,
      },
    );
  const answer = await ask();
  expect(answer.status).toBe(201);
  expect((await ask()).body.orderId).toBe(answer.body.orderId);
  const [announced] = (await first.read()).returns;
  const decide = (state: string) =>
    town.call(
      'PUT',
      `/api/v1/orders/${first.id}/returns/${announced?.id}`,
      { state },
      {
        ...town.asStaff,
        ...town.keyed(),
      },
    );
  const worthMinor = Number(worth.body.worthMinor);
  return { first, next, worthMinor, read: () => viewOf(answer), decide };
}
/** What a payment has of an order's customer, all in all. */
const keptOf = async (id: string): Promise<number> =>
  (await town.payments(id)).reduce(
    (sum, { amount_received, latest_charge }) =>
      sum + amount_received - (latest_charge?.amount_refunded ?? 0),
    0,
  );

test('O5: an exchange for something dearer charges the difference to the cent, is packed when the goods have come, and gives all back if it is cancelled', async () => {
  const { first, next, worthMinor, read, decide } = await exchanged(2_500);
  const paid = await keptOf(first.id);
  const waiting = await read();
  expect(waiting.totals.giftCard).toMatchObject({ kind: 'exchange', amountMinor: worthMinor });
  expect([waiting.moves, waiting.waitsForReturn]).toEqual([['cancelled'], expect.stringContaining('R')]);
  await expect.poll(() => keptOf(waiting.id)).toBe(next.dueMinor - worthMinor);
  expect(problemOf(await town.move(waiting.id, 'preparing'))).toBe('waits-for-return');

  expect((await decide('received')).status).toBe(200);
  await expect
    .poll(async () => (await first.read()).refunds)
    .toMatchObject([{ state: 'done', movedMinor: worthMinor, amountMinor: worthMinor }]);
  expect(await keptOf(first.id)).toBe(paid);
  expect((await read()).moves).toContain('preparing');

  expect((await town.move(waiting.id, 'cancelled')).status).toBe(200);
  await expect.poll(() => keptOf(waiting.id)).toBe(0);
  await expect.poll(() => keptOf(first.id)).toBe(paid - worthMinor);
});

test('O5: an exchange for something cheaper asks for no card, and refunds the difference when the goods have come', async () => {
  const { first, next, worthMinor, read, decide } = await exchanged(400);
  const paid = await keptOf(first.id);
  expect(worthMinor).toBeGreaterThan(next.dueMinor);
  const { id } = await read();
  expect(await town.payments(id)).toEqual([]);
  expect((await decide('received')).status).toBe(200);
  await expect.poll(() => keptOf(first.id)).toBe(paid - (worthMinor - next.dueMinor));
});

test('O5: an exchange whose difference is less than a bank card takes charges what it takes, and gives the rest back when the goods have come', async () => {
  const { first, next, worthMinor, read, decide } = await exchanged(1_010);
  const paid = await keptOf(first.id);
  const differenceMinor = next.dueMinor - worthMinor;
  expect([0 < differenceMinor, differenceMinor < 50]).toEqual([true, true]);
  const { id } = await read();
  await expect.poll(() => keptOf(id)).toBe(50);
  expect((await decide('received')).status).toBe(200);
  await expect.poll(() => keptOf(first.id)).toBe(paid - (50 - differenceMinor));
});

test('O5: an exchange whose goods have not come in thirty days is called off, and keeps nothing from others', async () => {
  const { next, read } = await exchanged(2_500);
  const { id } = await read();
  expect(await town.free(next.productId)).toBe(9);
  await town.orders.query(
    `update customer_order set confirmed_at = now() - interval '31 days' where id = $1`,
    [id],
  );
  await town.orders.query(`update owed set due_at = now() where order_id = $1 and done_at is null`, [id]);
  await town.orders.query('update saga set due_at = now() where order_id = $1', [id]);
  await expect.poll(async () => (await read()).status).toBe('cancelled');
  await expect.poll(() => keptOf(id)).toBe(0);
  await expect.poll(() => town.free(next.productId)).toBe(10);
});

test('O5: a return that is refused calls the exchange off: what was charged for it goes back', async () => {
  const { first, read, decide } = await exchanged(2_500);
  const paid = await keptOf(first.id);
  expect((await decide('refused')).status).toBe(200);
  const { id, status } = await read();
  expect(status).toBe('cancelled');
  await expect.poll(() => keptOf(id)).toBe(0);
  expect(await keptOf(first.id)).toBe(paid);
  const { body } = await town.call('GET', `/api/v1/orders/${first.id}/timeline`, undefined, town.asStaff);
  const names = (body.items as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['mail:order.return-asked', 'mail:order.return-refused']));
});
