/**
 * A price changed at head office, until the till shows it: PUT through the gateway, feed, doorbell, edge, terminal in Chromium with
 * the product in its basket. Beside it: a bare read of the product through the same gateway.
 */
import { randomUUID } from 'node:crypto';
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import type { Run } from '../scripts/system/run-file.ts';
import { expectOk, openCaller } from './support/caller.ts';
import { percentile, print, spread } from './support/figures.ts';
import { openHouse } from './support/house.ts';
import { openTill } from './support/till-page.ts';

const CHANGES = 40;
const WARM_UP_CHANGES = 5;
const LIMIT_MS = 500;
const SHOWN_TIMEOUT_MS = 20_000;

/** Tells the amount of the line whenever anything on the screen has changed, once it is painted. */
const watchInPage = `
  new MutationObserver(() => {
    const amount = document.querySelector('[data-testid="tape-line"] [data-amount-minor]');
    requestAnimationFrame(() =>
      amountShown(Number(amount?.getAttribute('data-amount-minor')), performance.timeOrigin + performance.now()),
    );
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });`;

const house = await openHouse();
const browser = await chromium.launch(await chromiumLaunch());
const { call, close } = openCaller();
try {
  const { run } = house;
  const gtin = run.demo.gtins?.[5];
  const cashier = run.demo.staff?.find(({ role, pin }) => role === 'cashier' && pin);
  if (!gtin || !cashier?.pin) throw new Error('the demo data is not there');
  const at = `${run.gateway}/api/v1/products/${gtin}`;
  const product = (await expectOk(call({ url: at }))).json<{ id: string; price: { amountMinor: number } }>();
  const headers = { authorization: `Bearer ${await signIn(run)}` };
  const setPrice = (amountMinor: number) =>
    expectOk(
      call({
        method: 'PUT',
        url: `${run.gateway}/api/v1/products/${product.id}/price`,
        body: { amountMinor, currency: 'CAD' },
        headers: { ...headers, 'idempotency-key': randomUUID() },
      }),
    );
  // Each change is a drop, which applies to a line that is in the basket already.
  const highestMinor = product.price.amountMinor + CHANGES + WARM_UP_CHANGES;
  await setPrice(highestMinor);
  const page = await (await browser.newContext({ locale: 'fr-CA' })).newPage();
  const shown = await openTillWithLine(page, { ...cashier, pin: cashier.pin }, run, gtin, highestMinor);
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let n = 1; n <= CHANGES + WARM_UP_CHANGES; n += 1) {
    const sentMs = performance.timeOrigin + performance.now();
    const painted = shown(highestMinor - n);
    await setPrice(highestMinor - n);
    const changedMs = (await painted) - sentMs;
    const readMs = performance.now();
    await expectOk(call({ url: at }));
    if (n <= WARM_UP_CHANGES) continue;
    ours.push(changedMs);
    peer.push(performance.now() - readMs);
  }
  const p95 = percentile(ours, 0.95);
  print({
    name: 'price changed at head office → shown at the till: p50 / p95 / p99',
    ours: spread(ours),
    peer: `${spread(peer)} (a read through the gateway)`,
    ratio: p95 / percentile(peer, 0.95),
    goal: `p95 ≤ ${LIMIT_MS} ms`,
    met: p95 <= LIMIT_MS,
  });
} finally {
  close();
  await browser.close();
  await house.close();
}

async function signIn({ gateway, demo }: Run): Promise<string> {
  const { login, password } = demo.admin;
  const url = `${gateway}/api/v1/staff/auth`;
  const answer = await expectOk(call({ method: 'POST', url, body: { login, password } }));
  return answer.json<{ accessToken: string }>().accessToken;
}

/** @returns a wait for the moment, in epoch milliseconds, at which the line's amount is this one. */
async function openTillWithLine(
  page: Page,
  cashier: Readonly<{ name: string; pin: string }>,
  run: Run,
  gtin: string,
  amountMinor: number,
): Promise<(amountMinor: number) => Promise<number>> {
  const seen = new Map<number, number>();
  const waiting = new Map<number, (atMs: number) => void>();
  await page.exposeFunction('amountShown', (shownMinor: number, atMs: number) => {
    seen.set(shownMinor, atMs);
    waiting.get(shownMinor)?.(atMs);
  });
  const wait = (wantedMinor: number) =>
    new Promise<number>((resolve, reject) => {
      const known = seen.get(wantedMinor);
      if (known !== undefined) return resolve(known);
      const limit = setTimeout(
        () => reject(new Error(`${wantedMinor} was not shown in ${SHOWN_TIMEOUT_MS} ms`)),
        SHOWN_TIMEOUT_MS,
      );
      waiting.set(wantedMinor, (atMs) => {
        clearTimeout(limit);
        resolve(atMs);
      });
    });
  await openTill(page, {
    address: run.edge,
    adminToken: `${house.homeDirectory}/edge/admin-token`,
    registerNumber: '2',
    cashier,
  });
  await page.evaluate(watchInPage);
  await page.keyboard.type(gtin, { delay: 80 });
  await page.keyboard.press('Enter');
  await wait(amountMinor);
  return wait;
}
