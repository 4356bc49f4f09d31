/** What becomes of an order after it is paid, over HTTP, with real Cart and Inventory, the payment provider and the mail catcher. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrderView, orderView, returnView } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { openTown, type Town } from './support/town.ts';

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
  await expect
    .poll(async () => (await town.reservations(id)).toSorted())
    .toEqual(['held', 'released', 'released']);
  expect(await town.free(productId)).toBe(9);
  await expect
    .poll(async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject))
    .toContainEqual(expect.stringMatching(/est modifiée$/));
  await town.move(id, 'preparing');
  expect(problemOf(await ask('/changes', { address }))).toBe('too-late');
  await town.move(id, 'shipped');
  await expect
    .poll(async () => (await town.reservations(id)).toSorted())
    .toEqual(['committed', 'released', 'released']);
  expect(await town.free(productId)).toBe(9);
});

test('O4: what an order cannot become is refused with a reason, and changes nothing', async () => {
  const { id, read, ask, lineId } = await bought('2');
  const before = await read();
  const elsewhere = { ...address, region: 'ON', postalCode: 'M5V 3L9' };
  expect(problemOf(await ask('/changes', { address: elsewhere }))).toBe('other-taxes');
  expect(problemOf(await ask('/changes', { remove: [{ lineId, quantity: '2' }] }))).toBe('nothing-left');
  expect(problemOf(await ask('/changes', { remove: [{ lineId, quantity: '3' }] }))).toBe('more-than-left');
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
