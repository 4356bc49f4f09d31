import type { ReturnableSale } from '@comptoir/edge-agent/api';
import type { PricedBasket } from '@comptoir/pricing/contract';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { expect, test } from 'vitest';
import { anew, correctionOf, isCorrectable } from './correction.ts';
import { type Draft, isFixed, newDraft } from './draft.ts';
import { finishedOf } from './finished.ts';

const at = '2026-12-01T15:00:00.000Z';
const cash: Tender = { kind: 'cash', amountMinor: 1000, receivedMinor: 1000, changeMinor: 0 };
const cheque: Tender = { kind: 'cheque', amountMinor: 1000 };
const line = { id: 'l', productId: 'mug', quantity: '2', toldUnitPriceMinor: 500 };
const sold: Draft = { ...newDraft('s', at), lines: [line] };
const priced = { totalMinor: 1000 } as PricedBasket;
const paid = (last: Tender, draft = sold) =>
  finishedOf(draft, priced, last, { roundingMinor: 0, incrementMinor: 5 });

const text = { sku: 'MUG', name: { fr: 'Tasse', en: 'Mug' }, soldBy: 'piece' } as const;
const found = (returnedQuantity: string, returnedMinor: number): ReturnableSale => ({
  ...{ saleId: 's', receiptNumber: '012-1-W0D3-000001', known: 'journal', isCurrent: true, soldAt: at },
  ...{ language: 'fr', currency: 'CAD', taxMode: 'added-per-line', taxes: [] },
  lines: [
    {
      ...{ ...text, position: 1, productId: 'mug', quantity: '2', amountMinor: 1000, taxes: [] },
      ...{ returnedQuantity, returnedMinor },
    },
  ],
  payments: [{ kind: 'cash', amountMinor: 1000, leftMinor: 1000 }],
});

const none = () => false;
test('E2: what was booked as cash alone can be corrected; what moved elsewhere, or was spent with it, is a return', () => {
  expect(isCorrectable(paid(cash), none)).toBe(true);
  expect(isCorrectable(paid(cheque), none)).toBe(false);
  expect(isCorrectable(paid({ ...cash, usDollars: { receivedMinor: 800, rate: '1.25' } }), none)).toBe(false);
  expect(isCorrectable(paid(cash, { ...sold, tenders: [cheque] }), none)).toBe(false);
  expect(isCorrectable(paid(cash, { ...sold, coupons: ['DIX'] }), none)).toBe(false);
  expect(isCorrectable(paid(cash), (productId) => productId === 'mug')).toBe(false);
});

test('E2: all of it comes back in cash for the wrong tender, and the same basket is paid anew, as it was', () => {
  const request = correctionOf(paid(cash), found('0', 0), 'r');
  expect(request).toMatchObject({
    ...{ receipt: '012-1-W0D3-000001', reason: 'wrong-tender', expectedTotalMinor: 1000 },
    ...{ lines: [{ position: 1, quantity: '2', condition: 'sellable' }], exchangeMinor: 0, cardMinor: 0 },
  });
  const again = request && anew(paid(cash), 's-2', request);
  expect(again).toMatchObject({ saleId: 's-2', lines: [line], tenders: [], exchange: request });
  expect(again && isFixed(again)).toBe(true);
  expect(again && isCorrectable(paid(cash, again), none)).toBe(false);
});

test('E2: of what has come back in part already nothing is corrected', () => {
  expect(correctionOf(paid(cash), found('1', 500), 'r')).toBeNull();
});
