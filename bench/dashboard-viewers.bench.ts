/**
 * Head office's dashboard opened in Chromium while a hundred others watch theirs and sales come in: from the address typed to the first
 * figure painted, of a browser that knows nothing of it yet; periods of a day, a month and a year by turns.
 * `BENCH_KEPT` is as for the dashboard's bench (`BENCH_LINES=10000000`); without it there are no lines but those sold meanwhile.
 * `--opens N`: fifteen unless told; `--rate N` sales a second, 50 unless told. It ends by itself within minutes.
 */
import pg from 'pg';
import { type Browser, chromium } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHeadOffice } from './support/head-office-page.ts';
import { openWatchedReporting } from './support/watched-reporting.ts';

const GOAL_MS = 1_000;
const VIEWERS = 100;
const periods = ['today', 'month', 'year'] as const;
const told = (name: string, unless: number) => {
  const at = process.argv.indexOf(name);
  return at > 0 ? Number(process.argv[at + 1]) : unless;
};
const opens = told('--opens', 15);
const ratePerS = told('--rate', 50);

/** Two frames after the figure stands in the page it has been painted. */
const watchInPage = `
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-testid=revenue-total]')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.figureMs = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });`;

async function open(browser: Browser, address: string, session: object) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-CA' });
  const page = await context.newPage();
  await page.addInitScript(
    `sessionStorage.setItem('comptoir.session', ${JSON.stringify(JSON.stringify(session))});${watchInPage}`,
  );
  await page.goto(address);
  await page.getByTestId('revenue-total').waitFor();
  const [figureMs, firstMs] = await page.evaluate<[number, number]>(`new Promise((done) => {
    const first = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? window.figureMs;
    const look = () => (window.figureMs === undefined ? requestAnimationFrame(look) : done([window.figureMs, first()]));
    look();
  })`);
  await context.close();
  return { figureMs, firstMs };
}

const reporting = await openWatchedReporting();
const headOffice = await openHeadOffice(reporting.address);
const browser = await chromium.launch(await chromiumLaunch());
const pool = new pg.Pool({ connectionString: reporting.databaseUrl, max: 1 });
try {
  const { rows } = await pool.query<{ lines: number }>('select count(*)::int as lines from facts.line');
  const viewers = await reporting.watchers(VIEWERS);
  const session = {
    accessToken: reporting.token,
    expiresAtMs: Date.now() + 3_600_000,
    staff: { displayName: 'Bench', may: ['read-sales', 'read-receipts'] },
  };
  let isOver = false;
  const selling = reporting.sell(ratePerS, () => !isOver);
  const seen: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n <= opens; n += 1) {
    const one = await open(browser, `${headOffice.address}/?period=${periods[n % periods.length]}`, session);
    // The first finds all of them cold: the program that hands out the page, Chromium itself.
    if (n > 0) seen.push(one);
  }
  isOver = true;
  await selling;
  await viewers.seeAll();
  viewers.leave();
  const figure = (name: string, timesMs: readonly number[]) =>
    print({
      name: `head office opened ${opens} times over ${rows[0]?.lines} sale lines, ${VIEWERS} viewers live at ${ratePerS} sales/s: ${name}, p50 / p95 / p99`,
      ours: spread(timesMs),
      peer: '',
      ratio: GOAL_MS / percentile(timesMs, 0.95),
      goal: `p95 <= ${GOAL_MS} ms`,
      met: percentile(timesMs, 0.95) <= GOAL_MS,
    });
  figure(
    'first paint',
    seen.map(({ firstMs }) => firstMs),
  );
  figure(
    'first figure painted',
    seen.map(({ figureMs }) => figureMs),
  );
} finally {
  await pool.end();
  await browser.close();
  headOffice.close();
  await reporting.close();
}
