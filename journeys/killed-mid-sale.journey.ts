import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, killEdge, paymentTerminal, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(async () => {
  await paymentTerminal.misbehave({ slow: 0 });
  await browsing.close();
});

test('E13: the agent dies while the card is being charged: charged once, sold once', async () => {
  const chargesBefore = (await paymentTerminal.state()).charges.length;
  await till.scanProduct(run.demo.gtins?.[0] ?? '');
  // The agent dies after the card was asked for and before its answer.
  await paymentTerminal.misbehave({ slow: 4_000 });
  await till.page.keyboard.press('F10');
  await till.by('card-progress').waitFor();
  await expect.poll(async () => (await paymentTerminal.state()).screen).toBe('authorising');
  killEdge();
  const receipt = await till.committedReceipt(90_000);
  await expect.poll(async () => (await paymentTerminal.state()).charges.length).toBe(chargesBefore + 1);
  await expect
    .poll(async () => (await headOffice.sales()).filter((sale) => sale.receiptNumber === receipt).length, {
      timeout: 30_000,
    })
    .toBe(1);
});

test('E13: the till reloaded in mid-sale has the same basket, and sells it once', async () => {
  await till.scanProduct(run.demo.gtins?.[1] ?? '');
  const totalMinor = await till.amountOf('total');
  await till.page.reload();
  await till.by('sale').or(till.by('lock')).first().waitFor({ timeout: 60_000 });
  if (await till.by('lock').isVisible()) await till.signIn();
  await expect.poll(() => till.amountOf('total')).toBe(totalMinor);
  const receipt = await till.payExactCash();
  await expect
    .poll(async () => (await headOffice.sales()).filter((sale) => sale.receiptNumber === receipt).length, {
      timeout: 30_000,
    })
    .toBe(1);
});
