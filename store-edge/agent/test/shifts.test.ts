import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saleOf, usDollars } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import { registers } from './support/store.ts';
import { send, type Till } from './support/till.ts';

let shop: Shop;
let till: Till;

beforeEach(async () => {
  shop = await openShop();
  till = await shop.till('1');
  await till.logIn();
});
afterEach(() => shop.close());

test('E5: without an open shift there is none to show and none to sell in', async () => {
  expect((await till.call('GET', '/shifts/current')).status).toBe(404);
  const reply = await till.call(
    'POST',
    '/sales',
    saleOf({ shiftId: '0193a000-0000-7000-8000-0000000000ff' }),
  );
  expect(reply).toMatchObject({ status: 409, body: { type: '/problems/no-shift' } });
});

test('E5: a register has one open shift', async () => {
  await till.openShift();
  expect(await till.call('POST', '/shifts', { floatMinor: 0 })).toMatchObject({
    status: 409,
    body: { type: '/problems/shift-open' },
  });
});

test('E5: the Z tells takings, what should be in the drawer, and the difference; the next starts from nothing but the perpetual total', async () => {
  const { shiftId } = await till.openShift(20_000);
  const sales = [saleOf({ shiftId, items: [['lamp', '1']] }), saleOf({ shiftId, items: [['bread', '2']] })];
  for (const sale of sales) expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  const totalMinor = sales.reduce((sum, sale) => sum + sale.priced.totalMinor, 0);
  const cashMinor = sales
    .flatMap((sale) => sale.tenders)
    .reduce((sum, tender) => sum + tender.amountMinor, 0);

  const closed = await till.call('POST', '/shifts/current/close', { countedMinor: 20_000 + cashMinor - 25 });
  expect(closed).toMatchObject({
    status: 200,
    body: {
      zNumber: 1,
      saleCount: 2,
      totalMinor,
      expectedMinor: 20_000 + cashMinor,
      overShortMinor: -25,
      perpetualTotalMinor: totalMinor,
    },
  });

  await till.openShift(0);
  expect((await till.call('POST', '/shifts/current/close', { countedMinor: 0 })).body).toMatchObject({
    zNumber: 2,
    saleCount: 0,
    totalMinor: 0,
    perpetualTotalMinor: totalMinor,
  });
});

test('E2 E5: US dollars are in the drawer as such, and the change for them was Canadian; both are counted, apart', async () => {
  const { shiftId } = await till.openShift(20_000);
  const nickel = (total: number) => Math.round(total / 5) * 5;
  const inUsDollars = saleOf({ shiftId, tenders: (total) => [usDollars(nickel(total), 10_000, '1.3725')] });
  const sales = [inUsDollars, saleOf({ shiftId, items: [['bread', '2']] })];
  for (const sale of sales) expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  const paid = sales.flatMap(({ tenders }) => tenders);
  const changeMinor = paid[0]?.kind === 'cash' ? paid[0].changeMinor : 0;
  const expectedMinor = 20_000 - changeMinor + (paid[1]?.amountMinor ?? 0);
  const close = (counted: object) => till.call('POST', '/shifts/current/close', counted);

  expect(await close({ countedMinor: expectedMinor })).toMatchObject({
    status: 409,
    body: { type: '/problems/us-dollars-uncounted' },
  });
  const denominations = [{ valueMinor: expectedMinor, count: 1 }];
  const short = { countedMinor: expectedMinor, denominations, usDollarsCountedMinor: 8_000 };
  expect(await close(short)).toMatchObject({
    status: 409,
    body: { type: '/problems/reason-wanted', overShortMinor: 0, usDollarsOverShortMinor: -2_000 },
  });
  expect(await close({ ...short, reason: 'Billet douteux' })).toMatchObject({
    status: 200,
    body: {
      ...{ expectedMinor, countedMinor: expectedMinor, overShortMinor: 0 },
      usDollars: { expectedMinor: 10_000, countedMinor: 8_000, overShortMinor: -2_000 },
    },
  });
  const [z] = shop.agent.edge.shifts.archive(1);
  const cashMinor = paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(z?.body.z.tenders).toEqual([{ kind: 'cash', amountMinor: cashMinor }]);

  await till.openShift(0);
  const next = await close({ countedMinor: 0 });
  expect(next).toMatchObject({ status: 200, body: { overShortMinor: 0 } });
  expect(next.body.usDollars).toBeUndefined();
});

