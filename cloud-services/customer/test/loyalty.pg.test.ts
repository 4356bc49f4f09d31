/** Needs PostgreSQL and Redis (database 12). Events come as Sales and Order send them, in any order, more than once. */
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { sharedMigrations } from '@comptoir/service-kit/db/shared-migrations';
import { createLogger } from '@comptoir/service-kit/logger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewAccounts } from '../src/loyalty/review.ts';
import { openVault } from '../src/privacy/vault.ts';
import { type House, openHouse, password } from './house.ts';

let house: House;
let database: Database;
beforeAll(async () => {
  house = await openHouse();
  const logger = createLogger('loyalty-test', 'silent');
  database = await openDatabase({
    url: house.databaseUrl,
    service: 'reviewing',
    migrations: sharedMigrations,
    logger,
  });
});
afterAll(async () => {
  await database.close();
  await house.close();
});
/** As the service does by itself, each ten minutes. */
const review = async () =>
  reviewAccounts({
    ...{ database, vault: await openVault(house.keysDir), shopUrl: 'https://shop.example' },
    timeZone: 'America/Toronto',
    now: () => new Date(),
  });

const line = { productId: 'p1', sku: 'TH-01', quantity: '2', unitPriceMinor: 649, amountMinor: 1_298 };
const taxes = [
  { code: 'GST', amountMinor: 65 },
  { code: 'QST', amountMinor: 129 },
];
const sale = (customerId: string | undefined, saleId: string = randomUUID(), dollars = 12.98) => ({
  saleId,
  receiptNumber: '012-1-K7QF-000123',
  storeId: 'MTL01',
  registerId: 'r1',
  cashierId: 'c1',
  businessDate: '2026-11-24',
  completedAt: '2026-11-24T15:00:00.000Z',
  channel: 'pos',
  currency: 'CAD',
  subtotalMinor: Math.round(dollars * 100),
  discountMinor: 0,
  taxes,
  totalMinor: Math.round(dollars * 100) + 194,
  cashRoundingMinor: 0,
  ...(customerId === undefined ? {} : { customerId }),
  lines: [line],
  tenders: [{ kind: 'cash', amountMinor: 1_492 }],
});
const order = (customerId: string | null, orderId: string = randomUUID()) => ({
  orderId,
  number: 'C-7F3K-92QD',
  customerId,
  locationId: 'WEB01',
  delivery: 'ship',
  businessDate: '2026-11-24',
  confirmedAt: '2026-11-24T16:00:00.000Z',
  currency: 'CAD',
  subtotalMinor: 1_298,
  discountMinor: 0,
  deliveryMinor: 995,
  taxes,
  totalMinor: 1_298 + 995 + 194,
  lines: [line],
  payments: [{ provider: 'local', amountMinor: 2_487 }],
});
const status = (customerId: string, orderId: string, version: number, to: string) => ({
  orderId,
  number: 'C-7F3K-92QD',
  customerId,
  version,
  from: null,
  to,
  at: '2026-11-24T16:00:00.000Z',
});
const pointsOf = async (id: string) =>
  (await house.call('GET', `/internal/customers/${id}`)).body.points as number;
const applied = (consumer: string) =>
  house.rows<{ count: string }>('select count(*) from inbox where consumer = $1', [consumer]);

test('C2 C3: a sale at a till and an order of the shop stand in one list, and earn a point a dollar before tax', async () => {
  const { customerId: id, accessToken } = await house.join('both@example.org');
  const [saleId, orderId] = [randomUUID(), randomUUID()];
  await house.tell('sales', 'sale.recorded', sale(id, saleId));
  await house.tell('order', 'order.status-changed', status(id, orderId, 3, 'shipped'));
  await house.tell('order', 'order.confirmed', order(id, orderId));
  await house.tell('order', 'order.status-changed', status(id, orderId, 2, 'preparing'));
  await expect.poll(() => pointsOf(id)).toBe(24);
  const list = () => house.call('GET', `/api/v1/customers/${id}/orders`, undefined, accessToken);
  await expect
    .poll(async () => (await list()).body.items)
    .toMatchObject([
      {
        id: orderId,
        channel: 'web',
        number: 'C-7F3K-92QD',
        status: 'shipped',
        total: { amountMinor: 2_487, currency: 'CAD' },
      },
      { id: saleId, channel: 'pos', status: 'completed', locationId: 'MTL01', lines: [{ sku: 'TH-01' }] },
    ]);
  const first = await house.call('GET', `/api/v1/customers/${id}/orders?limit=1`, undefined, accessToken);
  const cursor = first.body.nextCursor;
  const second = await house.call(
    'GET',
    `/api/v1/customers/${id}/orders?limit=1&cursor=${cursor}`,
    undefined,
    accessToken,
  );
  expect([...first.body.items, ...second.body.items].map((item: { id: string }) => item.id)).toEqual([
    orderId,
    saleId,
  ]);
  expect(second.body.nextCursor).toBeNull();
  const points = await house.call('GET', `/api/v1/customers/${id}/points`, undefined, accessToken);
  expect(points.body).toMatchObject({ loyalty: { points: 24 }, entries: [{ points: 12 }, { points: 12 }] });
});

