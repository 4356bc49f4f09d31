/** What Order does with what Customer knows, with a real Customer: who is told by SMS, and whose points pay. */
import { randomUUID } from 'node:crypto';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../scripts/system/ports.ts';
import type { CheckoutRequest } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { type Customers, openCustomers } from './support/customers.ts';
import { openTown, store, type Town } from './support/town.ts';

let town: Town;
let customers: Customers;
let order: RunningService;
const [noon, night, morning] = ['17:00', '03:00', '13:00'].map((utc) => new Date(`2026-01-13T${utc}:00Z`));
/** By which the shop in Montréal knows day from night. */
let clock = noon;

beforeAll(async () => {
  const port = String(await freePort());
  town = await openTown({
    ...{ CUSTOMER_URL: `http://127.0.0.1:${port}`, REMINDER_AFTER_MINUTES: '60', REMINDER_EVERY_MS: '100' },
  });
  customers = await openCustomers(town, port);
  order = await startService(
    orderService(undefined, () => clock ?? new Date()),
    { ...town.environment, CUSTOMER_URL: customers.address, SMS_QUIET_HOURS: '21:00-08:00' },
  );
}, 120_000);
afterAll(async () => {
  await order?.close();
  await customers?.close();
  await town?.close();
}, 60_000);

const collected = { method: 'collect', storeId: store } as const;
let numbers = 0;
/** One that nobody else has. */
const newNumber = () => {
  numbers += 1;
  return `514555${String(numbers).padStart(4, '0')}`;
};

async function bought(more: Partial<CheckoutRequest>, headers: Record<string, string> = {}) {
  const cart = await town.cart(await town.stocked(5), '1', 'collect');
  const { guest, ...request } = town.request(cart, { delivery: collected, ...more });
  const who = more.customer ? {} : { guest };
  const { status, body } = await town.checkout({ ...request, ...who }, randomUUID(), headers);
  expect(status).toBe(201);
  return town.read(body.orderId, body.accessToken);
}
async function ready(orderId: unknown): Promise<void> {
  await town.move(String(orderId), 'preparing');
  expect((await town.move(String(orderId), 'ready-to-collect')).status).toBe(200);
}
/** Whether somebody was told by SMS that it is ready, or will not be. */
const isDecided = async (orderId: unknown) => {
  const { rows } = await town.orders.query(
    `select done_at is not null as done from owed where order_id = $1 and kind = 'text' and key = 'ready-to-collect'`,
    [orderId],
  );
  return rows[0]?.done;
};
const textsTo = async (number: string) => (await town.messages(`+1${number}`)).map(({ text }) => text ?? '');
/** Waits for the SMS that says so. */
async function textTo(number: string, words: string): Promise<string> {
  const find = async () => (await textsTo(number)).find((text) => text.includes(words));
  await expect.poll(find).toBeDefined();
  return (await find()) ?? '';
}

test.each([
  ['fr', 'est confirmée', 'vous attend en magasin'],
  ['en', 'is confirmed', 'is ready in store'],
] as const)(
  'O3: a guest who gave a number is told by SMS that the order stands, and once that it is ready, in %s',
  async (language, confirmed, isReady) => {
    const number = newNumber();
    const guest = { email: `${number}@client.example`, name: 'Ana Roy', phone: `(514) ${number.slice(3)}` };
    const { body } = await bought({ guest, language });
    expect(body.contact).toEqual({ ...guest, phone: `+1${number}` });
    expect(await textTo(number, confirmed)).toContain(String(body.number));
    await ready(body.id);
    const told = await textTo(number, isReady);
    for (const words of [body.number, body.collectCode]) expect(told).toContain(words);
  },
);

const toldReady = async (number: string) =>
  (await textsTo(number)).filter((text) => /vous attend|is ready/.test(text));

test('O3: a customer is told at the number of their profile if they want it, and is not if they do not', async () => {
  const [wants, wantsNot] = [newNumber(), newNumber()];
  const ana = await customers.join('ana@client.example', wants, true);
  const eve = await customers.join('eve@client.example', wantsNot, false);
  const [hers, other] = [
    await bought({ customer: ana.customer }, ana.headers),
    await bought({ customer: eve.customer }, eve.headers),
  ];
  await ready(other.body.id);
  await ready(hers.body.id);
  await textTo(wants, 'vous attend en magasin');
  await expect.poll(() => isDecided(other.body.id)).toBe(true);
  expect(await textsTo(wantsNot)).toEqual([]);
});

test('O3: while Customer is away the SMS waits, and the order goes on; an order collected meanwhile is not told', async () => {
  const number = newNumber();
  const { customer, headers } = await customers.join('zoe@client.example', number, true);
  const [first, second] = [await bought({ customer }, headers), await bought({ customer }, headers)];
  const bringBack = await customers.away();
  await ready(first.body.id);
  await ready(second.body.id);
  expect((await town.move(String(first.body.id), 'collected')).status).toBe(200);
  await expect.poll(() => town.reservations(first.body.id)).toEqual(['committed']);
  await bringBack();
  await expect.poll(() => isDecided(first.body.id), { timeout: 60_000 }).toBe(true);
  await expect.poll(() => isDecided(second.body.id), { timeout: 60_000 }).toBe(true);
  await expect.poll(() => toldReady(number)).toHaveLength(1);
  expect(await toldReady(number)).toMatchObject([expect.stringContaining(String(second.body.number))]);
}, 120_000);

