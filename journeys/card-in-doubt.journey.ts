import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, paymentTerminal, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
const wellAgain = { slow: 0, silent: false, decline: false };
afterAll(async () => {
  await paymentTerminal.misbehave(wellAgain);
  await browsing.close();
});

test('E2 E13: the payment terminal falls silent in the middle of a charge: the till says what to look at, charges nothing again, and ends the sale when the terminal speaks', async () => {
  const before = (await paymentTerminal.state()).charges.length;
  await paymentTerminal.misbehave({ slow: 4_000 });
  await till.scanProduct(run.demo.gtins?.[0] ?? '');
  const totalMinor = await till.amountOf('total');
  await till.page.keyboard.press('F10');
  await expect.poll(async () => (await paymentTerminal.state()).screen).toBe('authorising');
  // Charged, and nobody is told; then even the connection goes.
  await paymentTerminal.misbehave({ silent: true });
  await expect.poll(async () => (await paymentTerminal.state()).charges.length).toBe(before + 1);
  await paymentTerminal.restart();

  await expect.poll(till.stripState, { timeout: 30_000 }).toBe('payment-to-check');
  await expect
    .poll(() => till.stripText())
    .toMatch(/Paiement à vérifier : \d+,\d\d \$\. Ne repassez pas la carte\./);
  // The key for cards does nothing while this one is open, and the basket stands.
  await till.page.keyboard.press('F10');
  expect(await till.amountOf('card-amount')).toBe(totalMinor);
  await till.by('status-message').click();
  await expect
    .poll(() => till.textOf('states-dialog'), { timeout: 60_000 })
    .toContain('Le terminal de paiement ne répond pas. Regardez son écran.');
  await till.page.keyboard.press('Escape');

  await paymentTerminal.misbehave(wellAgain);
  const receipt = await till.committedReceipt(90_000);
  expect((await paymentTerminal.state()).charges).toHaveLength(before + 1);
  await expect
    .poll(async () => (await headOffice.sales()).filter((sale) => sale.receiptNumber === receipt).length)
    .toBe(1);
  await expect.poll(till.stripState, { timeout: 40_000 }).not.toBe('payment-to-check');
});
