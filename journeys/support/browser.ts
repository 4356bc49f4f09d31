/** One Chromium for a journey file; each person in it has a context of their own, as a browser profile. */
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, inject } from 'vitest';
import { chromiumLaunch } from '../../scripts/system/chromium.ts';

export type Browsing = Readonly<{
  /** @param options.isScripted false: as where scripts are turned off. */
  page(options?: { width?: number; height?: number; isScripted?: boolean }): Promise<Page>;
  close(): Promise<void>;
}>;

const open: Page[] = [];

// What was on the screens when a journey failed says more than its message. Only a house that is kept keeps the pictures.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [index, page] of open.entries()) {
    const file = path.join(
      inject('homeDirectory'),
      `failed-${index}-${task.name.slice(0, 40).replace(/\W+/g, '-')}.png`,
    );
    await page.screenshot({ path: file }).catch(() => undefined);
    console.error(`screen ${index + 1} when it failed: ${file}`);
  }
});

export async function openBrowser(): Promise<Browsing> {
  const browser: Browser = await chromium.launch(await chromiumLaunch());
  return {
    async page({ width = 1366, height = 768, isScripted = true } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: 'fr-CA',
        timezoneId: 'America/Toronto',
        javaScriptEnabled: isScripted,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(40_000);
      open.push(page);
      return page;
    },
    close: async () => {
      open.splice(0);
      await browser.close();
    },
  };
}
