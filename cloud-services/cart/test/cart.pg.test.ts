/** Needs PostgreSQL and Redis: three instances over HTTP. */
import { randomUUID } from 'node:crypto';
import { type BasketLine, priceBasket } from '@comptoir/pricing';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CartView, frozenCart } from '../src/api.ts';
import { type House, openHouse, rules } from './house.ts';

let house: House;
let piece: CatalogueProduct;
let weighed: CatalogueProduct;

beforeAll(async () => {
  house = await openHouse();
  const of = (soldBy: string) => house.products.find(({ pricing }) => pricing.soldBy === soldBy);
  const [one, other] = [of('piece'), of('weight')];
  if (!one || !other) throw new Error('the assortment has both');
  [piece, weighed] = [one, other];
});
afterAll(() => house.close());

const path = (sessionId: string, rest = '') => `/api/v1/cart/${sessionId}${rest}`;
const read = (sessionId: string, at?: number) => house.call('GET', path(sessionId), undefined, {}, at);
const quantities = async (sessionId: string) =>
  Object.fromEntries(
    (await house.view(read(sessionId))).lines.map((line) => [line.productId, line.quantity]),
  );
const begin = async (product = piece, quantity = '1') => {
  const answer = await house.addTo(undefined, product.id, quantity);
  expect(answer.status).toBe(201);
  return house.view(answer);
};
const toQuebec = {
  destination: { country: 'CA', region: 'QC', postalCode: 'H2X 1Y4' },
  delivery: { method: 'collect' },
};
const problemType = async (answer: Promise<Response>) => {
  const { type } = (await (await answer).json()) as { type: string };
  return type.replace('/problems/', '');
};

test('B1: adds at once over three instances lose nothing, and adding again sums', async () => {
  const { sessionId } = await begin();
  const adds = Array.from({ length: 45 }, (_, index) =>
    house.addTo(sessionId, house.products[index % 15]?.id ?? '', '1'),
  );
  expect((await Promise.all(adds)).map(({ status }) => status)).toEqual(adds.map(() => 201));
  const held = await quantities(sessionId);
  const sum = Object.values(held).reduce((total, quantity) => total + Number(quantity), 0);
  expect(sum).toBe(46);
});

test('B1: FLUSHALL of Redis brings the carts back from PostgreSQL, with versions never used before', async () => {
  const first = await begin(weighed, '0.345');
  await expect.poll(() => house.isWritten(first)).toBe(true);
  await house.redis.flushdb();
  const answers = await Promise.all([0, 1, 2].map((at) => house.view(read(first.sessionId, at))));
  for (const view of answers) {
    expect(view.lines[0]?.quantity).toBe('0.345');
    expect(view.version).toBeGreaterThan(first.version + 1_000);
  }
  await house.view(house.addTo(first.sessionId, weighed.id, '0.655'));
  expect(await quantities(first.sessionId)).toEqual({ [weighed.id]: '1' });
});

test('B4: a repeated add is done once, on any instance, also when it is the one that makes the cart', async () => {
  const key = randomUUID();
  const [first, again] = [
    await house.addTo(undefined, piece.id, '2', key),
    await house.addTo(undefined, piece.id, '2', key),
  ];
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const [told, toldAgain] = [await house.view(first), await house.view(again)];
  expect(toldAgain).toEqual(told);
  expect((await house.addTo(undefined, piece.id, '3', key)).status).toBe(422);
  const at = randomUUID();
  const same = await Promise.all([1, 2, 3, 4, 5].map(() => house.addTo(told.sessionId, piece.id, '1', at)));
  expect(same.every(({ status }) => status === 201)).toBe(true);
  expect(await quantities(told.sessionId)).toEqual({ [piece.id]: '3' });
});

test('B4: a key is remembered with the cart when Redis is lost', async () => {
  const key = randomUUID();
  const first = await house.view(house.addTo(undefined, piece.id, '2', key));
  await expect.poll(() => house.isWritten(first)).toBe(true);
  await house.redis.flushdb();
  const again = await house.addTo(undefined, piece.id, '2', key);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(await quantities(first.sessionId)).toEqual({ [piece.id]: '2' });
});

