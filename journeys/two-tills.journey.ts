import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastItemSku } from '../scripts/demo/stock.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, product, run } from './support/house.ts';
import { openStoreTill, openTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
let browsing: Browsing;
let first: Till;
let second: Till;
let last: Awaited<ReturnType<typeof product>>;
beforeAll(async () => {
  last = await product(lastItemSku);
  await headOffice.setOnHand(last.id, storeId, 1);
  browsing = await openBrowser();
  first = await openStoreTill(browsing);
  second = await openTill(await browsing.page(), '2');
  // Each takes in the whole catalogue for the first time.
}, 240_000);
afterAll(async () => {
  await headOffice.setOnHand(last.id, storeId, 1);
  await browsing.close();
});

test('E1 I2: two tills sell the last item at once: both sales stand, each is at head office once, and the stock there says −1', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  const gtin = last.gtins[0] ?? '';
  await first.typeProduct(gtin);
  await second.typeProduct(gtin);
  const receipts = await Promise.all([first.payExactCash(), second.payExactCash()]);
  expect(new Set(receipts.map((receipt) => receipt.split('-')[1]))).toEqual(new Set(['1', '2']));

  for (const receipt of receipts) await expect.poll(() => office.receipts()).toContain(receipt);
  const known = (await headOffice.sales()).map((sale) => sale.receiptNumber);
  for (const receipt of receipts) expect(known.filter((one) => one === receipt)).toHaveLength(1);
  await expect.poll(() => headOffice.onHand(last.id, storeId)).toBe(-1);
  await expect.poll(() => office.onHandOf(lastItemSku, 'MTL01')).toBe(-1);
});
