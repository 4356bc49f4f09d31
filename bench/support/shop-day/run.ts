/** A shop day from the first scan to the Z: a store of its own with its counter, and one page in a browser. */
import type { Page } from 'playwright-core';
import { simulatedPrinter, simulatedTerminal } from '../../../store-edge/agent/test/support/devices.ts';
import { openTill } from '../till-page.ts';
import { openTillStore } from '../till-store.ts';
import { articlesOf, shopDay } from './invoices.ts';
import { closeShift, figuresOn, isByCard, replay } from './replay.ts';
import { type DaySums, sumsOf } from './sums.ts';

/** What `openTill` puts in the drawer. */
const floatMinor = 10_000;

/** @returns the figures of the Z on paper by their labels, in cents, and the same by a second hand. */
export async function runShopDay(
  page: Page,
  count: number,
): Promise<{ onPaper: Map<string, number>; bySecondHand: Map<string, number>; sellingMs: number }> {
  const invoices = shopDay(count);
  const [printer, terminal] = await Promise.all([simulatedPrinter(), simulatedTerminal()]);
  const store = await openTillStore(articlesOf(invoices), {
    printer: printer.address,
    paymentTerminal: terminal.address,
  });
  try {
    const cashier = { name: 'Camille', pin: '1234' };
    await openTill(page, { ...store, registerNumber: '1', cashier });
    const counter = { page, store, printer };
    const startedMs = performance.now();
    await replay(counter, invoices);
    const sellingMs = performance.now() - startedMs;
    const sums = sumsOf(invoices, isByCard(invoices), floatMinor);
    const onPaper = figuresOn(await closeShift(counter, sums.drawerMinor));
    return { onPaper, bySecondHand: onZ(sums), sellingMs };
  } finally {
    await page.close();
    await store.close();
    await Promise.all([printer.close(), terminal.close()]);
  }
}

/** As the Z says it. */
const onZ = (sums: DaySums): Map<string, number> =>
  new Map([
    ['Ventes', sums.sales],
    ['TPS', sums.gstMinor],
    ['TVQ', sums.qstMinor],
    ['Carte', sums.cardMinor],
    ['Comptant', sums.drawerMinor - floatMinor],
    ['TOTAL', sums.totalMinor],
    // The last of two lines of that name: first how many.
    ['Retours', -sums.returnedMinor],
    ['Attendu en caisse', sums.drawerMinor],
    ['Compté', sums.drawerMinor],
    ['Écart', 0],
    ['Total perpétuel', sums.totalMinor],
  ]);
