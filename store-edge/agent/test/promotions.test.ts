import { randomUUID } from 'node:crypto';
import type { Promotion } from '@comptoir/pricing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulesAnswer } from '../src/api.ts';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

let printer: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;

beforeAll(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({ at: { printer: printer.address } });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await printer.close();
});

const promotion: Promotion = {
  id: 'p-1',
  revision: 7,
  name: { fr: '10 % sur la maison', en: '10% off home' },
  from: '2026-01-01T00:00:00.000Z',
  include: { categoryIds: ['c-1'] },
  priority: 0,
  stacking: 'exclusive',
  gives: { kind: 'percent', percent: '10' },
};
const rules = async () => ((await till.call('GET', '/rules')).body as unknown as RulesAnswer).rules;

test('P2: a promotion that came down is part of the rules that terminals get, and of their version', async () => {
  const before = await rules();
  expect(before.promotions).toBeUndefined();
  writeFeedRows(shop.dataDir, [{ feed: 'catalogue', key: 'promotion/p-1', value: promotion }]);
  expect(await rules()).toMatchObject({ version: `${before.version}+7`, promotions: [promotion] });
});

test('P2: a sale with a promotion is what the edge says too, and its receipt gives the reason', async () => {
  const sale = saleOf({ shiftId, items: [['lamp', '2']], rules: await rules() });
  expect(sale.priced.discountMinor).toBe(1_000);
  const { tenders: _t, stock: _s, completedAt: _c, cashRoundingMinor: _r, ...body } = sale;
  expect(await till.call('POST', '/baskets/check', body)).toMatchObject({ status: 200, body: { ok: true } });
  expect(await till.call('POST', '/sales', sale)).toMatchObject({ status: 201, body: { flags: [] } });
  const printId = randomUUID();
  await till.call('POST', '/prints', { printId, saleId: sale.saleId, language: 'fr' });
  await until(
    'printed',
    async () => (await till.call('GET', `/prints/${printId}`)).body.state === 'confirmed',
  );
  const text = (await printer.text('/receipts/1.txt')).replace(/\u00a0/g, ' ');
  expect(text).toMatch(/10 % sur la maison +-10,00/);
});
