/** O3: parcels with a carrier that misbehaves, over its own wire; its driver knows nothing of the stand-in. */
import { randomUUID } from 'node:crypto';
import { type RunningCarrier, startCarrier } from '@comptoir/outside-world/carrier/carrier';
import { type RunningService, startService } from '@comptoir/service-kit';
import { orderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import { returnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { orderView, parcelView } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { citiesOfPlaces, openTown, store, type Town, warehouse } from './support/town.ts';

type Parcel = z.infer<typeof parcelView>;
const secrets = { key: 'a key of the tests', webhook: 'whsec_of_the_carrier' };
const path = '/api/v1/orders/webhooks/tracking/laurentien';

let town: Town;
let carrier: RunningCarrier;
let order: RunningService;
beforeAll(async () => {
  town = await openTown();
  const url = `http://127.0.0.1:${town.environment.PORT}${path}`;
  carrier = await startCarrier({ port: 0, key: secrets.key, webhook: { url, secret: secrets.webhook } });
  const told = {
    CARRIER_URL: carrier.url,
    CARRIER_KEY: secrets.key,
    CARRIER_WEBHOOK_SECRET: secrets.webhook,
  };
  order = await startService(orderService(), { ...town.environment, ...told });
}, 120_000);
afterAll(async () => {
  await order?.close();
  await carrier?.close();
  await town?.close();
}, 60_000);

const control = (what: string, body: object) => town.call('POST', `/_control/${what}`, body, {}, carrier.url);
async function bought(productId?: string, quantity = '1') {
  const cart = await town.cart(productId ?? (await town.stocked(5)), quantity);
  const { body } = await town.checkout(town.request(cart));
  const orderId = String(body.orderId);
  const read = async () => (await town.read(orderId, body.accessToken)).body;
  const parcels = async () => (await read()).parcels as Parcel[];
  const mails = async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject);
  const token = String(body.accessToken);
  return { orderId, token, number: String(body.number), read, parcels, mails, cart };
}
type Bought = Awaited<ReturnType<typeof bought>>;
const book = ({ orderId }: Bought, locationId?: string, weightGrams = 1_400) =>
  town.call(
    'POST',
    `/api/v1/orders/${orderId}/parcels`,
    { service: 'regular', weightGrams, ...(locationId === undefined ? {} : { locationId }) },
    { ...town.asStaff, ...town.keyed() },
  );
type Told = z.infer<typeof orderView>;
/** Three pieces that the warehouse has, and two that the store has. */
async function split() {
  const productId = await town.stocked(3);
  const one = await bought(productId, '5');
  const seen = async () => (await one.read()) as Told;
  await expect.poll(async () => (await seen()).totals.capturedMinor).toBe(one.cart.totalMinor);
  const parts = async () =>
    (await seen()).preparations.map(({ locationId, state, lines }) => [
      ...[locationId, state, lines[0]?.quantity, lines[0]?.missingQuantity],
    ]);
  const feed = async () => {
    const row = `select scope, key, value from feed_row where key like '%' || $1 and value is not null order by key, scope`;
    return (await town.orders.query(row, [one.orderId])).rows as {
      scope: string;
      key: string;
      value: object;
    }[];
  };
  const storeTells = (step: string, more: object = {}) => {
    const about = {
      orderId: one.orderId,
      storeId: store,
      recordId: randomUUID(),
      at: new Date().toISOString(),
    };
    const data = { ...about, by: 'u-camille', step, ...more };
    return town.tell('events.sales', 'preparation.recorded', one.orderId, data);
  };
  const packs = (prepared: string) =>
    storeTells('prepared', { lines: [{ productId, ordered: '2', prepared }] });
  return { ...one, productId, seen, parts, feed, storeTells, packs };
}
async function booked(one: Bought): Promise<Parcel & { trackingNumber: string }> {
  await expect.poll(async () => (await one.parcels())[0]?.state, { timeout: 20_000 }).toBe('booked');
  const [parcel] = await one.parcels();
  return { ...parcel, trackingNumber: parcel?.trackingNumber ?? '' } as Parcel & { trackingNumber: string };
}
const scan = (trackingNumber: string, status: string) => control('scan', { trackingNumber, status });
const pdf = async (at: string, headers: Record<string, string>) => {
  const answer = await fetch(`http://127.0.0.1:${town.environment.PORT}${at}`, { headers });
  return (await answer.text()).slice(0, 400);
};

test('O3: rates by zone and weight, a label of 4 by 6 inches; scans that come late, twice and in the wrong order move the order once, and each step is told', async () => {
  const one = await bought();
  const rates = async (weightGrams: number) => {
    const at = `/api/v1/orders/${one.orderId}/parcels/rates?weightGrams=${weightGrams}`;
    return (await town.call('GET', at, undefined, town.asStaff)).body.rates as { priceMinor: number }[];
  };
  expect((await rates(900)).length).toBe(2);
  expect((await rates(5_000))[0]?.priceMinor).toBeGreaterThan((await rates(900))[0]?.priceMinor ?? 0);
  expect((await book(one)).status).toBe(201);
  const { id, trackingNumber } = await booked(one);
  expect(await pdf(`/api/v1/orders/${one.orderId}/parcels/${id}/label`, town.asStaff)).toContain('%PDF');
  // The place that packs it sends it.
  const { locationId } = await one.read();
  expect((await one.parcels())[0]?.scans[0]?.place).toBe(citiesOfPlaces[String(locationId)]);
  await control('misbehave', { webhooks: { copies: 2, reorder: true } });
  for (const status of ['picked-up', 'in-transit', 'out-for-delivery']) await scan(trackingNumber, status);
  await expect.poll(async () => (await one.parcels())[0]?.scans.length, { timeout: 20_000 }).toBe(4);
  expect((await one.read()).status).toBe('shipped');
  expect((await one.parcels())[0]?.scans.map(({ status }) => status)).toEqual([
    ...['created', 'picked-up', 'in-transit', 'out-for-delivery'],
  ]);
  await control('misbehave', {});
  await scan(trackingNumber, 'delivered');
  await expect.poll(async () => (await one.read()).status).toBe('delivered');
  const told = ['est confirmée', 'est en route', 'arrive aujourd’hui', 'est livrée'];
  await expect
    .poll(async () => (await one.mails()).toSorted())
    .toEqual(told.map((what) => `Votre commande ${one.number} ${what}`).toSorted());
  expect((await one.read()).shipments).toMatchObject([{ carrier: 'Colis Laurentien', trackingNumber }]);
});

test('B2: delivery costs what the carrier wants for the weight, and what our own table says while it is silent', async () => {
  const priced = async () => {
    const { sessionId } = await town.cart(await town.stocked(5), '3');
    const { shipping, totals } = (await town.readCart(sessionId)).body;
    return { shipping, feeMinor: (totals as { deliveryMinor: number }).deliveryMinor };
  };
  const told = await priced();
  expect(told).toMatchObject({ shipping: { by: 'carrier', weightGrams: 1_500 }, feeMinor: 1_190 });
  await control('misbehave', { on: ['rates'], before: 'error' });
  // Kept from before for this place and weight: another weight is asked for anew.
  const { sessionId } = await town.cart(await town.stocked(5), '4');
  const { shipping, totals } = (await town.readCart(sessionId)).body;
  await control('misbehave', {});
  expect(shipping).toMatchObject({ by: 'table', weightGrams: 2_000 });
  expect(totals).toMatchObject({ deliveryMinor: 899 });
});

test('O3: an answer that is lost books no second parcel, a lost label is asked for anew, and what came back has the carrier’s label', async () => {
  const one = await bought();
  const known = async () => (await (await fetch(carrier.url)).text()).match(/<article>/g)?.length ?? 0;
  const before = await known();
  await control('misbehave', { on: ['create'], after: 'error', times: 1, loseLabels: 1 });
  await book(one);
  const { trackingNumber } = await booked(one);
  // One whose label is lost, asked for twice, and the one that goes.
  expect((await known()) - before).toBe(2);
  await scan(trackingNumber, 'picked-up');
  await expect.poll(async () => (await one.read()).status).toBe('shipped');
  const lines = ((await one.read()).lines as { lineId: string }[]).map(({ lineId }) => ({
    lineId,
    quantity: '1',
  }));
  const asGuest = { 'x-order-token': one.token, ...town.keyed() };
  const asked = await town.call(
    'POST',
    `/api/v1/orders/${one.orderId}/returns`,
    { lines, reason: 'trop petit' },
    asGuest,
  );
  const back = async () => (await one.parcels()).find(({ isReturn }) => isReturn);
  await expect.poll(async () => (await back())?.state, { timeout: 20_000 }).toBe('booked');
  const label = await pdf(`/api/v1/orders/${one.orderId}/returns/${asked.body.id}/label`, asGuest);
  expect(label).toMatch(/%PDF/);
  expect((await back())?.priceMinor).toBeNull();
});

test('O3: what the carrier did not sign moves nothing, and a cancelled order’s parcel is called off', async () => {
  const one = await bought();
  const forged = {
    type: 'tracking',
    parcelId: 'x',
    scan: { sequence: 9, status: 'delivered', at: new Date().toISOString(), place: '' },
  };
  const headers = {
    'carrier-timestamp': String(Math.floor(Date.now() / 1000)),
    'carrier-signature': 'ab'.repeat(32),
  };
  expect((await town.call('POST', path, forged, headers)).status).toBe(400);
  await book(one);
  const { trackingNumber } = await booked(one);
  await town.move(one.orderId, 'cancelled', { reason: 'changed their mind' });
  const page = async () =>
    (await fetch(`${carrier.url}/track/${trackingNumber}`, { headers: { 'accept-language': 'en' } })).text();
  await expect.poll(page, { timeout: 20_000 }).toContain('voided');
  expect((await one.read()).status).toBe('cancelled');
  expect((await book(one)).status).toBe(409);
  expect(
    (
      await town.call(
        'GET',
        `/api/v1/orders/${randomUUID()}/parcels/rates?weightGrams=1`,
        undefined,
        town.asStaff,
      )
    ).status,
  ).toBe(404);
});

test('O3: an order that two places send is told to each in its part, goes in two parcels from their own doors, and is there with the last', async () => {
  const one = await split();
  const rows = (await one.feed()).map(({ scope, value }) => [scope, orderToPrepare.parse(value)] as const);
  expect(new Map(rows).get(warehouse)).toMatchObject({
    lines: [{ quantity: '3' }],
    parcel: { number: 1, of: 2 },
  });
  expect(new Map(rows).get(store)).toMatchObject({
    lines: [{ quantity: '2' }],
    parcel: { number: 2, of: 2 },
  });
  await one.packs('1');
  await expect.poll(async () => (await one.parts())[1]).toEqual([store, 'packed', '2', '1']);
  expect((await one.seen()).status).toBe('preparing');
  expect((await book(one)).body.type).toBe('/problems/which-place');
  expect((await book(one, randomUUID())).status).toBe(404);
  for (const place of [warehouse, store]) expect((await book(one, place)).status).toBe(201);
  await expect
    .poll(async () => (await one.parcels()).map(({ state }) => state), { timeout: 20_000 })
    .toEqual(['booked', 'booked']);
  const from = async (place: string) =>
    (await one.parcels()).find(({ locationId }) => locationId === place) as Parcel & {
      trackingNumber: string;
    };
  for (const place of [warehouse, store])
    expect((await from(place)).scans[0]?.place).toBe(citiesOfPlaces[place]);
  await scan((await from(warehouse)).trackingNumber, 'delivered');
  await expect.poll(async () => (await one.parts())[0]?.[1]).toBe('delivered');
  expect(await one.seen()).toMatchObject({ status: 'preparing', isPartlyShipped: true });
  await expect.poll(() => town.reservations(one.orderId)).toEqual(['held']);
  await scan((await from(store)).trackingNumber, 'picked-up');
  await expect.poll(async () => (await one.seen()).status).toBe('shipped');
  await scan((await from(store)).trackingNumber, 'delivered');
  await expect.poll(async () => (await one.seen()).status).toBe('delivered');
  const told = [
    'Votre commande N est confirmée',
    'Remboursement de votre commande N',
    'Le colis 1 de 2 de votre commande N est en route',
    'Le colis 1 de 2 de votre commande N est livré',
    'Le colis 2 de 2 de votre commande N est en route',
    'Votre commande N est livrée',
  ];
  await expect
    .poll(async () => (await one.mails()).toSorted())
    .toEqual(told.map((what) => what.replace('N', one.number)).toSorted());
  expect((await one.feed()).length).toBe(0);
  // Of six pieces four have left: the one that was not there is still on its shelf's account.
  await expect.poll(() => town.reservations(one.orderId)).toEqual(['committed']);
  expect(await town.free(one.productId)).toBe(2);
  const [payment] = await town.payments(one.orderId);
  expect(payment).toMatchObject({ amount_received: one.cart.totalMinor });
  expect(payment?.latest_charge?.amount_refunded).toBe((await one.seen()).totals.refundedMinor);
});

test('O3: what has not left is called off while the rest is on its way: its money and its goods come back, and its store is told what to put back', async () => {
  const one = await split();
  expect((await town.move(one.orderId, 'shipped', { locationId: randomUUID() })).status).toBe(404);
  const ofStore = await town.issuer.staffToken(['manager'], undefined, [store]);
  const theirs = { authorization: `Bearer ${ofStore}`, 'if-match': '"2"', ...town.keyed() };
  const another = { status: 'shipped', locationId: warehouse };
  const path = `/api/v1/orders/${one.orderId}/status`;
  expect((await town.call('PUT', path, another, theirs)).status).toBe(403);
  expect((await town.move(one.orderId, 'shipped', { locationId: warehouse })).body).toMatchObject({
    ...{ status: 'preparing', isPartlyShipped: true },
  });
  expect((await town.move(one.orderId, 'shipped', { locationId: warehouse })).status).toBe(409);
  await one.packs('2');
  await expect.poll(async () => (await one.parts())[1]?.[1]).toBe('packed');
  const version = (await town.read(one.orderId, one.token)).headers.get('etag') ?? '';
  const headers = { 'x-order-token': one.token, 'if-match': version, ...town.keyed() };
  const part = { status: 'cancelled', locationId: store };
  const cancel = (body: object) => town.call('PUT', path, body, headers);
  expect((await cancel(part)).status).toBe(403);
  expect((await cancel({ status: 'cancelled' })).body).toMatchObject({ status: 'shipped' });
  expect((await one.parts())[1]?.[1]).toBe('called-off');
  const goods = Math.round((one.cart.subtotalMinor * 2) / 5);
  await expect.poll(async () => (await one.seen()).totals.refundedMinor).toBeGreaterThanOrEqual(goods);
  expect((await one.seen()).totals.refundedMinor).toBeLessThan(one.cart.totalMinor);
  await expect.poll(() => town.reservations(one.orderId)).toEqual(['committed']);
  expect(await town.free(one.productId)).toBe(3);
  expect((await one.feed()).map(({ scope, key }) => [scope, key])).toEqual([
    [store, `called-off/${one.orderId}`],
  ]);
  await one.storeTells('put-back', { reason: 'called-off' });
  await expect.poll(one.feed).toEqual([]);
  expect((await town.move(one.orderId, 'delivered')).body).toMatchObject({ status: 'delivered' });
});

test('O4: the first parcel of an order that two places send goes back while the second is still to leave, to the cent and no more than it held', async () => {
  const one = await split();
  const lineId = (await one.seen()).lines[0]?.lineId ?? '';
  const ask = (quantity: string) =>
    town.call(
      'POST',
      `/api/v1/orders/${one.orderId}/returns`,
      { lines: [{ lineId, quantity }], code: 'changed-mind' },
      { 'x-order-token': one.token, ...town.keyed() },
    );
  const atTill = async () =>
    returnableOrder.safeParse(
      (await town.call('GET', `/api/v1/sync/orders/${one.number}/returnable`, undefined, town.asDevice)).body,
    ).data?.lines;
  const receive = async (returnId: unknown) => {
    const path = `/api/v1/orders/${one.orderId}/returns/${returnId}`;
    const { status } = await town.call(
      'PUT',
      path,
      { state: 'received' },
      { ...town.asStaff, ...town.keyed() },
    );
    expect(status).toBe(200);
  };
  const leaves = (locationId: string) => town.move(one.orderId, 'shipped', { locationId });

  expect((await ask('1')).body.type).toBe('/problems/not-handed-over');
  await leaves(warehouse);
  expect((await one.seen()).lines).toMatchObject([{ quantity: '5', toComeQuantity: '2' }]);
  expect(await atTill()).toMatchObject([{ quantity: '5', toComeQuantity: '2' }]);
  expect((await ask('4')).body).toMatchObject({ type: '/problems/more-than-left', leftQuantity: '3' });
  const first = await ask('3');
  expect(first.status).toBe(201);
  expect((await ask('1')).body).toMatchObject({ type: '/problems/more-than-left', leftQuantity: '0' });
  await receive(first.body.id);
  await expect.poll(async () => (await one.seen()).refunds.map(({ state }) => state)).toEqual(['done']);
  expect((await one.seen()).status).toBe('preparing');

  await leaves(store);
  expect(await one.seen()).toMatchObject({ status: 'shipped', lines: [{ toComeQuantity: '0' }] });
  const second = await ask('2');
  expect(second.status).toBe(201);
  await receive(second.body.id);
  await expect
    .poll(async () => (await one.seen()).refunds.map(({ state }) => state))
    .toEqual(['done', 'done']);
  const { totals, refunds, lines } = await one.seen();
  expect(lines[0]?.refundedQuantity).toBe('5');
  // All but what the delivery cost, which is not given back with goods.
  const goods = refunds.flatMap((refund) => refund.lines).reduce((sum, line) => sum + line.amountMinor, 0);
  expect(goods).toBe(lines[0]?.amountMinor);
  expect((await town.payments(one.orderId))[0]?.latest_charge?.amount_refunded).toBe(totals.refundedMinor);
});

test('O3: a store that has nothing of its part sends nothing; fewer pieces are taken from the last place; an order that nobody sends is cancelled', async () => {
  const [one, other] = [await split(), await split()];
  await one.packs('0');
  await expect.poll(async () => (await one.parts())[1]?.[1]).toBe('called-off');
  expect(await one.seen()).toMatchObject({ status: 'confirmed', isPartlyShipped: false });
  expect((await one.feed()).map(({ value }) => (value as { parcel?: object }).parcel)).toEqual([undefined]);
  await town.move(one.orderId, 'cancelled', { locationId: warehouse, reason: 'lost' });
  await expect.poll(async () => (await one.seen()).totals.refundedMinor).toBe(one.cart.totalMinor);
  expect(await one.seen()).toMatchObject({ status: 'cancelled' });
  await expect.poll(() => town.reservations(one.orderId)).toEqual(['released']);
  expect(await town.free(one.productId)).toBe(6);

  const lineId = (await other.seen()).lines[0]?.lineId;
  const headers = { 'x-order-token': other.token, 'if-match': '"2"', ...town.keyed() };
  const remove = [{ lineId, quantity: '2' }];
  const changed = await town.call('POST', `/api/v1/orders/${other.orderId}/changes`, { remove }, headers);
  expect((changed.body as Told).preparations).toMatchObject([
    { locationId: warehouse, lines: [{ quantity: '3' }] },
  ]);
  expect((await other.feed()).map(({ scope }) => scope)).toEqual([warehouse]);
  await expect.poll(() => town.free(other.productId)).toBe(3);
  await town.move(other.orderId, 'shipped');
  await expect
    .poll(async () => (await town.reservations(other.orderId)).toSorted())
    .toEqual(['committed', 'released']);
  expect(await town.free(other.productId)).toBe(3);
});
