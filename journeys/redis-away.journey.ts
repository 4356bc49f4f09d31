import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { expectEachOnce } from './support/each-once.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, kill, pidOf, product, run, withoutRestarts } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

const storeId = run.demo.storeId ?? '';
let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

/** Long enough for every connection to notice, short enough for a test. */
const awayMs = 10_000;

test('E7 P4: Redis is gone for a while: sales reach head office meanwhile, and stock and prices follow when it is back, though it comes back empty', async () => {
  const { id, sku, price } = await product(run.demo.gtins?.[9] ?? '');
  const onHandBefore = await headOffice.onHand(id, storeId);
  const receipts: string[] = [];
  await withoutRestarts(async () => {
    kill('redis');
    const end = Date.now() + awayMs;
    while (receipts.length < 2) {
      await till.scanProduct(run.demo.gtins?.[9] ?? '');
      receipts.push(await till.payExactCash());
    }
    await headOffice.changePrice(id, price.amountMinor - 10);
    await expectEachOnce(storeId, receipts, 20_000);
    await sleep(Math.max(0, end - Date.now()));
  });
  await expect.poll(() => headOffice.onHand(id, storeId), { timeout: 40_000 }).toBe(onHandBefore - 2);

  // The bell rings again: sooner than the pull of every 30 s could bring it.
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  await till.scanProduct(run.demo.gtins?.[9] ?? '');
  const unitPriceMinor = () => till.amountOfFirstLine();
  await expect.poll(unitPriceMinor, { timeout: 40_000 }).toBe(price.amountMinor - 10);
  await office.changePrice(sku, ((price.amountMinor - 20) / 100).toFixed(2));
  await expect.poll(unitPriceMinor, { timeout: 8_000 }).toBe(price.amountMinor - 20);
  await till.payExactCash();
  await headOffice.changePrice(id, price.amountMinor);
});

test('E7: Redis hangs without a word: the till sells, and head office has each sale and answers', async () => {
  const redis = pidOf('redis');
  const receipts: string[] = [];
  process.kill(redis, 'SIGSTOP');
  try {
    await till.scanProduct(run.demo.gtins?.[10] ?? '');
    receipts.push(await till.payExactCash());
    await expectEachOnce(storeId, receipts, 20_000);
  } finally {
    process.kill(redis, 'SIGCONT');
  }
});
