/** The pictures of the store manager's guide, in both languages: `scripts/pictures`. */
import { afterAll, beforeAll, test } from 'vitest';
import { personOf, signInAtBackOffice } from './support/back-office.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { takingPictures } from './support/guide-pictures.ts';
import { product, run } from './support/house.ts';
import { openTill } from './support/till.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

test('a sale, so that there is something to see', async () => {
  const till = await openTill(await browsing.page());
  for (const gtin of (run.demo.gtins ?? []).slice(0, 6)) await till.scanProduct(gtin);
  // One is left of it: the second makes a negative, which is a task.
  for (const _ of ['first', 'second']) await till.scanProduct(run.demo.gtins?.[12] ?? '');
  await till.payExactCash();
});

test.each([
  ['fr', 'Français', 'Boulangerie et café'],
  ['en', 'English', 'Bakery and coffee'],
] as const)(
  'in %s: today, an article’s stock, the counts, and the end of the day',
  async (language, label, count) => {
    const page = await browsing.page({ width: 1024, height: 768 });
    await signInAtBackOffice(page, personOf('manager'));
    const picture = takingPictures(page, 'store-edge/back-office/src/screens/guide', language);
    if ((await page.getByTestId('language').textContent()) === label)
      await page.getByTestId('language').click();
    await page
      .locator('[data-testid="state"][data-state="online"]')
      .waitFor({ state: 'attached', timeout: 90_000 });
    await page.getByTestId('nav-counts').click();
    await page.getByTestId('new-count').click();
    await page.getByTestId('count-name').fill(count);
    await page.getByTestId('open-count').click();
    await page.getByTestId('zone').first().waitFor();
    const { id } = await product(run.demo.gtins?.[0] ?? '');
    const open = async (where: string) => {
      await page.evaluate(
        `history.pushState({}, '', '/back-office/${where}'); dispatchEvent(new PopStateEvent('popstate'))`,
      );
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle');
    };
    await open('aujourdhui');
    await page.getByTestId('today-negatives').waitFor();
    await picture('today');
    await open(`stock/${id}`);
    await picture('stock');
    await open('comptage');
    await picture('counts');
    await open('journee');
    await picture('day');
  },
);
