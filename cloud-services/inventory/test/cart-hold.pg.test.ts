/** Needs PostgreSQL and Redis: what is held for carts, and for the orders that they become. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdAnswer } from '../src/reservations/api.ts';
import { type House, openHouse, store } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

type Wants = Readonly<Record<string, string>>;
const linesOf = (wants: Wants) =>
  Object.entries(wants).map(([productId, quantity]) => ({ productId, quantity }));
const tell = (cartId: string, version: number, wants: Wants, more: object = {}, instance = 0) =>
  house.send(
    'PUT',
    `/internal/inventory/carts/${cartId}/hold`,
    { version, lines: linesOf(wants), ttlSeconds: 600, ...more },
    randomUUID(),
    instance,
  );
const hold = async (...asked: Parameters<typeof tell>) =>
  holdAnswer.parse(await (await tell(...asked)).json());
/** As Order does. */
const order = (cartId: string, wants: Wants, more: object = {}, reservationId: string = randomUUID()) =>
  house.post('/internal/inventory/reserve', {
    reservationId,
    reference: `order ${reservationId}`,
    cartId,
    lines: linesOf(wants),
    ttlSeconds: 600,
    ...more,
  });
const then = (id: string, what: string) => house.post(`/internal/inventory/reservations/${id}/${what}`, {});
const reserved = async (productId: string) => (await house.balance(productId))?.reserved;

test('I2: what a cart holds nobody else gets, it is held once however often it is told, and is free when the cart is emptied', async () => {
  const productId = await house.stocked('3');
  const [mine, other] = [randomUUID(), randomUUID()];
  const told = await Promise.all(
    [0, 1, 0].map((instance) => hold(mine, 1, { [productId]: '2' }, {}, instance)),
  );
  for (const { expiresAt, short } of told) {
    expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(Date.now());
    expect(short).toEqual([]);
  }
  expect(await reserved(productId)).toBe('2');
  const refused = await tell(other, 1, { [productId]: '2' }, { must: [productId] });
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { type: '/problems/short', short: [{ productId, wanted: '2', available: '1' }] },
  ]);
  expect(await hold(mine, 2, {})).toEqual({ expiresAt: null, short: [] });
  expect(await reserved(productId)).toBe('0');
  expect((await hold(other, 1, { [productId]: '2' }, { must: [productId] })).short).toEqual([]);
});

test('I2: a change of a cart that is told late undoes no newer one', async () => {
  const [early, late] = [await house.stocked('5'), await house.stocked('5')];
  const cartId = randomUUID();
  await hold(cartId, 3, { [late]: '1' });
  expect((await hold(cartId, 2, { [early]: '1' })).expiresAt).toBeNull();
  expect([await reserved(early), await reserved(late)]).toEqual(['0', '1']);
});

test('I2: of two changes that race to be the same version, the goods of both are held until the next', async () => {
  const [a, b] = [await house.stocked('5'), await house.stocked('5')];
  const cartId = randomUUID();
  await Promise.all([hold(cartId, 2, { [a]: '2' }, {}, 0), hold(cartId, 2, { [a]: '1', [b]: '1' }, {}, 1)]);
  expect([await reserved(a), await reserved(b)]).toEqual(['2', '1']);
  await hold(cartId, 3, { [a]: '1', [b]: '1' });
  expect([await reserved(a), await reserved(b)]).toEqual(['1', '1']);
});

test('I2: a refused change leaves what is held; what is short without being asked for is held as far as it goes', async () => {
  const [few, enough] = [await house.stocked('2'), await house.stocked('5')];
  const cartId = randomUUID();
  await hold(cartId, 1, { [few]: '1', [enough]: '1' });
  expect((await tell(cartId, 2, { [few]: '3', [enough]: '1' }, { must: [few] })).status).toBe(409);
  expect([await reserved(few), await reserved(enough)]).toEqual(['1', '1']);
  const { short } = await hold(cartId, 2, { [few]: '3', [enough]: '2' }, { must: [enough] });
  expect(short).toEqual([{ productId: few, wanted: '3', available: '2' }]);
  expect([await reserved(few), await reserved(enough)]).toEqual(['2', '2']);
});

test('I2: the last item goes from the cart to its order and back, and none of twenty rivals ever gets it', async () => {
  const productId = await house.stocked('1');
  const cartId = randomUUID();
  await hold(cartId, 1, { [productId]: '1' });
  let isOver = false;
  const rival = async (_: unknown, number: number): Promise<number[]> => {
    const seen: number[] = [];
    while (!isOver)
      seen.push(
        (await tell(randomUUID(), 1, { [productId]: '1' }, { must: [productId] }, number % 2)).status,
      );
    return seen;
  };
  const rivals = Array.from({ length: 20 }, rival);
  for (let round = 0; round < 5; round += 1) {
    const id = randomUUID();
    expect((await order(cartId, { [productId]: '1' }, {}, id)).status).toBe(201);
    expect(await reserved(productId)).toBe('1');
    expect((await then(id, 'release')).status).toBe(200);
  }
  isOver = true;
  const statuses = new Set((await Promise.all(rivals)).flat());
  expect(statuses.has(200)).toBe(false);
  expect(await reserved(productId)).toBe('1');
  expect((await hold(cartId, 2, { [productId]: '1' })).short).toEqual([]);
});