test('B3: quantities that nobody can buy and products that nobody sells are refused', async () => {
  const { sessionId } = await begin();
  const add = (body: object) => problemType(house.call('POST', '/api/v1/cart/items', { sessionId, ...body }));
  expect(await add({ productId: piece.id, quantity: '-1' })).toBe('quantity-not-positive');
  expect(await add({ productId: piece.id, quantity: '0' })).toBe('quantity-not-positive');
  expect(await add({ productId: piece.id, quantity: '0.5' })).toBe('quantity-not-whole');
  expect(await add({ productId: weighed.id, quantity: '0.0005' })).toBe('quantity-too-fine');
  expect(await add({ productId: piece.id, quantity: '10000' })).toBe('quantity-too-big');
  expect(await add({ productId: piece.id, quantity: 'two' })).toBe('invalid-request');
  expect(await add({ productId: randomUUID(), quantity: '1' })).toBe('unknown-product');
  expect(await add({ gtin: '123', quantity: '1' })).toBe('unknown-product');
  expect(await add({ productId: piece.id, sku: piece.sku, quantity: '1' })).toBe('invalid-request');
  expect(await quantities(sessionId)).toEqual({ [piece.id]: '1' });
  expect((await house.addTo(randomUUID(), piece.id, '1')).status).toBe(404);
  expect((await read(randomUUID())).status).toBe(404);
});

test('B3: a line gets another quantity, is removed, and the cart is deleted for good', async () => {
  const { sessionId, lines } = await begin(piece, '2');
  const line = path(sessionId, `/items/${lines[0]?.lineId}`);
  expect((await house.view(house.call('PATCH', line, { quantity: '5' }))).lines[0]?.quantity).toBe('5');
  expect((await house.view(house.call('DELETE', line))).lines).toEqual([]);
  expect((await house.call('DELETE', line)).status).toBe(404);
  expect((await house.call('DELETE', path(sessionId))).status).toBe(204);
  expect((await read(sessionId)).status).toBe(404);
  const gone = async () =>
    (await house.db.query(`select 1 from cart where id = $1 and value ->> 'status' = 'deleted'`, [sessionId]))
      .rowCount;
  await expect.poll(gone).toBe(1);
  await house.redis.flushdb();
  expect((await read(sessionId)).status).toBe(404);
});

test('B2: any basket of the assortment costs in the cart what it costs at the till', async () => {
  // Gift cards are sold in stores alone.
  const sold = house.products.flatMap(({ pricing }, at) => (pricing.taxCategory === 'gift-card' ? [] : [at]));
  const row = fc.record({
    index: fc.constantFrom(...sold),
    pieces: fc.integer({ min: 1, max: 12 }),
    grams: fc.integer({ min: 1, max: 9_999 }),
  });
  const rows = fc.uniqueArray(row, { selector: (one) => one.index, minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, async (wanted) => {
      let sessionId: string | undefined;
      const lines: BasketLine[] = [];
      for (const one of wanted) {
        const product = house.products[one.index] ?? piece;
        const quantity =
          product.pricing.soldBy === 'piece' ? String(one.pieces) : (one.grams / 1000).toFixed(3);
        ({ sessionId } = await house.view(house.addTo(sessionId, product.id, quantity)));
        lines.push({ id: `${lines.length}`, productId: product.id, quantity });
      }
      const view = await house.view(house.call('PUT', path(sessionId ?? '', '/calculate'), toQuebec));
      const at = new Date().toISOString();
      const till = priceBasket(
        {
          currency: 'CAD',
          channel: 'pos',
          openedAt: at,
          taxDate: new Date().toLocaleDateString('en-CA', { timeZone: 'America/Toronto' }),
          jurisdiction: 'CA-QC',
          coupons: [],
          lines,
        },
        { ...rules, products: (id) => house.products.find((product) => product.id === id)?.pricing },
        at,
      );
      expect(view.lines.map(({ amountMinor }) => amountMinor)).toEqual(
        till.lines.map((line) => line.amountMinor),
      );
      expect(view.totals.taxes).toEqual(till.taxes);
      expect(view.totals.totalMinor).toBe(till.totalMinor);
    }),
    { numRuns: 25 },
  );
});

