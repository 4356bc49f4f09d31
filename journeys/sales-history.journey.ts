import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { headOffice, product, run } from './support/house.ts';
import { openStoreTill } from './support/till.ts';

let browsing: Browsing;
let desk: Awaited<ReturnType<typeof signInAtHeadOffice>>;
beforeAll(async () => {
  browsing = await openBrowser();
  desk = await signInAtHeadOffice(await browsing.page({ width: 1366, height: 900 }));
});
afterAll(() => browsing.close());

test('S2: a sale is found by its store and its cashier, and its receipt is read as the customer has it, on screen and as PDF', async () => {
  const till = await openStoreTill(browsing);
  const article = await product(run.demo.gtins?.[0] ?? '');
  await till.typeProduct(article.gtins[0] ?? '');
  const receipt = await till.payExactCash();
  await expect
    .poll(async () => (await headOffice.sales(run.demo.storeId)).map(({ receiptNumber }) => receiptNumber), {
      timeout: 60_000,
    })
    .toContain(receipt);

  await desk.by('nav-sales').click();
  await desk.by('filter-storeId').selectOption(run.demo.storeId ?? '');
  await desk
    .by('filter-cashierId')
    .selectOption({ label: run.demo.staff?.find(({ role }) => role === 'cashier')?.name });
  await desk.by('filter-kind').selectOption('return');
  const row = desk.page.locator(`[data-testid="sale-row"][data-receipt="${receipt}"]`);
  await row.waitFor({ state: 'detached' });
  await desk.by('filter-kind').selectOption('sale');
  await row.getByRole('link').click();
  const paper = desk.page.frameLocator('[data-testid="receipt"]');
  await paper.getByText(receipt).first().waitFor();
  const download = desk.page.waitForEvent('download');
  await desk.by('receipt-pdf').click();
  expect((await download).suggestedFilename()).toBe(`${receipt}.pdf`);

  await desk.by('nav-sales').click();
  await desk.by('receipt-search').fill('999-9-ZZZZ-000001');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('Aucun reçu ne porte ce numéro').waitFor();
});

test('E18: head office chooses which stores try a new version first', async () => {
  await desk.by('nav-releases').click();
  const ring = desk.by('ring-of-MTL01').getByTestId('ring');
  await ring.selectOption('early');
  await expect
    .poll(async () => {
      const { items } = await headOffice.get<{ items: { storeCode: string; release: { ring: string } }[] }>(
        '/sales/edges',
      );
      return items.find(({ storeCode }) => storeCode === 'MTL01')?.release.ring;
    })
    .toBe('early');
  await desk.page.reload();
  expect(await ring.inputValue()).toBe('early');
  await ring.selectOption('all');
  await expect.poll(() => ring.inputValue()).toBe('all');
});
