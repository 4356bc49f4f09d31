import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostalCode } from '../src/postal-codes/canada.ts';
import { checkPostalCode } from '../src/postal-codes/check.ts';

test.each([
  ['CA', 'QC', 'h2x1y4', 'H2X 1Y4'],
  ['CA', 'ON', 'K1A-0B1', 'K1A 0B1'],
  ['CA', 'NU', 'X0A 0H0', 'X0A 0H0'],
  ['CA', 'NT', 'X0A 0H0', undefined],
  ['US', 'NY', '10001', '10001'],
  ['US', 'CA', '941030001', '94103-0001'],
  ['FR', '', '75 011', '75011'],
  ['FR', '', '97110', '97110'],
  ['FR', '', '2A004', undefined],
  ['CA', 'ON', 'H2X 1Y4', undefined],
  ['CA', 'QC', 'D2X 1Y4', undefined],
  ['CA', 'QC', 'H2X 1Y', undefined],
  ['CA', '', 'H2X 1Y4', undefined],
  ['US', 'QC', '10001', undefined],
  ['US', 'NY', '1000', undefined],
  ['FR', '', '00100', undefined],
  ['FR', '', '99100', undefined],
] as const)('C1: postal code of %s %s: %s is %s', (country, region, told, printed) => {
  const checked = checkPostalCode(country, region, told);
  expect(checked.ok ? checked.postalCode : undefined).toBe(printed);
});

test('C1: a postal code that was accepted is accepted again as it was printed', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const letter = fc.constantFrom(...'ABCEGHJKLMNPRSTVWXYZ');
  const code = fc
    .tuple(fc.constantFrom('G', 'H', 'J'), digit, letter, digit, letter, digit)
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(code, (told) => {
      const once = checkPostalCode('CA', 'QC', told);
      expect(once.ok).toBe(true);
      if (once.ok) expect(checkPostalCode('CA', 'QC', once.postalCode)).toEqual(once);
    }),
  );
});

test.each([
  ['h2j1y0', 'H2J 1Y0', 'QC'],
  ['M5V 3L9', 'M5V 3L9', 'ON'],
  ['x0a-0h0', 'X0A 0H0', 'NU'],
  ['X1A 2B3', 'X1A 2B3', 'NT'],
  ['V6B 1A1', 'V6B 1A1', 'BC'],
])(
  'B2: the postal code %s is %s, in %s: taxes and delivery are known from it alone',
  (typed, code, region) => {
    expect(readPostalCode(typed)).toEqual({ postalCode: code, region });
  },
);

test.each(['', 'H2J', 'D2J 1Y0', 'H2J 1YO0', '12345', 'W1A 1A1', 'H2O 1Y0'])(
  'B2: %j is no Canadian postal code',
  (typed) => {
    expect(readPostalCode(typed)).toBeUndefined();
  },
);

test('B2: a postal code is read the same however its letters are typed', () => {
  const letters = fc.constantFrom(...'ABCEGHJKLMNPRSTVXY');
  const later = fc.constantFrom(...'ABCEGHJKLMNPRSTVWXYZ');
  const digit = fc.nat(9);
  fc.assert(
    fc.property(letters, digit, later, digit, later, digit, fc.boolean(), (a, b, c, d, e, f, lower) => {
      const whole = `${a}${b}${c} ${d}${e}${f}`;
      const typed = lower ? whole.toLowerCase().replace(' ', '') : whole;
      expect(readPostalCode(typed)?.postalCode).toBe(whole);
    }),
  );
});