test.each([
  ['fr', 'shipped', 'est en route'],
  ['en', 'cancelled', 'is cancelled'],
] as const)(
  'O3: an SMS says so too when an order of a customer who wants it becomes, in %s, %s',
  async (language, to, words) => {
    const number = newNumber();
    const { customer, headers } = await customers.join(`${to}@client.example`, number, true);
    const cart = await town.cart(await town.stocked(5));
    const { guest: _, ...request } = town.request(cart, { customer, language });
    const { body } = await town.checkout(request, randomUUID(), headers);
    if (to === 'shipped') await town.move(String(body.orderId), 'preparing');
    expect((await town.move(String(body.orderId), to)).status).toBe(200);
    expect(await textTo(number, words)).toContain(body.number);
  },
);

test('O3: what becomes of an order at night is told by SMS in the morning: once, and by where it is then', async () => {
  const number = newNumber();
  const guest = { email: `${number}@client.example`, name: 'Ana Roy', phone: number };
  const { body } = await town.checkout(town.request(await town.cart(await town.stocked(5)), { guest }));
  const id = String(body.orderId);
  await textTo(number, 'est confirmée');
  const waiting = async () => {
    const { rows } = await town.orders.query<{ key: string }>(
      `select key from owed where order_id = $1 and kind = 'text' and done_at is null
         and due_at between now() + interval '9 hours' and now() + interval '10 hours' order by id`,
      [id],
    );
    return rows.map(({ key }) => key);
  };
  clock = night;
  try {
    for (const to of ['preparing', 'shipped', 'delivered']) {
      expect((await town.move(id, to)).status).toBe(200);
      if (to === 'shipped') await expect.poll(waiting).toEqual(['shipped']);
    }
    await expect.poll(waiting).toEqual(['shipped', 'delivered']);
    expect(await textsTo(number)).toHaveLength(1);
  } finally {
    clock = morning;
  }
  await town.orders.query('update owed set due_at = now() where order_id = $1 and done_at is null', [id]);
  await town.orders.query('update saga set due_at = now() where order_id = $1', [id]);
  await textTo(number, 'est livrée');
  // The newest first.
  expect(await textsTo(number)).toEqual([
    expect.stringContaining('est livrée'),
    expect.stringContaining('est confirmée'),
  ]);
});

/** A cart of whoever is signed in, that has been left. */
async function leftCart(headers: Record<string, string>, quantity: string) {
  const cart = await town.cart(await town.stocked(9), quantity, 'collect', { headers });
  await town.leave(cart);
  return cart;
}
const tokenIn = (text = '', path: string) =>
  new URL(text.split(/\s+/).find((word) => word.includes(path)) ?? 'none:').searchParams.get('token');

test('B1 C2: who agreed is written to of the cart that they left; the link brings back a copy, and what is bought of it is bought once', async () => {
  const email = 'left@client.example';
  const { headers } = await customers.join(email, newNumber(), false, true);
  const cart = await leftCart(headers, '2');
  await expect.poll(() => town.reminders(cart.sessionId)).toEqual(['queued']);
  await expect.poll(async () => (await town.messages(email)).length).toBe(2);
  const [letter] = await town.messages(email);
  expect(letter?.subject).toBe('Your cart is waiting');
  expect(letter?.text).toContain('Oat soap');
  const token = tokenIn(letter?.text, '/en/cart/return');
  const back = await town.comeBack(token);
  expect((await town.comeBack(token)).body).toMatchObject({ sessionId: back.body.sessionId });
  expect(back.body).toMatchObject({ lines: [{ quantity: '2' }], destination: null });
  expect((await town.comeBack(token, headers)).body.sessionId).toBe(cart.sessionId);
  expect((await town.comeBack('x'.repeat(32))).status).toBe(404);

  const sessionId = String(back.body.sessionId);
  const { dueMinor } = await town.calculated(sessionId, 'collect');
  const { status, body } = await town.checkout(
    town.request({ sessionId, dueMinor }, { delivery: collected }),
  );
  expect(status).toBe(201);
  const told = async () => (await town.readCart(cart.sessionId, headers)).body.lines;
  await expect.poll(told).toEqual([]);
  const { rows } = await town.orders.query(
    `select data -> 'cartReminder' as reminder from outbox where type = 'order.confirmed' and key = $1`,
    [body.orderId],
  );
  expect(rows).toMatchObject([{ reminder: { isByLink: true } }]);
});

