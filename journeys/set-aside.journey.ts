import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { run } from './support/house.ts';
import { openStoreTill, openTill, type Till } from './support/till.ts';

let browsing: Browsing;
let first: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  first = await openStoreTill(browsing);
});
afterAll(() => browsing.close());

test('E4: one key sets a basket aside, another till of the store takes it up and sells it; a discount on it wants a supervisor’s PIN', async () => {
  await first.scanProduct(run.demo.gtins?.[3] ?? '');
  const totalMinor = await first.amountOf('total');
  await first.page.keyboard.press('F7');
  await expect.poll(() => first.by('tape-line').count()).toBe(0);

  const second = await openTill(await browsing.page(), '2');
  await second.page.keyboard.press('Shift+F7');
  await second.by('suspended-dialog').waitFor();
  await second.page.locator('[data-testid^="suspended-"][type="button"]').first().waitFor();
  await second.page.keyboard.press('Enter');
  await second.by('suspended-dialog').waitFor({ state: 'detached' });
  await expect.poll(() => second.amountOf('total')).toBe(totalMinor);

  await second.page.keyboard.press('F5');
  await second.by('why-goodwill').click();
  const lead = run.demo.staff?.find((person) => person.role !== 'cashier' && person.pin);
  await second.page.getByRole('button', { name: lead?.name ?? '' }).click();
  await second.page.keyboard.type(lead?.pin ?? '');
  await second.page.keyboard.press('Enter');
  await expect.poll(() => second.amountOf('total')).toBeLessThan(totalMinor);
  await second.payExactCash();
});

test('E18: who trains at a till sells what is not sold: all screens say so, and afterwards the till is as it was', async () => {
  const floatMinor = 5_000;
  await first.by('menu').click();
  await first.by('menu-training').click();
  await first.by('open-shift').waitFor();
  await expect.poll(first.stripState).toBe('training');
  await first.page.keyboard.type(String(floatMinor / 100));
  await first.page.keyboard.press('Enter');
  await first.by('sale').waitFor();
  await first.scanProduct(run.demo.gtins?.[2] ?? '');
  expect(await first.payExactCash()).toMatch(/^000-1-/);
  await first.scanProduct(run.demo.gtins?.[1] ?? '');

  await first.by('menu').click();
  await first.by('menu-training').click();
  await first.by('lock').waitFor();
  await first.signIn();
  await expect.poll(first.stripState).not.toBe('training');
  expect(await first.by('tape-line').count()).toBe(0);
  await first.scanProduct(run.demo.gtins?.[3] ?? '');
  expect(await first.payExactCash()).not.toMatch(/^000-/);
});
