import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertsAnswer } from '../src/alerts/api.ts';
import { reservationAnswer, reserveAnswer } from '../src/reservations/api.ts';
import { type House, openHouse, store, warehouse } from './house.ts';
import { promisedBeyond, raceForTheLast, SOLD_IN_EACH_STORE, totalsOf } from './race.ts';

let house: House;
let post: House['post'];
let stocked: House['stocked'];
let balance: House['balance'];
beforeAll(async () => {
  house = await openHouse();
  ({ post, stocked, balance } = house);
});
afterAll(() => house.close());

const wish = (productId: string, quantity = '1', ttlSeconds = 600) => ({
  reference: 'cart-1',
  lines: [{ productId, quantity }],
  ttlSeconds,
});
const hold = async (productId: string, quantity?: string, ttlSeconds?: number) =>
  reserveAnswer.parse(
    await (await post('/internal/inventory/reserve', wish(productId, quantity, ttlSeconds))).json(),
  );
const then = (id: string, what: string, body: unknown = {}) =>
  post(`/internal/inventory/reservations/${id}/${what}`, body);

test('I3: 200 buyers race for 50 pieces on two instances, and exactly 50 win', async () => {
  const productId = await stocked('50');
  const buy = async (_: unknown, buyer: number): Promise<number> => {
    const key = randomUUID();
    for (;;) {
      const { status } = await post('/api/v1/inventory/reserve', wish(productId), key, buyer % 2);
      // A busy instance says "not now"; the buyer asks the same again, and can never hold twice.
      if (status !== 503) return status;
    }
  };
  const statuses = await Promise.all(Array.from({ length: 200 }, buy));
  expect(statuses.filter((status) => status === 201)).toHaveLength(50);
  expect(statuses.filter((status) => status === 409)).toHaveLength(150);
  expect(await balance(productId)).toEqual({ on_hand: '50', reserved: '50' });
});

test('I2: 200 buyers race for 50 pieces while three stores that are cut off sell the same: no shelf is promised twice, and each gap is explained', async () => {
  const shops: string[] = [store, randomUUID(), randomUUID()];
  const query = async <R>(sql: string, parameters: unknown[]) =>
    (await house.db.query(sql, parameters)).rows as R[];
  const race = await raceForTheLast({ warehouse, shops, post, tell: house.tell, query });
  const { productId, won, left, pieces } = race;
  await expect.poll(() => totalsOf(query, productId)).toEqual({ onHand: left, reserved: won });
  const beyond = await promisedBeyond(query, productId);
  // What is promised beyond what is there is what that very store sold while it was cut off, and no more.
  for (const { locationId, gap } of beyond)
    expect(gap).toBeLessThanOrEqual(shops.includes(locationId) ? SOLD_IN_EACH_STORE : 0);
  expect(won).toBeGreaterThanOrEqual(left);
  expect(won).toBeLessThanOrEqual(pieces);
  const { items } = alertsAnswer.parse(
    await (await house.get('/api/v1/inventory/alerts?kind=negative&limit=200')).json(),
  );
  const explained = items.filter((item) => item.productId === productId);
  expect(explained.map(({ locationId }) => locationId).sort()).toEqual(
    beyond.map(({ locationId }) => locationId).sort(),
  );
  expect(explained.every(({ suggestedCause }) => suggestedCause === 'sold-while-promised')).toBe(true);
  expect(await house.differences()).toEqual([]);
});

test('I3: buyers of two products named in either order never wait for each other in a circle', async () => {
  const [a, b] = [await stocked('20'), await stocked('20')];
  const buy = (_: unknown, n: number) =>
    post(
      '/internal/inventory/reserve',
      {
        reference: `cart-${n}`,
        ttlSeconds: 60,
        lines: (n % 2 ? [a, b] : [b, a]).map((productId) => ({ productId, quantity: '1' })),
      },
      randomUUID(),
      n % 2,
    );
  const statuses = (await Promise.all(Array.from({ length: 20 }, buy))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([201]));
});