test('C2: the same event twice earns once; a return takes back, also when it comes first', async () => {
  const { customerId: id, accessToken } = await house.join('returns@example.org');
  const [saleId, early] = [randomUUID(), randomUUID()];
  const back = (of: string, dollars: number) => ({
    ...sale(undefined, of, dollars),
    returnId: randomUUID(),
    saleId: of,
    taxes: [],
    totalMinor: Math.round(dollars * 100),
  });
  const told = sale(id, saleId, 20);
  await house.tell('sales', 'sale.recorded', told);
  await house.tell('sales', 'sale.recorded', told);
  await expect.poll(() => pointsOf(id)).toBe(20);
  await house.tell('sales', 'return.recorded', back(saleId, 5.5));
  await expect.poll(() => pointsOf(id)).toBe(14);
  await house.tell('sales', 'return.recorded', back(early, 10));
  await house.tell('sales', 'sale.recorded', sale(id, early, 10));
  const before = Number((await applied('customer.sales'))[0]?.count);
  await house.tell('sales', 'sale.recorded', sale(undefined));
  await expect.poll(async () => Number((await applied('customer.sales'))[0]?.count)).toBeGreaterThan(before);
  expect(await pointsOf(id)).toBe(14);
  const { body } = await house.call('GET', `/api/v1/customers/${id}/orders`, undefined, accessToken);
  expect(body.items.find((item: { id: string }) => item.id === saleId)).toMatchObject({
    refunded: { amountMinor: 550 },
  });
  const sums = await house.rows<{ sum: string; balance: number }>(
    `select sum(points), (select balance from loyalty_account where customer_id = $1) as balance from points_entry where customer_id = $1`,
    [id],
  );
  expect(Number(sums[0]?.sum)).toBe(sums[0]?.balance);
});

test('C2: tiers rise with what was earned, and every change is told with a growing version', async () => {
  const { customerId: id } = await house.join('gold@example.org');
  await house.tell('sales', 'sale.recorded', sale(id, randomUUID(), 600));
  await house.tell('sales', 'sale.recorded', sale(id, randomUUID(), 1_500));
  await expect
    .poll(async () => (await house.call('GET', `/internal/customers/${id}`)).body.tier)
    .toBe('gold');
  const events = await house.rows<{ data: { version: number; balance: number; tier: string } }>(
    "select data from outbox where type = 'points.changed' and key = $1 order by written",
    [id],
  );
  expect(events.map(({ data }) => [data.version, data.balance, data.tier])).toEqual([
    [1, 600, 'silver'],
    [2, 2_100, 'gold'],
  ]);
});

const hold = (id: string, orderId: string, points: number) =>
  house.call('PUT', `/internal/customers/${id}/points/holds/${orderId}`, { points });
const release = (id: string, orderId: string) =>
  house.call('POST', `/internal/customers/${id}/points/holds/${orderId}/release`, {});
/** Somebody who has earned so many points at a till. */
async function withPoints(email: string, points: number) {
  const joined = await house.join(email);
  await house.tell('sales', 'sale.recorded', sale(joined.customerId, randomUUID(), points));
  await expect.poll(() => pointsOf(joined.customerId)).toBe(points);
  return { id: joined.customerId, token: joined.accessToken };
}
const paidWith = (points: number) => ({ points, amountMinor: points });