test('P2: a coupon takes off what its promotion gives on a category, with the reason, as long as it is on', async () => {
  const id = 'welcome';
  const promotion = {
    id,
    revision: 1,
    name: { fr: 'Bienvenue', en: 'Welcome' },
    from: '2026-01-01T00:00:00.000Z',
    coupon: 'BIENVENUE',
    include: { categoryIds: [piece.categoryId] },
    priority: 0,
    stacking: 'exclusive',
    gives: { kind: 'percent', percent: '10' },
  };
  await house.tell([
    {
      key: `category/${piece.categoryId}`,
      value: { id: piece.categoryId, parentId: null, name: promotion.name, rank: 1 },
    },
    { key: `promotion/${id}`, value: promotion },
  ]);
  const { sessionId } = await begin();
  const calculate = (at: number) =>
    house.call('PUT', path(sessionId, '/calculate'), { ...toQuebec, coupons: ['bienvenue'] }, {}, at);
  const areTaking = async () => (await Promise.all([0, 1, 2].map(calculate))).map(({ status }) => status);
  await expect.poll(areTaking).toEqual([200, 200, 200]);
  const view = await house.view(calculate(0));
  const off = Math.round(piece.pricing.unitPriceMinor / 10);
  expect(view.coupons).toEqual(['bienvenue']);
  expect(view.lines[0]?.discounts).toEqual([
    { source: `promotion/${id}`, amountMinor: off, reason: 'Bienvenue' },
  ]);
  expect(view.totals.discountMinor).toBe(off);
  expect(view.couponStates).toEqual([{ code: 'bienvenue', state: 'given', reason: 'Bienvenue' }]);
  await house.tell([{ key: `promotion/${id}`, value: null }]);
  await expect.poll(areTaking).toEqual([422, 422, 422]);
});

test('B2: delivery is told apart, taxed with the goods, and free from its threshold on', async () => {
  const { sessionId } = await begin();
  const ship = { ...toQuebec, delivery: { method: 'ship' } };
  const { totals } = await house.view(house.call('PUT', path(sessionId, '/calculate'), ship));
  const taxes = totals.taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(totals.deliveryMinor).toBe(899);
  expect(totals.totalMinor).toBe(totals.subtotalMinor + 899 + taxes);
  await house.addTo(sessionId, piece.id, '5000');
  expect((await house.view(read(sessionId))).totals.deliveryMinor).toBe(0);
  // Taxes are the region's: nobody names another one than that of the postal code.
  const cheaper = { ...ship, destination: { ...ship.destination, region: 'AB' } };
  expect(await problemType(house.call('PUT', path(sessionId, '/calculate'), cheaper))).toBe('address-wrong');
  const abroad = { ...ship, destination: { country: 'US', region: 'NY', postalCode: '10001' } };
  expect(await problemType(house.call('PUT', path(sessionId, '/calculate'), abroad))).toBe(
    'not-delivered-there',
  );
  const coupon = { ...toQuebec, coupons: ['FREE'] };
  expect(await problemType(house.call('PUT', path(sessionId, '/calculate'), coupon))).toBe('coupon-unknown');
});

