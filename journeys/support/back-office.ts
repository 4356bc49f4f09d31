/** A manager or a counter in the back office, on a tablet. */
import type { Page } from 'playwright-core';
import { run } from './house.ts';

export type Person = Readonly<{ name: string; pin: string }>;

/** @param at which of those with this role. */
export function personOf(role: string, at = 0): Person {
  const found = run.demo.staff?.filter((person) => person.role === role && person.pin)[at];
  if (!found?.pin) throw new Error(`the demo has no ${role} number ${at + 1} with a PIN`);
  return { name: found.name, pin: found.pin };
}

export async function signInAtBackOffice(page: Page, who: Person): Promise<Page> {
  await page.goto(run.backOffice ?? `${run.edge}/back-office/`);
  await page.getByRole('button', { name: who.name }).click();
  await page.getByTestId('pin').fill(who.pin);
  await page.keyboard.press('Enter');
  await page.getByTestId('nav-counts').waitFor();
  return page;
}

/** A scanner that types: faster than any hand, and than a test could press keys on a busy machine. */
export const typeScan = (page: Page, gtin: string) =>
  page.evaluate(`for (const key of [...'${gtin}', 'Enter'])
    window.dispatchEvent(new KeyboardEvent('keydown', { key, code: key === 'Enter' ? key : 'Digit' + key }))`);