test('E5: a sale of a closed shift does not slip into the next one', async () => {
  const { shiftId } = await till.openShift();
  await till.call('POST', '/shifts/current/close', { countedMinor: 10_000 });
  await till.openShift();
  expect(await till.call('POST', '/sales', saleOf({ shiftId }))).toMatchObject({
    status: 409,
    body: { type: '/problems/no-shift' },
  });
});

test('E5: the business date is the store’s, and never goes back when the clock does', async () => {
  await shop.close();
  let now = new Date('2026-11-25T03:30:00.000Z'); // 22:30 on the 24th in Montréal.
  shop = await openShop({ clock: { now: () => now } });
  const { journal } = shop.agent;
  expect(journal.businessDate()).toBe('2026-11-24');
  now = new Date('2026-11-25T05:30:00.000Z');
  journal.transaction(() => journal.append({ kind: 'drawer.opened', body: '{"reason":"no-sale"}' }));
  expect(journal.businessDate()).toBe('2026-11-25');
  now = new Date('2026-11-23T12:00:00.000Z');
  expect(journal.businessDate()).toBe('2026-11-25');
});

test('E5: cash in, out and into the safe is counted in the drawer, told once however often it is sent, and wants leave where it leaves for an expense', async () => {
  await till.openShift(10_000);
  const move = (direction: string, amountMinor: number, more: object = {}) =>
    till.call('POST', '/cash', {
      movementId: randomUUID(),
      direction,
      amountMinor,
      reason: 'monnaie',
      ...more,
    });
  const paidIn = { movementId: randomUUID(), direction: 'paid-in', amountMinor: 5_000, reason: 'monnaie' };
  expect((await till.call('POST', '/cash', paidIn)).status).toBe(201);
  expect((await till.call('POST', '/cash', paidIn)).status).toBe(200);
  expect((await move('drop', 4_000)).status).toBe(201);
  expect(await move('drop', 90_000)).toMatchObject({ status: 422, body: { type: '/problems/not-so-much' } });
  expect(await move('paid-out', 1_000)).toMatchObject({ status: 403, body: { permission: 'paid-out' } });
  const leave = { permission: 'paid-out', staffId: 'u-martin', pin: '9876', amountMinor: 1_000 };
  const { approvalId } = (await till.call('POST', '/approvals', leave)).body;
  expect((await move('paid-out', 1_000, { approvalId })).status).toBe(201);

  const x = await till.call('POST', '/shifts/current/x');
  expect(x).toMatchObject({
    status: 200,
    body: { paidInMinor: 5_000, paidOutMinor: 1_000, dropMinor: 4_000 },
  });
  expect(JSON.stringify(x.body)).not.toContain('expected');
  const count = (notes: number) => ({
    countedMinor: notes * 1_000,
    denominations: [{ valueMinor: 1_000, count: notes }],
  });
  const close = (body: object) => till.call('POST', '/shifts/current/close', body);
  expect(await close({ ...count(9), countedMinor: 1 })).toMatchObject({ status: 422 });
  expect(await close(count(9))).toMatchObject({
    status: 409,
    body: { type: '/problems/reason-wanted', overShortMinor: -1_000 },
  });
  expect(await close({ ...count(9), reason: 'mauvais rendu' })).toMatchObject({
    status: 200,
    body: { expectedMinor: 10_000, overShortMinor: -1_000 },
  });
  expect(shop.agent.edge.shifts.archive(5)).toMatchObject([
    { register: '1', body: { overShortMinor: -1_000, reason: 'mauvais rendu' } },
  ]);
});

