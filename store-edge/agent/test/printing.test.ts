import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrintState } from '../src/api.ts';
import { type Simulator, simulatedPrinter, simulatedScanner } from './support/devices.ts';
import { cash, saleOf, usDollars } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let printer: Simulator;
let shop: Shop;
let till: Till;
let shiftId: string;

beforeEach(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({ at: { printer: printer.address } });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterEach(async () => {
  await shop.close();
  await printer.close();
});

async function sell(language: 'fr' | 'en' = 'fr') {
  const sale = saleOf({
    shiftId,
    language,
    items: [
      ['lamp', '2'],
      ['bread', '1'],
    ],
    tenders: (total) => [cash(Math.round(total / 5) * 5, 20_000)],
  });
  const reply = await till.call('POST', '/sales', sale);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return { saleId: sale.saleId, number: String(reply.body.receiptNumber), header: String(reply.body.header) };
}
async function print(saleId: string, language: 'fr' | 'en' = 'fr'): Promise<string> {
  const printId = randomUUID();
  expect((await till.call('POST', '/prints', { printId, saleId, language })).status).toBe(202);
  return printId;
}
const untilPrint = (printId: string, state: PrintState['state'], detail = /.*/) =>
  until(`print ${state}`, async () => {
    const body = (await till.call('GET', `/prints/${printId}`)).body as unknown as PrintState;
    return body.state === state && detail.test(body.detail) && body;
  });
const isDrawerOpen = async () => ((await printer.state()).drawer as { open: boolean }).open;
const receipt = async (number: number) =>
  (await printer.text(`/receipts/${number}.txt`)).replace(/\u00a0/g, ' ');

test('E6: an X that waits for paper while its shift is closed is printed as it was read', async () => {
  await sell();
  await printer.post('/misbehave', { paperOut: true });
  expect(await till.call('POST', '/shifts/current/x')).toMatchObject({ status: 200 });
  const counted = { countedMinor: 0, reason: 'compte perdu' };
  expect(await till.call('POST', '/shifts/current/close', counted)).toMatchObject({ status: 200 });
  await printer.post('/load-paper');
  const papers = async () => (await printer.state()).receipts as unknown[];
  await until('X and Z are on paper', async () => (await papers()).length === 2);
  expect(await receipt(1)).toContain('121,44 $');
});

test('E6: the receipt tells store, tax numbers, lines, taxes by name, rounding, tender, number and time', async () => {
  const { saleId, number } = await sell();
  await untilPrint(await print(saleId), 'confirmed');
  const text = await receipt(1);
  for (const part of [
    'Comptoir du Plateau',
    'TPS 123456789 RT0001',
    'TVQ 1234567890 TQ0001',
    number,
    'Lampe de chevet',
    '2 × 49,99 $',
    '99,98 $',
    'Pain de campagne',
    'Sous-total',
    '106,47 $',
    'TPS 5 %',
    '5,00 $',
    'TVQ 9,975 %',
    '9,97 $',
    'TOTAL',
    '121,44 $',
    'Arrondi au comptant',
    '0,01 $',
    'Monnaie à rendre',
    '78,55 $',
    'Camille',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/Bedside|Subtotal|DUPLICATA/);
});

test('E2 E6: receipt and Z tell US dollars, the receipt at which rate', async () => {
  const tenders = (total: number) => [usDollars(Math.round(total / 5) * 5, 10_000, '1.3725')];
  const sale = saleOf({ shiftId, language: 'en', tenders });
  expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  await untilPrint(await print(sale.saleId, 'en'), 'confirmed');
  const text = await receipt(1);
  expect(text).toContain('(100,00 $ US × 1,3725)');
  expect(text).toContain('(US$100.00 × 1.3725)');
  expect(text).toContain('137,25 $');
  await till.call('POST', '/shifts/current/close', { countedMinor: 0, usDollarsCountedMinor: 9_900 });
  const z = await until('the Z is cut', async () => {
    const papers = (await printer.state()).receipts as unknown[];
    const paper = papers.length === 2 ? await receipt(2) : '';
    return paper.includes('Total perpétuel') && paper;
  });
  for (const part of ['Dollars US', '100,00 $ US', '99,00 $ US', '-1,00 $ US']) expect(z).toContain(part);
});

test('E6: in English the French stands whole and first', async () => {
  const { saleId } = await sell('en');
  await untilPrint(await print(saleId, 'en'), 'confirmed');
  const text = await receipt(1);
  expect(text.indexOf('Sous-total')).toBeGreaterThan(0);
  expect(text.indexOf('Subtotal')).toBeGreaterThan(text.indexOf('Monnaie à rendre'));
  expect(text).toContain('$121.44');
});

test('E6: a second print comes out marked DUPLICATA; the same print id is printed once', async () => {
  const { saleId } = await sell();
  const first = await print(saleId);
  await untilPrint(first, 'confirmed');
  await till.call('POST', '/prints', { printId: first, saleId, language: 'fr' });
  const second = await print(saleId);
  expect(await untilPrint(second, 'confirmed')).toMatchObject({ duplicate: true });
  expect(await receipt(2)).toContain('DUPLICATA');
  expect((await printer.state()).receipts).toHaveLength(2);
});

test('E15: out of paper, the sale stands and the receipt prints by itself once the roll is changed', async () => {
  await printer.post('/misbehave', { paperOut: true });
  const { saleId } = await sell();
  const printId = await print(saleId);
  await untilPrint(printId, 'queued', /paper-out/);
  await until('the strip says so', async () => shop.agent.edge.state().devices.printer === 'out-of-paper');
  await printer.post('/load-paper');
  expect(await untilPrint(printId, 'confirmed')).toMatchObject({ duplicate: false });
});

test('E15: a connection lost in the middle of a receipt leaves it suspect, never printed again by itself', async () => {
  await printer.post('/misbehave', { dropAfterBytes: 300 });
  const { saleId } = await sell();
  await untilPrint(await print(saleId), 'suspect');
  expect(await untilPrint(await print(saleId), 'confirmed')).toMatchObject({ duplicate: true });
});

test('E5: closing the shift prints its Z, with the head of the journal and the perpetual total', async () => {
  await sell();
  await till.call('POST', '/shifts/current/close', { countedMinor: 22_000 });
  await until('the Z is on paper', async () => ((await printer.state()).receipts as unknown[]).length === 1);
  const text = await until('cut', async () => {
    const paper = await receipt(1);
    return paper.includes('Total perpétuel') && paper;
  });
  expect(text).toContain('Rapport Z 1');
  expect(text).toContain('Écart');
});

test('E16: cash opens the drawer, and so does a journaled opening without a sale', async () => {
  await sell();
  await until('drawer open', isDrawerOpen);
  await printer.post('/close-drawer');
  expect((await till.call('POST', '/drawer', {})).status).toBe(200);
  await until('drawer open again', isDrawerOpen);
});

test('E15: a scanner that is plugged in later is heard at its register, without a restart', async () => {
  const scanner = await simulatedScanner();
  await shop.close();
  await scanner.post('/misbehave', { unplugged: true });
  shop = await openShop({ at: { printer: printer.address, scanner: scanner.address } });
  till = await shop.till('1');
  const socket = await till.socket();
  const scan = new Promise<unknown>((resolve) => socket.once('scan', resolve));
  await scanner.post('/misbehave', { unplugged: false });
  await until('scanner ready', async () => shop.agent.edge.state().devices.scanner === 'ready');
  await scanner.post('/scan', { text: '0061234567890' });
  expect(await scan).toMatchObject({ text: '0061234567890' });
  socket.close();
  await scanner.close();
});

test('E8 E6: the receipt of a sale made while the agent was away names the provisional one, and is the original', async () => {
  const sale = saleOf({ shiftId, provisional: 3 });
  expect((await till.call('POST', '/sales', sale)).status).toBe(201);
  await untilPrint(await print(sale.saleId), 'confirmed');
  const text = await receipt(1);
  expect(text).toContain('Reçu provisoire P-012-1-X4AB-000003');
  expect(text).not.toContain('DUPLICATA');
});

test('E4: a tax-exempt sale bears no taxes, and its receipt names the certificate and what was noted', async () => {
  const sale = saleOf({ shiftId, taxExempt: 'QC-4471', note: 'Livrer mardi' });
  expect(sale.priced).toMatchObject({ taxes: [], totalMinor: 4_999 });
  const line = { ...sale.lines[0], note: 'Abat-jour échangé' };
  const reply = await till.call('POST', '/sales', { ...sale, lines: [line] });
  expect(reply).toMatchObject({ status: 201, body: { flags: [] } });
  await untilPrint(await print(sale.saleId), 'confirmed');
  const text = await receipt(1);
  for (const part of ['Exonéré de taxes, certificat QC-4471', 'Livrer mardi', 'Abat-jour échangé'])
    expect(text).toContain(part);
  expect(text).not.toContain('TPS 5');
});

test('E6: a gift receipt tells what and by which code it comes back, no price; the receipt after it is still the original', async () => {
  const { saleId, number } = await sell('en');
  const gift = { printId: randomUUID(), saleId, language: 'en', gift: true };
  expect((await till.call('POST', '/prints', gift)).status).toBe(202);
  await untilPrint(gift.printId, 'confirmed');
  const text = await receipt(1);
  for (const part of ['Reçu-cadeau', 'Gift receipt', 'Lampe de chevet', number]) expect(text).toContain(part);
  expect(text).not.toMatch(/\d,\d\d|\$|Servi par/);
  expect((await untilPrint(await print(saleId), 'confirmed')).duplicate).toBe(false);
  expect((await untilPrint(await print(saleId), 'confirmed')).duplicate).toBe(true);
});
