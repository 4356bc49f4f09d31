import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, killEdge, product, run, wan } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(async () => {
  await wan.heal();
  await browsing.close();
});

const basketCount = 10;

test('E7 E13 S1: a day offline, with the agent killed in the middle of a sale: every paid sale is in the cloud exactly once, no number missing or doubled, and stock is right', async () => {
  const gtin = run.demo.gtins?.[2] ?? '';
  const storeId = run.demo.storeId ?? '';
  const { id: productId } = await product(gtin);
  const onHandBefore = await headOffice.onHand(productId, storeId);
  const knownBefore = (await headOffice.sales()).length;

  await wan.cut();
  await expect.poll(till.stripState, { timeout: 30_000 }).toBe('offline');
  await expect.poll(() => till.stripText()).toMatch(/Hors ligne depuis/);

  const receipts: string[] = [];
  for (let basket = 1; basket <= basketCount; basket += 1) {
    await till.scanProduct(gtin);
    await till.scanProduct(run.demo.gtins?.[4] ?? '');
    if (basket === 5) {
      // Tender and kill race: whatever the agent had done by then, the sale must stand once.
      const paid = till.payExactCashOnceItCan();
      killEdge();
      receipts.push(await paid);
    } else receipts.push(await till.payExactCash());
  }
  expect((await headOffice.sales()).length).toBe(knownBefore);

  await wan.heal();
  await expect
    .poll(async () => (await headOffice.sales()).length, { timeout: 60_000 })
    .toBe(knownBefore + basketCount);
  const inCloud = (await headOffice.sales()).map((sale) => sale.receiptNumber);
  for (const receipt of receipts) expect(inCloud.filter((one) => one === receipt)).toHaveLength(1);
  const counts = receipts.map((receipt) => Number(receipt.slice(-6)));
  expect(counts).toEqual(Array.from({ length: basketCount }, (_, index) => (counts[0] ?? 0) + index));
  await expect
    .poll(() => headOffice.onHand(productId, storeId), { timeout: 20_000 })
    .toBe(onHandBefore - basketCount);
  await expect.poll(till.stripState, { timeout: 30_000 }).not.toBe('offline');
});
