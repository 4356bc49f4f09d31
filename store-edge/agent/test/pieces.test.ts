/** Articles that ask for an age, a serial number or a lot, over real HTTP, on real paper. */
import { randomUUID } from 'node:crypto';
import { saleBody } from '@comptoir/sync-protocol/records/kinds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { products, writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

let printer: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;
const ofAge = products.map((product) => (product.id === 'lamp' ? { ...product, minimumAge: 18 } : product));

beforeAll(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({ at: { printer: printer.address } });
  const rows = ofAge.map((value) => ({ feed: 'catalogue', key: `product/${value.id}`, value }));
  writeFeedRows(shop.dataDir, rows);
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await printer.close();
});

const toCheck = (sale: object) => {
  const { tenders: _, stock: __, completedAt: ___, ...rest } = sale as Record<string, unknown>;
  return rest;
};

test('E1: an age that nobody saw to is refused before money moves; a sale that was made all the same stands, and says so', async () => {
  const sale = saleOf({ shiftId, items: [['lamp', '1']] });
  expect(await till.call('POST', '/baskets/check', toCheck(sale))).toMatchObject({
    status: 422,
    body: { type: '/problems/age-not-checked', minimumAge: 18 },
  });
  const ageCheck = { minimumAge: 18, how: 'birth-date', checkedBy: 'u-camille' };
  expect(await till.call('POST', '/baskets/check', toCheck({ ...sale, ageCheck }))).toMatchObject({
    status: 200,
  });
  expect((await till.call('POST', '/sales', sale)).body.flags).toContain('age-not-checked');
  const checked = saleOf({ shiftId, items: [['lamp', '1']] });
  expect((await till.call('POST', '/sales', { ...checked, ageCheck })).body.flags).not.toContain(
    'age-not-checked',
  );
  const record = shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .findLast(({ lines }) => lines.body.includes(`"saleId":"${checked.saleId}","storeId"`));
  expect(JSON.parse(record?.lines.body ?? '{}')).toMatchObject({ ageCheck });
});

test('E1 E3: a serial number and a lot are in the record, on the receipt, and before whoever takes the piece back', async () => {
  const sale = saleOf({
    shiftId,
    items: [
      ['bread', '1'],
      ['card25', '1'],
    ],
  });
  const [first, second] = sale.lines;
  const sold = saleBody.parse({
    ...sale,
    lines: [
      { ...first, lot: 'L-42' },
      { ...second, serial: 'SN-77' },
    ],
  });
  const { body } = await till.call('POST', '/sales', sold);
  const found = await till.call('POST', '/returns/find', { receipt: String(body.receiptNumber) });
  expect(found.body).toMatchObject({ lines: [{ lot: 'L-42' }, { serial: 'SN-77' }] });
  await till.call('POST', '/prints', { printId: randomUUID(), saleId: sale.saleId, language: 'en' });
  await until('the receipt tells of them', async () => {
    const listed = JSON.parse(await printer.text('/receipts')) as { number: number }[];
    const papers = await Promise.all(listed.map(({ number }) => printer.text(`/receipts/${number}.txt`)));
    return papers.some((text) =>
      ['Lot L-42', 'No de série SN-77', 'Serial no. SN-77'].every((one) => text.includes(one)),
    );
  });
});