test('I3: who comes at once is served together, and each gets an answer of its own', async () => {
  const [plenty, few] = [await stocked('100'), await stocked('3')];
  const [cartId, key] = [randomUUID(), randomUUID()];
  const buy = (body: object, own: string = randomUUID()) => post('/internal/inventory/reserve', body, own);
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, () => buy(wish(plenty))),
    // Nothing that PostgreSQL can keep as text.
    buy({ ...wish(plenty), reference: 'a\u0000b' }),
    // Takes over from the one before it, whichever that is.
    ...Array.from({ length: 3 }, () => buy({ ...wish(plenty, '5'), cartId })),
    ...Array.from({ length: 5 }, () => buy(wish(few))),
    buy(wish(plenty, '2'), key),
    buy(wish(plenty, '2'), key),
    buy(wish(plenty, '3'), key),
  ]);
  const statuses = answers.map(({ status }) => status);
  const of = (from: number, count: number) => statuses.slice(from, from + count).sort();
  expect(of(0, 8)).toEqual(Array(8).fill(201));
  expect(statuses[8]).toBeGreaterThanOrEqual(400);
  expect(of(9, 3)).toEqual([201, 201, 201]);
  expect(of(12, 5)).toEqual([201, 201, 201, 409, 409]);
  // Two of the three share key and body; the third may have come first, and is the one that counts then.
  expect(of(17, 3).filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
  expect(await balance(few)).toEqual({ on_hand: '3', reserved: '3' });
  const { rows } = await house.db.query<{ held: string }>(
    `select trim_scale(sum(l.quantity))::text as held from reservation r join reservation_line l on l.reservation_id = r.id
     where r.state = 'held' and l.product_id = $1`,
    [plenty],
  );
  expect(['15', '16']).toContain(rows[0]?.held);
  expect(await balance(plenty)).toEqual({ on_hand: '100', reserved: rows[0]?.held });
});

test('I3: one line short means that nothing is held, and the answer says what is short', async () => {
  const [enough, few] = [await stocked('5'), await stocked('1')];
  const answer = await post('/internal/inventory/reserve', {
    reference: 'cart-1',
    ttlSeconds: 60,
    lines: [
      { productId: enough, quantity: '2' },
      { productId: few, quantity: '2' },
    ],
  });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({
    type: '/problems/short',
    short: [{ productId: few, wanted: '2', available: '1' }],
  });
  expect(await balance(enough)).toEqual({ on_hand: '5', reserved: '0' });
});

test('I3: the warehouse serves before a store, and a named location is the only one asked', async () => {
  const productId = await stocked('1', store);
  await post('/api/v1/inventory/movements', {
    locationId: warehouse,
    reason: 'opening',
    lines: [{ productId, quantity: '1' }],
  });
  expect((await hold(productId)).lines).toEqual([{ productId, locationId: warehouse, quantity: '1' }]);
  const named = {
    reference: 'c',
    ttlSeconds: 60,
    lines: [{ productId, quantity: '1', locationId: warehouse }],
  };
  expect((await post('/internal/inventory/reserve', named)).status).toBe(409);
  expect((await hold(productId)).lines).toEqual([{ productId, locationId: store, quantity: '1' }]);
});

