/** The pictures of the cashier's guide at the till, in both languages: `scripts/pictures`. */
import { afterAll, beforeAll, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { takingPictures } from './support/guide-pictures.ts';
import { printer, run, wan } from './support/house.ts';
import { openTill } from './support/till.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(async () => {
  await wan.heal();
  await browsing.close();
});

test.each(['fr', 'en'] as const)(
  'in %s: a sale, its change, the count of the drawer, and the till cut off',
  async (language) => {
    const till = await openTill(await browsing.page({ width: 1024, height: 768 }));
    const { page, by } = till;
    const gtins = run.demo.gtins ?? [];
    const picture = takingPictures(page, 'store-edge/terminal/src/screens/guide', language);
    // A sale of another picture may have left it open.
    await printer.closeDrawer();
    await by('menu').click();
    await by(`locale-${language}`).click();
    await page.keyboard.press('Escape');
    for (const gtin of gtins.slice(0, 3)) await till.scanProduct(gtin);
    await picture('sale');
    await page.keyboard.type('20');
    await till.payExactCash();
    await picture('change');
    await printer.closeDrawer();
    await page.keyboard.press('Escape');
    await by('menu').click();
    await by('menu-close-shift').click();
    await by('close-shift-dialog').waitFor();
    await picture('count');
    await page.keyboard.press('Escape');
    try {
      await wan.cut();
      await page.locator('[data-testid="status-message"][data-state="offline"]').waitFor({ timeout: 60_000 });
      await till.scanProduct(gtins[5] ?? '');
      await picture('offline');
    } finally {
      await wan.heal();
    }
  },
);
