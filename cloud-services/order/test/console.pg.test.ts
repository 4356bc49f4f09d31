/** What staff see and mend of orders, over HTTP, with real Cart and Inventory, the payment provider and the mail catcher. */
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { stuckList, timeline } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { openTown, type Town } from './support/town.ts';

let town: Town;
let order: RunningService;

/** Of this shop: what is dear is looked at, what is dearest is not sold online. */
const rules = [
  { code: 'dear', outcome: 'review', atLeast: { amountMinor: 50_000 } },
  { code: 'lent', outcome: 'review', atLeast: { othersWithCard: 2 } },
  { code: 'dearest', outcome: 'refuse', atLeast: { amountMinor: 900_000 } },
];

beforeAll(async () => {
  town = await openTown();
  order = await startService(orderService(), { ...town.environment, RISK_RULES: JSON.stringify(rules) });
}, 120_000);
afterAll(async () => {
  await order?.close();
  await town?.close();
}, 60_000);
beforeEach(() => town.misbehave({}));

async function bought(name = 'Ana Roy', priceMinor = 1_000) {
  const cart = await town.cart(await town.stocked(5, priceMinor));
  const guest = { email: `${cart.sessionId}@client.example`, name };
  const { status, body } = await town.checkout(town.request(cart, { guest }));
  expect(status).toBe(201);
  return { cart, id: String(body.orderId), number: String(body.number), token: String(body.accessToken) };
}
const get = (path: string, headers: Record<string, string> = town.asStaff) =>
  town.call('GET', `/api/v1/orders${path}`, undefined, headers);
const post = (path: string, body: unknown) =>
  town.call('POST', `/api/v1/orders${path}`, body, { ...town.asStaff, ...town.keyed() });
const happened = async (id: string) => timeline.parse((await get(`/${id}/timeline`)).body).items;
const stuck = async (id: string) =>
  stuckList.parse((await get('/stuck')).body).items.filter(({ orderId }) => orderId === id);

test('O4: staff find an order by its number as people say it, a whole e-mail address, or how a name begins; customers search nothing', async () => {
  const { cart, id, number } = await bought('Zoé Çelik_100%');
  const found = async (q: string) => {
    const { body } = await get(`?q=${encodeURIComponent(q)}`);
    return (body.items as { id: string }[]).map((one) => one.id);
  };
  for (const q of [number.toLowerCase(), `${cart.sessionId}@CLIENT.example`, 'zoé ç', 'Zoé Çelik_100%'])
    expect(await found(q)).toEqual([id]);
  // Signs of a pattern are letters like others.
  for (const q of ['%', 'Zoé Çelik%', '_oé', 'client.example']) expect(await found(q)).toEqual([]);
  const customer = { authorization: `Bearer ${await town.issuer.customerToken('c1')}` };
  expect((await get('?q=ana', customer)).status).toBe(403);
});

test('O4: the timeline tells the checkout’s steps, what was done outside, mails, notes and money back, in order; a guest is told none of it', async () => {
  const { cart, id, token } = await bought();
  expect((await post(`/${id}/notes`, { text: 'A téléphoné' })).status).toBe(201);
  expect((await post(`/${id}/letters`, {})).status).toBe(201);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(2);
  await expect.poll(async () => (await happened(id)).filter(({ state }) => state === 'open')).toEqual([]);
  const { body } = await get(`/${id}`);
  const [line] = body.lines as { lineId: string; amountMinor: number }[];
  const refund = await post(`/${id}/refunds`, {
    lines: [{ lineId: line?.lineId, quantity: '1' }],
    reason: 'Cassé',
  });
  expect(refund.status).toBe(201);
  await expect
    .poll(async () => (await happened(id)).map(({ kind, name }) => `${kind} ${name}`))
    .toEqual(
      expect.arrayContaining([
        'move pending',
        'step authorise',
        'move confirmed',
        'letter mail:order.confirmed',
        'owed capture',
        'owed close-cart',
        'staff note',
        'staff resent',
        'refund done',
        'letter mail:order.refunded',
      ]),
    );
  const items = await happened(id);
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
  expect((await get(`/${id}/timeline`, { 'x-order-token': token })).status).toBe(401);
});