test('I3: a repeat with the same key is the same reservation, and without a key there is none', async () => {
  const productId = await stocked('5');
  const key = randomUUID();
  const ids = await Promise.all(
    [0, 1].map(async (instance) => {
      const answer = await post('/internal/inventory/reserve', wish(productId), key, instance);
      return answer.status === 409 ? null : reserveAnswer.parse(await answer.json()).reservationId;
    }),
  );
  expect(new Set(ids.filter(Boolean)).size).toBe(1);
  expect(await balance(productId)).toMatchObject({ reserved: '1' });
  const keyless = await fetch(`${house.instances[0]?.address}/internal/inventory/reserve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish(productId)),
  });
  expect(keyless.status).toBe(400);
});

test.each(['0', '-1', '1.0001', 'x', '1e3'])('I3: a quantity of %s is refused', async (quantity) => {
  expect((await post('/internal/inventory/reserve', wish(randomUUID(), quantity))).status).toBe(400);
});

test('I3: a commit moves the stock once, however often it is told', async () => {
  const productId = await stocked('5');
  const { reservationId } = await hold(productId, '2');
  const again = await Promise.all([then(reservationId, 'commit'), then(reservationId, 'commit')]);
  expect(again.map(({ status }) => status)).toEqual([200, 200]);
  expect(await balance(productId)).toEqual({ on_hand: '3', reserved: '0' });
  expect((await then(reservationId, 'release')).status).toBe(409);
});

test('I3: of an order that two places send, what each held is released or leaves once, whatever is told twice and in which order', async () => {
  const places = [warehouse, store];
  const act = fc.record({
    at: fc.constantFrom(...places, undefined),
    what: fc.constantFrom('commit', 'release'),
    /** What has left is less than what was held, and something else in its place. */
    isShort: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 5 }), async (acts) => {
      const [productId, other] = [await stocked('3', warehouse), await stocked('9', store)];
      await post('/api/v1/inventory/movements', {
        ...{ locationId: store, reason: 'opening', lines: [{ productId, quantity: '3' }] },
      });
      const { reservationId, lines } = await hold(productId, '5');
      expect(lines.map(({ quantity }) => quantity)).toEqual(['3', '2']);
      const ends = new Map<string, { what: string; left: number; others: number }>();
      for (const { at, what, isShort } of acts) {
        const left = [
          { productId, quantity: '1' },
          { productId: other, quantity: '1' },
        ];
        const body =
          at && what === 'commit' && isShort ? { locationId: at, lines: left } : at && { locationId: at };
        const open = (at ? [at] : places).filter((place) => !ends.has(place));
        const { status } = await then(reservationId, what, body ?? {});
        const isRepeat = open.length === 0;
        if (!isRepeat) expect(status).toBe(200);
        const counted = what === 'commit' && at !== undefined && isShort;
        for (const place of open)
          ends.set(place, {
            ...{ what, others: counted ? 1 : 0 },
            left: what === 'release' ? 0 : counted ? 1 : place === warehouse ? 3 : 2,
          });
      }
      const sum = (of: (end: { left: number; others: number }) => number) =>
        [...ends.values()].reduce((all, end) => all + of(end), 0);
      const held = (ends.has(warehouse) ? 0 : 3) + (ends.has(store) ? 0 : 2);
      expect(await balance(productId)).toEqual({
        ...{ on_hand: String(6 - sum(({ left }) => left)), reserved: String(held) },
      });
      expect(await balance(other)).toEqual({
        ...{ on_hand: String(9 - sum(({ others }) => others)), reserved: '0' },
      });
    }),
    { numRuns: 12 },
  );
  expect(await house.differences()).toEqual([]);
});

test('I3: a part that is told of a place that holds nothing, or has ended another way, is refused and changes nothing', async () => {
  const productId = await stocked('5');
  const { reservationId } = await hold(productId, '2');
  const at = (locationId: string, lines?: object[]) => ({ locationId, ...(lines ? { lines } : {}) });
  expect((await then(reservationId, 'commit', at(store))).status).toBe(404);
  expect((await then(reservationId, 'commit', { lines: [] })).status).toBe(400);
  expect((await then(reservationId, 'release', at(warehouse))).status).toBe(200);
  expect((await then(reservationId, 'commit', at(warehouse))).status).toBe(409);
  expect(await balance(productId)).toEqual({ on_hand: '5', reserved: '0' });
});

test('I3: released stock is free at once, and is never committed afterwards', async () => {
  const productId = await stocked('5');
  const { reservationId } = await hold(productId, '5');
  await then(reservationId, 'release');
  expect((await then(reservationId, 'release')).status).toBe(200);
  expect(await balance(productId)).toEqual({ on_hand: '5', reserved: '0' });
  expect((await then(reservationId, 'commit')).status).toBe(409);
});

test('I3: released before it was held, a late original is refused', async () => {
  const productId = await stocked('5');
  const reservationId = randomUUID();
  expect((await then(reservationId, 'release')).status).toBe(200);
  const late = await post('/internal/inventory/reserve', { ...wish(productId), reservationId });
  expect(late.status).toBe(409);
  expect(await late.json()).toMatchObject({ type: '/problems/reservation-over' });
  expect(await balance(productId)).toEqual({ on_hand: '5', reserved: '0' });
});

test('I3: what is held too long is free again, told by an event; what was prolonged stays', async () => {
  const productId = await stocked('5');
  const [lapsing, kept] = [await hold(productId, '2', 1), await hold(productId, '1', 1)];
  const prolonged = await then(kept.reservationId, 'prolong', { ttlSeconds: 600 });
  expect(reservationAnswer.parse(await prolonged.json()).state).toBe('held');
  await expect.poll(async () => (await balance(productId))?.reserved).toBe('1');
  expect((await then(lapsing.reservationId, 'prolong', { ttlSeconds: 60 })).status).toBe(409);
  await expect
    .poll(async () =>
      (await house.events()).filter(({ type }) => type === 'reservation.expired').map(({ data }) => data),
    )
    .toContainEqual(expect.objectContaining({ reservationId: lapsing.reservationId, reference: 'cart-1' }));
});

test('I3: each change of a balance is told with the next version', async () => {
  const productId = await stocked('5');
  const { reservationId } = await hold(productId, '2');
  await then(reservationId, 'commit');
  const levels = async () =>
    (await house.events())
      .filter(({ type, data }) => type === 'stock.level-changed' && data.productId === productId)
      .map(({ data }) => [data.version, data.onHand, data.reserved, data.availableToPromise]);
  await expect.poll(levels).toEqual([
    [1, '5', '0', '5'],
    [2, '5', '2', '3'],
    [3, '5', '0', '5'],
    [4, '3', '0', '3'],
  ]);
});

test('N3: without a token nobody reserves on the public path', async () => {
  const answer = await fetch(`${house.instances[0]?.address}/api/v1/inventory/reserve`, { method: 'POST' });
  expect(answer.status).toBe(401);
});
