import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, wcag } from './support/accessible.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { effortOf } from './support/effort.ts';
import { headOffice, layOnScale, run, scan } from './support/house.ts';
import { demoCashier, openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('E4 E17 WCAG 2.2 AA: every key opens its sheet over a basket, without a fault that axe finds, and Escape gives the basket back', async () => {
  await till.scanProduct(run.demo.gtins?.[3] ?? '');
  const totalMinor = await till.amountOf('total');
  const faults = (await faultsOn(till.page, wcag)).map((fault) => `sale ${fault}`);
  for (const [key, sheet] of [
    ['F1', 'help-dialog'],
    ['F3', 'price-check-dialog'],
    ['Shift+F3', 'line-dialog'],
    ['F4', 'customer-dialog'],
    ['Shift+F4', 'coupon-dialog'],
    ['F5', 'discount-dialog'],
    ['Shift+F5', 'discount-dialog'],
    ['F6', 'price-dialog'],
    ['Shift+F6', 'sale-dialog'],
    ['Shift+F8', 'value-dialog'],
    ['Insert', 'return-dialog'],
    ['PageUp', 'receipts-dialog'],
    ['Home', 'menu-dialog'],
  ] as const) {
    await till.page.keyboard.press(key);
    await till.by(sheet).waitFor();
    faults.push(...(await faultsOn(till.page, wcag, 'dialog[open]')).map((fault) => `${sheet} ${fault}`));
    await till.page.keyboard.press('Escape');
    await till.by(sheet).waitFor({ state: 'detached' });
    expect(await till.amountOf('total')).toBe(totalMinor);
  }
  for (const sheet of ['menu-receipts', 'menu-devices', 'menu-cash', 'menu-favourites']) {
    await till.by('menu').click();
    await till.by(sheet).click();
    await till.by('menu-dialog').waitFor({ state: 'detached' });
    await till.page.getByRole('dialog').first().waitFor();
    faults.push(...(await faultsOn(till.page, wcag, 'dialog[open]')).map((fault) => `${sheet} ${fault}`));
    await till.page.keyboard.press('Escape');
    await till.page.getByRole('dialog').first().waitFor({ state: 'detached' });
  }
  await till.page.keyboard.press('F4');
  await till.by('customer-dialog').waitFor();
  await till.page.keyboard.press('Insert');
  await till.by('new-customer-dialog').waitFor();
  faults.push(...(await faultsOn(till.page, wcag, 'dialog[open]')).map((fault) => `new customer ${fault}`));
  await till.page.keyboard.press('Escape');
  await till.page.getByRole('dialog').first().waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await till.page.keyboard.press('Shift+Delete');
  await till.by('confirm-void-sale').click();
  await till.by('tape-line').first().waitFor({ state: 'detached' });
});

/** As loss prevention at head office counts them, of whoever did. */
const voidsTold = async (): Promise<number> => {
  const { rows } = await headOffice.get<{ rows: { voids: number }[] }>('/reports/cashiers');
  return rows.reduce((sum, { voids }) => sum + voids, 0);
};

const cardOf = async (email: string): Promise<string> => {
  const { items } = await headOffice.get<{ items: { cardNumber: string }[] }>(
    `/customers?email=${encodeURIComponent(email)}`,
    { 'access-reason': 'customer-asks' },
  );
  return items[0]?.cardNumber ?? '';
};

test('E4: the paths of every day take no more keys and touches than the screens promise; what is voided reaches loss prevention', async () => {
  const gtins = (run.demo.gtins ?? []).slice(3, 6);
  const ring = async () => {
    for (const gtin of gtins) await till.scanProduct(gtin);
  };
  const { page, by } = till;
  const voidsBefore = await voidsTold();
  const paid = () => by('change-due').waitFor();
  const spent: Record<string, string> = {};
  const path = async (name: string, work: () => Promise<unknown>) => {
    spent[name] = await effortOf(page, work);
  };
  await path('exact cash, 3 articles', async () => {
    await ring();
    await page.keyboard.press('F9');
    await paid();
  });
  const receipt = await till.committedReceipt();
  await page.keyboard.press('PageDown');
  await by('receipt-mail-dialog').waitFor();
  expect(await faultsOn(page, wcag, 'dialog[open]')).toEqual([]);
  await page.keyboard.press('Escape');
  await by('receipt-mail-dialog').waitFor({ state: 'detached' });
  await path('return of a line by its receipt', async () => {
    await page.keyboard.press('Insert');
    await by('return-dialog').waitFor();
    await scan(receipt);
    await by('return-line-1').waitFor();
    await page.keyboard.press('Space');
    await expect.poll(() => till.amountOf('return-total')).toBeGreaterThan(0);
    await page.keyboard.press('F9');
    await by('return-done').waitFor();
  });
  await page.keyboard.press('Enter');
  await by('return-dialog').waitFor({ state: 'detached' });
  await path('by card', async () => {
    await till.scanProduct(gtins[0] ?? '');
    await page.keyboard.press('F10');
    await paid();
  });
  await path('change of cashier by PIN', async () => {
    await page.keyboard.press('Pause');
    await till.signIn();
  });
  await path('cash by a touch, 3 articles', async () => {
    await ring();
    await page.locator('[data-testid^="quick-cash-"]').first().click();
    await paid();
  });
  await path('100 $ in cash, 3 articles', async () => {
    await ring();
    await page.keyboard.type('100');
    await page.keyboard.press('F9');
    await paid();
  });
  await path('6 of one article, a line voided', async () => {
    await page.keyboard.type('6*');
    await scan(gtins[0] ?? '');
    await expect.poll(() => by('tape-line').count()).toBe(1);
    await till.scanProduct(gtins[1] ?? '');
    await page.keyboard.press('Delete');
    await expect.poll(() => by('tape-line').count()).toBe(1);
  });
  await path('set aside, and taken up again', async () => {
    await page.keyboard.press('F7');
    await by('tape-line').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F7');
    await by('suspended-dialog').waitFor();
    await page.locator('[data-testid^="suspended-"]:not([data-testid="suspended-dialog"])').first().waitFor();
    await page.keyboard.press('Enter');
    await by('tape-line').first().waitFor();
  });
  await path('cash in two parts', async () => {
    await page.keyboard.type('1');
    await page.keyboard.press('F9');
    await by('tenders').waitFor();
    await page.keyboard.press('F9');
    await paid();
  });
  await path('20 $ in cash and the rest by card, by touch', async () => {
    await till.page.keyboard.type('20*', { delay: 60 });
    await till.scanProduct(gtins[0] ?? '');
    await by('pay').click();
    await by('quick-cash-2000').click();
    await by('tenders').waitFor();
    await by('pay-card').click();
    await paid();
  });
  // The tiles are back once the next sale begins.
  await page.keyboard.press('Escape');
  await layOnScale(1_250);
  await by('weight').waitFor();
  await path('a weighed article by touch', async () => {
    await by('tile-4011').click();
    await by('tape-line').first().waitFor();
  });
  // What lies there was sold, and is not sold twice: the next article is told so.
  await path('a weighed article by its code', async () => {
    await page.keyboard.type('4011', { delay: 80 });
    await page.keyboard.press('Enter');
    await expect.poll(() => till.textOf('notice')).toMatch(/déjà vendue/);
  });
  await till.scanProduct(gtins[1] ?? '');
  await layOnScale(0);
  await path('a discount of a line by touch, up to the badge', async () => {
    await by('tape-line').first().click();
    await by('line-discount').click();
    await by('why-damaged').click();
    await by('approval').waitFor();
  });
  await page.keyboard.press('Escape');
  await path('a discount of a line by keys, up to the badge', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F5');
    await page.keyboard.press('a');
    await by('approval').waitFor();
  });
  // Without a badge: the first of those who may, and the PIN.
  const totalMinor = await till.amountOf('total');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type(run.demo.staff?.find(({ role }) => role === 'supervisor')?.pin ?? '', {
    delay: 80,
  });
  await page.keyboard.press('Enter');
  await expect.poll(() => till.amountOf('total')).toBeLessThan(totalMinor);
  const cardNumber = await cardOf(run.demo.customer?.email ?? '');
  await path('a loyalty card', async () => {
    await scan(cardNumber);
    await expect.poll(() => till.textOf('customer')).toContain('C. G.');
  });
  await path('a loyalty card by its end', async () => {
    await page.keyboard.press('F4');
    await by('customer-dialog').waitFor();
    await page.keyboard.type(cardNumber.slice(-4), { delay: 80 });
    await page.keyboard.press('Enter');
    await by('customer-dialog').waitFor({ state: 'detached' });
  });
  await page.keyboard.press('Shift+Delete');
  await by('confirm-void-sale').click();
  await by('tape-line').first().waitFor({ state: 'detached' });
  expect(spent).toEqual({
    'exact cash, 3 articles': '1 key, 0 touches',
    'return of a line by its receipt': '3 keys, 0 touches',
    'by card': '1 key, 0 touches',
    'change of cashier by PIN': `${demoCashier().pin.length + 2} keys, 1 touch`,
    'cash by a touch, 3 articles': '0 keys, 1 touch',
    '100 $ in cash, 3 articles': '4 keys, 0 touches',
    '6 of one article, a line voided': '3 keys, 0 touches',
    'set aside, and taken up again': '3 keys, 0 touches',
    'cash in two parts': '3 keys, 0 touches',
    '20 $ in cash and the rest by card, by touch': '3 keys, 3 touches',
    'a weighed article by touch': '0 keys, 1 touch',
    'a weighed article by its code': '5 keys, 0 touches',
    'a discount of a line by touch, up to the badge': '0 keys, 3 touches',
    'a discount of a line by keys, up to the badge': '3 keys, 0 touches',
    'a loyalty card': '0 keys, 0 touches',
    'a loyalty card by its end': '6 keys, 0 touches',
  });
  // A line and a basket were given up on the way.
  await expect.poll(voidsTold).toBeGreaterThanOrEqual(voidsBefore + 2);
});
