import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, wcag } from './support/accessible.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { signInAtHeadOffice } from './support/head-office.ts';
import { run } from './support/house.ts';
import { cards, type Shopper, shopperOn } from './support/shopper.ts';

let browsing: Browsing;
let shopper: Shopper;
beforeAll(async () => {
  browsing = await openBrowser();
  shopper = shopperOn(await browsing.page({ width: 360, height: 640 }));
  await shopper.addToCart('4131');
});
afterAll(() => browsing.close());

async function faultsOf(paths: readonly string[], rules: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await shopper.open(path);
    found.push(...(await faultsOn(shopper.page, rules)).map((fault) => `${path} ${fault}`));
  }
  return found;
}

test('WCAG 2.2 AA: home, product, cart, checkout and registering have no fault that axe finds, and none is wider than a small phone', async () => {
  const paths = ['/en/', '/produits/4131', '/panier', '/commander', '/inscription'];
  expect(await faultsOf(paths, wcag)).toEqual([]);
});

test('WCAG 2.2 AA: a paid order that is changed, and what head office sees of it, have no fault that axe finds', async () => {
  const email = `ana-${randomUUID().slice(0, 8)}@exemple.ca`;
  const buyer = shopperOn(await browsing.page({ width: 360, height: 640 }));
  await buyer.addToCart('CA-01');
  await buyer.open('/commander');
  await buyer.deliverTo({ email, name: 'Ana Roy' });
  await buyer.fillCard(cards.good);
  await buyer.pay();
  await buyer.by('order-status').waitFor({ timeout: 60_000 });
  const number = await buyer.orderNumber();
  await buyer.by('change-order').click();
  expect(await faultsOn(buyer.page, wcag)).toEqual([]);
  await buyer.by('address').fill('99, avenue du Parc');
  await buyer.by('save-change').click();
  await expect.poll(() => buyer.page.locator('address').textContent()).toContain('99, avenue du Parc');
  const href = await buyer.by('invoice').getAttribute('href');
  const invoice = await buyer.page.request.get(new URL(href ?? '', buyer.page.url()).href);
  expect(invoice.headers()['content-type']).toContain('application/pdf');

  const { page, by } = await signInAtHeadOffice(await browsing.page());
  await by('nav-orders').click();
  await by('order-search').fill(email);
  await page.locator(`[data-testid="order-row"][data-number="${number}"]`).waitFor();
  expect(await faultsOn(page, wcag)).toEqual([]);
  await page.getByRole('link', { name: number }).click();
  await by('timeline').locator('[data-kind="staff"]').first().waitFor();
  await by('ask-refund').click();
  expect(await faultsOn(page, wcag)).toEqual([]);
  await by('nav-orders').click();
  await by('to-stuck').click();
  await by('nothing-stuck').waitFor();
  expect(await faultsOn(page, wcag)).toEqual([]);
});

test('C2: head office finds the customer whom a reason is given for, and the look stands on their page', async () => {
  const { page, by } = await signInAtHeadOffice(await browsing.page());
  await by('nav-customers').click();
  await by('customer-search').fill(run.demo.customer?.email ?? '');
  await by('access-reason').selectOption('complaint');
  await page.keyboard.press('Enter');
  await by('customer-found').waitFor();
  expect(await faultsOn(page, wcag)).toEqual([]);
  await by('customer-found').click();
  await by('customer-name').waitFor();
  await expect.poll(() => by('accesses').textContent()).toContain('Plainte');
  expect(await faultsOn(page, wcag)).toEqual([]);
});

test('search engines: the sitemap leads to each aisle and from there to its products, in both languages', async () => {
  const read = async (address: string) => (await fetch(address)).text();
  const robots = await read(new URL('/robots.txt', shopper.page.url()).href);
  const [sitemap = ''] = /(?<=Sitemap: )\S+/.exec(robots) ?? [];
  const lists = [...(await read(sitemap)).matchAll(/<loc>([^<]+)/g)].map(([, address = '']) => address);
  expect(lists.length).toBeGreaterThan(2);
  const products = await read(lists.find((address) => !address.endsWith('/pages.xml')) ?? '');
  const [, product = ''] = /<loc>([^<]+\/produits\/[^<]+)/.exec(products) ?? [];
  expect(await read(product)).toContain(`<link rel="canonical" href="${product}">`);
  expect(products).toContain('hreflang="en-CA"');
});

test('WCAG 2.2 AA: contrast holds in the dark too', async () => {
  await shopper.page.emulateMedia({ colorScheme: 'dark' });
  expect(await faultsOf(['/produits/4131', '/commander'], ['color-contrast'])).toEqual([]);
  await shopper.page.emulateMedia({ colorScheme: 'light' });
});

test('keys alone: the search list follows the arrows, Escape closes it, and the skip link leads to the page', async () => {
  const { page, by, open } = shopper;
  await open('/');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.evaluate<string>('document.activeElement.getAttribute("href")'))
    .toBe('#content');
  await by('search').fill('pommes');
  await by('suggestion').first().waitFor();
  await page.keyboard.press('ArrowDown');
  const marked = await by('search').getAttribute('aria-activedescendant');
  await expect.poll(() => page.locator(`[id="${marked}"]`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  await by('suggestion').first().waitFor({ state: 'detached' });
  await expect.poll(() => by('search').inputValue()).toBe('pommes');
});

test('without script: a product is put into the cart, its quantity changed, and the total asked for', async () => {
  const plain = shopperOn(await browsing.page({ width: 360, height: 640, isScripted: false }));
  const { page, by } = plain;
  await plain.open('/produits/CA-01');
  await by('product-page').getByTestId('add').click();
  await by('cart-line').waitFor();
  await by('more').click();
  await expect.poll(() => by('line-quantity').inputValue()).toBe('2');
  await by('postal-code').fill('M5V 3L9');
  await page.keyboard.press('Enter');
  // Ontario: 13 %, and nothing for a delivery this large.
  await by('tax-HST').waitFor();
  const subtotalMinor = await plain.amountOf('subtotal');
  await expect.poll(() => plain.amountOf('tax-HST')).toBe(Math.round(subtotalMinor * 0.13));
  await expect.poll(() => plain.amountOf('total')).toBe(Math.round(subtotalMinor * 1.13));
});
