import type { SaleSummary } from '@comptoir/sales/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, paymentTerminal, printer, programsInTraceOf, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

const gtins = run.demo.gtins ?? [];

test('E1 E2 E6 R1 N4: three scans and one key sell for cash, the receipt prints, head office sees the sale live, and all of it is one trace', async () => {
  const office = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
  await expect.poll(office.isLive).toBe(true);
  const before = await office.revenueMinor();

  for (const gtin of gtins.slice(0, 3)) await till.scanProduct(gtin);
  const totalMinor = await till.amountOf('total');
  expect(totalMinor).toBeGreaterThan(0);
  const receipt = await till.payExactCash();

  await expect.poll(() => office.receipts(), { timeout: 10_000 }).toContain(receipt);
  await expect.poll(office.revenueMinor).toBe(before + totalMinor);
  await expect
    .poll(async () => (await printer.receiptTexts()).some((text) => text.includes(receipt)), {
      timeout: 15_000,
    })
    .toBe(true);

  // From the tap at the till to whoever counts it.
  await expect
    .poll(() => programsInTraceOf(receipt), { timeout: 15_000 })
    .toEqual(expect.arrayContaining(['till', 'edge', 'gateway', 'sales', 'inventory', 'reports']));
});

test('E2 E13: a card is charged once on the payment terminal, and its last four digits are all that is kept', async () => {
  await till.scanProduct(gtins[0] ?? '');
  await till.page.keyboard.press('F10');
  const receipt = await till.committedReceipt();
  await expect
    .poll(async () => (await headOffice.sales()).filter((sale) => sale.receiptNumber === receipt).length, {
      timeout: 10_000,
    })
    .toBe(1);
  const sale = (await headOffice.sales()).find((one) => one.receiptNumber === receipt);
  expect(sale?.tenders).toEqual(['card']);
});

test('E2: what was booked as cash is charged to a card by two keys: the first payment stands until then, and one sale is left', async () => {
  const { page, by } = till;
  const chargedTimes = async () => (await paymentTerminal.state()).charges.length;
  const charged = await chargedTimes();
  await till.scanProduct(gtins[0] ?? '');
  const wrong = await till.payExactCash();
  await page.keyboard.press('Delete');
  await by('keep-payment').waitFor();
  // Its words first, then the step back.
  for (const _ of ['words', 'step']) await page.keyboard.press('Escape');
  await expect.poll(() => by('tape-line').count()).toBe(0);

  await till.scanProduct(gtins[1] ?? '');
  const booked = await till.payExactCash();
  await by('correct-payment').click();
  await by('pay-panel').waitFor();
  await page.keyboard.press('F10');
  await by('payment-corrected').waitFor({ timeout: 30_000 });
  const right = await till.committedReceipt();
  expect(await chargedTimes()).toBe(charged + 1);
  const told = async (receipt: string) =>
    (await headOffice.sales()).find(({ receiptNumber }) => receiptNumber === receipt);
  await expect.poll(async () => (await told(right))?.tenders, { timeout: 10_000 }).toEqual(['card']);
  const { items } = await headOffice.get<{ items: SaleSummary[] }>('/sales/history?kind=return&limit=200');
  const isBack = async (receipt: string) => {
    const id = (await told(receipt))?.id;
    return items.some(({ saleId }) => saleId === id);
  };
  expect(await Promise.all([booked, wrong, right].map(isBack))).toEqual([true, false, false]);
});

test('E1: six of one article are keyed as 6, star, scan; the line is voided again', async () => {
  await till.page.keyboard.type('6*');
  await till.scanProduct(gtins[1] ?? '');
  await expect.poll(() => till.by('article-count').textContent()).toContain('6');
  await till.page.keyboard.press('Delete');
  await expect.poll(() => till.by('tape-line').count()).toBe(0);
});

test('E17: an unknown code and a wrong check digit are each told in a sentence, and add nothing', async () => {
  await till.page.keyboard.type('9999999999994', { delay: 80 }); // By hand: slower than any scanner.
  await till.page.keyboard.press('Enter');
  await expect.poll(() => till.by('notice').textContent()).toContain('9999999999994');
  await expect.poll(() => till.by('tape-line').count()).toBe(0);
});
