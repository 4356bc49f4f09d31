/** Someone at head office, looking at the live page or changing a price. */
import type { Page } from 'playwright-core';
import { run } from './house.ts';

/** What runs in the page; the types of browsers are not loaded here. */
interface Element {
  getAttribute(name: string): string | null;
}

export async function signInAtHeadOffice(page: Page) {
  const by = (id: string) => page.getByTestId(id);
  await page.goto(run.headquarters);
  await by('login').fill(run.demo.admin.login);
  await by('password').fill(run.demo.admin.password);
  await by('sign-in').click();
  await by('nav-live').waitFor();
  return {
    page,
    by,
    isLive: async () => (await by('live-state').getAttribute('data-connected')) === 'true',
    revenueMinor: async () => Number(await by('revenue-total').getAttribute('data-amount-minor')),
    receipts: () =>
      by('sale-row').evaluateAll((rows: Element[]) => rows.map((row) => row.getAttribute('data-receipt'))),
    /** As the page of stock shows it. */
    async onHandOf(sku: string, storeCode: string): Promise<number> {
      await by('nav-stock').click();
      await by('product-search').fill(sku);
      await page.locator(`[data-testid="stock-product"][data-sku="${sku}"]`).click();
      return Number(await by(`stock-${storeCode}`).getAttribute('data-on-hand'));
    },
    async changePrice(sku: string, price: string): Promise<void> {
      await by('nav-prices').click();
      await by('product-search').fill(sku);
      const row = page.locator(`[data-testid="price-row"][data-sku="${sku}"]`);
      await row.getByTestId('price').click();
      await page.keyboard.type(price);
      await page.keyboard.press('Enter');
      await row.getByRole('status').waitFor();
    },
  };
}
