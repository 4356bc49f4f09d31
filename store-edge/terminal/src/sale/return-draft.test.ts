import type { ReturnableSale } from '@comptoir/edge-agent/api';
import { taxData } from '@comptoir/pricing/tax-data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import type { PricingContext } from './price.ts';
import { withArticle } from './return-articles.ts';
import { backOf, cardsOf, leftAt, newReturn, onReturn, requestOf } from './return-draft.ts';

const line = (position: number, quantity: string, amountMinor: number, returnedQuantity = '0') => ({
  ...{ position, productId: `p${position}`, sku: `S${position}`, name: { fr: 'Tasse', en: 'Mug' } },
  ...{ soldBy: 'piece' as const, quantity, amountMinor, taxes: [], returnedQuantity, returnedMinor: 0 },
});
const sale: ReturnableSale = {
  ...{ saleId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f00', receiptNumber: '012-1-K7QF-000001', known: 'journal' },
  ...{
    isCurrent: true,
    soldAt: '2026-11-24T15:00:00.000Z',
    language: 'en',
    currency: 'CAD',
    taxMode: 'added-per-invoice',
  },
  lines: [line(1, '3', 3_000), line(2, '1', 500, '1')],
  taxes: [],
  payments: [
    {
      kind: 'card',
      amountMinor: 2_000,
      leftMinor: 2_000,
      last4: '0042',
      attemptId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f01',
    },
    { kind: 'cash', amountMinor: 1_500, leftMinor: 1_500 },
  ],
};
const draft = newReturn('0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f02', sale.receiptNumber, sale);

test('E3: a touch takes all that is left of a line, another leaves it; what came back before cannot be taken', () => {
  const all = onReturn(draft, { type: 'toggled', position: 1 });
  expect(all.picked).toEqual([{ position: 1, quantity: '3', condition: 'sellable' }]);
  expect(onReturn(all, { type: 'toggled', position: 1 }).picked).toEqual([]);
  expect(onReturn(all, { type: 'toggled', position: 2 }).picked).toEqual(all.picked);
  expect(leftAt(draft, 2)).toBe('0');
});

test('E3: fewer may come back, never more than is left nor less than one', () => {
  const all = onReturn(draft, { type: 'toggled', position: 1 });
  const by = (from: typeof all, by: 1 | -1) => onReturn(from, { type: 'quantity-changed', position: 1, by });
  expect(by(all, 1).picked[0]?.quantity).toBe('3');
  const one = by(by(all, -1), -1);
  expect(one.picked[0]?.quantity).toBe('1');
  expect(by(one, -1).picked[0]?.quantity).toBe('1');
  expect(backOf(one)).toMatchObject({ is: 'given-back', totalMinor: 1_000 });
});

test('E3: a returned article brings its deposit along, as many as its pieces; a deposit alone comes back too', () => {
  const bottles = { ...sale, lines: [line(1, '3', 900), { ...line(2, '3', 30, '1'), chargeOf: 1 }] };
  const of = newReturn(draft.returnId, sale.receiptNumber, bottles);
  const pickedAt = (from: typeof of) => from.picked.map(({ position, quantity }) => [position, quantity]);
  const all = onReturn(of, { type: 'toggled', position: 1 });
  expect(pickedAt(all)).toEqual([
    [1, '3'],
    [2, '2'],
  ]);
  const less = (from: typeof of) => onReturn(from, { type: 'quantity-changed', position: 1, by: -1 });
  expect(pickedAt(less(less(all)))).toEqual([
    [1, '1'],
    [2, '1'],
  ]);
  expect(pickedAt(onReturn(all, { type: 'toggled', position: 2 }))).toEqual([[1, '3']]);
  expect(pickedAt(onReturn(all, { type: 'toggled', position: 1 }))).toEqual([]);
  expect(pickedAt(onReturn(of, { type: 'toggled', position: 2 }))).toEqual([[2, '2']]);
});

const card = (attemptId: string, amountMinor: number, leftMinor = amountMinor) => ({
  ...{ kind: 'card', amountMinor, leftMinor, last4: '0042', attemptId },
});

test('E3: cards get back what they paid at most, in the order in which they paid; once one has, nothing else changes', () => {
  const all = onReturn(draft, { type: 'toggled', position: 1 });
  expect(cardsOf(all, 3_000)).toMatchObject([{ amountMinor: 2_000, last4: '0042' }]);
  expect(cardsOf({ ...all, sale: { ...sale, known: 'cloud' } }, 3_000)).toEqual([]);
  const of = sale.payments[0]?.attemptId ?? '';
  const refund = { attemptId: '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f03', amountMinor: 2_000, of };
  const under = onReturn(all, { type: 'refunding', refund });
  expect(onReturn(under, { type: 'toggled', position: 1 })).toBe(under);
  const refunded = onReturn(under, { type: 'refunded' });
  expect(onReturn(refunded, { type: 'toggled', position: 1 })).toBe(refunded);
  expect(cardsOf(refunded, 1_000)).toEqual([]);
  expect(requestOf(refunded, 3_000)).toMatchObject({
    cardAttemptIds: [refund.attemptId],
    cardMinor: 2_000,
  });
});

test('E3: of a split among cards each has its part back, never more than is left of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 0, max: 9_000 })), {
        maxLength: 4,
      }),
      fc.nat(30_000),
      (paid, wantedMinor) => {
        const payments = paid.map(([amount, back], at) => card(`a${at}`, amount, Math.max(0, amount - back)));
        const cards = cardsOf({ ...draft, sale: { ...sale, payments } }, wantedMinor);
        const leftMinor = payments.reduce((sum, one) => sum + one.leftMinor, 0);
        expect(cards.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(
          Math.min(wantedMinor, leftMinor),
        );
        for (const { attemptId, amountMinor } of cards)
          expect(amountMinor).toBeLessThanOrEqual(
            payments.find((one) => one.attemptId === attemptId)?.leftMinor ?? 0,
          );
        // All but the last one are given back whole.
        for (const { attemptId, amountMinor } of cards.slice(0, -1))
          expect(amountMinor).toBe(payments.find((one) => one.attemptId === attemptId)?.leftMinor);
      },
    ),
  );
});

