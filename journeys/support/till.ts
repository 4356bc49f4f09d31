/** A cashier at the till: what a person does there, by what a person sees. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pairingCode, run, scan } from './house.ts';

const cashier = () => {
  const found = run.demo.staff?.find((person) => person.role === 'cashier' && person.pin);
  if (!found?.pin) throw new Error('the demo has no cashier with a PIN');
  return { name: found.name, pin: found.pin };
};

export type Till = ReturnType<typeof tillOn>;

/** Pairs the browser with the register, signs the cashier in, and opens the shift if none is open. */
export async function openTill(page: Page, registerNumber = '1'): Promise<Till> {
  await page.goto(`${run.terminal}#pair=${await pairingCode(registerNumber)}`);
  const till = tillOn(page);
  await till.signIn();
  // A till sells while its catalogue comes in for the first time; a journey begins once the whole of it is there.
  await page
    .locator('[data-testid="status-message"]:not([data-state="preparing"])')
    .waitFor({ timeout: 90_000 });
  return till;
}

export function tillOn(page: Page) {
  const by = (id: string) => page.getByTestId(id);

  async function signIn(): Promise<void> {
    const { name, pin } = cashier();
    await by('lock').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name }).click();
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await by('sale').or(by('open-shift')).first().waitFor({ timeout: 60_000 });
    if (await by('open-shift').isVisible()) {
      await page.keyboard.type('100');
      await page.keyboard.press('Enter');
    }
    await by('sale').waitFor();
  }

  /** Scans, and waits for the line that it makes. */
  async function scanProduct(gtin: string): Promise<void> {
    const before = await tapeState();
    await scan(gtin);
    await expect.poll(tapeState, { timeout: 10_000 }).not.toBe(before);
  }

  /** Changes with each scan: also when it adds to a line that is there, or begins the next sale with the same article. */
  const tapeState = async () => {
    const isFinished = await by('change-due').isVisible();
    return `${isFinished} ${(await by('tape').isVisible()) ? await by('tape').textContent() : ''}`;
  };

  const amountOf = async (id: string) => Number(await by(id).getAttribute('data-amount-minor'));

  /** F9 with nothing typed: the exact amount in cash. @returns the receipt's number. */
  async function payExactCash(): Promise<string> {
    await page.keyboard.press('F9');
    return committedReceipt();
  }

  /** The same with a store server that may be away: what the till says, the cashier does. */
  async function payExactCashOnceItCan(): Promise<string> {
    const waits = page.locator('[data-testid="notice"]', { hasText: 'injoignable' });
    await page.keyboard.press('F9');
    await by('change-due').or(waits).first().waitFor({ timeout: 60_000 });
    if (await waits.isVisible()) {
      await waits.waitFor({ state: 'detached', timeout: 60_000 });
      if (!(await by('change-due').isVisible())) await page.keyboard.press('F9');
    }
    return committedReceipt(60_000);
  }

  async function committedReceipt(timeoutMs = 30_000): Promise<string> {
    await by('change-due').waitFor({ timeout: timeoutMs });
    await by('receipt-number').waitFor({ timeout: timeoutMs });
    const text = (await by('receipt-number').textContent()) ?? '';
    const number = /\d{3}-\d+-[0-9A-Z]{4}-\d{6}/.exec(text)?.[0];
    if (!number) throw new Error(`no receipt number in «${text}»`);
    return number;
  }

  const stripState = () => by('status-message').getAttribute('data-state');
  const stripText = () => by('status-message').textContent();

  return {
    page,
    by,
    signIn,
    scanProduct,
    amountOf,
    payExactCash,
    payExactCashOnceItCan,
    committedReceipt,
    stripState,
    stripText,
  };
}
