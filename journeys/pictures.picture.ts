/** Makes the pictures of the documents from the running house, so that they stay true: `scripts/pictures`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personOf, signInAtBackOffice, typeScan } from './support/back-office.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { printer, run, wan } from './support/house.ts';
import { cards, shopperOn } from './support/shopper.ts';
import { openTill } from './support/till.ts';

const folder = path.resolve(import.meta.dirname, '../docs/pictures');
const picture = (name: string) => ({ path: path.join(folder, `${name}.png`) });
let browsing: Browsing;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browsing = await openBrowser();
});
afterAll(async () => {
  await wan.heal();
  await browsing.close();
});

test('the till, its receipt, the till cut off, head office, and the devices', async () => {
  const till = await openTill(await browsing.page());
  const gtins = run.demo.gtins ?? [];
  for (const gtin of gtins.slice(0, 5)) await till.scanProduct(gtin);
  await till.page.screenshot(picture('till'));
  const number = await till.payExactCash();
  await till.page.screenshot(picture('change-due'));

  const office = await signInAtHeadOffice(await browsing.page({ width: 1280, height: 800 }));
  await office.by('sale-row').first().waitFor();
  await office.by('revenue-total').waitFor();
  await expect.poll(() => office.isLive()).toBe(true);
  await office.page.screenshot(picture('head-office'));

  const receipt = await browsing.page({ width: 480, height: 900 });
  await receipt.goto(await printer.pictureOf(number));
  await receipt.locator('svg').screenshot(picture('receipt'));

  const devices = await browsing.page({ width: 1366, height: 900 });
  await devices.goto(run.devices);
  await devices.waitForLoadState('networkidle');
  await devices.screenshot(picture('devices'));

  await wan.cut();
  await till.page
    .locator('[data-testid="status-message"][data-state="offline"]')
    .waitFor({ timeout: 60_000 });
  await till.scanProduct(gtins[5] ?? '');
  await till.page.screenshot(picture('till-offline'));
});

test('the shop, an order, and what sells in both channels', async () => {
  const shopper = shopperOn(await browsing.page({ width: 1280, height: 860 }));
  await shopper.open('/');
  await shopper.page.screenshot(picture('shop'));
  const [, code = ''] = run.demo.gtins ?? [];
  await shopper.addToCart(code);
  await shopper.open('/commander');
  await shopper.deliverTo({ email: 'ana.tremblay@example.com', name: 'Ana Tremblay' });
  await shopper.fillCard(cards.good);
  await shopper.page.screenshot(picture('shop-checkout'));
  await shopper.pay();
  await shopper.by('order-number').waitFor({ timeout: 60_000 });

  const office = await signInAtHeadOffice(await browsing.page({ width: 1280, height: 860 }));
  await office.by('nav-products').click();
  await office.page.waitForLoadState('networkidle');
  await office.page.screenshot(picture('products-sold'));
});

test('stock in the back office', async () => {
  const page = await signInAtBackOffice(
    await browsing.page({ width: 1024, height: 768 }),
    personOf('manager'),
  );
  await page.getByTestId('nav-stock').click();
  await expect
    .poll(async () => {
      await typeScan(page, run.demo.gtins?.[5] ?? '');
      return page.getByTestId('elsewhere').count();
    })
    .toBeGreaterThan(1);
  await page.screenshot(picture('back-office'));
});
