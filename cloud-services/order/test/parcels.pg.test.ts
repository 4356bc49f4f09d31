/** O3: parcels with a carrier that misbehaves, over its own wire; its driver knows nothing of the stand-in. */
import { randomUUID } from 'node:crypto';
import { type RunningCarrier, startCarrier } from '@comptoir/outside-world/carrier/carrier';
import { type RunningService, startService } from '@comptoir/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { parcelView } from '../src/api.ts';
import { orderService } from '../src/service.ts';
import { citiesOfPlaces, openTown, type Town } from './support/town.ts';

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
async function bought() {
  const cart = await town.cart(await town.stocked(5));
  const { body } = await town.checkout(town.request(cart));
  const orderId = String(body.orderId);
  const read = async () => (await town.read(orderId, body.accessToken)).body;
  const parcels = async () => (await read()).parcels as Parcel[];
  const mails = async () => (await town.mails(cart.sessionId)).map(({ subject }) => subject);
  return { orderId, token: String(body.accessToken), number: String(body.number), read, parcels, mails };
}
type Bought = Awaited<ReturnType<typeof bought>>;
const book = ({ orderId }: Bought, weightGrams = 1_400) =>
  town.call(
    'POST',
    `/api/v1/orders/${orderId}/parcels`,
    { service: 'regular', weightGrams },
    { ...town.asStaff, ...town.keyed() },
  );
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
