import type { EdgeHealth } from '@comptoir/sales/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { headOffice, printer, run } from './support/house.ts';
import { openStoreTill, type Till } from './support/till.ts';

let browsing: Browsing;
let till: Till;
beforeAll(async () => {
  browsing = await openBrowser();
  till = await openStoreTill(browsing);
});
afterAll(async () => {
  await printer.loadPaper();
  await browsing.close();
});

/** As its view of operations tells. */
async function printerAtHeadOffice() {
  const { items } = await headOffice.get<{ items: EdgeHealth[] }>('/sales/edges');
  const edge = items.find(({ storeCode, state }) => storeCode === 'MTL01' && state === 'online');
  return edge?.devices?.find(({ name }) => name === 'printer')?.state;
}

const printed = async (receipt: string) =>
  (await printer.receiptTexts()).filter((text) => text.includes(receipt));

test('E15: the roll runs out: the till says so, the sale stands, and the receipt comes out once by itself when the roll is changed', async () => {
  await printer.misbehave({ paperOut: true });
  await expect.poll(till.stripState).toBe('printer-out-of-paper');
  await expect
    .poll(() => till.stripText())
    .toContain(
      'Imprimante sans papier. La vente est enregistrée. Changez le rouleau : le reçu sortira seul.',
    );

  await till.scanProduct(run.demo.gtins?.[5] ?? '');
  const receipt = await till.payExactCash();
  await expect.poll(() => till.textOf('sale-state')).toContain('Changez le rouleau : le reçu sortira seul.');
  await expect.poll(printerAtHeadOffice).toBe('out-of-paper');
  await expect
    .poll(async () => (await headOffice.sales()).some((sale) => sale.receiptNumber === receipt))
    .toBe(true);
  expect(await printed(receipt)).toEqual([]);

  await printer.loadPaper();
  await expect.poll(async () => (await printed(receipt)).length).toBe(1);
  await expect.poll(() => till.by('sale-state').getAttribute('data-print')).toBe('confirmed');
  expect((await printed(receipt))[0]).not.toContain('DUPLICATA');
  await expect.poll(till.stripState).not.toBe('printer-out-of-paper');
  await expect.poll(printerAtHeadOffice).toBe('ready');
});

test('E15: paper that ends in the middle of a receipt costs no sale, and what comes out again says that it is a duplicate or the cashier is told to look', async () => {
  await printer.misbehave({ paperOutAfterLines: 4 });
  await till.scanProduct(run.demo.gtins?.[6] ?? '');
  const receipt = await till.payExactCash();
  await expect.poll(till.stripState).toBe('printer-out-of-paper');
  await printer.loadPaper();
  const end = () => till.by('sale-state').getAttribute('data-print');
  await expect.poll(end, { timeout: 40_000 }).toMatch(/confirmed|suspect/);
  const complete = (await printed(receipt)).length;
  if ((await end()) === 'confirmed') expect(complete).toBe(1);
  else await expect.poll(() => till.textOf('sale-state')).toContain('Vérifiez que le reçu est bien sorti.');
});