test('B2: a price that fell is charged and said, one that rose is not charged, what left the shop is marked', async () => {
  const product = { ...piece, id: randomUUID(), sku: randomUUID() };
  const tell = (unitPriceMinor: number | null) =>
    house.tell([
      {
        key: `product/${product.id}`,
        value:
          unitPriceMinor === null
            ? null
            : { ...product, pricing: { ...product.pricing, productId: product.id, unitPriceMinor } },
      },
    ]);
  await tell(1_000);
  let sessionId = '';
  await expect
    .poll(async () => {
      const answer = await house.addTo(undefined, product.id, '1');
      if (answer.status === 201) ({ sessionId } = await house.view(answer));
      return answer.status;
    })
    .toBe(201);
  // Each instance hears of the change by itself.
  const onEach = async <Told>(of: (line: CartView['lines'][number] | undefined) => Told) =>
    (await Promise.all([0, 1, 2].map((at) => house.view(read(sessionId, at))))).map(({ lines }) =>
      of(lines[0]),
    );
  const all = <Told>(told: Told) => [told, told, told];
  await tell(800);
  await expect.poll(() => onEach((line) => line?.unitPriceMinor)).toEqual(all(800));
  expect(await onEach((line) => line?.priceChange)).toEqual(all({ fromMinor: 1_000, toMinor: 800 }));
  const calculated = await house.view(house.call('PUT', path(sessionId, '/calculate'), toQuebec));
  expect(calculated.lines[0]?.priceChange).toEqual({ fromMinor: 1_000, toMinor: 800 });
  await tell(1_200);
  await tell(null);
  await expect.poll(() => onEach((line) => line?.available)).toEqual(all(false));
  expect(await problemType(house.call('GET', `/internal/carts/${sessionId}/frozen`))).toBe(
    'line-unavailable',
  );
  await tell(1_200);
  await expect.poll(() => onEach((line) => line?.available)).toEqual(all(true));
  expect(await onEach((line) => line?.unitPriceMinor)).toEqual(all(800));
});

test('C2: a guest cannot pay with points', async () => {
  const { sessionId } = await begin();
  const withPoints = { ...toQuebec, loyaltyPoints: 100 };
  const calculate = (headers = {}) =>
    problemType(house.call('PUT', path(sessionId, '/calculate'), withPoints, headers));
  expect(await calculate()).toBe('points-refused');
  const { totals } = await house.view(house.call('PUT', path(sessionId, '/calculate'), toQuebec));
  expect([totals.points, totals.dueMinor]).toEqual([null, totals.totalMinor]);
});

test('B4: Order gets the very version that was shown, and closes it once', async () => {
  const { sessionId, version } = await begin();
  const internal = `/internal/carts/${sessionId}`;
  expect(await problemType(house.call('GET', `${internal}/frozen?version=${version}`))).toBe(
    'cart-not-calculated',
  );
  const shown = await house.view(house.call('PUT', path(sessionId, '/calculate'), toQuebec));
  expect(await problemType(house.call('GET', `${internal}/frozen?version=${version}`))).toBe('cart-changed');
  const frozen = frozenCart.parse(
    await (await house.call('GET', `${internal}/frozen?version=${shown.version}`)).json(),
  );
  expect(frozen.priced.totalMinor).toBe(shown.totals.totalMinor);
  const [orderId, other] = [randomUUID(), randomUUID()];
  const close = async (id: string) =>
    (await house.call('POST', `${internal}/closed`, { orderId: id })).status;
  expect([await close(orderId), await close(orderId), await close(other)]).toEqual([204, 204, 409]);
  expect((await house.addTo(sessionId, piece.id, '1')).status).toBe(409);
  expect((await house.view(read(sessionId))).status).toBe('ordered');
});

const as = async (customerId: string) => ({
  authorization: `Bearer ${await house.customerToken(customerId)}`,
});
const claimed = async (sessionId: string, customerId: string) => {
  const answer = await house.call('POST', path(sessionId, '/claim'), {}, await as(customerId));
  expect(answer.status).toBe(200);
  return house.view(answer);
};
const pieces = (view: CartView) =>
  Object.fromEntries(view.lines.map((line) => [line.productId, line.quantity]));

