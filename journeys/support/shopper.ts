/** Somebody in the web shop: what a person does there, by what a person sees. */
import type { Page } from 'playwright-core';
import { run } from './house.ts';

/** Cards that the payment provider knows. Source: outside-world/payment-provider. */
export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  threeDSecure: '4000000000003220',
} as const;

export type Shopper = ReturnType<typeof shopperOn>;

/** @param shop where this browser opens the shop: by another name it is another site, with cookies of its own. */
export function shopperOn(page: Page, shop = run.storefront) {
  const by = (id: string) => page.getByTestId(id);
  if (shop === undefined) throw new Error('this house has no shop');
  const at = (path: string) => `${shop}${path}`;
  const amountOf = async (id: string) => Number(await by(id).first().getAttribute('data-amount-minor'));

  /** The page has its script: what is pressed from now on is answered in place. */
  const open = async (path: string) => {
    await page.goto(at(path));
    await page.waitForLoadState('networkidle');
  };

  async function addToCart(code: string): Promise<void> {
    await open(`/produits/${code}`);
    const form = by('product-page').getByTestId('add-form');
    await form.getByTestId('add').click();
    await form.getByRole('status').waitFor();
  }

  /** Types into the search field, and opens what is proposed first, by keys alone. */
  async function searchByKeys(words: string): Promise<void> {
    await by('search').fill(words);
    await by('suggestion').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await by('product-page').waitFor();
  }

  async function fillCard(number: string): Promise<void> {
    const card = page.frameLocator('[data-testid="card-frame"]');
    await card.locator('#number').fill(number);
    await card.locator('#expiry').fill('1231');
    await card.locator('#cvc').fill('123');
  }

  /** Fills the form as a guest to whom it is sent. */
  async function deliverTo(person: { email?: string; name?: string }): Promise<void> {
    if (person.email) await by('email').fill(person.email);
    if (person.name) await by('name').fill(person.name);
    await by('address').fill('1240, avenue du Mont-Royal Est');
    await by('city').fill('Montréal');
    await by('postalCode').fill('H2J 1Y0');
    await by('postalCode').blur();
    await readyToPay();
  }

  async function collectAt(storeCode: string): Promise<void> {
    await by('method-collect').check();
    await by(`store-${storeCode}`).check();
    await readyToPay();
  }

  /** The key carries the amount once it is known. */
  const readyToPay = () => page.locator('[data-testid="pay"][aria-disabled="false"]').waitFor();

  return {
    page,
    by,
    open,
    amountOf,
    addToCart,
    searchByKeys,
    fillCard,
    deliverTo,
    collectAt,
    pay: () => by('pay').click(),
    orderNumber: async () => (await by('order-number').textContent())?.trim() ?? '',
  };
}
