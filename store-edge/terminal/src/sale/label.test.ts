import { checkDigit, priceVerifier } from '@comptoir/gs1';
import { grossMinor } from '@comptoir/pricing/lines/gross';
import { initialSettings } from '@comptoir/sync-protocol/settings/initial-settings';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { newDraft, onDraft } from './draft.ts';
import { soldByLabel } from './label.ts';
import { type Codes, recogniseScan, recogniseTyped } from './recognise.ts';

const ham: Product = {
  ...{
    id: 'ham',
    sku: '12345',
    gtins: [],
    nameFr: 'Jambon',
    nameEn: 'Ham',
    categoryId: 'c',
    unitPriceMinor: 1_899,
  },
  ...{
    taxCategory: 'zero',
    soldBy: 'weight',
    isCharge: false,
    imageUrl: undefined,
    rank: 1,
    favourite: false,
  },
};
const pie: Product = { ...ham, id: 'pie', sku: '54321', soldBy: 'piece', unitPriceMinor: 700 };
const codes: Codes = {
  byCode: (code) => ({ '12345': ham, '54321': pie })[code],
  inStore: initialSettings['in-store-codes'],
};
const labelOf = (item: string, priceMinor: number): string => {
  const price = String(priceMinor).padStart(4, '0');
  const digits = `2${item}${priceVerifier(price)}${price}`;
  return digits + checkDigit(digits);
};
const price = fc.integer({ min: 1, max: 9_999 });

test('E1: goods sold by weight cost what the label of the store’s scale says, to the cent, scanned or typed', () => {
  fc.assert(
    fc.property(price, fc.integer({ min: 50, max: 10_000 }), (priceMinor, unitPriceMinor) => {
      const product = { ...ham, unitPriceMinor };
      const here: Codes = { ...codes, byCode: (code) => (code === '12345' ? product : undefined) };
      for (const read of [
        recogniseScan(`0${labelOf('12345', priceMinor)}`, ']E0', here),
        recogniseTyped(labelOf('12345', priceMinor), here),
      ]) {
        const quantity = (read.is === 'product' && read.quantity) || '0';
        expect(grossMinor(quantity, unitPriceMinor)).toBe(priceMinor);
      }
    }),
  );
});

test('E1 E9: the weight that leaves the shelf is the one that was weighed, where a gram costs a cent or more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1_000, max: 90_000 }),
      (grams, unitPriceMinor) => {
        const weighed = String(grams / 1_000);
        const priceMinor = grossMinor(weighed, unitPriceMinor);
        const { quantity } = soldByLabel({ ...ham, unitPriceMinor }, { kilograms: undefined, priceMinor });
        expect(Number(quantity)).toBe(grams / 1_000);
      },
    ),
  );
});

test('E1: a label that tells weight and price is paid at the lower of its price and what that weight costs now', () => {
  const told = (priceMinor: number) => soldByLabel(ham, { kilograms: '0.500', priceMinor }).quantity;
  expect(told(950)).toBe('0.5');
  expect(told(2_000)).toBe('0.5');
  expect(grossMinor(told(800) ?? '0', 1_899)).toBe(800);
});

test('E1: a piece costs what its own label says, whatever its price becomes while the basket is open', () => {
  const read = recogniseScan(labelOf('54321', 599), null, codes);
  expect(read).toMatchObject({ is: 'product', product: pie, quantity: null, labelPriceMinor: 599 });
  const at = '2026-11-24T15:00:00.000Z';
  const add = { type: 'added', product: pie, quantity: '1', at } as const;
  const one = onDraft(newDraft('sale', at), { ...add, lineId: 'l1', labelPriceMinor: 599 });
  const two = onDraft(one, { ...add, lineId: 'l2' });
  const seen = onDraft(two, { type: 'price-seen', productId: 'pie', unitPriceMinor: 500, at });
  expect(seen.lines.map((line) => [line.labelPriceMinor, line.toldUnitPriceMinor])).toEqual([
    [599, 599],
    [undefined, 500],
  ]);
});

test('E1: a label whose price was misread is told as misread, and one of an article that nobody knows as unknown', () => {
  const right = labelOf('12345', 599);
  const digits = `${right.slice(0, 7)}0699`;
  expect(recogniseScan(digits + checkDigit(digits), null, codes).is).toBe('bad-check-digit');
  expect(recogniseScan(labelOf('99999', 599), null, codes).is).toBe('unknown');
  expect(recogniseScan(labelOf('54321', 0), null, codes)).toMatchObject({ labelPriceMinor: 0 });
});
