import { Problem } from '@comptoir/service-kit/http/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkQuantity, quantityOf, thousandthsMax } from '../src/quantity.ts';

const refusalOf = (quantity: string, soldBy: 'piece' | 'weight') => {
  try {
    return checkQuantity(quantity, soldBy);
  } catch (error) {
    return error instanceof Problem ? error.type : error;
  }
};

test('B3: a quantity that is taken is the very one that was asked for', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: thousandthsMax }),
      (thousandths) => checkQuantity(quantityOf(thousandths), 'weight') === thousandths,
    ),
  ));

test.each([
  ['0', 'weight', 'quantity-not-positive'],
  ['0.000', 'piece', 'quantity-not-positive'],
  ['-1', 'piece', 'quantity-not-positive'],
  ['-0.0001', 'weight', 'quantity-not-positive'],
  ['0.0005', 'weight', 'quantity-too-fine'],
  ['1.2345', 'weight', 'quantity-too-fine'],
  ['1.2340', 'weight', 1_234],
  ['0.5', 'piece', 'quantity-not-whole'],
  ['1.0001', 'piece', 'quantity-not-whole'],
  ['2.000', 'piece', 2_000],
  ['9999', 'piece', 9_999_000],
  ['9999.001', 'weight', 'quantity-too-big'],
] as const)('B3: %s by %s is %s', (quantity, soldBy, told) => expect(refusalOf(quantity, soldBy)).toBe(told));
