/** A shop day of real invoices at the till's real screen: is the Z right to the cent, and how many sales go through an hour of it. */
import { chromium } from 'playwright-core';
import { chromiumLaunch } from '../scripts/system/chromium.ts';
import { print } from './support/figures.ts';
import { runShopDay } from './support/shop-day/run.ts';

const at = process.argv.indexOf('--invoices');
const invoices = at === -1 ? 500 : Number(process.argv[at + 1]);

const browser = await chromium.launch(await chromiumLaunch());
try {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-CA' });
  const { onPaper, bySecondHand, sellingMs } = await runShopDay(await context.newPage(), invoices);
  const differing = [...bySecondHand].filter(([label, figure]) => onPaper.get(label) !== figure);
  print({
    name: `shop day of ${invoices} real invoices: figures of the Z that differ from a second hand's (${Math.round(sellingMs / invoices)} ms an invoice)`,
    ours: differing.length === 0 ? '0' : JSON.stringify(differing),
    peer: `${bySecondHand.size} figures`,
    ratio: 1 - differing.length / bySecondHand.size,
    goal: '0',
    met: differing.length === 0,
  });
} finally {
  await browser.close();
}
