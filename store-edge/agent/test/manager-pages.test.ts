import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SalesAnswer, TeamAnswer, TrailAnswer } from '../src/back-office/api.ts';
import { Tablet } from './counting/tablets.ts';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let printer: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;
let manager: Tablet;
beforeEach(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({ at: { printer: printer.address } });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
  manager = await Tablet.signIn(shop.base, 'u-martin', '9876');
});
afterEach(async () => {
  await shop.close();
  await printer.close();
});

test('E6 E11: a manager finds a sale by its amount or the end of its number, and its duplicate is marked', async () => {
  const sale = saleOf({ shiftId });
  const { body } = await till.call('POST', '/sales', sale);
  await till.call('POST', '/sales', saleOf({ shiftId, items: [['mug', '1']] }));
  await till.call('POST', '/prints', { printId: randomUUID(), saleId: sale.saleId, language: 'fr' });
  const days = 'from=2020-01-01&to=2099-12-31';
  const found = async (by: string) =>
    ((await manager.call('GET', `/sales?${days}${by}`)).body as unknown as SalesAnswer).sales;
  expect(await found('')).toHaveLength(2);
  expect(await found('&numberEnd=000001')).toMatchObject([{ receiptNumber: body.receiptNumber }]);
  const [one] = await found(`&amountMinor=${sale.priced.totalMinor}`);
  expect(one).toMatchObject({ saleId: sale.saleId });

  const again = { printId: randomUUID(), language: 'en' };
  expect(await manager.call('POST', `/sales/${sale.saleId}/prints`, again)).toMatchObject({
    status: 202,
    body: { duplicate: true },
  });
  await until('the duplicate is on paper', async () =>
    (await printer.text('/receipts/2.txt')).includes('DUPLICATA'),
  );
  expect(
    await manager.call('POST', `/sales/${randomUUID()}/prints`, { ...again, printId: randomUUID() }),
  ).toMatchObject({ status: 404, body: { type: '/problems/unknown-sale' } });
});

test('E1 E11: what a manager sets at a tablet holds at once, and stands in who did what; a cashier sets nothing', async () => {
  const settings = { 'auto-lock-minutes': 2, 'sign-keys': false, 'cash-reasons': ['Monnaie', 'Timbres'] };
  for (const [name, value] of Object.entries(settings))
    expect((await manager.call('PUT', `/settings/${name}`, { value })).status).toBe(200);
  expect((await manager.call('PUT', '/settings/auto-lock-minutes', { value: 0 })).status).toBe(422);
  expect((await manager.call('GET', '/settings')).body).toMatchObject(settings);
  const { entries } = (await manager.call('GET', '/trail?kind=setting.changed'))
    .body as unknown as TrailAnswer;
  expect(entries).toMatchObject([
    { body: { name: 'cash-reasons' } },
    { actorName: 'Martin', body: { name: 'sign-keys', value: false } },
    { body: { name: 'auto-lock-minutes' } },
  ]);
  const camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
  expect((await camille.call('PUT', '/settings/sign-keys', { value: true })).status).toBe(403);
});

test('E11: what was done without a sale is told newest first, by whom, and sales between do not hide it', async () => {
  await till.call('POST', '/drawer');
  for (let sales = 0; sales < 3; sales += 1) await till.call('POST', '/sales', saleOf({ shiftId }));
  const moved = { movementId: randomUUID(), direction: 'paid-in', amountMinor: 2_000, reason: 'Monnaie' };
  expect((await till.call('POST', '/cash', moved)).status).toBe(201);
  const trail = async (query = '') =>
    (await manager.call('GET', `/trail${query}`)).body as unknown as TrailAnswer;
  const { entries, nextBefore } = await trail();
  expect(entries.map(({ kind }) => kind)).toEqual(['cash.moved', 'drawer.opened', 'shift.opened']);
  expect(entries[0]).toMatchObject({ actorName: 'Camille', register: '1', body: { amountMinor: 2_000 } });
  expect(nextBefore).toBeNull();
  expect((await trail('?kind=drawer.opened')).entries).toHaveLength(1);
  expect((await trail('?actor=u-martin')).entries).toEqual([]);
});

test('E11: a manager sees whom wrong PINs keep out, lets that one in, and sees who may do what', async () => {
  const wrong = () => till.call('POST', '/sessions', { staffId: 'u-camille', pin: '0000' });
  for (let tries = 0; tries < 5; tries += 1) await wrong();
  const right = () => till.call('POST', '/sessions', { staffId: 'u-camille', pin: '1234' });
  expect((await right()).status).toBe(423);
  const team = async () => (await manager.call('GET', '/team')).body as unknown as TeamAnswer;
  const camille = async () => (await team()).people.find(({ id }) => id === 'u-camille');
  expect((await camille())?.lockedUntil).toEqual(expect.any(String));
  expect((await manager.call('POST', '/team/u-camille/unlock')).status).toBe(204);
  expect((await camille())?.lockedUntil).toBeNull();
  expect((await right()).status).toBe(201);
  const { entries } = (await manager.call('GET', '/trail?actor=u-martin')).body as unknown as TrailAnswer;
  expect(entries).toMatchObject([
    { kind: 'access.approved', cashierName: 'Camille', body: { permission: 'unlock' } },
  ]);
  const discount = (await team()).rights.find(({ permission }) => permission === 'discount');
  expect(discount?.roles).toEqual(['supervisor', 'manager', 'head-office']);

  const cashier = await Tablet.signIn(shop.base, 'u-camille', '1234');
  for (const page of ['/team', '/trail', '/sales?from=2026-01-01&to=2026-01-02'])
    expect((await cashier.call('GET', page)).status).toBe(403);
});