test('E3 E6: a return speaks the language of its receipt, and carries each leave that was given for it', () => {
  const leave = (approvalId: string) => ({ type: 'approved', approvalId }) as const;
  const twice = onReturn(onReturn(draft, leave('a')), leave('b'));
  expect(requestOf(twice, 500)).toMatchObject({ language: 'en', approvalIds: ['a', 'b'] });
});

test('E3: without a receipt the articles that are scanned come back whole, priced as today', () => {
  const product = (id: string, unitPriceMinor: number): Product =>
    ({
      ...{ id, sku: id, gtins: [], nameFr: id, nameEn: id, unitPriceMinor, taxCategory: 'standard' },
      ...{
        soldBy: 'piece',
        categoryId: 'c',
        isCharge: false,
        rank: 1,
        favourite: false,
        imageUrl: undefined,
      },
    }) as unknown as Product;
  const [mug, lamp] = [product('mug', 1_299), product('lamp', 4_999)];
  const context: PricingContext = {
    store: { id: 's', currency: 'CAD', jurisdiction: 'CA-QC' },
    rules: {
      rules: { version: 't', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 },
      ...{ categories: [], cataloguePosition: '' },
    },
    product: (id) => [mug, lamp].find((one) => one.id === id),
    ...{ at: '2026-11-24T15:00:00.000Z', taxDate: '2026-11-24', utcOffsetMinutes: -300 },
  };
  const told = { returnId: draft.returnId, at: '2026-11-24T15:00:00.000Z' };
  const one = withArticle(null, { product: mug, quantity: '1' }, context, told);
  const two = withArticle(one, { product: mug, quantity: '1' }, context, told);
  const three = withArticle(two, { product: lamp, quantity: '1' }, context, told);
  expect(backOf(three)).toMatchObject({ is: 'given-back', subtotalMinor: 7_597 });
  const request = requestOf(three, 8_735);
  expect(request.receipt).toBeUndefined();
  expect(request).toMatchObject({
    lines: [],
    articles: [{ productId: 'mug', quantity: '2' }, { productId: 'lamp' }],
  });
  // One that the store priced itself comes back at what its label says.
  const four = withArticle(three, { product: mug, quantity: '1', labelPriceMinor: 899 }, context, told);
  expect(backOf(four)).toMatchObject({ is: 'given-back', subtotalMinor: 8_496 });
  expect(requestOf(four, 9_768).articles.map(({ labelPriceMinor }) => labelPriceMinor)).toEqual([
    ...[undefined, undefined],
    899,
  ]);
});
