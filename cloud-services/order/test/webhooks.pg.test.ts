/** Webhooks as strangers and providers send them, and what an erased customer leaves. */
import { createHmac, randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderView } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { openTown, secrets, type Town } from './support/town.ts';

let town: Town;
let order: RunningService;

beforeAll(async () => {
  town = await openTown();
  order = await startService(orderService(), {
    ...town.environment,
    DISPUTES_MAIL: 'litiges@comptoir.example',
  });
}, 120_000);
afterAll(async () => {
  await order?.close();
  await town?.close();
}, 60_000);

const event = (id: string) =>
  JSON.stringify({
    id,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { object: 'payment_intent', id: 'pi_1', metadata: {} } },
  });
function send(
  payload: string,
  { at = Math.floor(Date.now() / 1000), secret = secrets.webhook, told = payload } = {},
) {
  const signature = createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex');
  return fetch(`${order.address}/api/v1/orders/webhooks/local`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
    body: told,
  });
}
const typeOf = async (answer: Response) =>
  String(((await answer.json()) as { type: string }).type).replace('/problems/', '');

test('O2: a webhook counts if it is signed, is of now, and only once', async () => {
  const id = `evt_${randomUUID()}`;
  expect([(await send(event(id))).status, (await send(event(id))).status]).toEqual([200, 200]);
  const { rows } = await town.orders.query('select 1 from webhook_event where id = $1', [id]);
  expect(rows).toHaveLength(1);
  const forged = await send(event(id), { secret: 'whsec_of_a_stranger' });
  expect([forged.status, await typeOf(forged)]).toEqual([400, 'webhook-forged']);
  const altered = await send(event(id), { told: event(id).replace('pi_1', 'pi_2') });
  expect([altered.status, await typeOf(altered)]).toEqual([400, 'webhook-forged']);
  const old = await send(event(id), { at: Math.floor(Date.now() / 1000) - 3_600 });
  expect([old.status, await typeOf(old)]).toEqual([400, 'webhook-too-old']);
  const unsigned = await fetch(`${order.address}/api/v1/orders/webhooks/local`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: event(id),
  });
  expect(unsigned.status).toBe(400);
  expect(
    (
      await fetch(`${order.address}/api/v1/orders/webhooks/nobody`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(404);
});

test('O2: what a provider tells of an order that stands makes nobody look at it again', async () => {
  const cart = await town.cart(await town.stocked(5));
  const { status, body } = await town.checkout(town.request(cart));
  expect(status).toBe(201);
  const told = async () => {
    const { rows } = await town.orders.query(
      `select e.type from webhook_event e join payment p on p.reference = e.reference where p.order_id = $1 order by e.type`,
      [body.orderId],
    );
    return rows.map(({ type }) => type);
  };
  await expect
    .poll(told, { timeout: 30_000 })
    .toEqual(['payment_intent.amount_capturable_updated', 'payment_intent.succeeded']);
  const { rows } = await town.orders.query('select asked from saga where order_id = $1', [body.orderId]);
  expect(rows).toEqual([{ asked: 0 }]);
});

test('O2: the shop is told how one may pay', async () => {
  const { body } = await town.call('GET', '/api/v1/orders/payment-options');
  expect(body.providers).toEqual([
    {
      provider: 'local',
      kind: 'card-fields',
      cardFieldsUrl: `${town.provider.url}/card-fields`,
      publishableKey: 'pk_test_comptoir',
    },
  ]);
});

test('O3: malformed checkouts are refused with what to mend', async () => {
  const cart = await town.cart(await town.stocked(3));
  const request = town.request(cart);
  const post = (body: unknown, headers: Record<string, string> = town.keyed()) =>
    town.call('POST', '/api/v1/orders/checkout', body, headers);
  expect((await post(request, {})).status).toBe(400);
  expect((await post({ ...request, guest: { email: 'not an address', name: 'A' } })).status).toBe(400);
  expect((await post({ ...request, surprise: 1 })).status).toBe(400);
  expect((await post({ ...request, customer: { id: 'x', email: 'a@b.ca', name: 'A' } })).status).toBe(400);
  expect((await post({ ...request, cartSessionId: randomUUID() })).status).toBe(404);
  expect((await post({ ...request, payment: { ...request.payment, provider: 'bank' } })).status).toBe(422);
});

test('O2: a disputed payment is told to staff with its date, its money and fee go to the books once, and what was taken back is refunded by nobody', async () => {
  const cart = await town.cart(await town.stocked(3, 4_000));
  const { body } = await town.checkout(town.request(cart));
  const id = String(body.orderId);
  await expect.poll(async () => (await town.payments(id))[0]?.status).toBe('succeeded');
  const [payment] = await town.payments(id);
  const control = (path: string, told: object) =>
    town.call('POST', `/_control/disputes${path}`, told, {}, town.provider.url);
  const read = async () =>
    orderView.parse((await town.call('GET', `/api/v1/orders/${id}`, undefined, town.asStaff)).body);
  const listed = async () => {
    const { body: list } = await town.call('GET', '/api/v1/orders?dispute=open', undefined, town.asStaff);
    return (list.items as { id: string }[]).map((one) => one.id);
  };
  const amountMinor = payment?.amount_received ?? 0;
  const opened = await control('', { payment: payment?.id });
  await expect
    .poll(async () => (await read()).disputes)
    .toMatchObject([
      {
        state: 'open',
        reason: 'fraudulent',
        amountMinor,
        withdrawnMinor: amountMinor,
        feeMinor: 1_500,
        answerBy: expect.any(String),
      },
    ]);
  expect(await listed()).toEqual([id]);
  expect(orderView.parse((await town.read(id, body.accessToken)).body).disputes).toEqual([]);
  const refund = { amountMinor: 100, reason: 'Cassé' };
  const headers = { ...town.asStaff, ...town.keyed() };
  expect((await town.call('POST', `/api/v1/orders/${id}/refunds`, refund, headers)).status).toBe(409);

  await control(`/${String(opened.body.id)}`, { state: 'answered' });
  await expect.poll(async () => (await read()).disputes[0]?.state).toBe('answered');
  await control(`/${String(opened.body.id)}`, { state: 'won' });
  await expect
    .poll(async () => (await read()).disputes)
    .toMatchObject([{ state: 'won', withdrawnMinor: 0, feeMinor: 1_500 }]);
  expect(await listed()).toEqual([]);
  expect((await town.call('POST', `/api/v1/orders/${id}/refunds`, refund, headers)).status).toBe(201);
  const { rows } = await town.orders.query(
    `select data from outbox where type = 'order.dispute-moved' and key = $1 order by written`,
    [id],
  );
  expect(rows.map(({ data }) => [data.withdrawnMinor, data.feeMinor])).toEqual([
    [amountMinor, 1_500],
    [-amountMinor, 0],
  ]);
  await expect
    .poll(async () =>
      (await town.messages('litiges@comptoir.example'))
        .map(({ subject }) => subject.split(' · ')[0])
        .toSorted(),
    )
    .toEqual(['Litige gagné', 'Litige ouvert', 'Litige répondu']);
});

test('C1: of an erased customer an order that is on its way gets there; then the books keep figures, not who they were', async () => {
  const id = randomUUID();
  const headers = { authorization: `Bearer ${await town.issuer.customerToken(id)}` };
  const cart = await town.cart(await town.stocked(3));
  const { guest: _guest, ...request } = town.request(cart);
  const { body } = await town.checkout(
    { ...request, customer: { id, email: 'ana@client.example', name: 'Ana Roy' } },
    randomUUID(),
    headers,
  );
  const card = async () => {
    const { rows } = await town.orders.query('select card_hash, state from payment where order_id = $1', [
      body.orderId,
    ]);
    return rows[0];
  };
  await expect.poll(card).toEqual({ card_hash: expect.any(String), state: 'captured' });
  const { version } = (await town.call('GET', `/api/v1/orders/${body.orderId}`, undefined, headers)).body;
  const asked = { ...headers, ...town.keyed(), 'if-match': `"${version}"` };
  const instructions = 'Sonner deux fois chez Roy';
  const changed = await town.call('POST', `/api/v1/orders/${body.orderId}/changes`, { instructions }, asked);
  expect(changed.status).toBe(200);
  const answersKept = async () =>
    (await town.orders.query(`select 1 from idempotency_key where body::text like '%chez Roy%'`)).rowCount;
  expect(await answersKept()).toBe(1);
  await town.tell('events.customer', 'customer.erased', id, {
    ...{ customerId: id, at: new Date().toISOString() },
  });
  const orderId = String(body.orderId);
  const read = () => town.call('GET', `/api/v1/orders/${orderId}`, undefined, town.asStaff);
  const isToBeForgotten = async () =>
    (await town.orders.query(`select 1 from owed where order_id = $1 and kind = 'forget'`, [orderId]))
      .rowCount;
  await expect.poll(isToBeForgotten).toBe(1);
  expect((await read()).body).toMatchObject({
    contact: { name: 'Ana Roy' },
    delivery: { address: { city: 'Montréal' } },
  });
  for (const status of ['preparing', 'shipped', 'delivered']) await town.move(orderId, status);
  await town.orders.query(`update order_history set at = at - interval '2 days' where order_id = $1`, [
    orderId,
  ]);
  await town.orders.query(`update owed set due_at = now() where order_id = $1 and kind = 'forget'`, [
    orderId,
  ]);
  await town.orders.query('update saga set due_at = now() where order_id = $1', [orderId]);
  await expect.poll(async () => (await read()).body.contact).toBe(null);
  expect((await read()).body).toMatchObject({ delivery: null, billing: null, customerId: id });
  expect(await card()).toEqual({ card_hash: null, state: 'captured' });
  expect(await answersKept()).toBe(0);
  // Nor does the place that packs it.
  const { rows } = await town.orders.query(
    `select value ->> 'recipient' as name from feed_row where key = $1`,
    [`order/${body.orderId}`],
  );
  expect(rows).toEqual([{ name: null }]);
});
