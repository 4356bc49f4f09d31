import { afterAll, beforeAll, expect, test } from 'vitest';
import { runShopDay } from '../bench/support/shop-day/run.ts';
import { type Browsing, openBrowser } from './support/browser.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

test('E1 E2 E3 E5: sixty real invoices are scanned, paid and some taken back at the till; each total on its screen, the drawer and the Z are to the cent what a second hand computes', async () => {
  const { onPaper, bySecondHand } = await runShopDay(await browsing.page(), 60);
  expect(Object.fromEntries(onPaper)).toMatchObject(Object.fromEntries(bySecondHand));
});
