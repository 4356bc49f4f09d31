import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, printer, product, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('P2 P4: a promotion written at head office is given at the till with its reason, printed, sold, and ended again', async () => {
  const gtin = run.demo.gtins?.[5] ?? '';
  const { sku, price } = await product(gtin);
  const name = `Moitié prix ${Date.now() % 100_000}`;
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));

  await office.by('nav-promotions').click();
  await office.by('promotion-new').click();
  await office.by('name-fr').fill(name);
  await office.by('name-en').fill(`Half price ${name}`);
  await office.by('percent').fill('50');
  await office.by('target').selectOption('product');
  await office.by('product-text').fill(sku);
  await office.by('product-found').first().click();
  const halfMinor = Math.floor(price.amountMinor / 2);
  // The preview prices two of it.
  await expect
    .poll(() => office.by('preview-discount').getAttribute('data-amount-minor').then(Number))
    .toBe(-2 * (price.amountMinor - halfMinor));
  await office.by('promotion-save').click();
  const row = office.by('promotion-row').filter({ hasText: name });
  await row.waitFor();

  // The till may be scanned before the promotion has come down: its line follows.
  await till.scanProduct(gtin);
  await expect.poll(till.amountOfFirstLine, { timeout: 10_000 }).toBe(halfMinor);
  expect(await till.by('tape-line').first().textContent()).toContain(name);
  const receipt = await till.payExactCash();
  await expect
    .poll(
      async () =>
        (await printer.receiptTexts()).find((text) => text.includes(receipt))?.includes(name) ?? false,
      { timeout: 15_000 },
    )
    .toBe(true);
  await expect
    .poll(async () => (await headOffice.sales()).some((sale) => sale.receiptNumber === receipt), {
      timeout: 15_000,
    })
    .toBe(true);

  await row.getByTestId('promotion-end').click();
  await expect.poll(() => row.getAttribute('data-state')).toBe('over');
  await expect
    .poll(
      async () => {
        await till.scanProduct(gtin);
        const amountMinor = await till.amountOfFirstLine();
        await till.page.keyboard.press('Delete');
        await till.by('tape-line').waitFor({ state: 'detached' });
        return amountMinor;
      },
      { timeout: 20_000 },
    )
    .toBe(price.amountMinor);
});
