import { expect, test } from 'vitest';
import { documentOf } from '../src/receipts/formats/receipt.ts';
import { receiptAnswer } from '../src/receipts/receipt-answer.ts';

const receipt = receiptAnswer.parse({
  ...{ kind: 'sale', saleId: 's-1', receiptNumber: '012-1-K7QF-000123', storeId: 'MTL01', registerId: '1' },
  ...{ cashierId: 'u-1', businessDate: '2026-11-24', language: 'fr', customerId: null, itemCount: 1 },
  ...{ completedAt: '2026-11-24T15:00:00.000Z', receivedAt: '2026-11-24T15:00:01.000Z' },
  ...{ subtotalMinor: 2520, discountMinor: 0, cashRoundingMinor: 0, lines: [], taxes: [] },
  total: { amountMinor: 2520, currency: 'CAD' },
  tenders: [
    {
      ...{ kind: 'cash', amountMinor: 2520, receivedMinor: 2745, changeMinor: 225 },
      usDollars: { receivedMinor: 2000, rate: '1.3725' },
    },
  ],
});

test.each([
  ['fr', 'Comptant (20,00 $ US × 1,3725)', '27,45 $', '2,25 $'],
  ['en', 'Cash (US$20.00 × 1.3725)', '$27.45', '$2.25'],
] as const)(
  'E2 E6: a receipt from head office tells US dollars, their rate and worth (%s)',
  (language, left, worth, change) => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
    const pairs = documentOf(receipt, undefined, language).blocks.flatMap((block) =>
      block.type === 'pair' ? [[plain(block.left), plain(block.right)]] : [],
    );
    expect(pairs).toContainEqual([left, worth]);
    expect(pairs.map(([, right]) => right)).toContain(change);
  },
);

test('E2 E6: a receipt from head office tells the tip, and what the card was charged with it', () => {
  const [tender] = receiptAnswer.shape.tenders.parse([
    {
      ...{ kind: 'card', amountMinor: 2520, tipMinor: 380, brand: 'Visa', last4: '4242', entryMode: 'chip' },
      ...{ attemptId: '01890000-0000-7000-8000-000000000001', approvalCode: '1', terminalReference: '1' },
    },
  ]);
  const blocks = documentOf({ ...receipt, tenders: tender ? [tender] : [] }, undefined, 'fr').blocks;
  const pairs = blocks.flatMap((block) =>
    block.type === 'pair' ? [`${block.left} ${block.right}`.replace(/[\u00a0\u202f]/g, ' ').trim()] : [],
  );
  expect(pairs.slice(-3)).toEqual([
    'Carte Visa **** 4242 25,20 $',
    'Pourboire 3,80 $',
    'Débité de la carte 29,00 $',
  ]);
});
