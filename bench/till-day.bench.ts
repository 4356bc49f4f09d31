/**
 * A till's morning and its day: how long the terminal takes from a browser that is begun anew to the whole catalogue in memory, from
 * disk, with 100 000 products; and what it keeps of 2 000 sales, each paid in cash and taken by head office: of as many as go into eight
 * minutes, where the machine is slow. `--sales N` for less.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import { startAckingCloud } from './support/acking-cloud.ts';
import { catalogueOf } from './support/catalogue.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openTill, signIn } from './support/till-page.ts';
import { openTillStore } from './support/till-store.ts';

const at = process.argv.indexOf('--sales');
const SALES = at === -1 ? 2_000 : Number(process.argv[at + 1]);
const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 100_000);
const STARTS = 5;
const START_LIMIT_MS = 2_000;
/** Caches fill, code is compiled, and the till keeps its last 50 sales. */
const WARM_UP_SALES = Math.min(100, SALES);
/** Of each half. */
const SELLING_MAX_MS = 4 * 60_000;
/** What a sale may leave behind: less than its own record. Beyond it a week without a reload is felt. */
const LEFT_A_SALE_BYTES = 500;
const cashier = { name: 'Camille', pin: '1234' } as const;

const products = catalogueOf(PRODUCTS);
const cloud = await startAckingCloud();
const store = await openTillStore(products, { cloud: cloud.address });
const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'till-day-'));
let context: BrowserContext | undefined;
try {
  const begin = async (): Promise<Page> => {
    await context?.close();
    context = await chromium.launchPersistentContext(folder, {
      ...(await chromiumLaunch()),
      viewport: { width: 1366, height: 768 },
      locale: 'fr-CA',
    });
    return context.newPage();
  };
  let page = await begin();
  const { address, adminToken } = store;
  await openTill(page, { address, adminToken, registerNumber: '1', cashier });
  const startsMs: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    page = await begin();
    startsMs.push(await startedAfter(page, address));
  }
  const slowest = percentile(startsMs, 0.95);
  print({
    name: `cold start of the terminal, ${PRODUCTS} products on its disk: until all of it is sold from`,
    ours: spread(startsMs),
    peer: '',
    ratio: slowest / START_LIMIT_MS,
    goal: `≤ ${START_LIMIT_MS} ms`,
    met: slowest <= START_LIMIT_MS,
  });

  await signIn(page, cashier);
  await sell(page, WARM_UP_SALES);
  const before = await heapBytes(page);
  const half = async () => ({ sold: await sell(page, Math.ceil(SALES / 2)), bytes: await heapBytes(page) });
  const [first, second] = [await half(), await half()];
  // What the first half adds beyond the second are caches that fill and code that is compiled better.
  const left = (second.bytes - first.bytes) / second.sold;
  const grown = `${[before, first.bytes, second.bytes].map(megabytes).join(' → ')}`;
  print({
    name: `memory of the terminal over ${first.sold} and ${second.sold} sales (${grown}): left by each of the latter`,
    ours: `${Math.round(left)} bytes`,
    peer: '',
    ratio: second.bytes / before,
    goal: `≤ ${LEFT_A_SALE_BYTES} bytes`,
    met: left <= LEFT_A_SALE_BYTES,
  });
} finally {
  await context?.close();
  await store.close();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
}

async function startedAfter(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('till:ready-to-sell').length > 0);
  await page.getByTestId('lock').waitFor();
  return page.evaluate(() => performance.getEntriesByName('till:ready-to-sell')[0]?.startTime ?? Number.NaN);
}

/** @returns how many there was time for. */
async function sell(page: Page, sales: number): Promise<number> {
  let last = '';
  const endMs = performance.now() + SELLING_MAX_MS;
  for (let n = 0; n < sales; n += 1) {
    if (performance.now() > endMs) return n;
    const line = page.getByTestId('tape-line').first();
    await store.scan(products[(n * 7_919) % products.length]?.gtins[0]?.replace(/^0/, '') ?? '');
    await page.getByTestId('change-due').waitFor({ state: 'detached' });
    await line.waitFor();
    await page.keyboard.press('F9');
    await page.locator(`[data-receipt-number]:not([data-receipt-number="${last}"])`).waitFor();
    last = (await page.locator('[data-receipt-number]').getAttribute('data-receipt-number')) ?? '';
  }
  return sales;
}

async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
