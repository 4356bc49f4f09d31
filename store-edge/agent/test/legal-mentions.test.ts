/** What the law of each place wants on a receipt, held against every jurisdiction that the tax data know. Source: docs/law.md. */
import { randomUUID } from 'node:crypto';
import type { ReceiptBlock } from '@comptoir/hardware-drivers';
import { priceBasket, taxData } from '@comptoir/pricing';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { expect, test } from 'vitest';
import { receiptOf } from '../src/printing/receipt.ts';
import { saleOf } from './support/sale.ts';
import { products, storeRow } from './support/store.ts';

const registered: Readonly<Record<string, StoreConfiguration['taxRegistrations']>> = {
  'CA-QC': [
    { code: 'GST', number: '123456789 RT0001' },
    { code: 'QST', number: '1234567890 TQ0001' },
  ],
  'CA-ON': [{ code: 'HST', number: '123456789 RT0001' }],
  'CA-AB': [{ code: 'GST', number: '123456789 RT0001' }],
  'CA-BC': [
    { code: 'GST', number: '123456789 RT0001' },
    { code: 'PST', number: 'PST-1234-5678' },
  ],
};
const inFrench: Readonly<Record<string, string>> = { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP' };
const at = '2026-11-24T15:00:00.000Z';

const textOf = (blocks: readonly ReceiptBlock[]): string =>
  blocks
    .map((block) =>
      Object.values(block)
        .filter((value) => typeof value === 'string')
        .join(' '),
    )
    .join('\n')
    .replaceAll('\u00a0', ' ');

function receiptIn(jurisdiction: string, language: 'fr' | 'en'): string {
  const sale = saleOf({ shiftId: randomUUID(), items: [['lamp', '12']] });
  const basket = { ...sale.basket, jurisdiction };
  const rules = { version: '1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 } as const;
  const priced = priceBasket(
    basket,
    { ...rules, products: (id) => products.find((one) => one.id === id)?.pricing },
    at,
  );
  const record = {
    header: { number: '012-1-7K3F-000042', at, seq: 7, register: '1' },
    body: { ...sale, basket, priced },
    hash: Buffer.alloc(32),
  };
  const store = { ...storeRow, jurisdiction, taxRegistrations: registered[jurisdiction] ?? [] };
  const { blocks } = receiptOf(record, store, 'Camille', { language, duplicate: false, code: 'code' });
  return textOf(blocks);
}

test.each(Object.keys(registered))(
  'E6: a receipt of %s names seller, registrations, date, number, articles, each tax with its rate, total and how it was paid',
  (jurisdiction) => {
    const text = receiptIn(jurisdiction, 'fr');
    for (const { code, number } of registered[jurisdiction] ?? []) {
      expect(text).toContain(`${inFrench[code]} ${number}`);
      expect(text).toMatch(new RegExp(`${inFrench[code]} [\\d,]+ %`));
    }
    for (const part of [
      'Comptoir du Plateau',
      '2026-11-24',
      '012-1-7K3F-000042',
      'Lampe de chevet',
      '12 ×',
      'TOTAL',
      'Comptant',
    ])
      expect(text).toContain(part);
  },
);

test.each(Object.keys(registered))(
  'E6: in %s French stands whole and first, English beneath',
  (jurisdiction) => {
    const text = receiptIn(jurisdiction, 'en');
    expect(text.indexOf('Lampe de chevet')).toBeLessThan(text.indexOf('Bedside lamp'));
    expect(text.indexOf('Sous-total')).toBeLessThan(text.indexOf('Subtotal'));
  },
);
