import { initialSettings } from '@comptoir/sync-protocol/settings/initial-settings';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { admit } from './admit.ts';
import { newDraft, onDraft } from './draft.ts';
import { type Codes, recogniseScan, recogniseTyped, shortGtin } from './recognise.ts';

const milk: Product = {
  id: 'milk',
  sku: 'LAIT2',
  gtins: ['00055653684503'],
  nameFr: 'Lait',
  nameEn: 'Milk',
  categoryId: 'c',
  unitPriceMinor: 529,
  taxCategory: 'zero',
  soldBy: 'piece',
  isCharge: false,
  imageUrl: undefined,
  rank: 1,
  favourite: false,
};
const cheese: Product = { ...milk, id: 'cheese', soldBy: 'weight', gtins: ['09521234543213'] };
const codes: Codes = {
  byCode: (code) =>
    ({ '00055653684503': milk, LAIT2: milk, '12345678': milk, '09521234543213': cheese })[code],
  inStore: initialSettings['in-store-codes'],
};

const draft = newDraft('sale', '2026-11-24T15:00:00.000Z');
const till = { draft, entryQuantity: null, isPaying: false, hasRules: true, catalogueReady: true };

test('E1: a scan with or without its symbology finds the article', () => {
  for (const [text, aim] of [
    ['0055653684503', ']E0'],
    ['055653684503', null],
    [']E00055653684503', null],
  ] as const) {
    expect(recogniseScan(text, aim, codes)).toMatchObject({ is: 'product', product: milk });
  }
});

test('E1: a GS1 weight becomes the quantity of an article sold by weight', () => {
  const scan = recogniseScan('01095212345432133103000345', ']e0', codes);
  expect(scan).toMatchObject({ is: 'product', product: cheese, quantity: '0.345' });
});

test('E1: a wrong check digit is told apart from an unknown code, and a SKU of that length is neither', () => {
  expect(recogniseScan('055653684504', null, codes)).toEqual({
    is: 'bad-check-digit',
    code: '055653684504',
  });
  expect(recogniseTyped('055653684504', codes)).toEqual({ is: 'bad-check-digit', code: '055653684504' });
  expect(recogniseTyped('061234567893', codes).is).not.toBe('product');
  expect(recogniseTyped('12345678', codes)).toMatchObject({ is: 'product' });
  expect(recogniseTyped('42', codes)).toEqual({ is: 'unknown', code: '42' });
});

test.each([
  ['cut short at its end', '005565368450'],
  ['cut short at its head', '55653684503'],
  ['cut to a few digits', '05565'],
  ['doubled', '055653684503055653684503'],
  ['glued to the next', '0556536845033017620422003'],
  ['with a digit misread', '055653684508'],
  ['an EAN-8 cut short', '1234567'],
  ['a GS1 string cut short in its GTIN', ']d2010952123454321'],
  ['a GS1 string cut short in its weight', ']e00109521234543213310300'],
  ['nothing but its symbology', ']E0'],
  ['a gap in the middle', '055653 684503'],
])('E1: a code that is %s is refused by its text, and is never another article', (_name, text) => {
  const scanned = recogniseScan(text, null, codes);
  expect(scanned.is).not.toBe('product');
  if (scanned.is !== 'product') expect(scanned.code).toBe(text);
  const admitted = admit(scanned, till);
  expect(admitted.is === 'refused' && ['unknown-code', 'bad-check-digit', 'glued-codes']).toContain(
    admitted.is === 'refused' ? admitted.notice.kind : 'added',
  );
});

test('E1: of two codes that came as one the cashier is told to scan again, one by one', () => {
  for (const text of ['055653684503055653684503', '0556536845033017620422003', '1234567012345670'])
    expect(admit(recogniseScan(text, null, codes), till)).toEqual({
      is: 'refused',
      notice: { kind: 'glued-codes' },
    });
  expect(recogniseScan('055653684503055653684504', null, codes).is).not.toBe('glued');
});

test('E1: a code is shown as it is printed under the bars', () => {
  expect(shortGtin('00055653684503')).toBe('055653684503');
  expect(shortGtin('03017620422003')).toBe('3017620422003');
  expect(shortGtin('00000012345670')).toBe('12345670');
});

const found = (product: Product) => ({ is: 'product', product, quantity: null }) as const;

test('E1: an article without a price is refused by name', () => {
  expect(admit(found({ ...milk, unitPriceMinor: 0 }), till)).toMatchObject({
    is: 'refused',
    notice: { kind: 'zero-price', nameFr: 'Lait' },
  });
});

test('E1: weight and pieces are not taken for each other', () => {
  expect(admit(found(cheese), till)).toMatchObject({ notice: { kind: 'weight-wanted' } });
  expect(admit(found(milk), { ...till, entryQuantity: '0.5' })).toMatchObject({
    notice: { kind: 'pieces-only' },
  });
  expect(admit(found(cheese), { ...till, entryQuantity: '0.5' })).toMatchObject({
    is: 'add',
    quantity: '0.5',
  });
});

test('E17: before the whole catalogue is here, a code is not called unknown', () => {
  const unknown = { is: 'unknown', code: '42' } as const;
  expect(admit(unknown, { ...till, catalogueReady: false })).toMatchObject({ notice: { kind: 'not-ready' } });
  expect(admit(unknown, till)).toMatchObject({ notice: { kind: 'unknown-code', code: '42' } });
});

test('E13: nothing is added once payment has begun', () => {
  const tender = { kind: 'cash', amountMinor: 5, receivedMinor: 5, changeMinor: 0 } as const;
  const paid = onDraft(draft, { type: 'tendered', tender });
  expect(admit(found(milk), { ...till, draft: paid })).toMatchObject({ notice: { kind: 'basket-fixed' } });
  expect(admit(found(milk), { ...till, isPaying: true })).toMatchObject({
    notice: { kind: 'payment-running' },
  });
});