test('B1: at login a guest’s cart becomes the customer’s; a second one is added to it', async () => {
  const customer = randomUUID();
  const first = await begin(piece, '2');
  expect((await claimed(first.sessionId, customer)).sessionId).toBe(first.sessionId);
  const second = await begin(piece, '3');
  await house.addTo(second.sessionId, weighed.id, '0.5');
  const merged = await claimed(second.sessionId, customer);
  expect([merged.sessionId, pieces(merged)]).toEqual([
    first.sessionId,
    { [piece.id]: '5', [weighed.id]: '0.5' },
  ]);
  // The answer was lost, and the shop asks again.
  expect(pieces(await claimed(second.sessionId, customer))).toEqual(pieces(merged));
  expect((await read(second.sessionId)).status).toBe(404);
  const mine = await house.view(house.call('POST', '/api/v1/cart/mine', {}, await as(customer)));
  expect(mine.sessionId).toBe(first.sessionId);
});

test('B1: devices that sign in at once lose nothing', async () => {
  const customer = randomUUID();
  const guests = await Promise.all([1, 2, 3, 4, 5].map(() => begin(piece, '1')));
  await Promise.all(
    guests.flatMap(({ sessionId }) => [claimed(sessionId, customer), claimed(sessionId, customer)]),
  );
  const mine = await house.view(house.call('POST', '/api/v1/cart/mine', {}, await as(customer)));
  expect(pieces(mine)).toEqual({ [piece.id]: '5' });
});

test('B1: who came back by the link of a reminder and then signs in has each thing once', async () => {
  const customer = randomUUID();
  const { sessionId } = await begin(piece, '2');
  const { version } = await claimed(sessionId, customer);
  const token = randomUUID();
  await house.db.query(
    `insert into cart_reminder (id, token, cart_id, customer_id, version, outcome, sent_at) values ($1::uuid, $1::text, $2, $3, $4, 'queued', now())`,
    [token, sessionId, customer, version],
  );
  const own = await begin(weighed, '0.5');
  const back = await house.view(
    house.call('POST', '/api/v1/cart/returns', { token, sessionId: own.sessionId }),
  );
  expect([back.sessionId, pieces(back)]).toEqual([own.sessionId, { [weighed.id]: '0.5', [piece.id]: '2' }]);
  await house.view(house.addTo(own.sessionId, piece.id, '1'));
  expect(pieces(await claimed(own.sessionId, customer))).toEqual({ [weighed.id]: '0.5', [piece.id]: '3' });
});

test('B1: a customer’s cart is theirs alone, and is found again when Redis is lost', async () => {
  const [customer, other] = [randomUUID(), randomUUID()];
  const { sessionId } = await begin(piece, '4');
  await claimed(sessionId, customer);
  const status = async (method: string, rest = '', headers = {}) =>
    (await house.call(method, path(sessionId, rest), rest ? {} : undefined, headers)).status;
  expect(await status('GET')).toBe(404);
  expect(await status('GET', '', await as(other))).toBe(404);
  expect(await status('POST', '/claim', await as(other))).toBe(404);
  expect(await status('DELETE', '', await as(other))).toBe(404);
  expect((await house.addTo(sessionId, piece.id, '1')).status).toBe(404);
  expect(await status('GET', '', await as(customer))).toBe(200);
  const written = async () =>
    (await house.db.query(`select 1 from cart where value ->> 'customerId' = $1`, [customer])).rowCount;
  await expect.poll(written).toBe(1);
  await house.redis.flushdb();
  const mine = await house.view(house.call('POST', '/api/v1/cart/mine', {}, await as(customer)));
  expect([mine.sessionId, pieces(mine)]).toEqual([sessionId, { [piece.id]: '4' }]);
});