test('E5: the manager sees what is not finished of the day; a shift left open overnight is told to the till, and sells on', async () => {
  await shop.close();
  let now = new Date();
  shop = await openShop({ clock: { now: () => now } });
  till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift(10_000);
  const today = shop.agent.edge.state().businessDate;
  const signedIn = await send(
    `${shop.base}/edge/v1/back-office/sessions`,
    'POST',
    JSON.stringify({ staffId: 'u-martin', pin: '9876' }),
    {},
  );
  const day = async () =>
    (
      await send(`${shop.base}/edge/v1/back-office/day`, 'GET', undefined, {
        Authorization: `Bearer ${signedIn.body.session}`,
      })
    ).body;
  expect(await day()).toMatchObject({
    businessDate: today,
    openShifts: [{ register: '1', openedBy: 'Camille', businessDate: today, saleCount: 0 }],
    differences: [],
    paymentsInDoubt: [],
  });
  // Whatever the hour is now, it is another day.
  now = new Date(now.getTime() + 25 * 3_600_000);
  const { edge } = shop.agent;
  const actor = { register: registers[0] ?? { id: '', number: '' }, staffId: 'u-camille', terminalId: 't' };
  expect(edge.commitSale(actor, JSON.stringify(saleOf({ shiftId })))).toMatchObject({ first: true });
  expect(edge.state().businessDate > today).toBe(true);
  edge.closeShift(actor, { countedMinor: 10_000 });
  expect(edge.shifts.archive(1)).toMatchObject([{ businessDate: edge.state().businessDate }]);
});

test('E5: US dollars go in and out of the drawer without a sale, apart from the Canadian money; no more than there are', async () => {
  const { shiftId } = await till.openShift(10_000);
  const sale = saleOf({
    ...{ shiftId, items: [['bread', '1']] as const },
    tenders: (total) => [usDollars(Math.round(total / 5) * 5, 2_000, '1.3725')],
  });
  expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  const move = (direction: string, amountMinor: number) =>
    till.call('POST', '/cash', {
      ...{ movementId: randomUUID(), direction, reason: '', amountMinor: Math.round(amountMinor * 1.3725) },
      usDollars: { amountMinor, rate: '1.3725' },
    });
  expect((await move('drop', 2_001)).body.type).toBe('/problems/not-so-much');
  expect((await move('drop', 1_500)).status).toBe(201);
  expect((await move('paid-in', 200)).status).toBe(201);
  const x = (await till.call('POST', '/shifts/current/x', {})).body;
  expect(x).toMatchObject({ dropMinor: 0, paidInMinor: 0, usDollarsMovedMinor: -1_300 });
  const [paid] = sale.tenders;
  const changeMinor = paid?.kind === 'cash' ? paid.changeMinor : 0;
  const closed = await till.call('POST', '/shifts/current/close', {
    ...{ countedMinor: 10_000 - changeMinor, usDollarsCountedMinor: 700 },
  });
  expect(closed.body).toMatchObject({
    overShortMinor: 0,
    usDollars: { expectedMinor: 700, overShortMinor: 0 },
  });
});

test('E11: two supervisors who allow at the same moment, at one till and at another, allow each one act: what was allowed at one till is worth nothing at the other, and the money moves once', async () => {
  await till.openShift();
  const other = await shop.till('2');
  await other.logIn();
  await other.openShift();
  const leave = { permission: 'paid-out', staffId: 'u-martin', pin: '9876', amountMinor: 500 };
  const asked = await Promise.all([till, till, other].map((one) => one.call('POST', '/approvals', leave)));
  expect(asked.map(({ status }) => status)).toEqual([201, 201, 201]);
  const [first, second, elsewhere] = asked.map(({ body }) => body.approvalId);
  expect(new Set([first, second, elsewhere]).size).toBe(3);

  const move = { movementId: randomUUID(), direction: 'paid-out', amountMinor: 500, reason: 'lait' };
  const payOut = (at: Till, approvalId: unknown) => at.call('POST', '/cash', { ...move, approvalId });
  expect((await payOut(other, first)).status).toBe(403);
  const paid = await Promise.all([payOut(till, first), payOut(till, second)]);
  expect(paid.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await till.call('POST', '/shifts/current/x')).body).toMatchObject({ paidOutMinor: 500 });
});
