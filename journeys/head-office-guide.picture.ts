/** The pictures of head office's guide, in both languages: `scripts/pictures`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { takingPictures } from './support/guide-pictures.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { run } from './support/house.ts';
import { openTill } from './support/till.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

test('a sale, so that there is something to see', async () => {
  const till = await openTill(await browsing.page());
  for (const gtin of (run.demo.gtins ?? []).slice(0, 6)) await till.scanProduct(gtin);
  await till.payExactCash();
});

test.each([
  ['fr', 'Français'],
  ['en', 'English'],
] as const)('in %s: the day, the reports, one of one’s own, and the books', async (language, label) => {
  const { page, by, isLive } = await signInAtHeadOffice(await browsing.page({ width: 1280, height: 960 }));
  const picture = takingPictures(page, 'cloud-services/headquarters/app/src/guide', language);
  if ((await by('language').textContent()) === label) {
    await by('language').click();
    await by('nav-live').waitFor();
  }
  await by('sale-row').first().waitFor();
  await expect.poll(isLive).toBe(true);
  await picture('live');
  await by('nav-reports').click();
  await by('consolidated').waitFor();
  await picture('reports');
  await page.goto(new URL('/reports/custom', run.headquarters).href);
  await by('report-table').waitFor();
  await picture('custom');
  await page.goto(new URL('/reports/accounts', run.headquarters).href);
  await by('report-table').waitFor();
  await picture('accounts');
});