test('C2: two orders at once never hold the same points; what is held is not offered, and comes back when it is let go', async () => {
  const { id } = await withPoints('twice@example.org', 100);
  const orders = Array.from({ length: 4 }, () => randomUUID());
  const answers = await Promise.all(orders.map((orderId) => hold(id, orderId, 60)));
  expect(answers.map(({ status: told }) => told).sort()).toEqual([204, 409, 409, 409]);
  const held = orders[answers.findIndex(({ status: told }) => told === 204)] ?? '';
  expect(answers.find(({ status: told }) => told === 409)?.body).toMatchObject({
    type: '/problems/points-short',
    available: 40,
  });
  expect((await hold(id, held, 60)).status).toBe(204);
  expect((await house.call('GET', `/internal/customers/${id}/points`)).body).toEqual({
    points: 40,
    pointMinor: 1,
    leftToPayMinorMin: 100,
  });
  await release(id, held);
  expect(await pointsOf(id)).toBe(100);
  // A hold that comes after it was let go, by another way through the network, holds nothing.
  expect((await hold(id, held, 60)).status).toBe(409);
  expect(await pointsOf(id)).toBe(100);
});

test('C2: an order takes the points that it held, earns none for what they paid, and gives them back with a refund', async () => {
  const { id, token } = await withPoints('spends@example.org', 600);
  const orderId = randomUUID();
  expect((await hold(id, orderId, 500)).status).toBe(204);
  const spent = { ...order(id, orderId), pointsSpent: paidWith(500) };
  await house.tell('order', 'order.confirmed', spent);
  await house.tell('order', 'order.confirmed', spent);
  // 600 earned, 500 spent, and 7 for the 7.98 $ of goods that money paid.
  await expect.poll(() => pointsOf(id)).toBe(107);
  await release(id, orderId);
  const { body } = await house.call('GET', `/api/v1/customers/${id}/points`, undefined, token);
  expect(body.loyalty).toMatchObject({ points: 107, worthMinor: 107, earned: 607, tier: 'silver' });
  expect(body.entries.find(({ reason }: { reason: string }) => reason === 'spent')).toMatchObject({
    points: -500,
    number: 'C-7F3K-92QD',
    channel: 'web',
  });
  await house.tell('order', 'order.refunded', {
    ...spent,
    refundId: randomUUID(),
    at: spent.confirmedAt,
    amountMinor: spent.totalMinor,
    pointsGivenBack: paidWith(500),
  });
  await expect.poll(() => pointsOf(id)).toBe(600);
});

test('C2: a delivery fee that goes back takes no points of the goods that are kept', async () => {
  const { customerId: id } = await house.join('fee@example.org');
  const bought = order(id);
  await house.tell('order', 'order.confirmed', bought);
  await expect.poll(() => pointsOf(id), { timeout: 20_000 }).toBe(12);
  const fee = { ...bought, refundId: randomUUID(), at: bought.confirmedAt, lines: [], taxes: [] };
  await house.tell('order', 'order.refunded', { ...fee, amountMinor: 995 });
  await expect
    .poll(
      () => house.rows('select refunded_minor from purchase where id = $1', [`order:${bought.orderId}`]),
      {
        timeout: 20_000,
      },
    )
    .toEqual([{ refunded_minor: '995' }]);
  expect(await pointsOf(id)).toBe(12);
});

test('C2: points are given back also when that is heard of before they were taken', async () => {
  const { id } = await withPoints('late@example.org', 300);
  const orderId = randomUUID();
  const confirmed = { ...order(id, orderId), pointsSpent: paidWith(200) };
  await house.tell('order', 'order.refunded', {
    ...confirmed,
    refundId: randomUUID(),
    at: confirmed.confirmedAt,
    amountMinor: confirmed.totalMinor,
    pointsGivenBack: paidWith(200),
  });
  await expect.poll(() => pointsOf(id)).toBe(500);
  await house.tell('order', 'order.confirmed', confirmed);
  await expect.poll(() => pointsOf(id)).toBe(300);
});

test('what happens to an erased customer afterwards leaves no trace of them', async () => {
  const { customerId: id, accessToken } = await house.join('gone@example.org');
  await house.tell('order', 'order.confirmed', order(id));
  await expect.poll(() => pointsOf(id)).toBe(12);
  await house.call('POST', `/api/v1/customers/${id}/erasure`, { password }, accessToken);
  const before = Number((await applied('customer.orders'))[0]?.count);
  await house.tell('order', 'order.confirmed', order(id));
  await expect.poll(async () => Number((await applied('customer.orders'))[0]?.count)).toBe(before + 1);
  for (const table of ['purchase', 'points_entry', 'points_hold', 'loyalty_account'])
    expect(await house.rows(`select 1 from ${table} where customer_id = $1`, [id])).toEqual([]);
});