test('O1: what was given up is listed as stuck; tried again it is asked for first and taken once; or it is settled with a reason', async () => {
  const { id } = await bought();
  await expect.poll(async () => (await town.payments(id))[0]?.status).toBe('succeeded');
  await expect.poll(async () => (await happened(id)).every(({ state }) => state === 'done')).toBe(true);
  // As if the provider had refused what it had done.
  const giveUp = () =>
    town.orders.query(
      `update owed set done_at = null, failed_at = now(), error = 'refused' where order_id = $1 and kind = 'capture' returning id`,
      [id],
    );
  await giveUp();
  const [item] = await stuck(id);
  expect(item).toMatchObject({ what: 'capture', state: 'given-up', error: 'refused' });
  expect((await post(`/${id}/stuck/retry`, { owedId: item?.owedId })).status).toBe(201);
  await expect.poll(() => stuck(id)).toEqual([]);
  await expect.poll(async () => (await happened(id)).filter(({ state }) => state !== 'done')).toEqual([]);
  expect((await town.payments(id)).length).toBe(1);
  expect((await post(`/${id}/stuck/retry`, { owedId: item?.owedId })).status).toBe(404);
  await giveUp();
  const settled = { owedId: item?.owedId, reason: 'Encaissé au tableau du fournisseur' };
  expect((await post(`/${id}/stuck/settle`, settled)).status).toBe(201);
  expect(await stuck(id)).toEqual([]);
  expect(await happened(id)).toContainEqual(
    expect.objectContaining({ name: 'settled', detail: `capture: ${settled.reason}` }),
  );
});

test('O1: a checkout that goes nowhere is given up by head office: nothing is charged, nothing held; given up twice is refused', async () => {
  const productId = await town.stocked(5);
  const cart = await town.cart(productId);
  const asked = await town.checkout(town.request(cart, {}, 'pm_card_threeDSecure2Required'));
  expect(asked.body.status).toBe('requires_action');
  const id = String(asked.body.orderId);
  expect(await stuck(id)).toEqual([]);
  // As if its customer had left long ago, and nobody had looked since.
  await town.orders.query(
    `update saga set begun_at = now() - interval '1 h', action_until = now() - interval '10 min', due_at = null where order_id = $1`,
    [id],
  );
  expect(await stuck(id)).toMatchObject([{ what: 'checkout', owedId: null, state: 'trying' }]);
  expect((await post(`/${id}/stuck/compensate`, { reason: 'Le client est parti' })).status).toBe(201);
  await expect.poll(async () => (await town.payments(id)).map(({ status }) => status)).toEqual(['canceled']);
  await expect.poll(() => town.reservations(id)).toEqual(['released']);
  expect((await get(`/${id}`)).body.status).toBe('cancelled');
  expect(await happened(id)).toContainEqual(expect.objectContaining({ name: 'given-up' }));
  expect(String((await post(`/${id}/stuck/compensate`, { reason: 'encore' })).body.type)).toContain(
    'checkout-over',
  );
});

const decide = async (id: string, decision: string) => {
  const seen = await get(`/${id}`);
  const headers = { ...town.asStaff, 'if-match': seen.headers.get('etag') ?? '' };
  return town.call('PUT', `/api/v1/orders/${id}/review`, { decision, reason: 'Téléphoné' }, headers);
};
const waiting = async () =>
  ((await get('?review=open&status=confirmed')).body.items as { id: string }[]).map(({ id }) => id);
const packs = async (id: string): Promise<boolean> => {
  const { rows } = await town.orders.query('select value from feed_row where key = $1', [`order/${id}`]);
  return rows.some(({ value }) => value !== null);
};

