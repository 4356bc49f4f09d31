import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { openHeadlessTill } from './support/headless-till.ts';
import { headOffice, product, run, wan } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
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

const salesOf = async (receipts: readonly string[]) => {
  const sold = new Set(receipts);
  return (await headOffice.sales(storeId)).map((sale) => sale.receiptNumber).filter((one) => sold.has(one));
};

test('E7 S2: batches torn in mid-body, and batches whose answer is lost, arrive whole and once when the line is mended', async () => {
  const { id } = await product(run.demo.gtins?.[11] ?? '');
  const onHandBefore = await headOffice.onHand(id, storeId);
  const load = await openHeadlessTill('2', id);
  const sold: string[] = [];
  const sellMany = async () => {
    for (let left = 30; left > 0; left -= 1) sold.push(await load.sell());
  };

  const servedUnheard = async () => {
    await wan.heal();
    await expect.poll(till.stripState, { timeout: 40_000 }).toBe('online');
    await expect.poll(async () => (await salesOf(sold)).length, { timeout: 60_000 }).toBe(sold.length);
    const heardOf = sold.length;
    await wan.set({ dropAnswerAfterBytes: 0 });
    await sellMany();
    await expect.poll(till.stripState, { timeout: 40_000 }).toBe('offline');
    return (await salesOf(sold)).length > heardOf;
  };

  // Enough for a session to open, too little for a batch of thirty sales.
  await wan.cut();
  await expect.poll(till.stripState).toBe('offline');
  await sellMany();
  await wan.set({ cut: false, tearRequestAfterBytes: 6_000 });
  await expect.poll(async () => (await wan.state()).resets, { timeout: 40_000 }).toBeGreaterThan(3);
  await wan.heal();
  await expect.poll(async () => (await salesOf(sold)).length, { timeout: 60_000 }).toBe(30);

  // Served, and the edge does not hear of it: what it sends again must not count again. Any other answer may be the
  // one that is lost first, and then the edge sends no batch until the line is mended: so it is done until one came.
  await expect.poll(servedUnheard, { timeout: 180_000, interval: 0 }).toBe(true);
  await wan.heal();
  await expect.poll(async () => (await salesOf(sold)).length, { timeout: 60_000 }).toBe(sold.length);
  expect((await salesOf(sold)).sort()).toEqual([...sold].sort());
  await expect
    .poll(() => headOffice.onHand(id, storeId), { timeout: 40_000 })
    .toBe(onHandBefore - sold.length);
  await expect.poll(till.stripState, { timeout: 40_000 }).toBe('online');
});