test('B1 C2: nobody is written to twice in a week, nor once they unsubscribed, by one click and without signing in', async () => {
  const email = 'often@client.example';
  const ana = await customers.join(email, newNumber(), false, true);
  const first = await leftCart(ana.headers, '1');
  await expect.poll(() => town.reminders(first.sessionId)).toEqual(['queued']);
  await leftCart(ana.headers, '1');
  await expect.poll(() => town.reminders(first.sessionId)).toEqual(['queued', 'too-soon']);
  await expect.poll(async () => (await town.messages(email)).length).toBe(2);
  const [letter] = await town.messages(email);
  expect(letter?.unsubscribing?.join()).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const token = tokenIn(letter?.text, '/en/email/unsubscribe');
  expect(letter?.unsubscribing?.join()).toContain(`token=${token}>`);
  for (const _ of [1, 2]) expect((await customers.call('POST', '/unsubscribe', { token })).status).toBe(204);
  const said = await customers.call('GET', `/${ana.customer.id}/consents`, undefined, ana.headers);
  expect(said.body).toMatchObject({ consents: { marketingEmail: false } });
  await leftCart(ana.headers, '1');
  await expect.poll(() => town.reminders(first.sessionId)).toEqual(['queued', 'too-soon', 'no-consent']);
});

/** Somebody with points, and their cart that they want to pay for with all of them. */
async function cartWithPoints(email: string, points: number) {
  const { customer, headers } = await customers.join(email, newNumber(), false);
  await customers.earn(customer.id, points);
  const left = () => customers.points(customer.id);
  await expect.poll(left).toBe(points);
  const fill = async (wanted: number) =>
    town.cart(await town.stocked(5), '1', 'ship', { headers, loyaltyPoints: wanted });
  const cart = await fill(points);
  const pay = (token?: string) => {
    const { guest: _, ...request } = town.request(cart, { customer }, token);
    return town.checkout(request, randomUUID(), headers);
  };
  return { customer, cart, left, pay };
}

test('C1 C2: whoever asks gets all that is kept of them, orders, checkouts that failed and cart included', async () => {
  const email = 'asks@client.example';
  const { customer, headers } = await customers.join(email, newNumber(), false);
  const { id } = (await bought({ customer }, headers)).body;
  const failed = await town.cart(await town.stocked(5), '1', 'ship', { headers });
  const { guest: _, ...declined } = town.request(failed, { customer }, 'pm_card_visa_chargeDeclined');
  expect((await town.checkout(declined, randomUUID(), headers)).status).toBe(402);
  const cart = await leftCart(headers, '2');
  const { status, body } = await customers.call('GET', `/${customer.id}/export`, undefined, headers);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    profile: { email },
    orders: [
      { checkout: 'failed', contact: { email } },
      { id, contact: { email } },
    ],
    cart: { sessionId: cart.sessionId, lines: [{ quantity: '1' }, { quantity: '2' }] },
  });
});

test('C1: staff see that a customer was written to, about their account and about their orders', async () => {
  const { customer, headers } = await customers.join('written-to@client.example', newNumber(), false);
  await bought({ customer }, headers);
  const asked = { ...town.asStaff, 'access-reason': 'customer-asks' };
  const told = async () => {
    const { body } = await customers.call('GET', `/${customer.id}/letters`, undefined, asked);
    return (body.items as { kind: string; channel: string; state: string }[])
      .filter(({ state }) => state === 'sent')
      .map(({ kind, channel }) => `${channel} ${kind}`);
  };
  await expect.poll(told).toEqual(['mail order.confirmed', 'mail customer.confirm']);
});

test('C2 O1: points pay a part of an order, after taxes, the card the rest, and both come back when it is cancelled', async () => {
  const { cart, left, pay } = await cartWithPoints('points@client.example', 500);
  expect(cart.dueMinor).toBe(cart.totalMinor - 500);
  const { status, body } = await pay();
  expect(status).toBe(201);
  const told = await town.read(body.orderId, body.accessToken);
  expect(told.body.totals).toMatchObject({ points: { points: 500, amountMinor: 500 } });
  const payment = async () => (await town.payments(body.orderId))[0];
  await expect.poll(async () => (await payment())?.amount_received).toBe(cart.dueMinor);
  // They are gone, and what they paid of the goods earned none.
  const earned = Math.floor((cart.subtotalMinor - 500) / 100);
  await expect.poll(left).toBe(earned);
  expect((await town.move(String(body.orderId), 'cancelled')).status).toBe(200);
  await expect.poll(left).toBe(500);
  await expect.poll(async () => (await payment())?.latest_charge?.amount_refunded).toBe(cart.dueMinor);
});

test('C2 O1: points that another order holds are not spent twice, and a declined card lets them go', async () => {
  const { customer, cart, left, pay } = await cartWithPoints('twice@client.example', 300);
  const letGo = await customers.hold(customer.id, 200);
  const refused = await pay();
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/points-short']);
  expect(await town.payments(refused.body.orderId)).toEqual([]);
  await letGo();
  expect((await pay('pm_card_visa_chargeDeclined')).status).toBe(402);
  await expect.poll(left).toBe(300);
  expect((await pay()).status).toBe(201);
  await expect.poll(left).toBe(Math.floor((cart.subtotalMinor - 300) / 100));
});
