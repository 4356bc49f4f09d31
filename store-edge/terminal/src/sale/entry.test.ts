import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyEntry, entryCharactersMax, erased, multiplied, typed } from './entry.ts';
import { addQuantity, countArticles, parseQuantity, quantityText } from './quantity.ts';

const write = (text: string) => [...text].reduce(typed, emptyEntry);

test('E1: digits wait on the entry line, a letter begins a search', () => {
  expect(write('123')).toEqual({ text: '123', quantity: null, searching: false });
  expect(write('12,5').searching).toBe(false);
  expect(write('lait').searching).toBe(true);
  expect(write('7up').searching).toBe(true);
});

test('E1: `6 *` sets a quantity aside, `0,345 *` a weight, and what is no quantity does nothing', () => {
  expect(multiplied(write('6'))).toEqual({ text: '', quantity: '6', searching: false });
  expect(multiplied(write('0,345'))?.quantity).toBe('0.345');
  for (const text of ['', '0', '0,0', '10000', '1,23456']) expect(multiplied(write(text))).toBeUndefined();
});

test('E1: erasing takes characters first, then the quantity', () => {
  expect(erased({ text: '12', quantity: '6', searching: false }).text).toBe('1');
  expect(erased({ text: '', quantity: '6', searching: false }).quantity).toBeNull();
});

test('E1: the entry line has an end', () => {
  expect(write('9'.repeat(500)).text).toHaveLength(entryCharactersMax);
});

test('E1: quantities are exact: text and ten-thousandths come back to each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 * 10_000 }), (units) => {
      expect(parseQuantity(quantityText(units))).toBe(units);
    }),
  );
});

test('E1: adding pieces never leaves the limits', () => {
  expect(addQuantity('1', -1)).toBeUndefined();
  expect(addQuantity('9999', 1)).toBeUndefined();
  expect(addQuantity('2', 3)).toBe('5');
  expect(countArticles(['2', '0.345', '1'])).toBe(4);
});
