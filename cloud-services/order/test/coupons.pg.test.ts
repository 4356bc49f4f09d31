/** A coupon for one use, with a real Product that counts it: two carts want it, and a till. */
import { randomBytes, randomUUID } from 'node:crypto';
import { type Promotion, singleUseCodeOf } from '@comptoir/pricing';
import { type RunningService, startService } from '@comptoir/service-kit';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bundle, forget, type Running, run } from '../../../scripts/system/service-process.ts';
import { orderService } from '../src/service.ts';
import { openTown, store, type Town } from './support/town.ts';

let town: Town;
let product: Running;
let order: RunningService;
let uses: pg.Client;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  town = await openTown();
  const [file, database] = await Promise.all([
    bundle('product/src/main.ts'),
    freshDatabase(inject('postgresUrl')),
  ]);
  const { REDIS_URL, SALES_URL } = town.environment;
  product = await run(file, { REDIS_URL, SALES_URL, DATABASE_URL: database.url });
  order = await startService(orderService(), { ...town.environment, PRODUCT_URL: product.address });
  uses = new pg.Client({ connectionString: database.url });
  await uses.connect();
  closers.push(
    () => uses.end(),
    () => product.kill(),
    () => forget(file),
    () => database.drop(),
  );
}, 120_000);
afterAll(async () => {
  await order?.close();
  for (const close of closers) await close();
  await town?.close();
}, 60_000);

/** @param own each of its codes is for a single use; this is one of them. */
async function couponForOne(own = false, percent = '10'): Promise<{ id: string; coupon: string }> {
  const id = randomUUID();
  const word = `UNE-${id.slice(0, 6)}`.toUpperCase();
  const promotion = {
    ...{ id, revision: 1, name: { fr: 'Bienvenue', en: 'Welcome' }, from: '2026-01-01T00:00:00.000Z' },
    ...{ coupon: word, priority: 0, stacking: 'exclusive' },
    ...(own ? { singleUseCodes: true } : { couponUsesMax: 1 }),
    gives: { kind: 'percent', percent },
  } satisfies Promotion;
  const { id: _, revision: __, ...terms } = promotion;
  await uses.query(
    "insert into promotion (id, revision, terms, changed_by) select $1, coalesce(max(revision), 0) + 1, $2, 'a test' from promotion",
    [id, JSON.stringify(terms)],
  );
  await town.products.tell(`promotion/${id}`, promotion);
  if (!own) return { id, coupon: word };
  const code = singleUseCodeOf(word, randomBytes(6));
  await uses.query(
    "insert into coupon_batch (id, promotion_id, codes, made_by) values ($1, $1, 1, 'a test')",
    [id],
  );
  await uses.query('insert into coupon_code (code, batch_id) values ($1, $2)', [code, id]);
  return { id, coupon: code.toLowerCase() };
}

/** Once Cart has heard of the promotion. */
async function cartWith(coupon: string, method: 'ship' | 'collect' = 'ship', subtotalMinor = 900) {
  const productId = await town.stocked(5);
  const fill = () => town.cart(productId, '1', method, { coupons: [coupon] });
  let cart = await fill().catch(() => undefined);
  await expect
    .poll(async () => {
      cart ??= await fill().catch(() => undefined);
      return cart?.subtotalMinor;
    })
    .toBe(subtotalMinor);
  if (!cart) throw new Error('no cart');
  return cart;
}
const states = async (promotionId: string) => {
  const { rows } = await uses.query(
    'select reference, until is null as taken from promotion_use where promotion_id = $1',
    [promotionId],
  );
  return rows;
};

test('B4: of two carts with one coupon for one use, one is sold with it; nothing is charged to the other', async () => {
  const { id, coupon } = await couponForOne();
  const carts = await Promise.all([cartWith(coupon), cartWith(coupon)]);
  const replies = await Promise.all(carts.map((cart) => town.checkout(town.request(cart))));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  const refused = replies.find(({ status }) => status === 409);
  expect(refused?.body.type).toBe('/problems/coupon-used-up');
  expect(await town.payments(refused?.body.orderId)).toEqual([]);
  // The confirmation takes it for good, whatever is let go later.
  const sold = replies.find(({ status }) => status === 201);
  const cart = carts[replies.findIndex(({ status }) => status === 201)];
  await expect
    .poll(async () => (await town.mails(cart?.sessionId ?? ''))[0]?.text)
    .toContain('Bienvenue -1,00');
  await expect.poll(() => states(id)).toEqual([{ reference: sold?.body.orderId, taken: true }]);
});

test('B4 O1: what a coupon gives for nothing is ordered without any means of payment, collected, and changed or called off as any order', async () => {
  const free = async () => {
    const { coupon } = await couponForOne(false, '100');
    const cart = await cartWith(coupon, 'collect', 0);
    const delivery = { method: 'collect', storeId: store } as const;
    const { payment: _, ...request } = town.request(cart, { delivery });
    const placed = await town.checkout({ ...request, payment: { provider: 'local' } });
    expect(placed).toMatchObject({ status: 201, body: { status: 'confirmed' } });
    expect(await town.payments(placed.body.orderId)).toEqual([]);
    return { id: String(placed.body.orderId), token: String(placed.body.accessToken) };
  };
  const first = await free();
  for (const status of ['preparing', 'ready-to-collect', 'collected'])
    expect((await town.move(first.id, status)).status).toBe(200);
  await expect.poll(() => town.reservations(first.id)).toEqual(['committed']);
  const { lines } = (await town.read(first.id, first.token)).body as { lines: { lineId: string }[] };
  const headers = { 'x-order-token': first.token, ...town.keyed() };
  const back = { lines: [{ lineId: lines[0]?.lineId ?? '', quantity: '1' }], code: 'defective' };
  const asked = await town.call('POST', `/api/v1/orders/${first.id}/returns`, back, headers);
  expect(asked.status).toBe(201);
  const path = `/api/v1/orders/${first.id}/returns/${String(asked.body.id)}`;
  const received = await town.call('PUT', path, { state: 'received' }, { ...town.asStaff, ...town.keyed() });
  expect(received.body).toMatchObject({ state: 'received' });
  const second = await free();
  expect((await town.move(second.id, 'cancelled')).status).toBe(200);
  await expect.poll(() => town.reservations(second.id)).toEqual(['released']);
});

test('B4: a declined card lets a code for a single use go, and the next try has it', async () => {
  const { id, coupon } = await couponForOne(true);
  const cart = await cartWith(coupon);
  const declined = await town.checkout(town.request(cart, {}, 'pm_card_visa_chargeDeclined'));
  expect(declined.status).toBe(402);
  await expect.poll(() => states(id)).toEqual([]);
  expect((await town.checkout(town.request(cart))).status).toBe(201);
  await expect.poll(() => states(id)).toMatchObject([{ taken: true }]);
  const late = await town.checkout(town.request(await cartWith(coupon)));
  expect([late.status, late.body.type]).toEqual([409, '/problems/coupon-used-up']);
});
