/** One Chromium for all journeys, in which each person has a context of their own; and computers that stay on from one to the next. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../../scripts/system/chromium.ts';

export type Browsing = Readonly<{
  /** @param options.isScripted false: as where scripts are turned off. */
  page(options?: { width?: number; height?: number; isScripted?: boolean }): Promise<Page>;
  /** A browser of its own that stays on, as the journey before left it. @param folder of its profile. */
  pageOf(folder: string): Promise<Page>;
  /** Closes what the people of this journey opened. */
  close(): Promise<void>;
}>;

/** The screens that the journey under way looks at. */
export const screens = new Set<Page>();
let shared: Promise<Browser> | undefined;
const computers = new Map<string, Page>();

const person = { locale: 'fr-CA', timezoneId: 'America/Toronto' };

/** What browsers refused to load or run by the policy of one of our own pages. */
const refused: string[] = [];
const isOfPolicy =
  /Content Security Policy|Refused to (load|execute|apply|connect|frame)|-src' was not explicitly set/;

function looked(page: Page): Page {
  page.setDefaultTimeout(40_000);
  page.on('console', (message) => {
    if (isOfPolicy.test(message.text())) refused.push(`${page.url()}: ${message.text()}`);
  });
  screens.add(page);
  return page;
}

export async function openBrowser(): Promise<Browsing> {
  const launch = await chromiumLaunch();
  const people: BrowserContext[] = [];
  return {
    async page({ width = 1366, height = 768, isScripted = true } = {}) {
      const viewport = { width, height };
      shared ??= chromium.launch(launch);
      const context = await (await shared).newContext({
        ...person,
        viewport,
        javaScriptEnabled: isScripted,
      });
      people.push(context);
      return looked(await context.newPage());
    },
    async pageOf(folder) {
      const left = computers.get(folder);
      if (left && !left.isClosed()) return looked(left);
      const viewport = { width: 1366, height: 768 };
      const context = await chromium.launchPersistentContext(folder, { ...launch, ...person, viewport });
      const page = context.pages()[0] ?? (await context.newPage());
      computers.set(folder, page);
      return looked(page);
    },
    close: async () => {
      screens.clear();
      await Promise.all(people.map((context) => context.close()));
      // N6: a page of ours that its own policy forbids something is broken, or loads what it must not.
      const told = refused.splice(0);
      if (told.length > 0) throw new Error(`forbidden by a page’s own policy:\n${told.join('\n')}`);
    },
  };
}
