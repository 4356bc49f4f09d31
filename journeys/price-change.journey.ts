import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { product, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('P4: a price changed at head office reaches the till while a basket is open; a drop applies and says so', async () => {
  const gtin = run.demo.gtins?.[3] ?? '';
  const { sku, price } = await product(gtin);
  const lowerMinor = price.amountMinor - 50;
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));

  await till.scanProduct(gtin);
  const line = till.by('tape-line').first();
  const amountMinor = () =>
    line.locator('[data-amount-minor]').getAttribute('data-amount-minor').then(Number);
  await expect.poll(() => amountMinor()).toBe(price.amountMinor);

  await office.changePrice(sku, (lowerMinor / 100).toFixed(2));
  await expect.poll(amountMinor, { timeout: 5_000 }).toBe(lowerMinor);
  await expect.poll(() => line.textContent()).toMatch(/Prix baissé/);

  await office.changePrice(sku, (price.amountMinor / 100).toFixed(2));
  await till.scanProduct(run.demo.gtins?.[0] ?? '');
  await expect.poll(() => amountMinor()).toBe(lowerMinor);
  await till.page.keyboard.press('Shift+Delete');
  await till.by('confirm-void-sale').click();
});
