import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('E4 E17: every key opens its sheet over a basket, and Escape gives the basket back', async () => {
  await till.scanProduct(run.demo.gtins?.[3] ?? '');
  const totalMinor = await till.amountOf('total');
  for (const [key, sheet] of [
    ['F1', 'help-dialog'],
    ['F4', 'customer-dialog'],
    ['Shift+F4', 'coupon-dialog'],
    ['F5', 'discount-dialog'],
    ['Shift+F5', 'discount-dialog'],
    ['F6', 'price-dialog'],
    ['Shift+F6', 'sale-dialog'],
    ['Shift+F8', 'value-dialog'],
    ['Insert', 'return-dialog'],
  ] as const) {
    await till.page.keyboard.press(key);
    await till.by(sheet).waitFor();
    await till.page.keyboard.press('Escape');
    await till.by(sheet).waitFor({ state: 'detached' });
    expect(await till.amountOf('total')).toBe(totalMinor);
  }
  for (const sheet of ['menu-receipts', 'menu-devices', 'menu-cash', 'menu-favourites']) {
    await till.by('menu').click();
    await till.by(sheet).click();
    await till.by('menu-dialog').waitFor({ state: 'detached' });
    await till.page.getByRole('dialog').first().waitFor();
    await till.page.keyboard.press('Escape');
    await till.page.getByRole('dialog').first().waitFor({ state: 'detached' });
  }
  await till.page.keyboard.press('Shift+Delete');
  await till.by('confirm-void-sale').click();
  await till.by('tape-line').first().waitFor({ state: 'detached' });
});