test('O2: an order that a rule holds is authorised, not taken, packed by nobody, and its customer is told so; accepted it goes on', async () => {
  const { cart, id, token } = await bought('Ana Roy', 60_000);
  await expect
    .poll(async () =>
      (await happened(id)).some(({ name, state }) => name === 'close-cart' && state === 'done'),
    )
    .toBe(true);
  expect((await town.payments(id)).map(({ status }) => status)).toEqual(['requires_capture']);
  expect(await packs(id)).toBe(false);
  expect(await waiting()).toEqual([id]);
  const mine = await town.read(id, token);
  expect(mine.body).toMatchObject({ review: 'open', risk: null, moves: ['cancelled'] });
  expect((await get(`/${id}`)).body).toMatchObject({
    risk: { reasons: ['dear'], facts: { isFirstOrder: 1, isGuest: 1 } },
  });
  for (const status of ['preparing', 'shipped']) expect((await town.move(id, status)).status).toBe(409);
  await expect
    .poll(async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject))
    .toEqual([expect.stringContaining('Nous vérifions')]);

  expect((await decide(id, 'accept')).body).toMatchObject({ review: 'accepted', status: 'confirmed' });
  await expect.poll(async () => (await town.payments(id))[0]?.status).toBe('succeeded');
  expect(await packs(id)).toBe(true);
  expect(await waiting()).toEqual([]);
  await expect.poll(async () => (await town.mails(cart.sessionId)).length).toBe(2);
  expect(await happened(id)).toContainEqual(
    expect.objectContaining({
      kind: 'staff',
      name: 'accepted',
      detail: 'Téléphoné',
      by: expect.stringContaining('staff:'),
    }),
  );
  expect(String((await decide(id, 'refuse')).body.type)).toContain('not-under-review');
  expect((await town.move(id, 'preparing')).status).toBe(200);
});

test('O2: a card that several people pay with is known by its answer: the first go on, of those after a person looks, with the reason', async () => {
  const pay = async () => {
    const cart = await town.cart(await town.stocked(5));
    const { body } = await town.checkout(town.request(cart, {}, 'pm_card_visa_lent'));
    return (await get(`/${String(body.orderId)}`)).body;
  };
  const [first, , third] = [await pay(), await pay(), await pay()];
  expect(first).toMatchObject({ review: null, risk: { reasons: [], facts: { isNewCard: 1 } } });
  expect(third).toMatchObject({
    review: 'open',
    risk: { reasons: ['lent'], facts: { othersWithCard: 2, isNewCard: 0 } },
  });
  expect((await decide(String(third?.id), 'refuse')).status).toBe(200);
});

test('O2: refused after a look, nothing was ever taken and nothing is held; refused by a rule, nothing is even asked for', async () => {
  const { id } = await bought('Ana Roy', 60_000);
  expect((await decide(id, 'refuse')).body).toMatchObject({ review: 'refused', status: 'cancelled' });
  await expect.poll(async () => (await town.payments(id)).map(({ status }) => status)).toEqual(['canceled']);
  await expect.poll(() => town.reservations(id)).toEqual(['released']);

  const own = await bought('Ana Roy', 60_000);
  const seen = await town.read(own.id, own.token);
  const headers = { 'x-order-token': own.token, 'if-match': seen.headers.get('etag') ?? '' };
  const called = await town.call('PUT', `/api/v1/orders/${own.id}/status`, { status: 'cancelled' }, headers);
  expect(called.body).toMatchObject({ status: 'cancelled', review: null });
  expect(String((await decide(own.id, 'accept')).body.type)).toContain('not-under-review');

  const cart = await town.cart(await town.stocked(5, 950_000));
  const refused = await town.checkout(town.request(cart));
  expect(refused.status).toBe(402);
  expect(String(refused.body.type)).toContain('order-refused');
  expect(await town.payments(refused.body.orderId)).toEqual([]);
});
