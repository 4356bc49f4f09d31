import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardNumberOf, cardNumbers, isCardNumber } from '../src/ids/card-number.ts';

const chosen = fc.integer({ min: 0, max: cardNumbers - 1 });

test('E4: the number of a card is known by its form', () => {
  // ISO/IEC 7812-1: 7992739871 has the check digit 3.
  expect(cardNumberOf(7_992_739_871)).toBe('L079927398713');
  fc.assert(fc.property(chosen, (number) => isCardNumber(cardNumberOf(number))));
  for (const other of [
    '',
    'L',
    '079927398713',
    'L07992739871',
    'l079927398713',
    'L0799273987130',
    '00061000000048',
  ])
    expect(isCardNumber(other)).toBe(false);
});

test('E4: a card with one digit misread is nobody’s', () =>
  fc.assert(
    fc.property(chosen, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const card = cardNumberOf(number);
      const misread = (Number(card[at]) + by) % 10;
      return !isCardNumber(`${card.slice(0, at)}${misread}${card.slice(at + 1)}`);
    }),
  ));
