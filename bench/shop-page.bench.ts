/**
 * A product's page of the shop in Chromium on this machine, as a phone sees it (412 × 823, no throttling, no cache): when its largest part is
 * painted (LCP), how long the page takes to answer a press (INP: an article is put into the cart, the search field is typed into), how far it jumps
 * (CLS), and how much script comes over the wire. Five visits, or `--visits N`. Source: web.dev, "LCP", "INP", "CLS".
 */
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import { openCaller } from './support/caller.ts';
import { percentile, print } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { stockedProducts } from './support/shop.ts';

const LCP_MS = 1_000;
const INP_MS = 100;
const CLS_MAX = 0.02;
const SCRIPT_KB = 140;
const at = process.argv.indexOf('--visits');
const visits = at > 0 ? Number(process.argv[at + 1]) : 5;

/** What a browser tells by itself. Events of one press have one number: the longest of them counts. */
const watchInPage = `
  window.seen = { lcpMs: 0, cls: 0, inpMs: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.lcpMs = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.cls += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries())
      if (interactionId > 0) seen.inpMs = Math.max(seen.inpMs, duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });`;

type Seen = Readonly<{ lcpMs: number; cls: number; inpMs: number; scriptBytes: number }>;

async function visit(page: Page, address: string): Promise<Seen> {
  await page.addInitScript(watchInPage);
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  const scriptBytes = await page.evaluate<number>(
    `performance.getEntriesByType('resource').filter(({ name }) => /\\.js(\\?|$)/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`,
  );
  const form = page.getByTestId('product-page').getByTestId('add-form');
  await form.getByTestId('add').click();
  await form.getByRole('status').waitFor();
  await page.getByTestId('search').fill('the');
  await page.getByTestId('search').press('e');
  await page.waitForLoadState('networkidle');
  // Two frames, so that the last press has been painted and told.
  await page.evaluate(
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))`,
  );
  return { ...(await page.evaluate<Omit<Seen, 'scriptBytes'>>('window.seen')), scriptBytes };
}

const house = await openHouse();
const caller = openCaller();
const browser = await chromium.launch(await chromiumLaunch());
try {
  const [product] = await stockedProducts(house.run, caller);
  const address = `${house.run.storefront}/produits/${product?.gtin}`;
  const seen: Seen[] = [];
  for (let n = 0; n <= visits; n += 1) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, locale: 'fr-CA' });
    const told = await visit(await context.newPage(), address);
    await context.close();
    // The first finds the shop's server cold.
    if (n > 0) seen.push(told);
  }
  const worst = (of: (one: Seen) => number) => Math.max(...seen.map(of));
  const lcpMs = percentile(
    seen.map((one) => one.lcpMs),
    0.75,
  );
  const [inpMs, cls, scriptKb] = [
    worst((one) => one.inpMs),
    worst((one) => one.cls),
    worst((one) => one.scriptBytes) / 1_000,
  ];
  const figure = (name: string, ours: string, ratio: number, goal: string) =>
    print({ name: `product page, ${visits} visits: ${name}`, ours, peer: '', ratio, goal, met: ratio <= 1 });
  figure('LCP, p75', `${Math.round(lcpMs)} ms`, lcpMs / LCP_MS, `≤ ${LCP_MS} ms`);
  figure('INP, worst', `${Math.round(inpMs)} ms`, inpMs / INP_MS, `≤ ${INP_MS} ms`);
  figure('CLS, worst', cls.toFixed(3), cls / CLS_MAX, `≤ ${CLS_MAX}`);
  figure('script, compressed', `${scriptKb.toFixed(1)} kB`, scriptKb / SCRIPT_KB, `≤ ${SCRIPT_KB} kB`);
} finally {
  await browser.close();
  caller.close();
  await house.close();
}
