/** What an invoice says, read back from its PDF. */
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { invoiceOf } from '../src/papers/invoice.ts';
import { sellerEnvironment } from '../src/papers/seller.ts';
import type { Order } from '../src/store/orders.ts';
import type { Refund } from '../src/store/payments.ts';

/** The words of the pages: pdfkit writes them in hexadecimal, in Windows-1252. */
function wordsOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return streams
    .join('\n')
    .replace(/\[(.*?)\] TJ/g, (_all, parts: string) =>
      [...parts.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    );
}

const order = (language: 'fr' | 'en') =>
  ({
    ...{
      number: 'C-7F3K-92QD',
      language,
      businessDate: '2026-11-24',
      deliveryMethod: 'collect',
      contact: null,
    },
    ...{ delivery: null, giftCard: null, totalMinor: 1_150 },
    frozen: {
      lines: [],
      points: null,
      priced: {
        ...{ subtotalMinor: 1_000, discountMinor: 0, deliveryMinor: 0, totalMinor: 1_150, lines: [] },
        taxes: [{ code: 'GST', rate: '5', baseMinor: 1_000, amountMinor: 50 }],
      },
    },
  }) as unknown as Order;
const numbers = [
  { code: 'GST', number: '100000000 RT0001' },
  { code: 'QST', number: '1000000000 TQ0001' },
];

const seller = (taxRegistrations: typeof numbers) => ({ taxRegistrations, timeZone: 'America/Toronto' });

test.each([
  ['fr', ['TPS : 100000000 RT0001', 'TVQ : 1000000000 TQ0001']],
  ['en', ['GST number: 100000000 RT0001', 'QST number: 1000000000 TQ0001']],
] as const)('O3: an invoice in %s carries the seller’s tax numbers', async (language, told) => {
  const words = wordsOf(await invoiceOf(order(language), [], seller(numbers)));
  for (const one of told) expect(words).toContain(one);
  expect(wordsOf(await invoiceOf(order(language), [], seller([])))).not.toContain('RT0001');
});

test('O3: what went back in the evening went back that day, where the shop is; weights are written as the language does', async () => {
  const bought = order('fr');
  const apples = {
    ...{ lineId: 'l', productId: 'p', sku: '4131', soldBy: 'weight', quantity: '1.5', amountMinor: 657 },
    names: { fr: 'Pommes', en: 'Apples' },
  };
  const weighed = { ...bought, frozen: { ...bought.frozen, lines: [apples] } } as unknown as Order;
  const at = new Date('2026-11-25T02:30:00Z');
  const refund = { at, state: 'done', amountMinor: 100, pointsMinor: 0 } as Refund;
  const words = wordsOf(await invoiceOf(weighed, [refund], seller([])));
  expect(words).toContain('Remboursement 2026-11-24');
  expect(words).toMatch(/Pommes \(4131\) 1,5\skg/);
});

test('O3: tax numbers that are none stop the service at its start, with a sentence', () => {
  expect(sellerEnvironment.TAX_REGISTRATIONS.parse(JSON.stringify(numbers))).toEqual(numbers);
  expect(sellerEnvironment.TAX_REGISTRATIONS.parse(undefined)).toEqual([]);
  for (const wrong of ['GST 1', '[{"code":"gst","number":"1"}]', '[{"code":"GST","number":" "}]'])
    expect(sellerEnvironment.TAX_REGISTRATIONS.safeParse(wrong).success).toBe(false);
});
