import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, personOf, signInAtBackOffice, typeScan } from './support/back-office.ts';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, product, run } from './support/house.ts';

let browsing: Browsing;
beforeAll(async () => {
  browsing = await openBrowser();
});
afterAll(() => browsing.close());

const signIn = async (who: Person) =>
  signInAtBackOffice(await browsing.page({ width: 1024, height: 768 }), who);

/** The catalogue is on the tablet: codes are known without a network. */
const prepared = (page: Page) =>
  expect.poll(() => page.getByTestId('state').getAttribute('data-state'), { timeout: 90_000 }).toBe('online');

async function takeZone(page: Page, count: string): Promise<void> {
  await page.getByTestId('nav-counts').click();
  await page.getByTestId('count-row').filter({ hasText: count }).click();
  await page.getByTestId('count-here').first().click();
  await page.getByTestId('count-entry').waitFor();
}

const shown = (page: Page) => page.getByTestId('current-quantity').getAttribute('data-quantity');

test('E9 E10: two tablets count the same shelf while out of reach; the manager sees both, picks one, commits, and the stock at head office follows', async () => {
  const gtin = run.demo.gtins?.[5] ?? '';
  const storeId = run.demo.storeId ?? '';
  const { id: productId } = await product(gtin);
  const manager = await signIn(personOf('manager'));
  const count = `Allée du fond ${Date.now()}`;
  await manager.getByTestId('nav-counts').click();
  await manager.getByTestId('new-count').click();
  await manager.getByTestId('count-name').fill(count);
  await manager.getByTestId('open-count').click();
  await manager.getByTestId('zone').first().waitFor();

  const tablets = [await signIn(personOf('cashier', 0)), await signIn(personOf('cashier', 1))] as const;
  for (const tablet of tablets) {
    await prepared(tablet);
    await takeZone(tablet, count);
    await tablet.context().setOffline(true);
    await expect.poll(() => tablet.getByTestId('state').getAttribute('data-state')).toBe('offline');
  }

  const [one, other] = tablets;
  for (let at = 1; at <= 3; at += 1) {
    await typeScan(one, gtin);
    await expect.poll(() => shown(one)).toBe(String(at));
  }
  await one.getByTestId('count-entry').fill('12');
  await one.keyboard.press('Enter');
  await expect.poll(() => shown(one)).toBe('12');
  await expect
    .poll(() => one.getByTestId('state').textContent())
    .toMatch(/Sans réseau\. 1 ligne gardée sur cette tablette\./);
  await typeScan(other, gtin);
  await expect.poll(() => shown(other)).toBe('1');
  await other.getByTestId('count-entry').fill('14');
  await other.keyboard.press('Enter');
  await expect.poll(() => shown(other)).toBe('14');

  for (const tablet of tablets) await tablet.context().setOffline(false);
  await manager.getByTestId('compare').click();
  const disagreement = manager.getByTestId('disagreement');
  await expect.poll(() => disagreement.count(), { timeout: 30_000 }).toBe(1);
  await expect
    .poll(async () => (await disagreement.getByTestId('entry-quantity').allTextContents()).sort())
    .toEqual(['12', '14']);
  await expect
    .poll(() => disagreement.textContent())
    .toMatch(/Deux comptes diffèrent\u00a0: 1[24] et 1[24]\. Choisissez ou faites recompter\./);
  await expect.poll(() => manager.getByTestId('commit').isDisabled()).toBe(true);

  const fourteen = manager.getByTestId('entry-quantity').filter({ hasText: /^14$/ });
  await disagreement.getByTestId('pick').filter({ has: fourteen }).click();
  await expect.poll(() => manager.getByTestId('commit').isEnabled()).toBe(true);
  await manager.getByTestId('commit').click();
  await manager.getByTestId('committed').waitFor();

  await expect.poll(() => headOffice.onHand(productId, storeId), { timeout: 30_000 }).toBe(14);
  await prepared(manager);
  await manager.getByTestId('nav-stock').click();
  const onHandOnceScanned = async () => {
    await typeScan(manager, gtin);
    return manager
      .getByTestId('on-hand')
      .textContent({ timeout: 1_000 })
      .catch(() => null);
  };
  await expect.poll(onHandOnceScanned).toBe('14');
  await expect
    .poll(() => manager.getByTestId('elsewhere').count(), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(3);
});
