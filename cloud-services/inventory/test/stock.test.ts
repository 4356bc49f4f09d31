import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantityText, sumQuantities, thousandths } from '../src/stock.ts';

const quantity = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });

test('I1: a quantity read and written again is the same', () =>
  fc.assert(fc.property(quantity, (q) => thousandths(quantityText(q)) === q)));

test('I1: the order in which movements arrive does not change the balance', () =>
  fc.assert(
    fc.property(fc.array(quantity), (qs) => {
      const texts = qs.map(quantityText);
      return sumQuantities(texts) === sumQuantities([...texts].reverse());
    }),
  ));

test.each([
  ['0.345', 345n],
  ['-1', -1000n],
  ['2.5000', 2500n],
])('I1: %s is %s thousandths', (text, expected) => expect(thousandths(text)).toBe(expected));

test('I1: a finer quantity than a thousandth is refused', () =>
  expect(() => thousandths('0.0001')).toThrow(RangeError));
