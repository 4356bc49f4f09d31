import { randomUUID } from 'node:crypto';
import type { Consolidated, Dashboard } from '@comptoir/reporting/api';
import type { RevenueByStore } from '@comptoir/sales/api';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { orderOnline } from './support/guest-order.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, product, run } from './support/house.ts';
import { letterTo, linkIn } from './support/mail.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

const [gtin = ''] = run.demo.gtins ?? [];
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format();

/** @returns what it cost. */
async function buyOnline(): Promise<number> {
  const { status, totalMinor } = await orderOnline(gtin);
  expect(status).toBe('confirmed');
  return totalMinor;
}

test('R1: a sale at a till and an order on line are both at head office in seconds, live, to the cent', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  await expect.poll(office.isLive).toBe(true);
  const amountOf = async (id: string) => Number(await office.by(id).getAttribute('data-amount-minor'));
  const before = {
    all: await office.revenueMinor(),
    pos: await amountOf('channel-pos'),
    web: await amountOf('channel-web'),
  };

  await till.scanProduct(gtin);
  const soldMinor = await till.amountOf('total');
  await till.payExactCash();
  await expect.poll(() => amountOf('channel-pos')).toBe(before.pos + soldMinor);

  const orderedMinor = await buyOnline();
  await expect.poll(() => amountOf('channel-web')).toBe(before.web + orderedMinor);
  await expect.poll(office.revenueMinor).toBe(before.all + soldMinor + orderedMinor);
});

test('R1 R3: what Reporting adds up of the tills is what Sales has in its books, store by store', async () => {
  const books = await headOffice.get<RevenueByStore>(`/sales/revenue?date=${today}`);
  const inBooks = books.stores
    .filter(({ saleCount }) => saleCount > 0)
    .map(({ storeId, revenueMinor }) => [storeId, revenueMinor]);
  const inReport = async () => {
    const { rows } = await headOffice.get<Consolidated>(
      `/reports/sales/consolidated?groupBy=store&channel=pos&from=${today}&to=${today}`,
    );
    return rows.map(({ key, totalMinor }) => [key, totalMinor]).sort();
  };
  await expect.poll(inReport).toEqual(inBooks.sort());
  const dashboard = await headOffice.get<Dashboard>(
    `/reports/dashboard?from=${today}&to=${today}&channel=pos`,
  );
  expect(dashboard.figures.revenueMinor).toBe(
    books.stores.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0),
  );
});

test('R1: a figure says what it means, and opens down to the receipts behind it; each view shows its own', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  const { by, page } = office;
  await by('definition-revenue').click();
  await by('definition-text-revenue').waitFor();
  await page.keyboard.press('Escape');
  await by('open-revenue').click();
  await by('document-row').first().waitFor();
  const shown: number[] = await page
    .locator('[data-testid="document-row"] td:last-child [data-amount-minor]')
    .evaluateAll((amounts: { getAttribute(name: string): string | null }[]) =>
      amounts.map((amount) => Number(amount.getAttribute('data-amount-minor'))),
    );
  expect(shown.length).toBeGreaterThan(0);
  await page
    .getByTestId('document-row')
    .getByRole('link', { name: /^\d{3}-/ })
    .first()
    .click();
  await page.waitForURL(/\/sales\//);
  await by('nav-live').click();
  for (const [view, seen] of [
    ['store', 'last-hour'],
    ['merchandise', 'product-figures'],
    ['finance', 'tender-row'],
    ['operations', 'edge-row'],
    ['direction', 'outlook'],
  ] as const) {
    await by(`view-${view}`).click();
    await by(seen).first().waitFor();
  }
  await by('nav-products').click();
  // A class of products, and its products.
  await by('abc-row').first().getByRole('link').click();
  await by('product-row').first().waitFor();
  await by('nav-products').click();
  for (const [analysis, seen] of [
    ['customers', 'cohorts'],
    ['given', 'returns'],
    ['losses', 'cashier-row'],
  ] as const) {
    await by(`analysis-${analysis}`).click();
    await by(seen).first().waitFor();
  }
});

test('R1: head office sets a store’s target; it is on record, and the dashboard holds the month against it', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  const { by, page } = office;
  await page.goto(`${run.headquarters}/targets`);
  await page.locator('[data-testid^="target-"]').first().fill('125000');
  await by('save-targets').click();
  await by('target-change').first().waitFor();
  await by('nav-live').click();
  await by('target-so-far').waitFor();
});

test('R2: head office makes a file and gets it', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  await office.by('nav-reports').click();
  await office.by('generate-csv').click();
  await office.page.locator('[data-testid="report-job"][data-state="done"]').first().waitFor();
  const [download] = await Promise.all([
    office.page.waitForEvent('download'),
    office.by('download').first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sales-consolidated-.*\.csv$/);
});

test('R2: a report that head office has planned arrives by mail when it is due, and its link gives the file', async () => {
  const { page, by } = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  const recipient = `direction-${randomUUID()}@example.com`;
  await by('nav-reports').click();
  await by('schedule-recipients').fill(recipient);
  await by('schedule').click();
  const planned = page.getByTestId('report-schedule').filter({ hasText: recipient });
  await planned.waitFor();
  await letTimePassUntilDue(recipient);
  const letter = await letterTo(recipient, /^Ventes consolidées/);
  const file = await fetch(linkIn(letter, /\/sent\//));
  expect([file.status, file.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringMatching(/sales-consolidated-.*\.xlsx/),
  ]);
  await planned.getByTestId('cancel-schedule').click();
  await planned.waitFor({ state: 'detached' });
});

/** Until the hour at which this recipient is to have something. */
async function letTimePassUntilDue(recipient: string): Promise<void> {
  const url = new URL(run.postgres);
  url.pathname = '/reporting';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('update schedule set next_run_at = now() where $1 = any(recipients)', [recipient]);
  await client.end();
}

test('R3: the analysis of products tells what was sold, a moment ago too', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  const { sku } = await product(gtin);
  const row = office.by('product-figures').locator('tbody tr').filter({ hasText: sku });
  const sold = async () => {
    await office.page.goto(`${run.headquarters}/products?period=today&channel=web`);
    await office.page.waitForLoadState('networkidle');
    if ((await row.count()) === 0) return 0;
    return Number((await row.getByTestId('quantity').textContent())?.replace(/\s/g, ''));
  };
  await buyOnline();
  await expect.poll(sold).toBeGreaterThan(0);
  const before = await sold();
  await buyOnline();
  await expect.poll(sold).toBe(before + 1);
});