test('E2 C2: a till takes points once and lets them go; a sale makes them sure and earns none for what they paid; a return gives them back, whichever comes first', async () => {
  const { id } = await withPoints('till@example.org', 600);
  const store = await house.store();
  const [saleId, spendId, other] = [randomUUID(), randomUUID(), randomUUID()];
  const take = (spend: string, points: number, amountMinor = points) =>
    house.call(
      'PUT',
      `/api/v1/sync/points/spends/${spend}`,
      { customerId: id, points, amountMinor, saleId },
      store,
    );
  expect((await house.call('PUT', `/api/v1/sync/points/spends/${spendId}`, {})).status).toBe(401);
  expect(await take(spendId, 500)).toMatchObject({ status: 200, body: { points: 100, pointMinor: 1 } });
  expect(await take(spendId, 500)).toMatchObject({ status: 200, body: { points: 100 } });
  expect(await take(other, 101)).toMatchObject({
    status: 409,
    body: { type: '/problems/points-short', available: 100 },
  });
  expect(await take(other, 50, 51)).toMatchObject({
    status: 409,
    body: { type: '/problems/points-worth', pointMinor: 1 },
  });
  expect(await take(other, 100)).toMatchObject({ status: 200, body: { points: 0 } });
  const letGo = { customerId: id };
  expect(await house.call('POST', `/api/v1/sync/points/spends/${other}/release`, letGo, store)).toMatchObject(
    { status: 200, body: { points: 100 } },
  );
  expect(await take(other, 100)).toMatchObject({ status: 409, body: { type: '/problems/hold-over' } });
  const stranger = { customerId: randomUUID(), points: 1, amountMinor: 1, saleId };
  expect(
    await house.call('PUT', `/api/v1/sync/points/spends/${randomUUID()}`, stranger, store),
  ).toMatchObject({ status: 404, body: { type: '/problems/unknown-customer' } });
  // Its return comes first: the sale was for 12.98 $ of goods, of which points paid 5 $.
  const pointsGivenBack = { customerId: id, points: 500, amountMinor: 500 };
  const back = { ...sale(undefined, saleId), returnId: randomUUID(), pointsGivenBack };
  await house.tell('sales', 'return.recorded', back);
  await house.tell('sales', 'return.recorded', back);
  const spent = { ...sale(id, saleId), pointsSpent: [{ spendId, points: 500, amountMinor: 500 }] };
  await house.tell('sales', 'sale.recorded', spent);
  await house.tell('sales', 'sale.recorded', spent);
  await expect.poll(() => pointsOf(id)).toBe(600);
  // Two stores that were cut off spent the same: it counts, and shows below zero nowhere but in the books.
  const twice = { ...sale(id), pointsSpent: [{ spendId: randomUUID(), points: 700, amountMinor: 700 }] };
  await house.tell('sales', 'sale.recorded', twice);
  await expect.poll(() => pointsOf(id)).toBeLessThan(0);
  expect(await take(randomUUID(), 1)).toMatchObject({ status: 409, body: { available: 0 } });
});

const rulesPath = '/api/v1/customers/loyalty-rules';
const addRules = async (more: object, from: string | null = null) => {
  const staff = await house.staff(['marketing']);
  const { items } = (await house.call('GET', rulesPath, undefined, staff)).body;
  const told = { after: items[0].version, rules: { ...items[0].rules, ...more }, from, reason: 'Essai' };
  return house.call('POST', rulesPath, told, staff);
};
const tea = {
  id: 'tea-days',
  name: { fr: 'Jours du thé', en: 'Tea days' },
  extraPerUnit: 4,
  categories: ['drinks'],
};

