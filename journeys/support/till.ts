/** A cashier at the till: what a person does there, by what a person sees. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Browsing } from './browser.ts';
import { home, mainStore, pairingCode, run, type StoreServer, scan } from './house.ts';

export type Cashier = Readonly<{ name: string; pin: string }>;

export const demoCashier = (): Cashier => {
  const found = run.demo.staff?.find((person) => person.role === 'cashier' && person.pin);
  if (!found?.pin) throw new Error('the demo has no cashier with a PIN');
  return { name: found.name, pin: found.pin };
};

export type Till = ReturnType<typeof tillOn>;

type Place = Readonly<{ server?: StoreServer; cashier?: Cashier }>;

/** Pairs the browser with the register, signs the cashier in, and opens the shift if none is open. */
export async function openTill(
  page: Page,
  registerNumber = '1',
  { server = mainStore, cashier }: Place = {},
): Promise<Till> {
  await page.goto(`${server.address}/#pair=${await pairingCode(registerNumber, server)}`);
  return signedIn(tillOn(page, cashier));
}

/**
 * Register 1 of the store as its cashiers find it: paired once, with the catalogue on disk, on since the journey before and
 * in whatever state that left it. A first run pairs it.
 */
export async function openStoreTill(browsing: Browsing): Promise<Till> {
  const page = await browsing.pageOf(path.join(home, 'browser-of-register-1'));
  const till = tillOn(page);
  if (!(await isFreeToSell(till))) {
    await page.goto('about:blank');
    await page.goto(`${mainStore.address}/#pair=${await pairingCode('1')}`);
    await signedIn(till);
  }
  // The last sale stays on the screen until the next one begins.
  if (await till.by('change-due').isVisible()) await page.keyboard.press('Escape');
  await till.by('change-due').waitFor({ state: 'detached' });
  const left = till.by('tape-line').first();
  if (await left.isVisible()) {
    await page.keyboard.press('Shift+Delete');
    await till.by('confirm-void-sale').click();
    await left.waitFor({ state: 'detached' });
  }
  return till;
}

const isFreeToSell = async ({ page, by, stripState }: Till) =>
  (await by('sale').isVisible()) &&
  !(await page.getByRole('dialog').first().isVisible()) &&
  (await stripState()) === 'online';

async function signedIn(till: Till): Promise<Till> {
  await till.signIn();
  // A till sells while its catalogue comes in for the first time; a journey begins once the whole of it is there.
  await till.page
    .locator(
      '[data-testid="status-message"]:not([data-state="preparing"]):not([data-state="edge-unreachable"])',
    )
    .waitFor({ timeout: 90_000 });
  return till;
}

export function tillOn(page: Page, cashier = demoCashier()) {
  const by = (id: string) => page.getByTestId(id);

  async function signIn(): Promise<void> {
    const { name, pin } = cashier;
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

  /** Types a code as a person does, slower than any scanner, and waits for its line. */
  async function typeProduct(gtin: string): Promise<void> {
    const before = await tapeState();
    await page.keyboard.type(gtin, { delay: 80 });
    await page.keyboard.press('Enter');
    await expect.poll(tapeState, { timeout: 10_000 }).not.toBe(before);
  }

  /** Changes with each scan: also when it adds to a line that is there, or begins the next sale with the same article. */
  const tapeState = async () => {
    const isFinished = await by('change-due').isVisible();
    // Not its words: how many are in stock is told on a line a moment after it.
    const [lines, total] = [
      await by('tape-line').count(),
      await by('total').getAttribute('data-amount-minor'),
    ];
    return `${isFinished} ${lines} ${total}`;
  };

  const amountOf = async (id: string) => Number(await by(id).getAttribute('data-amount-minor'));

  const amountOfFirstLine = async () =>
    Number(
      await by('tape-line').first().locator('[data-amount-minor]').first().getAttribute('data-amount-minor'),
    );

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
  /** As a person reads it: a no-break space is a space. */
  const textOf = async (id: string) =>
    ((await by(id).textContent()) ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
  const stripText = () => textOf('status-message');

  return {
    page,
    by,
    signIn,
    scanProduct,
    typeProduct,
    amountOf,
    amountOfFirstLine,
    payExactCash,
    payExactCashOnceItCan,
    committedReceipt,
    stripState,
    stripText,
    textOf,
  };
}
