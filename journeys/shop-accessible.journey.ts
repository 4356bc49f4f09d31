import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOn, wcag } from './support/accessible.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { type Shopper, shopperOn } from './support/shopper.ts';

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
