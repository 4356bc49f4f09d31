/** A till in a browser, with a cashier signed in and the shift open. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const loadTimeoutMs = 150_000;

export type TillPage = Readonly<{
  /** Of the store's server. */
  address: string;
  /** Path of the file that lets its owner pair registers. */
  adminToken: string;
  registerNumber: string;
  cashier: Readonly<{ name: string; pin: string }>;
}>;

/** Returns once the whole catalogue is at the till, and on its disk. */
export async function openTill(page: Page, { address, adminToken, registerNumber, cashier }: TillPage) {
  const paired = await fetch(`${address}/edge/v1/pairing-codes`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${readFileSync(adminToken, 'utf8').trim()}`,
    },
    body: JSON.stringify({ registerNumber }),
  });
  if (!paired.ok) throw new Error(`no pairing code: ${paired.status} ${await paired.text()}`);
  const { code } = (await paired.json()) as { code: string };
  await page.goto(`${address}/#pair=${code}`);
  await page.getByTestId('lock').waitFor({ timeout: loadTimeoutMs });
  await page.waitForFunction(
    () => performance.getEntriesByName('till:catalogue-stored').length > 0,
    undefined,
    { timeout: loadTimeoutMs, polling: 500 },
  );
  await signIn(page, cashier);
}

/** Opens the shift if none is open. */
export async function signIn(page: Page, cashier: TillPage['cashier']): Promise<void> {
  await page.getByRole('button', { name: cashier.name }).click();
  await page.keyboard.type(cashier.pin);
  await page.keyboard.press('Enter');
  await page.getByTestId('sale').or(page.getByTestId('open-shift')).first().waitFor();
  if (await page.getByTestId('open-shift').isVisible()) {
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');
  }
  await page.getByTestId('sale').waitFor();
}
