/** One Chromium for a journey file; each person in it has a context of their own, as a browser profile. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../../scripts/system/chromium.ts';

export type Browsing = Readonly<{
  page(options?: { width?: number; height?: number }): Promise<Page>;
  close(): Promise<void>;
}>;

export async function openBrowser(): Promise<Browsing> {
  const browser: Browser = await chromium.launch(await chromiumLaunch());
  return {
    async page({ width = 1366, height = 768 } = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width, height },
        locale: 'fr-CA',
        timezoneId: 'America/Toronto',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
    close: () => browser.close(),
  };
}
