/**
 * 10 000 prices changed at head office at once, by a list that is in force: until the store's server has them, and until the till in Chromium
 * charges them on lines that are in its basket already. No peer: the goal is a limit.
 */
import { randomUUID } from 'node:crypto';
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import type { Run } from '../scripts/system/run-file.ts';
import { type Call, expectOk, openCaller } from './support/caller.ts';
import { print } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { openTill } from './support/till-page.ts';

const PRICES = 10_000;
/** The most that one call takes. */
const ENTRIES_A_CALL = 5_000;
const TILL_LIMIT_MS = 5_000;
const STORE_LIMIT_MS = 3_000;
const POLL_MS = 20;
const SHOWN_TIMEOUT_MS = 60_000;

type Product = Readonly<{
  id: string;
  gtins: readonly string[];
  soldBy: string;
  price: { amountMinor: number } | null;
}>;

const house = await openHouse();
const browser = await chromium.launch(await chromiumLaunch());
const { call, close } = openCaller();
try {
  const { run } = house;
  const cashier = run.demo.staff?.find(({ role, pin }) => role === 'cashier' && pin);
  if (!cashier?.pin) throw new Error('the demo data is not there');
  const headers = { authorization: `Bearer ${await signIn(run)}` };
  const office = (asked: Call) =>
    expectOk(call({ ...asked, headers: { ...headers, 'idempotency-key': randomUUID() } }));
  const products = await readProducts(run);
  const page = await (await browser.newContext({ locale: 'fr-CA' })).newPage();
  await openTill(page, {
    address: run.edge,
    adminToken: `${house.homeDirectory}/edge/admin-token`,
    registerNumber: '2',
    cashier: { ...cashier, pin: cashier.pin },
  });
  // The ends of each call: a unit of the feed comes into force whole, and the till pulls it page by page.
  const rungUp = [0, ENTRIES_A_CALL - 1, ENTRIES_A_CALL, PRICES - 1].flatMap((at) => products[at] ?? []);
  await ringUp(page, rungUp);

  const lists = `${run.gateway}/api/v1/products/price-lists`;
  const terms = { name: 'Bench', channel: 'pos', from: new Date(Date.now() - 60_000).toISOString() };
  const list = (await office({ method: 'POST', url: lists, body: terms })).json<{ id: string }>();
  const store = watchStore(run);
  const shown = linesShow(
    page,
    rungUp.map((product) => loweredMinor(product)),
  );
  const sentMs = performance.now();
  for (let from = 0; from < PRICES; from += ENTRIES_A_CALL) {
    const entries = products.slice(from, from + ENTRIES_A_CALL).map((product) => ({
      productId: product.id,
      price: { amountMinor: loweredMinor(product), currency: 'CAD' },
    }));
    await office({ method: 'PUT', url: `${lists}/${list.id}/entries`, body: { entries } });
  }
  const committedMs = performance.now();
  await shown;
  const shownMs = performance.now();
  const storeMs = Math.max(0, (await store.stop()) - committedMs);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  print({
    name: `${PRICES} prices of a list at head office → charged at the till`,
    ours: `${seconds(shownMs - sentMs)} (written in ${seconds(committedMs - sentMs)})`,
    peer: '',
    ratio: (shownMs - sentMs) / TILL_LIMIT_MS,
    goal: `≤ ${TILL_LIMIT_MS / 1000} s`,
    met: shownMs - sentMs <= TILL_LIMIT_MS,
  });
  print({
    name: `${PRICES} prices: last commit → all of them in the store`,
    ours: seconds(storeMs),
    peer: '',
    ratio: storeMs / STORE_LIMIT_MS,
    goal: `≤ ${STORE_LIMIT_MS / 1000} s`,
    met: storeMs <= STORE_LIMIT_MS,
  });
} finally {
  close();
  await browser.close();
  await house.close();
}

function loweredMinor({ price }: Product): number {
  if (!price) throw new Error('a product without a price was chosen');
  return price.amountMinor - 1;
}

async function signIn({ gateway, demo }: Run): Promise<string> {
  const { login, password } = demo.admin;
  const url = `${gateway}/api/v1/staff/auth`;
  const answer = await expectOk(call({ method: 'POST', url, body: { login, password } }));
  return answer.json<{ accessToken: string }>().accessToken;
}

/** By id, as the feed has them; such as a scan alone puts into a basket. */
async function readProducts({ gateway }: Run): Promise<Product[]> {
  const found: Product[] = [];
  for (let cursor: string | null = ''; cursor !== null && found.length < PRICES; ) {
    const url: string = `${gateway}/api/v1/products?limit=200${cursor && `&cursor=${cursor}`}`;
    const answer = await expectOk(call({ url }));
    const body = answer.json<{ items: Product[]; nextCursor: string | null }>();
    found.push(
      ...body.items.filter(
        ({ gtins, soldBy, price }) => gtins.length > 0 && soldBy === 'piece' && (price?.amountMinor ?? 0) > 1,
      ),
    );
    cursor = body.nextCursor;
  }
  if (found.length < PRICES) throw new Error(`only ${found.length} products to price`);
  return found.slice(0, PRICES).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function ringUp(page: Page, products: readonly Product[]): Promise<void> {
  for (const [index, { gtins }] of products.entries()) {
    await page.keyboard.type(gtins[0] ?? '', { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByTestId('tape-line').nth(index).waitFor();
  }
}

/** Once the basket's lines come to exactly these amounts. The text runs in the page; the types of browsers are not loaded here. */
function linesShow(page: Page, amountsMinor: readonly number[]) {
  const amounts = `[...document.querySelectorAll('[data-testid="tape-line"]')].map((line) =>
    Number(line.querySelector('[data-amount-minor]')?.getAttribute('data-amount-minor')))`;
  return page.waitForFunction(`JSON.stringify(${amounts}) === '${JSON.stringify(amountsMinor)}'`, undefined, {
    timeout: SHOWN_TIMEOUT_MS,
    polling: 'raf',
  });
}

/** Looks at how far the store's server is. `stop` tells when that last changed, on the clock of `performance`. */
function watchStore({ edge }: Run) {
  let [position, changedMs, isOver] = ['', Number.NaN, false];
  const watching = (async () => {
    while (!isOver) {
      const answer = await expectOk(call({ url: `${edge}/edge/v1/state` }));
      const { catalogue } = answer.json<{ catalogue: { position: string } }>();
      if (catalogue.position !== position) [position, changedMs] = [catalogue.position, performance.now()];
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  })();
  return {
    async stop(): Promise<number> {
      isOver = true;
      await watching;
      return changedMs;
    },
  };
}
