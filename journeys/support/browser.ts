/** One Chromium for a journey file, in which each person has a context of their own; and computers that keep their profile. */
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterEach, inject } from 'vitest';
import { chromiumLaunch } from '../../scripts/system/chromium.ts';

export type Browsing = Readonly<{
  /** @param options.isScripted false: as where scripts are turned off. */
  page(options?: { width?: number; height?: number; isScripted?: boolean }): Promise<Page>;
  /** A browser of its own on a profile that stays: a computer that was switched off over night. @param folder of the profile. */
  pageOf(folder: string): Promise<Page>;
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

const person = { locale: 'fr-CA', timezoneId: 'America/Toronto' };

async function firstPageOf(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(40_000);
  open.push(page);
  return page;
}

export async function openBrowser(): Promise<Browsing> {
  const launch = await chromiumLaunch();
  let browser: Promise<Browser> | undefined;
  const kept: BrowserContext[] = [];
  return {
    async page({ width = 1366, height = 768, isScripted = true } = {}) {
      const viewport = { width, height };
      browser ??= chromium.launch(launch);
      const context = await (await browser).newContext({
        ...person,
        viewport,
        javaScriptEnabled: isScripted,
      });
      return firstPageOf(context);
    },
    async pageOf(folder) {
      const viewport = { width: 1366, height: 768 };
      const context = await chromium.launchPersistentContext(folder, { ...launch, ...person, viewport });
      kept.push(context);
      return firstPageOf(context);
    },
    close: async () => {
      open.splice(0);
      await Promise.all([(await browser)?.close(), ...kept.map((context) => context.close())]);
    },
  };
}