test('C2: head office changes the rules, with who, why and a preview; the ledger says which rule gave each point', async () => {
  await house.rows("insert into product_category values ('p1', 'teas'), ('p2', 'breads')");
  await house.rows("insert into category_parent values ('teas', 'drinks'), ('drinks', null)");
  const { customerId: id, accessToken } = await house.join('rules@example.org');
  await house.tell('sales', 'sale.recorded', sale(id, randomUUID(), 20));
  await expect.poll(() => pointsOf(id)).toBe(20);
  const staff = await house.staff(['marketing']);
  const [{ rules }] = (await house.call('GET', rulesPath, undefined, staff)).body.items;
  const seen = await house.call(
    'POST',
    `${rulesPath}/preview`,
    { rules: { ...rules, pointsPerUnit: 2 } },
    staff,
  );
  expect(seen.status).toBe(200);
  expect(seen.body.points.after).toBeGreaterThan(seen.body.points.before);
  expect((await house.call('GET', rulesPath, undefined, await house.staff(['support']))).status).toBe(403);
  expect((await addRules({ bonuses: [tea] }, '2026-01-01T00:00:00.000Z')).status).toBe(422);
  expect((await addRules({ tiers: rules.tiers.slice(0, 2) })).status).toBe(422);
  const added = await addRules({ bonuses: [tea] });
  expect(added).toMatchObject({ status: 201, body: { version: 1, reason: 'Essai' } });
  const stale = { after: 0, rules, from: null, reason: 'Trop tard' };
  expect((await house.call('POST', rulesPath, stale, staff)).status).toBe(409);
  // Of before the change, though it is told after it: a store that was cut off.
  await house.tell('sales', 'sale.recorded', sale(id, randomUUID(), 10));
  await expect.poll(() => pointsOf(id)).toBe(30);
  const [saleId, completedAt] = [randomUUID(), new Date(Date.now() + 60_000).toISOString()];
  const later = { ...sale(id, saleId, 12.98), completedAt };
  await house.tell('sales', 'sale.recorded', later);
  await expect.poll(() => pointsOf(id)).toBe(30 + 12 + 48);
  const { entries } = (await house.call('GET', `/api/v1/customers/${id}/points`, undefined, accessToken))
    .body;
  const given = entries.find(({ points }: { points: number }) => points === 60);
  expect(given.rules).toEqual([
    { rule: 'base', points: 12, version: 1, name: null },
    { rule: 'tea-days', points: 48, version: 1, name: tea.name },
  ]);
  await house.tell('sales', 'return.recorded', {
    ...later,
    returnId: randomUUID(),
    taxes: [],
    totalMinor: 1_298,
  });
  await expect.poll(() => pointsOf(id)).toBe(30);
});

test('C2: points that nobody moved for long end after a notice, and anything earned meanwhile keeps them', async () => {
  expect((await addRules({ inactiveMonths: 12 })).status).toBe(201);
  const idle = await withPoints('idle@example.org', 90);
  const back = await withPoints('back@example.org', 90);
  const both = [idle.id, back.id];
  const age = (months: number) =>
    house.rows(
      `update loyalty_account set active_at = now() - make_interval(months => $2), reviewed_at = '-infinity'
       where customer_id = any($1::uuid[])`,
      [both, months],
    );
  const ended = (email: string) =>
    house.mails(email).then((all) => all.filter(({ subject }) => /points/.test(subject)));
  await age(9);
  await review();
  expect(await ended('idle@example.org')).toHaveLength(0);
  await age(13);
  await review();
  await expect.poll(async () => (await ended('idle@example.org')).length).toBe(1);
  // The whole of the day that the letter names is left.
  const ends = await house.rows(
    `select to_char(expires_at at time zone 'America/Toronto', 'HH24:MI') as clock from loyalty_account where customer_id = $1`,
    [idle.id],
  );
  expect(ends).toEqual([{ clock: '23:59' }]);
  // Told, and not yet ended.
  expect(await pointsOf(idle.id)).toBe(90);
  await house.tell('sales', 'sale.recorded', sale(back.id, randomUUID(), 5));
  await expect.poll(() => pointsOf(back.id)).toBe(95);
  await house.rows(
    `update loyalty_account set expires_at = now() - interval '1 minute', reviewed_at = '-infinity'
     where customer_id = any($1::uuid[]) and expires_at is not null`,
    [both],
  );
  await Promise.all([review(), review()]);
  expect(await pointsOf(idle.id)).toBe(0);
  expect(await pointsOf(back.id)).toBe(95);
  const { entries } = (await house.call('GET', `/api/v1/customers/${idle.id}/points`, undefined, idle.token))
    .body;
  expect(entries[0]).toMatchObject({ points: -90, reason: 'expired' });
  expect((await addRules({ inactiveMonths: null })).status).toBe(201);
});
