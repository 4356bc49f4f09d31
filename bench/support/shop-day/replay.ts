/** A shop day at the till's real screen: the scanner's trigger and the cashier's keys, then the blind count and the Z on paper. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Simulator } from '../../../store-edge/agent/test/support/devices.ts';
import { until } from '../../../store-edge/agent/test/support/shop.ts';
import type { TillStore } from '../till-store.ts';
import type { Invoice } from './invoices.ts';
import { inCash, owedFor } from './sums.ts';

const limitMs = 30_000;
const denominationsMinor = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5];
const noteMinor = 2_000;

/** Every third is paid by card; what comes back was paid in cash. */
export const isByCard = (invoices: readonly Invoice[]) => {
  const cancelled = new Set(invoices.map(({ cancels }) => cancels));
  return (invoice: Invoice) => !cancelled.has(invoice.number) && Number(invoice.number.slice(-2)) % 3 === 0;
};

type Counter = Readonly<{ page: Page; store: TillStore; printer: Simulator }>;

/** @throws Error at the first amount on the screen that is not the one computed by a second hand. */
export async function replay({ page, store, printer }: Counter, invoices: readonly Invoice[]): Promise<void> {
  const byCard = isByCard(invoices);
  const receiptOf = new Map<string, string>();
  const shows = (testId: string, amountMinor: number) =>
    page
      .locator(`[data-testid="${testId}"][data-amount-minor="${amountMinor}"]`)
      .waitFor({ timeout: limitMs });

  /** The till takes the same code twice within 300 ms for one scan seen twice; no hand is as quick. */
  let inHand = '';
  async function scan(sku: string): Promise<void> {
    // From now, not from the scan before: a busy server may have heard that one late, and its line was seen since.
    if (inHand === sku) await setTimeout(350);
    inHand = sku;
    await store.scan(sku);
  }

  async function sell(invoice: Invoice): Promise<void> {
    await page.keyboard.press('Escape');
    await shows('total', 0);
    for (const [at, { sku, quantity }] of invoice.lines.entries()) {
      if (quantity > 1) await page.keyboard.type(`${quantity}*`);
      await scan(sku);
      await shows('total', owedFor({ lines: invoice.lines.slice(0, at + 1) }).totalMinor);
    }
    const { totalMinor } = owedFor(invoice);
    if (byCard(invoice)) await page.keyboard.press('F10');
    else {
      const dueMinor = inCash(totalMinor);
      const givenMinor = Math.ceil(dueMinor / noteMinor) * noteMinor;
      await page.keyboard.type(String(givenMinor / 100));
      await page.keyboard.press('F9');
      await shows('change', givenMinor === dueMinor ? dueMinor : givenMinor - dueMinor);
    }
    const text = await page.getByTestId('receipt-number').textContent({ timeout: limitMs });
    receiptOf.set(invoice.number, /\d{3}-\d+-[0-9A-Z]{4}-\d{6}/.exec(text ?? '')?.[0] ?? '');
  }

  async function takeBack({ cancels, lines }: Invoice): Promise<void> {
    const { totalMinor } = owedFor({ lines });
    await page.keyboard.press('Insert');
    await page.getByTestId('return-text').waitFor();
    await page.keyboard.type((totalMinor / 100).toFixed(2).replace('.', ','));
    await page.getByTestId('return-by-amount').click();
    await page.getByTestId(`found-${receiptOf.get(cancels ?? '')}`).click();
    for (const position of lines.keys()) await page.getByTestId(`return-line-${position + 1}`).click();
    await shows('return-total', totalMinor);
    await page.keyboard.press('F9');
    await shows('given-back', inCash(totalMinor));
    await page.keyboard.press('Enter');
    await page.getByTestId('return-dialog').waitFor({ state: 'detached' });
  }

  for (const invoice of invoices) {
    await (invoice.cancels === null ? sell(invoice) : takeBack(invoice));
    await changeRoll(printer);
  }
}

/** Counts the drawer blind, to what a second hand says is in it, and closes. @returns the Z as it came out of the printer. */
export async function closeShift({ page, printer }: Counter, drawerMinor: number): Promise<string> {
  await page.keyboard.press('Escape');
  await page.getByTestId('menu').click();
  await page.getByTestId('menu-close-shift').click();
  let leftMinor = drawerMinor;
  for (const valueMinor of denominationsMinor) {
    const pieces = Math.floor(leftMinor / valueMinor);
    leftMinor -= pieces * valueMinor;
    await page.locator(`[data-testid="count-${valueMinor}"][aria-pressed="true"]`).waitFor();
    await page.keyboard.type(String(pieces));
    await page.keyboard.press('Enter');
  }
  await page.getByTestId('close-shift-dialog').waitFor({ state: 'detached' });
  // It waits for the receipts before it.
  return until(
    'the Z',
    async () => {
      await changeRoll(printer);
      return (await papers(printer)).find((text) => text.includes('Rapport Z'));
    },
    limitMs,
  );
}

/** The figures of a Z by their labels, in cents; counts as they are. */
export function figuresOn(z: string): Map<string, number> {
  const pairs = z.split('\n').flatMap((line) => {
    const match = /^\s*(\S.*?)\s{2,}(-?[\d\s]+(?:,\d\d)?)(?:\s*\$)?\s*$/.exec(
      line.replaceAll(/[\u00a0\u202f]/g, ' '),
    );
    return match?.[1] && match[2] ? [[match[1], Number(match[2].replaceAll(/[\s,]/g, ''))] as const] : [];
  });
  return new Map(pairs);
}

/** A day takes more than one. */
async function changeRoll(printer: Simulator): Promise<void> {
  const { paper } = (await printer.state()) as { paper: { out: boolean } };
  if (paper.out) await printer.post('/load-paper');
}

const papers = async (printer: Simulator): Promise<string[]> => {
  const { receipts } = (await printer.state()) as { receipts: { number: number }[] };
  return Promise.all(receipts.map(({ number }) => printer.text(`/receipts/${number}.txt`)));
};