test('I2: an order takes from where it is collected, whatever shelf the cart held, and the cart has it back from any', async () => {
  const productId = await house.stocked('1');
  await house.post('/api/v1/inventory/movements', {
    locationId: store,
    reason: 'opening',
    lines: [{ productId, quantity: '1' }],
  });
  const [cartId, id] = [randomUUID(), randomUUID()];
  await hold(cartId, 1, { [productId]: '1' });
  const lines = [{ productId, quantity: '1', locationId: store }];
  const taken = await order(cartId, {}, { lines }, id);
  expect(await taken.json()).toMatchObject({ lines });
  expect(await reserved(productId)).toBe('1');
  await then(id, 'release');
  expect(await reserved(productId)).toBe('1');
});

test('I2: while its order is paid a cart holds nothing beside it; the next try takes over from the last', async () => {
  const productId = await house.stocked('2');
  const cartId = randomUUID();
  const [first, second] = [randomUUID(), randomUUID()];
  await hold(cartId, 1, { [productId]: '1' });
  await order(cartId, { [productId]: '1' }, {}, first);
  expect((await hold(cartId, 2, { [productId]: '2' })).expiresAt).toBeNull();
  expect(await reserved(productId)).toBe('1');
  await order(cartId, { [productId]: '2' }, {}, second);
  expect(await reserved(productId)).toBe('2');
  // The first try is released late, as Order owes it.
  await then(first, 'release');
  expect(await reserved(productId)).toBe('2');
  await then(second, 'commit');
  expect(await house.balance(productId)).toEqual({ on_hand: '0', reserved: '0' });
});

test('I2: a cart that was ordered gets nothing back when its order is cancelled', async () => {
  const productId = await house.stocked('1');
  const [cartId, id] = [randomUUID(), randomUUID()];
  await hold(cartId, 1, { [productId]: '1' });
  await order(cartId, { [productId]: '1' }, {}, id);
  await hold(cartId, 2, {});
  await then(id, 'release');
  expect(await reserved(productId)).toBe('0');
});

test('I2: an order that is refused leaves its cart what it holds', async () => {
  const [enough, few] = [await house.stocked('1'), await house.stocked('1')];
  const cartId = randomUUID();
  await hold(cartId, 1, { [enough]: '1' });
  expect((await order(cartId, { [enough]: '1', [few]: '2' })).status).toBe(409);
  expect(await reserved(enough)).toBe('1');
  expect((await order(randomUUID(), { [enough]: '1' })).status).toBe(409);
});

test('I2: what a cart held goes with it into the cart that it is emptied into', async () => {
  const productId = await house.stocked('3');
  const [guest, own] = [randomUUID(), randomUUID()];
  await hold(guest, 1, { [productId]: '2' });
  await hold(own, 1, { [productId]: '1' });
  const merged = await hold(own, 2, { [productId]: '3' }, { takesOver: guest });
  expect(merged.short).toEqual([]);
  expect(await reserved(productId)).toBe('3');
});

test('I2: what a cart held too long is free, and is held anew with its next change if it still is', async () => {
  const productId = await house.stocked('1');
  const cartId = randomUUID();
  await hold(cartId, 1, { [productId]: '1' }, { ttlSeconds: 1 });
  await expect.poll(() => reserved(productId)).toBe('0');
  expect((await hold(cartId, 2, { [productId]: '1' })).expiresAt).not.toBeNull();
  expect(await reserved(productId)).toBe('1');
});

const quantity = fc.integer({ min: 0, max: 4 });
const step = fc.oneof(
  fc.record({
    do: fc.constant('change' as const),
    cart: fc.nat(2),
    a: quantity,
    b: quantity,
    late: fc.nat(2),
  }),
  fc.record({ do: fc.constant('order' as const), cart: fc.nat(2), a: quantity, b: quantity }),
  fc.record({ do: fc.constantFrom('release' as const, 'commit' as const), order: fc.nat(9) }),
);
test('I2: whatever carts and their orders do at once, what is reserved is what they hold, and never more than there is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      async (rounds) => {
        const [a, b] = [await house.stocked('5'), await house.stocked('3')];
        const carts = [randomUUID(), randomUUID(), randomUUID()];
        const orders: string[] = [];
        let version = 5;
        const wants = (told: { a: number; b: number }) =>
          Object.fromEntries(
            [[a, told.a] as const, [b, told.b] as const]
              .filter(([, pieces]) => pieces > 0)
              .map(([id, pieces]) => [id, String(pieces)]),
          );
        const act = async (told: typeof step extends fc.Arbitrary<infer S> ? S : never): Promise<number> => {
          if (told.do === 'change') {
            version += 1;
            return (await tell(carts[told.cart] ?? '', version - told.late, wants(told), {}, version % 2))
              .status;
          }
          if (told.do === 'order') {
            if (told.a + told.b === 0) return 200;
            const id = randomUUID();
            orders.push(id);
            return (await order(carts[told.cart] ?? '', wants(told), {}, id)).status;
          }
          const id = orders[told.order % Math.max(1, orders.length)];
          return id === undefined ? 200 : (await then(id, told.do)).status;
        };
        for (const round of rounds) {
          const statuses = await Promise.all(round.map(act));
          expect(statuses.filter((status) => ![200, 201, 404, 409].includes(status))).toEqual([]);
          const { rows } = await house.db.query<{ onHand: number; reserved: number; held: number }>(
            `select sum(b.on_hand)::float8 as "onHand", sum(b.reserved)::float8 as reserved,
             coalesce((select sum(l.quantity) from reservation_line l join reservation r on r.id = l.reservation_id
               where r.state = 'held' and l.product_id = b.product_id), 0)::float8 as held
           from balance b where b.product_id = any($1) group by b.product_id`,
            [[a, b]],
          );
          for (const { onHand, reserved: now, held } of rows) {
            expect(now).toBe(held);
            expect(now).toBeLessThanOrEqual(onHand);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});