test('C1: of a customer who was erased, no cart keeps the number or where to, here or in Redis', async () => {
  const customer = randomUUID();
  const { sessionId } = await begin(piece, '4');
  const calculated = await house.call(
    'PUT',
    path(sessionId, '/calculate'),
    { destination: { country: 'CA', region: 'QC', postalCode: 'H2T 1S4' }, delivery: { method: 'ship' } },
    { 'idempotency-key': randomUUID() },
  );
  expect(calculated.status).toBe(200);
  await claimed(sessionId, customer);
  const held = async () => {
    const { rows } = await house.db.query('select value from cart where id = $1', [sessionId]);
    const inRedis = JSON.parse((await house.redis.hget(`cart:${sessionId}`, 'value')) ?? '{}');
    return [rows[0]?.value ?? {}, inRedis].map(({ customerId, terms, lines = [] }) => ({
      ...{ customerId, isGoingSomewhere: terms !== null, quantity: lines[0]?.quantity },
    }));
  };
  const theirs = { customerId: customer, isGoingSomewhere: true, quantity: '4' };
  await expect.poll(held).toEqual([theirs, theirs]);
  await house.tellCustomer('customer.erased', { customerId: customer, at: new Date().toISOString() });
  const nobodys = { customerId: null, isGoingSomewhere: false, quantity: '4' };
  await expect.poll(held).toEqual([nobodys, nobodys]);
  // Their token is good for some minutes more.
  const guest = await begin(piece, '1');
  const late = await as(customer);
  const keyed = () => ({ ...late, 'idempotency-key': randomUUID() });
  const answers = [
    await house.call('POST', path(guest.sessionId, '/claim'), {}, late),
    await house.call('POST', '/api/v1/cart/mine', {}, late),
    await house.call('POST', '/api/v1/cart/items', { productId: piece.id, quantity: '1' }, keyed()),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(
    await house.db.query(`select 1 from cart where value ->> 'customerId' = $1`, [customer]),
  ).toMatchObject({
    rowCount: 0,
  });
});

test('B1: what was ordered does not come back when the login is told again', async () => {
  const customer = randomUUID();
  const first = await begin(piece, '1');
  await claimed(first.sessionId, customer);
  const second = await begin(piece, '1');
  await claimed(second.sessionId, customer);
  await house.call('POST', `/internal/carts/${first.sessionId}/closed`, { orderId: randomUUID() });
  await claimed(second.sessionId, customer);
  const added = await house.call(
    'POST',
    '/api/v1/cart/items',
    { productId: weighed.id, quantity: '1' },
    { ...(await as(customer)), 'idempotency-key': randomUUID() },
  );
  expect(added.status).toBe(201);
  expect(pieces(await house.view(added))).toEqual({ [weighed.id]: '1' });
});

test('B2: while Product is away carts are filled and priced by what was last followed', async () => {
  const { sessionId } = await begin();
  const priced = async (at: number) =>
    (await house.view(house.call('PUT', path(sessionId, '/calculate'), toQuebec, {}, at))).totals;
  const before = await priced(0);
  // Whoever holds a question open is let go with the house; nobody new gets in.
  void house.product.close();
  const isThere = () =>
    fetch(house.product.address).then(
      () => true,
      () => false,
    );
  await expect.poll(isThere).toBe(false);
  expect((await house.addTo(undefined, weighed.id, '1')).status).toBe(201);
  for (const at of [0, 1]) expect(await priced(at)).toEqual(before);
});

test('B1: an instance that goes away in mid-traffic loses no item', async () => {
  const { sessionId } = await begin();
  const survivors = [0, 1];
  const send = async (index: number): Promise<void> => {
    const body = { sessionId, productId: piece.id, quantity: '1' };
    const key = { 'idempotency-key': randomUUID() };
    // As the gateway and the shop do: what had no answer is asked again elsewhere, with its key.
    const first = await house.call('POST', '/api/v1/cart/items', body, key, index).catch(() => undefined);
    if (first?.status === 201) return;
    const again = await house.call('POST', '/api/v1/cart/items', body, key, survivors[index % 2]);
    expect(again.status).toBe(201);
  };
  const sends = Array.from({ length: 60 }, (_, index) => send(index));
  await house.carts[2]?.close();
  await Promise.all(sends);
  const view = await house.view(read(sessionId, 0));
  expect(view.lines[0]?.quantity).toBe('61');
});
